import SourceText

extension FigureScan {
  // MARK: bytes

  func byte(_ place: Int) -> UInt8? { bytes.indices.contains(place) ? bytes[place] : nil }

  func isDigit(_ place: Int) -> Bool {
    byte(place).map { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") } ?? false
  }

  func isWordByte(_ byte: UInt8) -> Bool { isLetterOrDigit(byte) || byte == UInt8(ascii: "_") }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private func isLetter(_ place: Int) -> Bool {
    byte(place).map { isLetterOrDigit($0) } == true && !isDigit(place)
  }

  func starts(_ place: Int, _ text: StaticString) -> Bool {
    guard place + text.utf8CodeUnitCount <= bytes.endIndex else { return false }
    for offset in 0..<text.utf8CodeUnitCount where bytes[place + offset] != text.utf8Start[offset] {
      return false
    }
    return true
  }

  // MARK: words

  func end(ofWord start: Int) -> Int {
    var end = start
    while let byte = byte(end), isWordByte(byte) { end += 1 }
    return end
  }

  /// The end of `time.Hour`.
  func end(ofPath start: Int) -> Int {
    var end = self.end(ofWord: start)
    while byte(end) == UInt8(ascii: "."), isLetter(end + 1) { end = self.end(ofWord: end + 1) }
    return end
  }

  func skipBlanks(_ start: Int) -> Int {
    var place = start
    while byte(place) == 0x20 || byte(place) == 0x09 { place += 1 }
    return place
  }

  /// What lies between a number and its unit: blanks of any width, a hyphen, a point before a name,
  /// the end of emphasis or code. The place itself when there is nothing of that.
  func gap(after start: Int) -> Int {
    var place = start
    while place < start + 3, byte(place) == UInt8(ascii: "*") || byte(place) == UInt8(ascii: "`") {
      place += 1
    }
    let first = place
    while let width = blank(at: place) { place += width }
    if place > first { return place }
    let joins =
      byte(place) == UInt8(ascii: "-") || byte(place) == UInt8(ascii: ".") && place == start
    return joins && isLetter(place + 1) ? place + 1 : start
  }

  private func blank(at place: Int) -> Int? {
    if byte(place) == 0x20 || byte(place) == 0x09 { return 1 }
    if starts(place, "\u{A0}") { return 2 }
    if starts(place, "\u{202F}") || starts(place, "\u{2009}") { return 3 }
    return starts(place, "&nbsp;") ? 6 : nil
  }

  /// A unit that is a word, to its end; `h` of `72 h/week` is none.
  func unit(at start: Int) -> (MeasureUnit, end: Int)? {
    var end = start
    if starts(start, "µ") || starts(start, "μ") { end += 2 }
    while isLetter(end) { end += 1 }
    guard 1...12 ~= end - start, isUnitEnd(end, joined: start) else { return nil }
    if text(start..<end) == "per", starts(end, " cent") { return (.percent, end + 5) }
    if text(start..<end) == "per", starts(end, " mille") { return (.perMille, end + 6) }
    return MeasureUnit(word: text(start..<end)).map { ($0, end) }
  }

  /// A word ends here, or the next number of a sum such as `1h30m` begins.
  private func isUnitEnd(_ end: Int, joined start: Int) -> Bool {
    switch byte(end) {
    case UInt8(ascii: "_"): false
    case UInt8(ascii: "/"): !isLetter(end + 1)
    default: !isDigit(end) || isDigit(start - 1) && sumGoesOn(end)
    }
  }

  private func sumGoesOn(_ start: Int) -> Bool {
    literal(at: start).map { isLetter($0.end) } ?? false
  }

  /// `%` and `‰`; `7 % 5` is a remainder.
  func sign(at place: Int) -> (MeasureUnit, end: Int)? {
    if starts(place, "‰") { return (.perMille, place + 3) }
    guard byte(place) == UInt8(ascii: "%"), !isDigit(skipBlanks(place + 1)), !isLetter(place + 1)
    else { return nil }
    return (.percent, place + 1)
  }

  // MARK: numbers

  /// `72`, `1,000`, `1_000`, `1 000`, `0.2`, `.5`, `2e-3`; `nil` for a version, and a number to which
  /// anything else is joined that numbers do not have.
  func literal(
    at start: Int, point: UInt8 = UInt8(ascii: ".")
  ) -> (DecimalFigure, end: Int)? {
    var digits = 0
    var exponent = 0
    var place = start
    while true {
      while isDigit(place) {
        guard append(bytes[place], to: &digits) else { return nil }
        place += 1
      }
      guard place - start <= Self.longest, let group = group(after: place, from: start) else {
        break
      }
      place = group
    }
    if byte(place) == point, isDigit(place + 1) {
      place += 1
      while isDigit(place) {
        guard append(bytes[place], to: &digits) else { return nil }
        place += 1
        exponent -= 1
      }
    }
    guard place > start, place - start <= Self.longest else { return nil }
    if byte(place) == UInt8(ascii: "."), isDigit(place + 1) { return nil }
    if let (power, end) = power(at: place) { (exponent, place) = (exponent + power, end) }
    return byte(place) == UInt8(ascii: "_")
      ? nil : (DecimalFigure(digits, exponent: exponent), place)
  }

  /// `0,2 s`: a comma is a point where a unit follows, and else stands between two numbers.
  func measuredLiteral(at start: Int) -> (DecimalFigure, end: Int)? {
    guard let plain = literal(at: start), byte(plain.end) == UInt8(ascii: ","),
      let long = literal(at: start, point: UInt8(ascii: ",")), long.end > plain.end,
      sign(at: skipBlanks(long.end)) != nil || unit(at: gap(after: long.end)) != nil
    else { return literal(at: start) }
    return long
  }

  /// Nobody writes a number of more bytes.
  private static let longest = 40

  private func append(_ byte: UInt8, to digits: inout Int) -> Bool {
    guard digits < 100_000_000_000_000_000 else { return false }
    digits = digits * 10 + Int(byte - UInt8(ascii: "0"))
    return true
  }

  /// Where three further digits begin, when one sign stands between all groups.
  private func group(after place: Int, from start: Int) -> Int? {
    guard place > start, let byte = byte(place) else { return nil }
    let width =
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "'")
      ? 1 : byte == 0x09 ? nil : blank(at: place)
    guard let width, isDigit(place + width), isDigit(place + width + 1),
      isDigit(place + width + 2), !isDigit(place + width + 3)
    else { return nil }
    let isFirst = place - start <= 3
    return isFirst || place - start > 3 && self.byte(place - 4) == bytes[place] || width > 1
      ? place + width : nil
  }

