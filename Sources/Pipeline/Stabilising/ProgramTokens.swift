/// A program's text as words and signs, with its comments beside them.
///
/// Enough of each language to tell text from comments for certain; where that cannot be told, there
/// are no tokens.
struct ProgramTokens {
  /// One word, number, sign or literal; `\n` for the end of a line that holds something.
  private(set) var tokens: [String] = []
  private(set) var comments: [String] = []

  private let bytes: [UInt8]
  private let isPython: Bool
  private var place = 0
  private var isUncertain = false

  private static let slashed: Set<String> = [
    "swift", "rs", "go", "java", "kt", "ts", "tsx", "js", "jsx", "c", "h", "cc", "cpp", "hpp", "cs",
  ]

  /// `nil` for a language that nobody here reads, and for a text in which comments cannot be told
  /// from literals.
  init?(_ text: String, path: String) {
    let ending = path.split(separator: "/").last?.split(separator: ".").last.map(String.init) ?? ""
    isPython = ending == "py"
    guard isPython || Self.slashed.contains(ending) else { return nil }
    bytes = Array(text.utf8)
    while place < bytes.count, !isUncertain { step() }
    if isUncertain { return nil }
  }

  private mutating func step() {
    let byte = bytes[place]
    switch byte {
    case 0x0A: endLine()
    case 0x20, 0x09, 0x0D: place += 1
    case _ where startsComment: comment()
    case 0x22, 0x27, 0x60: literal(byte)
    case _ where Self.isWord(byte): word()
    default: sign(byte)
    }
  }

  private mutating func endLine() {
    place += 1
    guard tokens.last != "\n", !tokens.isEmpty else { return indent() }
    tokens.append("\n")
    indent()
  }

  /// In Python the blanks before a line decide what it belongs to.
  private mutating func indent() {
    guard isPython else { return }
    let end = bytes[place...].firstIndex { $0 != 0x20 && $0 != 0x09 } ?? bytes.count
    let isBlank = end == bytes.count || [0x0A, 0x0D, 0x23].contains(bytes[end])
    if !isBlank, end > place { tokens.append(String(decoding: bytes[place..<end], as: UTF8.self)) }
    place = end
  }

  private var startsComment: Bool {
    if isPython { return bytes[place] == 0x23 }
    return starts(with: "//") || starts(with: "/*")
  }

  private func starts(with text: String) -> Bool { bytes[place...].starts(with: text.utf8) }

  private mutating func comment() {
    let start = place
    if !isPython, starts(with: "/*") {
      place += 2
      while place < bytes.count, !starts(with: "*/") {
        // Some languages nest comments, and others do not.
        if starts(with: "/*") { isUncertain = true }
        place += 1
      }
      isUncertain = isUncertain || place >= bytes.count
      place = min(bytes.count, place + 2)
    } else {
      place = bytes[place...].firstIndex(of: 0x0A) ?? bytes.count
    }
    comments.append(text(from: start))
  }

  private func text(from start: Int) -> String {
    String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func literal(_ quote: UInt8) {
    let (start, triple) = (place, [quote, quote, quote])
    let isLong = bytes[place...].starts(with: triple)
    place += isLong ? 3 : 1
    while place < bytes.count {
      if bytes[place] == 0x5C {
        place += 2
      } else if isLong ? bytes[place...].starts(with: triple) : bytes[place] == quote {
        place += isLong ? 3 : 1
        return add(literal: text(from: start), isLong)
      } else if bytes[place] == 0x0A, !isLong, quote != 0x60 {
        // A lifetime of Rust, or something that nobody here knows.
        break
      } else {
        place += 1
      }
    }
    isUncertain = true
  }

  /// A long literal right behind the head of a function or class of Python is its comment.
  private mutating func add(literal: String, _ isLong: Bool) {
    let before = tokens.last.map { $0.allSatisfy { $0 == " " || $0 == "\t" } } ?? false
    let head = tokens.dropLast(before ? 1 : 0)
    let line = head.dropLast().split(separator: "\n", omittingEmptySubsequences: false).last ?? []
    let first = line.first { !$0.allSatisfy { $0 == " " || $0 == "\t" } }
    let isHead = head.last == "\n" && line.last == ":" && ["def", "class", "async"].contains(first)
    if isPython, isLong, tokens.isEmpty || isHead {
      comments.append(literal)
    } else {
      tokens.append(literal)
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F
      || byte >= 0x80
  }

  private mutating func word() {
    let start = place
    while place < bytes.count, Self.isWord(bytes[place]) { place += 1 }
    let word = text(from: start)
    // A letter right before a quote changes what the literal is made of.
    if place < bytes.count, [0x22, 0x27].contains(bytes[place]) { isUncertain = true }
    tokens.append(word)
  }

  private mutating func sign(_ byte: UInt8) {
    if starts(with: "->") || starts(with: "=>") {
      tokens.append(String(decoding: bytes[place..<place + 2], as: UTF8.self))
      place += 2
      return
    }
    // What may begin a raw literal or a regular expression.
    let next = place + 1 < bytes.count ? bytes[place + 1] : 0
    let isDivision = tokens.last?.utf8.last.map { Self.isWord($0) || [0x29, 0x5D].contains($0) }
    if byte == 0x23 && next == 0x22 || byte == 0x2F && isDivision != true { isUncertain = true }
    tokens.append(String(UnicodeScalar(byte)))
    place += 1
  }
}
