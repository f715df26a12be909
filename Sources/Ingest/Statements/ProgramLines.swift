import SourceText

/// The lines of a program that a document shows, as far as checks of statements look at them.
///
/// No parser: blocks by indentation, statements by their brackets. What is not certain is left out.
struct ProgramLines {
  struct Line {
    /// Without indentation, comment and the space at its end.
    var code: String
    /// Behind `#` or `//`, trimmed; empty without one.
    var comment: String
    var indentation: Int
    /// Without indentation, in the bytes of the file.
    var span: Range<Int>
  }

  struct Function {
    var name: String
    /// The line of its `def`.
    var start: Int
    /// Its lines behind the head.
    var body: Range<Int>
    var decorators: [String]
    /// The line of the class around it.
    var owner: Int?
  }

  /// As a fence names it, in lower case; empty for none.
  let language: String
  /// Blank lines are left out.
  private(set) var lines: [Line] = []
  /// Every `def`, with its decorators and the class around it.
  private(set) var functions: [Function] = []
  /// There was more than is looked at.
  let isCut: Bool

  private static let limit = 3_000
  /// Longer lines are data, and no statement that a check would understand.
  private static let lengthLimit = 2_000
  /// Python allows twenty blocks inside each other. Every line belongs to so many blocks at most,
  /// so all blocks together cost no more than a program that is so much longer.
  private static let depthLimit = 24

  init(_ source: CompanionText, rows: Range<Int>, language: String) {
    self.language = language
    var isCut = rows.count > Self.limit
    var around: [Int] = []
    for row in rows.prefix(Self.limit) {
      let whole = source.rows[row].span
      let span = source.trimmed(whole)
      let line = source.string(span)
      guard !span.isEmpty else { continue }
      let indentation = span.lowerBound - whole.lowerBound
      let (code, comment) = Self.split(line)
      // A closing bracket belongs to the block above it, wherever it stands.
      if !code.hasPrefix(")") {
        while let last = around.last, last >= indentation { around.removeLast() }
        around.append(indentation)
      }
      guard around.count <= Self.depthLimit, span.count <= Self.lengthLimit else {
        isCut = true
        continue
      }
      lines.append(
        Line(code: code, comment: comment, indentation: indentation, span: span))
    }
    self.isCut = isCut
    functions = readFunctions()
  }

  /// Code and comment of a line; a mark inside a string is none.
  private static func split(_ line: String) -> (code: String, comment: String) {
    var quote: UInt8?
    for (offset, byte) in line.utf8.enumerated() {
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == UInt8(ascii: "#") {
        let code = String(decoding: line.utf8.prefix(offset), as: UTF8.self)
        let comment = String(decoding: line.utf8.dropFirst(offset + 1), as: UTF8.self)
        return (code.trimmedSpaces, comment.trimmedSpaces)
      }
    }
    return (line, "")
  }

  // MARK: blocks

  /// The lines below a line that are indented deeper.
  func block(below line: Int) -> Range<Int> {
    let base = lines[line].indentation
    var end = line + 1
    // A head may go on over several lines, until its brackets close.
    end = statementEnd(line)
    let start = end
    while end < lines.count, lines[end].indentation > base || lines[end].code.hasPrefix(")") {
      end += 1
    }
    return start..<end
  }

  /// The line behind the statement that begins at a line.
  func statementEnd(_ line: Int) -> Int {
    var depth = 0
    var index = line
    while index < lines.count, index < line + 60 {
      depth += lines[index].code.openBrackets
      index += 1
      if depth <= 0 { break }
    }
    return index
  }

  /// Statements of some lines: their text on one line, and where they begin.
  func statements(in range: Range<Int>) -> [(text: String, line: Int)] {
    var found: [(String, Int)] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let end = min(max(statementEnd(index), index + 1), range.upperBound)
      let text = lines[index..<end].map(\.code).filter { !$0.isEmpty }.joined(separator: " ")
      if !text.isEmpty { found.append((text, index)) }
      index = end
    }
    return found
  }

  private func readFunctions() -> [Function] {
    // Classes that a later line may lie in: each is indented deeper than the one before it.
    var classes: [Int] = []
    return lines.indices.compactMap { index in
      if lines[index].code.hasPrefix("class ") {
        while let last = classes.last, lines[last].indentation >= lines[index].indentation {
          classes.removeLast()
        }
        classes.append(index)
      }
      guard lines[index].code.contains("def ") else { return nil }
      let words = lines[index].code.words
      guard let at = words.firstIndex(of: "def"), at <= 1, at + 1 < words.count else { return nil }
      let name = String(words[at + 1].prefix { $0 != "(" })
      var decorators: [String] = []
      var above = index - 1
      while above >= 0, lines[above].code.hasPrefix("@"),
        lines[above].indentation == lines[index].indentation
      {
        decorators.append(lines[above].code)
        above -= 1
      }
      let owner = classes.last { lines[$0].indentation < lines[index].indentation }
      return Function(
        name: name, start: index, body: block(below: index), decorators: decorators, owner: owner)
    }
  }

  /// The text between three quotes that a block begins with; empty without one.
  func docstring(of block: Range<Int>) -> String {
    guard let first = block.first, lines[first].code.hasPrefix("\"\"\"") else { return "" }
    var words: [String] = []
    for index in block {
      words.append(lines[index].code)
      let isEnd = index > first || lines[index].code.utf8.count > 3
      if isEnd, lines[index].code.hasSuffix("\"\"\"") { break }
    }
    return words.joined(separator: " ")
  }
}
