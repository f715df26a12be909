import SourceText

/// The words, marks and texts of a program in Python, without its comments.
struct PythonTokens: Sequence, IteratorProtocol {
  enum Kind: Equatable {
    case name(String)
    case mark(UInt8)
    /// `==`, `<=` and the like.
    case comparison
    /// Between quotes, which belong to it.
    case text
    case newline
  }

  struct Token {
    let kind: Kind
    /// In the bytes of the program.
    let span: Range<Int>
  }

  private let bytes: [UInt8]
  private var index = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> Token? {
    while index < bytes.count, bytes[index] <= 0x20 || bytes[index] == UInt8(ascii: "#") {
      if bytes[index] == 0x0A { return token(.newline, to: index + 1) }
      if bytes[index] == UInt8(ascii: "#") { skipComment() } else { index += 1 }
    }
    guard index < bytes.count else { return nil }
    let byte = bytes[index]
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      return token(.text, to: Swift.min(endOfText(), bytes.count))
    }
    if isWordPart(byte) {
      let end = bytes[index...].firstIndex { !isWordPart($0) } ?? bytes.count
      return token(.name(String(decoding: bytes[index..<end], as: UTF8.self)), to: end)
    }
    let isPair = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "=")
    return isPair && "=!<>".utf8.contains(byte)
      ? token(.comparison, to: index + 2) : token(.mark(byte), to: index + 1)
  }

  private mutating func token(_ kind: Kind, to end: Int) -> Token {
    defer { index = end }
    return Token(kind: kind, span: index..<end)
  }

  private mutating func skipComment() {
    while index < bytes.count, bytes[index] != 0x0A { index += 1 }
  }

  /// Behind the text that begins here; three quotes end with three.
  private func endOfText() -> Int {
    let quote = bytes[index]
    let isLong = bytes[index...].starts(with: [quote, quote, quote])
    var end = index + (isLong ? 3 : 1)
    while end < bytes.count {
      if bytes[end] == UInt8(ascii: "\\") {
        end += 2
      } else if isLong
        ? bytes[end...].starts(with: [quote, quote, quote]) : bytes[end] == quote
      {
        return end + (isLong ? 3 : 1)
      } else if !isLong, bytes[end] == 0x0A {
        return end
      } else {
        end += 1
      }
    }
    return bytes.count
  }
}

/// Letters, digits, `_`, and whatever is not ASCII.
func isWordPart(_ byte: UInt8) -> Bool {
  isLetterOrDigit(byte) || byte == UInt8(ascii: "_") || byte >= 0x80
}
