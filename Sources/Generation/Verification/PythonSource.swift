import SourceText

/// A program of Python as far as checks look at it: lines, statements, blocks by indentation.
///
/// No parser: strings and comments are told from code, brackets are counted. What is not certain is
/// left out. Lines count from 1.
struct PythonSource: Sendable {
  struct Line: Sendable {
    var indentation = 0
    /// With the contents of short strings, without comments and without long strings.
    var code: [UInt8] = []
    /// The same without what strings hold, but with what stands in the braces of f-strings.
    var bare: [UInt8] = []
    var comment: [UInt8] = []
    /// Inside of three quotes.
    var text: [UInt8] = []
  }

  /// A statement on one line, whatever it takes in the file.
  struct Statement: Sendable {
    var line: Int
    var lastLine: Int
    var indentation: Int
    var code: String
    var bare: String
  }

  /// A class or a function.
  struct Block: Sendable {
    var name: String
    var isClass: Bool
    var line: Int
    var lines: ClosedRange<Int>
    var indentation: Int
    var decorators: [String]
    /// Between the brackets of the head.
    var parameters: String
    /// Statements of its body, by their numbers.
    var body: Range<Int>
  }

  let lines: [Line]
  let statements: [Statement]
  let blocks: [Block]

  /// What is longer was not written by hand, nor by us.
  private static let limit = 1 << 18
  /// Longer statements are data, and each check looks at all of it.
  private static let statementLimit = 4_000

  init(_ bytes: [UInt8]) {
    var scan = PythonScan()
    scan.read(bytes.prefix(Self.limit))
    lines = scan.lines
    statements = Self.statements(scan.lines)
    blocks = Self.blocks(statements)
  }

  /// Functions alone.
  var functions: [Block] { blocks.filter { !$0.isClass } }

  /// Classes whose decorators name the engine's workflows.
  var workflows: [Block] {
    blocks.filter { $0.isClass && $0.decorators.contains { $0.hasPrefix("@workflow.defn") } }
  }

  /// Statements of a block's body.
  func body(of block: Block) -> ArraySlice<Statement> { statements[block.body] }

  /// The innermost function around a line.
  func function(around line: Int) -> Block? {
    functions.filter { $0.lines.contains(line) }.min { $0.lines.count < $1.lines.count }
  }

  private static func statements(_ lines: [Line]) -> [Statement] {
    var found: [Statement] = []
    var depth = 0
    for (index, line) in lines.enumerated() {
      guard let text = trimmed(line.code), let bare = trimmed(line.bare) else { continue }
      if depth > 0, !found.isEmpty {
        found[found.count - 1].lastLine = index + 1
        if found[found.count - 1].code.utf8.count < statementLimit {
          found[found.count - 1].code += " " + text
          found[found.count - 1].bare += " " + bare
        }
      } else {
        found.append(
          Statement(
            line: index + 1, lastLine: index + 1, indentation: line.indentation, code: text,
            bare: bare))
      }
      for byte in line.bare {
        switch byte {
        case 0x28, 0x5B, 0x7B: depth += 1
        case 0x29, 0x5D, 0x7D: depth -= 1
        default: break
        }
      }
      depth = max(0, depth)
    }
    return found
  }

  /// `nil` for a line that holds nothing.
  private static func trimmed(_ bytes: [UInt8]) -> String? {
    let text = oneLine(String(decoding: bytes, as: UTF8.self))
    let start = text.hasPrefix(" ") ? String(text.dropFirst()) : text
    return start.isEmpty ? nil : start
  }

  private static func blocks(_ statements: [Statement]) -> [Block] {
    var found: [Block] = []
    var decorators: [String] = []
    for (index, statement) in statements.enumerated() {
      let words = statement.bare.split(separator: " ", maxSplits: 2)
      if statement.bare.hasPrefix("@") {
        decorators.append(statement.code)
        continue
      }
      defer { decorators = [] }
      let isClass = words.first == "class"
      let isFunction =
        words.first == "def" || words.first == "async" && words.dropFirst().first == "def"
      guard isClass || isFunction else { continue }
      let head = isClass || words[0] == "def" ? 1 : 2
      guard head < words.count else { continue }
      let name = words[head].prefix { $0 != "(" && $0 != ":" }
      let open = statement.code.firstIndex(of: "(") ?? statement.code.startIndex
      let close = statement.code.lastIndex(of: ")") ?? open
      var end = index + 1
      while end < statements.count, statements[end].indentation > statement.indentation { end += 1 }
      found.append(
        Block(
          name: String(name), isClass: isClass, line: statement.line,
          lines: statement.line...statements[end - 1].lastLine,
          indentation: statement.indentation, decorators: decorators,
          parameters: open < close
            ? String(statement.code[statement.code.index(after: open)..<close]) : "",
          body: index + 1..<end))
    }
    return found
  }
}
