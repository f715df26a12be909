import SourceText

/// One word, number or sign of a text, in lower case.
struct Word: Sendable, Hashable {
  enum Kind: Sendable, Hashable { case word, number(Double), sign }

  var text: String
  var kind: Kind
  /// Bytes in the text it was found in.
  var start: Int
  var end: Int

  var number: Double? { if case .number(let value) = kind { value } else { nil } }
}

/// Splits text into words: names with `_` or `-` become several, `72h` becomes a number and a unit.
struct WordScanner {
  private let bytes: [UInt8]
  private var index = 0
  private var words: [Word] = []

  static func words(of text: String) -> [Word] {
    var scanner = WordScanner(bytes: Array(text.utf8.prefix(8_000)))
    scanner.scan()
    return scanner.words
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func scan() {
    while index < bytes.count {
      let byte = bytes[index]
      if isRelation(at: index) {
        takeRelation()
      } else if isLetter(byte) {
        takeWord()
      } else if isDigit(byte) {
        takeNumber()
      } else {
        takeSign(byte)
      }
    }
  }

  private mutating func takeWord() {
    let start = index
    while index < bytes.count, !isRelation(at: index) {
      let byte = bytes[index]
      guard isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "'") else { break }
      index += 1
    }
    add(start..<index, .word)
  }

  /// `≤` and `≥` become `<=` and `>=`; dashes, quotes and arrows only part words.
  private mutating func takeRelation() {
    let sign = bytes[index + 1] == 0x89 ? bytes[index + 2] : 0
    if sign == 0xA4 || sign == 0xA5 {
      let text = sign == 0xA4 ? "<=" : ">="
      words.append(Word(text: text, kind: .sign, start: index, end: index + 3))
    }
    index += 3
  }

  private mutating func takeNumber() {
    let start = index
    var digits: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count && isDigit(bytes[index + 1])
      if isDigit(byte) || byte == UInt8(ascii: ".") && next && !digits.contains(byte) {
        digits.append(byte)
      } else if !(byte == UInt8(ascii: ",") && isGroup(after: index)) {
        break
      }
      index += 1
    }
    let value = Double(String(decoding: digits, as: UTF8.self)) ?? 0
    add(start..<index, .number(value))
  }

  /// Three digits and no fourth: `1,000`.
  private func isGroup(after comma: Int) -> Bool {
    let rest = bytes[(comma + 1)...].prefix(4)
    return rest.count >= 3 && rest.prefix(3).allSatisfy(isDigit)
      && !(rest.count == 4 && isDigit(rest[rest.startIndex + 3]))
  }

  private mutating func takeSign(_ byte: UInt8) {
    let start = index
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0x20
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "!"):
      index += next == UInt8(ascii: "=") ? 2 : 1
      add(start..<index, .sign)
    case UInt8(ascii: "%"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "/"),
      UInt8(ascii: "+"), UInt8(ascii: "*"), UInt8(ascii: ";"), UInt8(ascii: ":"):
      index += 1
      add(start..<index, .sign)
    case UInt8(ascii: "."), UInt8(ascii: "?"):
      index += 1
      if next == 0x20 || next == 0x0A { add(start..<index, .sign) }
    default: index += 1
    }
  }

  private mutating func add(_ range: Range<Int>, _ kind: Word.Kind) {
    let lower = bytes[range].map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    let text = String(decoding: lower, as: UTF8.self)
    words.append(Word(text: text, kind: kind, start: range.lowerBound, end: range.upperBound))
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
  }

  /// Three bytes of what else would be letters.
  private func isRelation(at index: Int) -> Bool {
    index + 2 < bytes.count && bytes[index] == 0xE2
      && (bytes[index + 1] == 0x89 || bytes[index + 1] == 0x80 || bytes[index + 1] == 0x86)
  }
}
