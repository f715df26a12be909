import SourceText

/// A number in a line, with what gives it a meaning.
struct StatedFigure {
  /// The number, or what a product of numbers comes to.
  var figure: DecimalFigure
  /// The first number of the product.
  var first: DecimalFigure
  /// What it measures, in the base unit.
  var measure: (dimension: MeasureUnit.Dimension, amounts: [DecimalFigure])?
  /// Where a word may stand that says what is counted.
  var next: Int
  /// The last part of a name in front of it: `hours` of `max_retry_hours = 72`.
  var key: Range<Int>?
  /// It may mean something without a unit: it is no part of a word.
  var isBare = true
  /// It is no part of a date, a time, an address or a path either.
  var standsAlone = true
}

/// Finds the numbers of a line, one after the other, never within a word or a longer number.
///
/// Read are decimals, groups of three digits, products, sums of durations such as `1h30m`, numbers up
/// to twelve as words, and durations of ISO 8601. Bytes are looked at once, but for those around a number.
struct FigureScan {
  let bytes: ArraySlice<UInt8>
  /// Where the search goes on.
  private(set) var place: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  var isAtEnd: Bool { place >= bytes.endIndex }

  /// The next number; `nil` when there are no more.
  mutating func next() -> StatedFigure? {
    while place < bytes.endIndex {
      let byte = bytes[place]
      if isDigit(place) {
        if let found = number() { return found }
      } else if isLetterOrDigit(byte) || byte == UInt8(ascii: "_") {
        if let found = word() { return found }
      } else if byte == UInt8(ascii: "."), isDigit(place + 1) {
        if let found = pointFirst() { return found }
      } else {
        place += 1
      }
    }
    return nil
  }

  /// The number that begins at a place; `nil` if none does.
  mutating func figure(at start: Int) -> StatedFigure? {
    place = start
    return isDigit(start) ? number() : word()
  }

  /// What is joined to something that is no number goes with it.
  private mutating func skipRun() {
    repeat {
      place = end(ofWord: place + 1)
    } while byte(place) == UInt8(ascii: ".") && isDigit(place + 1)
  }

  // MARK: what begins with a digit

  private mutating func number() -> StatedFigure? {
    let start = place
    guard let (first, end) = measuredLiteral(at: start) else {
      skipRun()
      return nil
    }
    place = end
    var found = StatedFigure(figure: first, first: first, next: end)
    readFactors(&found)
    if found.measure == nil { readUnit(&found) }
    found.standsAlone = found.isBare && isAlone(start, place)
    guard found.measure == nil else { return found }
    found.key = key(before: start)
    if let key = found.key, let unit = MeasureUnit(word: text(key)) {
      found.measure = (unit.dimension, unit.amounts(found.figure))
    }
    return found
  }

  /// `0...72` holds 72, `.5` is a half, and `x.72` is something else.
  private mutating func pointFirst() -> StatedFigure? {
    let before = place > bytes.startIndex ? bytes[place - 1] : 0x20
    if before == UInt8(ascii: ".") {
      place += 1
      return number()
    }
    if isWordByte(before) || before == UInt8(ascii: ")") || before == UInt8(ascii: "]") {
      skipRun()
      return nil
    }
    return number()
  }

  /// `72 * 3600`, `72 * time.Hour`.
  private mutating func readFactors(_ found: inout StatedFigure) {
    while let start = place(behindTimes: place) {
      if let (factor, end) = literal(at: start), let product = found.figure * factor {
        (found.figure, place, found.next) = (product, end, end)
        continue
      }
      let end = self.end(ofPath: start)
      guard end > start, let unit = MeasureUnit(factor: start..<end, of: bytes) else { return }
      found.measure = (unit.dimension, unit.amounts(found.figure))
      place = end
      return
    }
  }