  private func power(at place: Int) -> (Int, end: Int)? {
    guard byte(place) == UInt8(ascii: "e") || byte(place) == UInt8(ascii: "E") else { return nil }
    let isNegative = byte(place + 1) == UInt8(ascii: "-")
    var end = place + (isNegative || byte(place + 1) == UInt8(ascii: "+") ? 2 : 1)
    let first = end
    while isDigit(end) { end += 1 }
    guard 1...2 ~= end - first, !isLetter(end), let power = Int(text(first..<end)) else {
      return nil
    }
    return (isNegative ? -power : power, end)
  }

  /// Whether nothing around a number makes it a part of something longer.
  func isAlone(_ start: Int, _ end: Int) -> Bool {
    let before = byte(start - 1)
    let joins: [UInt8] = [0x2D, 0x3A, 0x2F]  // `-`, `:`, `/`
    let marks: [UInt8] = [0x23, 0x40, 0x5C, 0x2F]  // `#`, `@`, `\`, `/`
    if let before, marks.contains(before) { return false }
    if let before, joins.contains(before), byte(start - 2).map(isWordByte) == true { return false }
    guard let after = byte(end), joins.contains(after) else { return true }
    return byte(end + 1).map(isWordByte) != true
  }
}

/// `a` for `A`; every byte that is no capital of ASCII as it is.
func asciiLower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
