/// A Swift source file reduced to what can be code.
///
/// Comments and the literal parts of strings are blanked, line ends kept, so that a word in a
/// documentation text is not taken for a call. Code inside `\( … )` stays.
struct SwiftText {
  /// One element a line, without comments and string contents.
  let lines: [String]

  init(_ source: String) {
    var scanner = Scanner(Array(source.utf8))
    lines = scanner.code().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Modules named by import lines, with their line number from 1.
  var imports: [(module: String, line: Int)] {
    lines.enumerated().compactMap { index, line in
      importedModule(in: line).map { ($0, index + 1) }
    }
  }

  /// Every identifier with its line number and whether `.` or `func` stands before, `(` behind it.
  var words: [Word] {
    lines.enumerated().flatMap { index, line in words(in: line, number: index + 1) }
  }

  struct Word {
    let text: String
    let line: Int
    let isMember: Bool
    let isCalled: Bool
    let isDeclared: Bool
  }

  private func importedModule(in line: String) -> String? {
    let kinds: Set<Substring> = [
      "struct", "class", "enum", "protocol", "typealias", "func", "let", "var",
    ]
    let modifiers: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
    var words = line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == ";" })[...]
    words = words.drop { modifiers.contains($0) || $0.hasPrefix("@") }
    guard words.first == "import" else { return nil }
    words = words.dropFirst().drop { kinds.contains($0) }
    return words.first.map { String($0.prefix { $0 != "." }) }
  }

  private func words(in line: String, number: Int) -> [Word] {
    var found: [Word] = []
    var rest = line[...]
    var before: Character?
    while let first = rest.first {
      guard first.isLetter || first == "_" else {
        if first != " " { before = first }
        rest = rest.dropFirst()
        continue
      }
      let text = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
      rest = rest.dropFirst(text.count)
      let declared = ["func", "let", "var", "case", "struct", "enum"].contains(found.last?.text)
      found.append(
        Word(
          text: text, line: number, isMember: before == ".", isCalled: rest.first == "(",
          isDeclared: declared && before == nil))
      before = nil
    }
    return found
  }
}

/// Copies code bytes and blanks the others.
private struct Scanner {
  let bytes: [UInt8]
  var position = 0
  var output: [UInt8] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func code() -> String {
    copyCode(untilParenthesis: false)
    return String(decoding: output, as: UTF8.self)
  }

  private func starts(with text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes[position...].starts(with: $0) }
  }

  /// Code up to the end, or up to the `)` that closes an interpolation.
  private mutating func copyCode(untilParenthesis: Bool) {
    var depth = 0
    while position < bytes.count {
      if starts(with: "//") {
        blankLine()
      } else if starts(with: "/*") {
        blankComment()
      } else if let hashes = stringStart() {
        blankString(hashes: hashes)
      } else {
        let byte = bytes[position]
        if byte == UInt8(ascii: "(") { depth += 1 }
        if byte == UInt8(ascii: ")") {
          if untilParenthesis, depth == 0 { return }
          depth -= 1
        }
        copyByte()
      }
    }
  }

  private mutating func copyByte() {
    output.append(bytes[position])
    position += 1
  }

  private mutating func blank(_ count: Int = 1) {
    for _ in 0..<count where position < bytes.count {
      output.append(bytes[position] == UInt8(ascii: "\n") ? bytes[position] : UInt8(ascii: " "))
      position += 1
    }
  }

  private mutating func blankLine() {
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { blank() }
  }

  private mutating func blankComment() {
    var depth = 0
    repeat {
      if starts(with: "/*") {
        depth += 1
        blank(2)
      } else if starts(with: "*/") {
        depth -= 1
        blank(2)
      } else {
        blank()
      }
    } while depth > 0 && position < bytes.count
  }

  /// The number of `#` before a quote that starts here; `nil` when no string does.
  private func stringStart() -> Int? {
    let hashes = bytes[position...].prefix { $0 == UInt8(ascii: "#") }.count
    let quote = position + hashes
    return quote < bytes.count && bytes[quote] == UInt8(ascii: "\"") ? hashes : nil
  }

  private mutating func blankString(hashes: Int) {
    blank(hashes)
    let quotes = starts(with: "\"\"\"") ? 3 : 1
    blank(quotes)
    let marks = [UInt8](repeating: UInt8(ascii: "#"), count: hashes)
    let end = [UInt8](repeating: UInt8(ascii: "\""), count: quotes) + marks
    let escape = [UInt8(ascii: "\\")] + marks
    while position < bytes.count {
      if bytes[position...].starts(with: end) { return blank(end.count) }
      if quotes == 1, bytes[position] == UInt8(ascii: "\n") { return }
      if bytes[position...].starts(with: escape) {
        blank(escape.count)
        blankEscape()
      } else {
        blank()
      }
    }
  }

  /// What follows an escape: code in parentheses, or one byte such as a quote.
  private mutating func blankEscape() {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "(") else { return blank() }
    blank()
    copyCode(untilParenthesis: true)
    blank()
  }
}