  private func place(behindTimes start: Int) -> Int? {
    var place = skipBlanks(start)
    guard byte(place) == UInt8(ascii: "*"), byte(place + 1) != UInt8(ascii: "*") else { return nil }
    place = skipBlanks(place + 1)
    return isDigit(place) || byte(place).map(isLetterOrDigit) == true ? place : nil
  }

  /// The unit behind a number, or the word that shows that it measures nothing.
  private mutating func readUnit(_ found: inout StatedFigure) {
    if byte(place).map(isWordByte) == true {
      readJoinedUnit(&found)
      return
    }
    if let (unit, end) = sign(at: skipBlanks(place)) {
      found.measure = (unit.dimension, unit.amounts(found.figure))
      place = end
      return
    }
    let start = gap(after: place)
    found.next = start
    guard start > place, let (unit, end) = unit(at: start) else { return }
    found.measure = (unit.dimension, unit.amounts(found.figure))
    place = end
    addSmallerUnits(&found, unit)
  }

  /// `72h`, `1h30m`, `5k`, `200L`; `72nd` and `72x` are words.
  private mutating func readJoinedUnit(_ found: inout StatedFigure) {
    if let (unit, end) = unit(at: place) {
      found.measure = (unit.dimension, unit.amounts(found.figure))
      place = end
      addSmallerUnits(&found, unit)
      return
    }
    let end = self.end(ofWord: place)
    switch text(place..<end) {
    case "k", "K": found.figure = found.figure * DecimalFigure(1_000) ?? found.figure
    case "l", "L", "u", "U", "n", "f", "F", "UL", "ul": break
    default: found.isBare = false
    }
    if !found.isBare, byte(place).map(isLetterOrDigit) == true { found.next = place }
    place = end
    if found.isBare { found.next = gap(after: end) }
  }

  /// `1 h 30 min` and `1h30m` are one duration, and not two.
  private mutating func addSmallerUnits(_ found: inout StatedFigure, _ unit: MeasureUnit) {
    guard unit.dimension == .time else { return }
    var last = unit
    while let (figure, end) = literal(at: skipBlanks(place)),
      let (smaller, unitEnd) = self.unit(at: gap(after: end)), smaller.isShorter(than: last),
      let sum = found.measure?.amounts.first, let part = smaller.amounts(figure).first,
      let amount = sum + part
    {
      found.measure = (.time, [amount])
      found.isBare = false
      (last, place) = (smaller, unitEnd)
    }
    // `3day7s`, `1h2h`: what goes on is no duration, and so is not what it began with.
    if isDigit(place) {
      (found.measure, found.isBare) = (nil, false)
      skipRun()
    }
  }

  // MARK: what begins with a letter

  /// `PT72H`, `three days`.
  private mutating func word() -> StatedFigure? {
    let start = place
    let end = self.end(ofWord: start)
    place = end
    if let (seconds, end) = isoDuration(at: start) {
      place = end
      return StatedFigure(
        figure: seconds, first: seconds, measure: (.time, [seconds]), next: end, isBare: false,
        standsAlone: false)
    }
    guard let value = NumberWord.value(of: bytes[start..<end]) else { return nil }
    let figure = DecimalFigure(value)
    var found = StatedFigure(
      figure: figure, first: figure, next: gap(after: end), isBare: false, standsAlone: false)
    if let (unit, end) = unit(at: found.next) {
      found.measure = (unit.dimension, unit.amounts(figure))
      place = end
    }
    return found
  }
}

/// Numbers that people write as words.
private enum NumberWord {
  /// From one to twelve, whatever the case.
  static func value(of word: ArraySlice<UInt8>) -> Int? {
    guard 3...6 ~= word.count, let place = words.firstIndex(of: packed(word)) else { return nil }
    return place + 1
  }

  /// The letters as one number: nearly every word of a project comes by here.
  private static func packed(_ word: some Sequence<UInt8>) -> UInt64 {
    word.reduce(0) { $0 << 8 | UInt64($1 | 0x20) }
  }

  private static let words = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
  ].map { packed($0.utf8) }
}
