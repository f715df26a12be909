import Notation
import SourceText
import TraceModel

/// What the programs and documents of a report say of their behaviour.
struct ShownStatements {
  /// An id with the words that stand beside it.
  struct Behaviour {
    var id: String
    var words: Set<String>
    var text: String
    var range: SourceRange
  }

  var schedules = Schedules()
  var marked: [Behaviour] = []
  var documented: [Behaviour] = []
  /// Sentences of documents that rely on a handler, by the word for it.
  var handlers: [(word: String, range: SourceRange)] = []
  var hasWorkflow = false
  var handled: Set<String> = []
}

extension ReportScan {
  mutating func readStatements(
    _ code: Node, of node: Node, named name: String, in section: String
  ) {
    guard let text = block(code) else { return }
    if name.hasSuffix(".py") {
      let program = ProgramLines(text, rows: text.rows.indices, language: "python")
      program.check(into: &draft, &shown.schedules)
      if section == "code_generation" { readBehaviour(program) }
      checkCitedLines(node["constraint_verification"], text)
    } else if section == "documentation_generation" {
      QueryChecks(text: text).check(into: &draft)
      readDocument(text)
    }
  }

  mutating func checkShown() {
    shown.schedules.check(into: &draft)
    checkHandlers()
    checkBehaviour()
  }

  // MARK: handlers

  mutating func readBehaviour(_ program: ProgramLines) {
    for line in program.lines {
      if line.code.hasPrefix("@workflow.defn") { shown.hasWorkflow = true }
      for word in ["signal", "query"] where line.code.hasPrefix("@workflow.\(word)") {
        shown.handled.insert(word)
      }
      // `# [B1, T2] Check before paying`.
      guard line.comment.hasPrefix("["), let close = line.comment.firstIndex(of: "]") else {
        continue
      }
      let said = String(line.comment[line.comment.index(after: close)...])
      let ids = line.comment[..<close].dropFirst().split(separator: ",")
      for id in ids {
        add(String(id).trimmedSpaces, said, draft.lines.range(line.span), to: \.marked)
      }
    }
  }

  mutating func readDocument(_ text: CompanionText) {
    for row in text.rows where !row.isFenced {
      let line = text.string(text.trimmed(row.span))
      let words = line.split { !$0.isLetter }.map { $0.lowercased() }
      for (word, next) in zip(words, words.dropFirst()) {
        let isHandler = next == "handler" && (word == "signal" || word == "query")
        let isSignal = word == "signals" && ["allow", "let", "cancel", "stop"].contains(next)
        guard isHandler || isSignal else { continue }
        shown.handlers.append((isSignal ? "signal" : word, text.range(text.trimmed(row.span))))
      }
      // `Constraint T_INC_2 requires a check`.
      guard let found = line.firstRange(of: "Constraint "),
        let verb = line.firstRange(of: " requires "), found.upperBound <= verb.lowerBound
      else { continue }
      let id = String(line[found.upperBound..<verb.lowerBound])
      add(
        id, String(line[verb.upperBound...]), text.range(text.trimmed(row.span)), to: \.documented)
    }
  }

  private mutating func add(
    _ id: String, _ said: String, _ range: SourceRange,
    to list: WritableKeyPath<ShownStatements, [ShownStatements.Behaviour]>
  ) {
    guard IDGrammar.fault(in: id) == nil, shown[keyPath: list].count < 500 else { return }
    let plain: Set = ["the", "a", "an", "for", "of", "to", "before", "after", "in", "on", "and"]
    let words = Set(said.split { !$0.isLetter }.map { $0.lowercased() }).subtracting(plain)
    shown[keyPath: list].append(
      ShownStatements.Behaviour(id: id, words: words, text: said.trimmedSpaces, range: range))
  }

  private mutating func checkHandlers() {
    guard shown.hasWorkflow else { return }
    for said in shown.handlers where !shown.handled.contains(said.word) {
      draft.warn(
        IngestRules.documentedHandler, said.range,
        "a \(said.word) handler is described, and no program of the report has one")
    }
  }

  // MARK: behaviour

  /// One behaviour under two ids that differ in their number alone.
  private mutating func checkBehaviour() {
    for said in shown.documented {
      let isMarked = shown.marked.contains { $0.id == said.id }
      let like = shown.marked.first { mark in
        let shared = mark.words.intersection(said.words).count
        let fewest = min(mark.words.count, said.words.count)
        return mark.id != said.id && Self.stem(mark.id) == Self.stem(said.id) && shared > 2
          && shared * 4 >= fewest * 3
      }
      guard !isMarked, let like else { continue }
      draft.warn(
        IngestRules.behaviourTwoIDs, said.range,
        "\"\(said.text.clipped)\" is \(said.id) here and \(like.id) in the program",
        notes: [Diagnostic.Note("the program says \"\(like.text.clipped)\"", at: like.range)])
    }
  }

  /// `T_INC089_` of `T_INC089_1`.
  private static func stem(_ id: String) -> String {
    var stem = id[...]
    while let last = stem.last, last.isNumber { stem.removeLast() }
    return String(stem)
  }

  // MARK: cited lines

  /// `line_numbers: [52, 65]` for a constraint that the program marks elsewhere.
  private mutating func checkCitedLines(_ list: Node?, _ text: CompanionText) {
    for cited in list?.elements ?? [] {
      guard let id = cited["constraint"]?.scalarText, let node = cited["line_numbers"],
        let numbers = node.elements?.compactMap(\.int), let first = numbers.min(),
        let last = numbers.max(), first > 0
      else { continue }
      let marks = text.rows.indices.filter { row in
        let line = text.string(text.rows[row].span)
        guard let inside = line.between("[", "]") else { return false }
        return inside.split(separator: ",").contains { String($0).trimmedSpaces == id }
      }
      guard let mark = marks.first, !marks.contains(where: { (first...last).contains($0 + 1) })
      else { continue }
      draft.warn(
        IngestRules.citedLines, draft.range(node),
        "lines \(first) to \(last) are cited for \(id.clipped), and the program marks it elsewhere",
        notes: [
          Diagnostic.Note(
            "its first mark is line \(mark + 1)", at: text.range(text.rows[mark].span))
        ])
    }
  }
}
