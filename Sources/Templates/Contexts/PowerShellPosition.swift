/// A position in a program of PowerShell: code, a comment, a text in quotes.
///
/// Values stand in single quotes, in comments, and as words in code. In double quotes PowerShell runs
/// what it finds, so no value may stand there.
struct PowerShellPosition: Equatable, Sendable {
  enum Place: Equatable, Sendable {
    case code, comment, blockComment, text, expanding
    /// A here-string, which has no escapes at all, by the quote that ends it.
    case here(UInt8)
  }

  private(set) var place = Place.code
  /// The byte before here; zero where it must not count.
  private var last: UInt8 = 0
  mutating func read(_ text: ArraySlice<UInt8>) -> (offset: Int, text: String)? {
    for byte in text { read(byte) }
    return nil
  }

  private mutating func read(_ byte: UInt8) {
    let before = last
    last = byte
    switch place {
    case .code: readCode(byte, before)
    case .comment: if byte == 0x0A { place = .code }
    case .blockComment: if before == 0x23, byte == 0x3E { place = .code }
    case .text: if byte == 0x27 { place = .code }
    case .expanding:
      if before == 0x60 {
        last = 0
      } else if byte == 0x22 {
        place = .code
      }
    case .here(let quote): if before == quote, byte == 0x40 { place = .code }
    }
  }

  private mutating func readCode(_ byte: UInt8, _ before: UInt8) {
    switch byte {
    // A backtick makes the next byte an ordinary one.
    case _ where before == 0x60: last = 0
    case 0x23 where before == 0x3C: place = .blockComment
    // Inside a word it is a letter of it.
    case 0x23 where before <= 0x20 || [0x28, 0x29, 0x3B, 0x7B, 0x7D].contains(before):
      place = .comment
    case 0x27: place = before == 0x40 ? .here(0x27) : .text
    case 0x22: place = before == 0x40 ? .here(0x22) : .expanding
    default: break
    }
  }

  /// How a value at this place is written.
  func context() throws(ContextRefusal) -> ValueContext {
    switch place {
    case .code: return .powerShellCode
    case .comment: return .comment
    case .text: return .powerShellText
    case .expanding, .here, .blockComment:
      throw ContextRefusal(
        text: "a value cannot stand in \(description)",
        fix: place == .blockComment ? "begin each line with #" : "use single quotes")
    }
  }

  mutating func passValue() { last = 0 }

  /// Nothing is open here.
  var isBetween: Bool { place == .code }

  var description: String {
    switch place {
    case .code: "code"
    case .comment: "a comment"
    case .blockComment: "a comment of several lines"
    case .text: "a text in quotes"
    case .expanding: "double quotes"
    case .here: "a here-string"
    }
  }

  /// The position after two branches that started alike.
  func joined(with other: PowerShellPosition) -> PowerShellPosition? {
    guard place == other.place else { return nil }
    var result = self
    if last != other.last { result.last = 0 }
    return result
  }
}
