import SourceText
import TraceModel

/// Finds the names that programs and documents state, for a comparison across files.
enum NameReading {
  /// More names than this of one sort say nothing more.
  static let limit = 500

  // MARK: programs

  /// What a module in Python defines, imports, handles and calls.
  static func names(of program: ProgramLines, _ lines: LineMap) -> StatedNames {
    var names = StatedNames()
    var defined: Set<String> = []
    var isHidden = program.isCut
    var importEnd = 0
    for (index, line) in program.lines.enumerated() {
      let code = line.code
      if line.indentation == 0 {
        isHidden = isHidden || code.contains("import *") || code.contains("globals()")
        defined.formUnion(definitions(code))
      }
      // A name that is defined under a condition is defined all the same.
      if line.indentation > 0, code.hasPrefix("class ") || code.hasPrefix("def ") {
        defined.formUnion(definitions(code))
      }
      // What stands in the brackets of an import begins none.
      if code.hasPrefix("from "), index >= importEnd {
        importEnd = program.statementEnd(index)
        readImport(program, index..<importEnd, lines, &names, &defined)
      }
      for handler in [StatedNames.Handler.signal, .query]
      where code.hasPrefix("@workflow.\(handler.rawValue)") {
        declare(handler, program, index, lines, &names)
      }
      if names.called.count < limit { names.called += calls(code, line.span, lines) }
    }
    names.definitions = isHidden || defined.contains("__getattr__") ? nil : defined
    return names
  }

  private static func definitions(_ code: String) -> [String] {
    let words = code.words
    guard let first = words.first else { return [] }
    let at = first == "async" ? 2 : 1
    if ["class", "def", "async"].contains(first), words.count > at {
      return [String(words[at].prefix { $0.isLetter || $0.isNumber || $0 == "_" })]
    }
    if first == "import" {
      return words.dropFirst().map { String($0.prefix { $0 != "," && $0 != "." }) }
    }
    let name = code.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    let rest = code[name.endIndex...].drop { $0 == " " }
    let isSet = rest.hasPrefix("=") && !rest.hasPrefix("==") || rest.hasPrefix(":")
    // `a, b = c` defines both, and so may much else: each word before `=` counts.
    if let sign = code.firstRange(of: " = "), !isSet {
      return code[..<sign.lowerBound].split { !($0.isLetter || $0.isNumber || $0 == "_") }
        .map(String.init)
    }
    return isSet && !name.isEmpty ? [String(name)] : []
  }

  /// `from a.b import C, D as E`, over several lines in brackets.
  private static func readImport(
    _ program: ProgramLines, _ statement: Range<Int>, _ lines: LineMap,
    _ names: inout StatedNames, _ defined: inout Set<String>
  ) {
    var module = ""
    for line in program.lines[statement] {
      var text = line.code[...]
      if module.isEmpty {
        guard let sign = text.firstRange(of: " import ") else { return }
        module = String(text[..<sign.lowerBound].dropFirst(5)).trimmedSpaces
        text = text[sign.upperBound...]
      }
      for part in text.split(whereSeparator: { "(),\\".contains($0) }) {
        let words = part.split(separator: " ").map(String.init)
        guard let name = words.first, name != "*" else { continue }
        defined.insert(words.last ?? name)
        guard names.imports.count < limit else { continue }
        names.imports.append(
          StatedNames.Import(module, Prose(name, at: lines.range(line.span))))
      }
    }
  }

  private static func declare(
    _ handler: StatedNames.Handler, _ program: ProgramLines, _ index: Int, _ lines: LineMap,
    _ names: inout StatedNames
  ) {
    let line = program.lines[index]
    if let name = line.code.between("name=\"", "\"") {
      names.declared.append(.init(handler, Prose(name, at: lines.range(line.span))))
      return
    }
    guard
      let head = program.lines[index...].prefix(6).first(where: { $0.code.words.contains("def") }),
      let at = head.code.words.firstIndex(of: "def"), at + 1 < head.code.words.count
    else { return }
    let name = String(head.code.words[at + 1].prefix { $0 != "(" })
    names.declared.append(.init(handler, Prose(name, at: lines.range(head.span))))
  }

  /// `signal_workflow(id, "pause")`, `handle.signal("pause")`, `handle.query("progress")`.
  private static func calls(
    _ code: String, _ span: Range<Int>, _ lines: LineMap
  ) -> [StatedNames.Call] {
    guard code.utf8.contains(0x22) else { return [] }
    let forms: [(String, StatedNames.Handler)] = [
      ("signal_workflow(", .signal), (".signal(", .signal), ("query_workflow(", .query),
      (".query(", .query),
    ]
    for (form, handler) in forms {
      guard let open = code.firstRange(of: form), let name = code.between("\"", "\""),
        code[open.upperBound...].contains("\"\(name)\""), name.utf8.allSatisfy(\.isNameByte)
      else { continue }
      return [.init(handler, Prose(name, at: lines.range(span)))]
    }
    return []
  }

  // MARK: documents

  /// Paths in code, and handlers that a list below `**Signals**` declares.
  static func read(_ text: CompanionText, into names: inout StatedNames) {
    var handler: StatedNames.Handler?
    for row in text.rows.indices where !text.rows[row].isFenced {
      let span = text.trimmed(text.rows[row].span)
      let item = text.bulleted(span)
      if text.starts(span, with: "**Signals**") { handler = .signal }
      if text.starts(span, with: "**Queries**") { handler = .query }
      if text.heading(row) != nil { handler = nil }
      for code in codeSpans(text, span) where names.files.count < limit {
        let word = text.string(code)
        if let handler, item != nil, word.hasSuffix("()"), names.declared.count < limit {
          names.declared.append(
            .init(handler, Prose(String(word.dropLast(2)), at: text.range(code))))
        } else if isFile(word) {
          names.files.append(Prose(word, at: text.range(code)))
        }
      }
    }
  }

  private static let endings = [
    ".md", ".py", ".yaml", ".yml", ".json", ".ps1", ".ts", ".rs", ".swift", ".go", ".sh",
  ]

  /// A path in a folder, with nothing to be filled in.
  private static func isFile(_ word: String) -> Bool {
    word.contains("/") && !word.hasPrefix("/") && !word.contains("..")
      && endings.contains { word.hasSuffix($0) }
      && word.utf8.allSatisfy { $0.isNameByte || $0 == 0x2D || $0 == 0x2E || $0 == 0x2F }
  }
}
