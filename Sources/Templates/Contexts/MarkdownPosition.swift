/// A position in Markdown, as far as it decides what a value there may hold.
struct MarkdownPosition: Equatable, Sendable {
  enum Place: Equatable, Sendable {
    case text
    /// Between runs of this many backticks.
    case code(Int)
    /// In a fence of these marks.
    case fence(UInt8, Int)
    /// Between `](` and `)`.
    case address
    case tag, comment
  }

  private(set) var place = Place.text
  /// Only marks of lists, quotes and headings stand before here on the line.
  private var isAtStart = true
  private var isEscaped = false
  /// Marks in a row, and which.
  private var run = 0
  private var mark: UInt8 = 0
  /// The last bytes, for `](`, `<!--` and `-->`.
  private var tail: UInt32 = 0x0A

  mutating func read(_ text: ArraySlice<UInt8>) -> (offset: Int, text: String)? {
    var fault: (offset: Int, text: String)?
    for index in text.indices {
      if let message = read(text[index]), fault == nil { fault = (index, message) }
    }
    return fault
  }

  private mutating func read(_ byte: UInt8) -> String? {
    defer { tail = tail << 8 | UInt32(byte) }
    switch place {
    case .text: readText(byte)
    case .code(let count): return readCode(byte, count)
    case .fence(let fence, let count): readFence(byte, fence, count)
    case .address:
      if byte == 0x29 || byte == 0x0A { leave() }
    case .tag:
      if byte == 0x3E { leave() }
      if byte == 0x2D, tail & 0xFF_FFFF == 0x3C_212D { place = .comment }
    case .comment:
      if byte == 0x3E, tail & 0xFFFF == 0x2D2D { leave() }
    }
    return nil
  }

  private mutating func leave() {
    place = .text
    (run, mark) = (0, 0)
  }

  private mutating func readText(_ byte: UInt8) {
    let wasAtStart = isAtStart
    if byte != 0x60, byte != 0x7E { closeRun() }
    if case .code = place { return readInNewPlace(byte) }
    if case .fence = place { return readInNewPlace(byte) }
    if isEscaped {
      isEscaped = false
      isAtStart = false
      return
    }
    switch byte {
    case 0x0A:
      isAtStart = true
      (run, mark) = (0, 0)
    case 0x5C:
      isEscaped = true
      isAtStart = false
    case 0x60, 0x7E:
      run = mark == byte ? run + 1 : 1
      mark = byte
      opensFence = run == 1 ? wasAtStart : opensFence
      isAtStart = false
    case 0x28 where tail & 0xFF == 0x5D: place = .address
    case 0x41...0x5A, 0x61...0x7A, 0x2F, 0x21:
      if tail & 0xFF == 0x3C { place = .tag }
      isAtStart = false
    case 0x20, 0x09, 0x23, 0x2A, 0x2B, 0x2D, 0x2E, 0x29, 0x30...0x39, 0x3E: break
    default: isAtStart = false
    }
  }

  /// The marks in the run stood first on their line.
  private var opensFence = false

  /// Marks that end become a fence or begin code.
  private mutating func closeRun() {
    guard run > 0, case .text = place else { return }
    if run >= 3, opensFence {
      place = .fence(mark, run)
    } else if mark == 0x60 {
      place = .code(run)
    }
    (run, mark) = (0, 0)
  }

  private mutating func readInNewPlace(_ byte: UInt8) {
    switch place {
    case .code(let count): _ = readCode(byte, count)
    case .fence(let fence, let count): readFence(byte, fence, count)
    default: break
    }
  }

  private mutating func readCode(_ byte: UInt8, _ count: Int) -> String? {
    if byte == 0x60 {
      run += 1
      if run == count { closing = true } else { closing = false }
      return nil
    }
    if closing {
      closing = false
      leave()
      readText(byte)
      return nil
    }
    run = 0
    guard byte == 0x0A else { return nil }
    leave()
    isAtStart = true
    return "code between backticks has to end on its line"
  }

  /// The run of backticks just read is as long as the one that opened the code.
  private var closing = false

  private mutating func readFence(_ byte: UInt8, _ fence: UInt8, _ count: Int) {
    switch byte {
    case 0x0A:
      if run >= count {
        leave()
        isAtStart = true
      }
      (run, mark) = (0, 0x0A)
    case fence where mark == 0x0A || run > 0: run += 1
    case 0x20: break
    default: (run, mark) = (0, 0)
    }
  }

  func context() throws(ContextRefusal) -> ValueContext {
    switch settled.place {
    case .text: return isAtStart ? .markdownStart : .markdownText
    case .code, .fence: return .markdownCode
    case .address: return .markdownAddress
    case .comment: return .markdownComment
    case .tag: return .word
    }
  }

  mutating func passValue() {
    self = settled
    isAtStart = false
    isEscaped = false
    closing = false
    run = 0
    tail = 0x78
    if case .fence = place { mark = 0 }
  }

  /// What the marks just read have begun or ended, were anything else to follow.
  private var settled: MarkdownPosition {
    var result = self
    if closing {
      result.leave()
      result.closing = false
    } else {
      result.closeRun()
    }
    return result
  }

  var isBetween: Bool { settled.place == .text }

  var description: String {
    switch settled.place {
    case .text: "text"
    case .code: "code between backticks"
    case .fence: "a fence"
    case .address: "the address of a link"
    case .tag: "a tag"
    case .comment: "a comment"
    }
  }

  func joined(with other: MarkdownPosition) -> MarkdownPosition? {
    let (a, b) = (settled, other.settled)
    guard a.place == b.place else { return nil }
    var result = a
    // At the start more is escaped, and never less is safe.
    result.isAtStart = a.isAtStart || b.isAtStart
    result.isEscaped = false
    (result.run, result.tail) = (0, a.tail == b.tail ? a.tail : 0x78)
    if a.mark != b.mark { result.mark = 0 }
    return result
  }
}
