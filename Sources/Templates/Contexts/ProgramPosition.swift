/// A position in a program or in settings: code, a comment of one line, a text in quotes.
///
/// Serves Python and TOML, whose texts look alike.
struct ProgramPosition: Equatable, Sendable {
  enum Place: Equatable, Sendable {
    case code, comment
    /// One or two quotes have been read; it is not settled yet what they begin.
    case opening(quote: UInt8, count: Int)
    case text(quote: UInt8, isLong: Bool)
  }

  let isTOML: Bool
  private(set) var place = Place.code
  /// Why no value may stand in the text around; `nil` when one may.
  private var refusal: String?
  private var isEscaped = false
  /// Quotes in a row inside a long text: three end it.
  private var run = 0
  /// Letters right before here, which may be the prefix of a text.
  private var word: [UInt8] = []
  /// A value ends right before here, or may: it must not become a prefix.
  private var isBehindValue = false

  init(isTOML: Bool) { self.isTOML = isTOML }

  mutating func read(_ text: ArraySlice<UInt8>) -> (offset: Int, text: String)? {
    var fault: (offset: Int, text: String)?
    for index in text.indices {
      if let message = read(text[index]), fault == nil { fault = (index, message) }
    }
    return fault
  }

  private mutating func read(_ byte: UInt8) -> String? {
    switch place {
    case .code: return readCode(byte)
    case .comment:
      if byte == 0x0A { place = .code }
    case .opening(let quote, let count): return readOpening(byte, quote, count)
    case .text(let quote, let isLong): readText(byte, quote, isLong)
    }
    return nil
  }

  private mutating func readCode(_ byte: UInt8) -> String? {
    let wasBehindValue = isBehindValue
    isBehindValue = false
    switch byte {
    case 0x23:
      place = .comment
      word = []
    case 0x22, 0x27:
      refusal = refusal(quote: byte)
      place = .opening(quote: byte, count: 1)
      word = []
      if wasBehindValue, !isTOML { return "a text cannot stand right behind a value" }
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F:
      isBehindValue = wasBehindValue
      if word.count < 4 { word.append(byte | 0x20) } else { word = [0x78, 0x78, 0x78, 0x78] }
    default: word = []
    }
    return nil
  }

  /// Texts in which nothing can be escaped, or in which braces mean code.
  private func refusal(quote: UInt8) -> String? {
    if quote == 0x27 { return "single quotes" }
    guard !isTOML, (1...2).contains(word.count) else { return nil }
    if word.contains(0x66) || word.contains(0x74) { return "an f-string" }
    if word.contains(0x72) { return "a raw string" }
    return word.contains(0x62) ? "bytes" : nil
  }

  private mutating func readOpening(_ byte: UInt8, _ quote: UInt8, _ count: Int) -> String? {
    if byte == quote {
      place =
        count == 2 ? .text(quote: quote, isLong: true) : .opening(quote: quote, count: count + 1)
      run = 0
      return nil
    }
    // Two quotes and something else: the text was empty.
    place = count == 2 ? .code : .text(quote: quote, isLong: false)
    return read(byte)
  }

  private mutating func readText(_ byte: UInt8, _ quote: UInt8, _ isLong: Bool) {
    if isEscaped {
      isEscaped = false
      run = 0
    } else if byte == 0x5C, !(isTOML && quote == 0x27) {
      isEscaped = true
      run = 0
    } else if byte == quote {
      run += 1
      if !isLong || run == 3 { leaveText() }
    } else {
      run = 0
      // A text of one line that is not closed is the template's fault; the program says so.
      if byte == 0x0A, !isLong { leaveText() }
    }
  }

  private mutating func leaveText() {
    place = .code
    run = 0
    refusal = nil
  }

  /// How a value at this place is written.
  func context() throws(ContextRefusal) -> ValueContext {
    switch place {
    case .code, .opening(_, 2): return isTOML ? .word : .pythonCode
    case .comment: return .comment
    case .opening, .text:
      if let refusal {
        throw ContextRefusal(
          text: "a value cannot stand in \(refusal)",
          fix: refusal == "single quotes"
            ? "use double quotes" : "give it a name of its own on a line before")
      }
      if isTOML { return .tomlText }
      if case .text(_, isLong: true) = place { return .pythonLongText }
      return .pythonText
    }
  }

  mutating func passValue() {
    switch place {
    case .code, .opening(_, 2):
      place = .code
      word = []
      isBehindValue = true
    case .opening(let quote, _): place = .text(quote: quote, isLong: false)
    case .comment, .text: break
    }
    isEscaped = false
    run = 0
  }

  /// Nothing is open here.
  var isBetween: Bool {
    switch place {
    case .code, .opening(_, 2): true
    default: false
    }
  }

  var description: String {
    switch place {
    case .code: "code"
    case .comment: "a comment"
    case .opening, .text: "a text in quotes"
    }
  }

  /// The position after two branches that started alike.
  func joined(with other: ProgramPosition) -> ProgramPosition? {
    var (a, b) = (self, other)
    if a.word != b.word {
      // Either of the two words may stand here: no text may follow at once.
      (a.isBehindValue, b.isBehindValue) = (true, true)
      (a.word, b.word) = ([], [])
    }
    a.isBehindValue = a.isBehindValue || b.isBehindValue
    b.isBehindValue = a.isBehindValue
    return a == b ? a : nil
  }
}
