/// A program's text as words and signs, with its comments beside them.
///
/// Enough of each language to tell text from comments for certain; where that cannot be told, there
/// are no tokens.
struct ProgramTokens {
  /// One word, number, sign or literal; `\n` for the end of a line that holds something, `gap` for a
  /// blank between two signs, which together would be another one.
  private(set) var tokens: [String] = []
  private(set) var comments: [String] = []
  let language: ProgramLanguage

  private let bytes: [UInt8]
  private var place = 0
  private var isUncertain = false
  /// Where the sign before ended, while nothing but blanks and comments has come since.
  private var signEnd: Int?
  static let gap = " "
  private var isPython: Bool { language == .python }

  /// `nil` for a language that nobody here reads, and for a text in which comments cannot be told
  /// from literals.
  init?(_ text: String, path: String) {
    guard let language = ProgramLanguage(path: path) else { return nil }
    self.language = language
    bytes = Array(text.utf8)
    isUncertain = Self.hasStrangeLines(bytes)
    while place < bytes.count, !isUncertain { step() }
    if isUncertain { return nil }
  }

  /// Ends of lines that some readers know and others do not.
  private static func hasStrangeLines(_ bytes: [UInt8]) -> Bool {
    bytes.indices.contains { place in
      let next = place + 1 < bytes.count ? bytes[place + 1] : 0
      if bytes[place] == 0x0D { return next != 0x0A }
      return bytes[place] == 0xE2 && next == 0x80 && place + 2 < bytes.count
        && (0xA8...0xA9).contains(bytes[place + 2])
    }
  }

  private mutating func step() {
    let byte = bytes[place]
    switch byte {
    case 0x0A: endLine()
    case 0x20, 0x09, 0x0D: place += 1
    case _ where startsComment: comment()
    case 0x27 where isLifetime: sign(byte)
    case 0x22, 0x27, 0x60: literal(byte)
    case _ where Self.isWord(byte): word()
    default: sign(byte)
    }
  }

  private mutating func endLine() {
    place += 1
    signEnd = nil
    if tokens.last != "\n", !tokens.isEmpty { tokens.append("\n") }
    guard isPython else { return }
    // In Python the blanks before a line decide what it belongs to.
    let end = bytes[place...].firstIndex { $0 != 0x20 && $0 != 0x09 } ?? bytes.count
    let isBlank = end == bytes.count || [0x0A, 0x0D, 0x23].contains(bytes[end])
    if !isBlank, end > place { tokens.append(text(to: end)) }
    place = end
  }

  private mutating func text(to end: Int) -> String {
    defer { place = end }
    return String(decoding: bytes[place..<end], as: UTF8.self)
  }

  private func starts(with text: String, at index: Int) -> Bool {
    bytes[min(index, bytes.count)...].starts(with: text.utf8)
  }

  // MARK: comments

  private var startsComment: Bool {
    isPython
      ? bytes[place] == 0x23 : starts(with: "//", at: place) || starts(with: "/*", at: place)
  }

  private mutating func comment() {
    var end = place
    if !isPython, starts(with: "/*", at: place) {
      end += 2
      while end < bytes.count, !starts(with: "*/", at: end) {
        // Some languages nest comments, and others do not.
        if starts(with: "/*", at: end) { isUncertain = true }
        end += 1
      }
      isUncertain = isUncertain || end >= bytes.count
      end = min(bytes.count, end + 2)
    } else {
      end = bytes[place...].firstIndex(of: 0x0A) ?? bytes.count
    }
    let comment = text(to: end)
    // A statement may end where a comment goes over the end of its line.
    if comment.utf8.contains(0x0A), tokens.last != "\n" { tokens.append("\n") }
    comments.append(comment)
  }

  // MARK: literals

  /// `'a` and no quote behind it.
  private var isLifetime: Bool {
    guard language == .rust, place + 2 < bytes.count else { return false }
    return Self.isWord(bytes[place + 1]) && bytes[place + 2] != 0x27
  }

  private mutating func literal(_ quote: UInt8) {
    signEnd = nil
    let triple = String(repeating: String(UnicodeScalar(quote)), count: 3)
    let isLong = starts(with: triple, at: place)
    let isRaw = quote == 0x60 && language == .go
    var end = place + (isLong ? 3 : 1)
    while end < bytes.count {
      if bytes[end] == 0x5C, !isRaw {
        end += 2
      } else if isLong ? starts(with: triple, at: end) : bytes[end] == quote {
        return add(literal: text(to: end + (isLong ? 3 : 1)), isLong)
      } else if bytes[end] == 0x0A, !isLong, quote != 0x60 {
        break
      } else {
        end += 1
      }
    }
    isUncertain = true
  }

  private mutating func add(literal: String, _ isLong: Bool) {
    // A literal with code in it may hold quotes of its own, and then ends elsewhere.
    let mayHoldCode = literal.contains("\\(") || literal.contains("{")
    if mayHoldCode, !Self.isBalanced(literal) { isUncertain = true }
    if isPython, isLong, isExplanation { comments.append(literal) } else { tokens.append(literal) }
  }

  private static func isBalanced(_ text: String) -> Bool {
    [("(", ")"), ("[", "]"), ("{", "}")].allSatisfy { open, close in
      text.count { String($0) == open } == text.count { String($0) == close }
    }
  }

  /// A long literal right behind the head of a function or class of Python.
  private var isExplanation: Bool {
    let hasIndent = tokens.last.map(Self.isBlank) ?? false
    let head = tokens.dropLast(hasIndent ? 1 : 0)
    guard !head.isEmpty else { return true }
    let line = head.dropLast().split(separator: "\n", omittingEmptySubsequences: false).last ?? []
    let first = line.first { !Self.isBlank($0) } ?? ""
    return head.last == "\n" && line.last == ":" && ["def", "class", "async"].contains(first)
  }

  static func isBlank(_ token: String) -> Bool {
    token.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  // MARK: words and signs

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
      || byte >= 0x80
  }

  private mutating func word() {
    signEnd = nil
    let end = bytes[place...].firstIndex { !Self.isWord($0) } ?? bytes.count
    tokens.append(text(to: end))
    // Letters right before a quote change what a literal is made of; in Python they do not move its end.
    if !isPython, end < bytes.count, [0x22, 0x27].contains(bytes[end]) { isUncertain = true }
  }

  private static let notDivided: Set<String> = [
    "return", "case", "in", "throw", "do", "else", "yield", "await", "try", "where", "is", "as",
  ]

  /// What stands before a slash can be divided, so that no regular expression begins.
  private var isDivision: Bool {
    guard let last = tokens.last, let byte = last.utf8.last else { return false }
    return byte == 0x29 || byte == 0x5D || Self.isWord(byte) && !Self.notDivided.contains(last)
  }

  private mutating func sign(_ byte: UInt8) {
    let isArrow = starts(with: "->", at: place) || starts(with: "=>", at: place)
    let next = place + 1 < bytes.count ? bytes[place + 1] : 0
    // What may begin a raw literal or a regular expression.
    let isRaw = (byte == 0x23 || byte == 0x40) && (next == 0x22 || next == 0x24)
    if isRaw || byte == 0x2F && !isDivision && !isPython { isUncertain = true }
    let isOperator = "+-*/%=<>!&|^~?".utf8.contains(byte)
    if isOperator, let signEnd, signEnd < place { tokens.append(Self.gap) }
    tokens.append(text(to: place + (isArrow ? 2 : 1)))
    signEnd = isOperator ? place : nil
  }
}
