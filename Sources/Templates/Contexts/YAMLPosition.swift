/// A position in YAML: plain, in a comment, in a scalar with single or double quotes.
struct YAMLPosition: Equatable, Sendable {
  enum Place: Equatable, Sendable { case plain, comment, single, double }

  private(set) var place = Place.plain
  private var isEscaped = false
  /// A scalar may begin here, so that a quote opens one.
  private var isAtStart = true
  private var last: UInt8 = 0x0A

  mutating func read(_ text: ArraySlice<UInt8>) -> (offset: Int, text: String)? {
    var fault: (offset: Int, text: String)?
    for index in text.indices {
      if let message = read(text[index]), fault == nil { fault = (index, message) }
    }
    return fault
  }

  private mutating func read(_ byte: UInt8) -> String? {
    defer { last = byte }
    switch place {
    case .comment: if byte == 0x0A { begin() }
    case .single: if byte == 0x27 { place = .plain }
    case .double:
      if isEscaped {
        isEscaped = false
      } else if byte == 0x5C {
        isEscaped = true
      } else if byte == 0x22 {
        place = .plain
      }
    case .plain: return readPlain(byte)
    }
    return nil
  }

  private mutating func begin() {
    place = .plain
    isAtStart = true
  }

  private mutating func readPlain(_ byte: UInt8) -> String? {
    let isSpaced = last == 0x20 || last == 0x0A || last == 0x09
    switch byte {
    case 0x0A: begin()
    case 0x20, 0x09:
      // What follows a mark of structure and a space begins anew.
      if last == 0x3A || last == 0x2D || last == 0x2C || last == 0x3F { isAtStart = true }
    case 0x5B, 0x7B, 0x2C: isAtStart = true
    case 0x23 where isSpaced: place = .comment
    case 0x22, 0x27:
      // The second quote of '' comes here as well: it opens the text again.
      if isAtStart || byte == 0x27 && last == 0x27 { place = byte == 0x22 ? .double : .single }
      isAtStart = false
    case 0x7C, 0x3E:
      if isAtStart {
        return "a block of text cannot stand in a template; write it in double quotes"
      }
    case 0x2D: break
    default: isAtStart = false
    }
    return nil
  }

  func context() throws(ContextRefusal) -> ValueContext {
    switch place {
    case .plain: return .word
    case .comment: return .comment
    case .double: return .yamlText
    case .single:
      throw ContextRefusal(
        text: "a value cannot stand in single quotes", fix: "use double quotes")
    }
  }

  mutating func passValue() {
    isEscaped = false
    isAtStart = false
    last = 0x78
  }

  var isBetween: Bool { place == .plain }

  var description: String {
    switch place {
    case .plain: "plain text"
    case .comment: "a comment"
    case .single, .double: "a text in quotes"
    }
  }

  func joined(with other: YAMLPosition) -> YAMLPosition? {
    guard place == other.place, isEscaped == other.isEscaped else { return nil }
    var result = self
    // Where only one branch ends at a start, a quote opens nothing: values are then mere words.
    result.isAtStart = isAtStart && other.isAtStart
    if last != other.last { result.last = 0x78 }
    return result
  }
}
