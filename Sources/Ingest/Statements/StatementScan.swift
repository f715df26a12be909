import SourceText
import TraceModel

/// What one Markdown document states of itself, checked against what it shows.
struct StatementScan {
  private let text: CompanionText
  private(set) var draft: DocumentDraft
  /// What was left out; not a statement of the document.
  let limit: Diagnostic?
  private var sections: [Int] = []
  private var programs: [ProgramLines] = []
  private var samples: [SampleChecks.Sample] = []

  /// No more fences than this are looked into.
  private static let fenceLimit = 400
  /// What people write and read is far below both; each check is one more look at every line.
  private static let lineLimit = 10_000
  private static let byteLimit = 262_144

  init(_ file: SourceFile) {
    let lines = LineMap(file)
    let count = Self.lookedAt(lines)
    // A first line beyond the limit leaves one line without text.
    text =
      count == 0
      ? CompanionText(SourceFile(path: file.path, text: ""))
      : CompanionText(file, lines, in: 1...count)
    draft = DocumentDraft(path: file.path, scope: .project, lines: lines)
    limit = Self.note(count, lines)
    var section = 0
    for row in text.rows.indices {
      if text.heading(row) != nil { section += 1 }
      sections.append(section)
    }
    collect()
    var schedules = Schedules()
    for program in programs {
      program.check(into: &draft, &schedules)
      let names = NameReading.names(of: program, text.lines)
      draft.document.names.declared += names.declared
      draft.document.names.called += names.called.prefix(
        max(0, NameReading.limit - draft.document.names.called.count))
    }
    NameReading.read(text, into: &draft.document.names)
    ThresholdReading.read(text, into: &draft.document.names.thresholds)
    schedules.check(into: &draft)
    SampleChecks(samples: samples).check(text, sections: sections, into: &draft)
    NamingChecks(text: text, sections: sections).check(into: &draft)
    QueryChecks(text: text).check(into: &draft)
    ExampleFigures(text: text, sections: sections).check(into: &draft)
    FigureChecks(text: text, sections: sections).check(into: &draft)
  }

  /// How many lines, from the first on, are within the limits.
  private static func lookedAt(_ lines: LineMap) -> Int {
    var count = min(lines.count, lineLimit)
    while count > 0, let line = lines.contents(ofLine: count), line.upperBound > byteLimit {
      count -= 1
    }
    return count
  }

  private static func note(_ count: Int, _ lines: LineMap) -> Diagnostic? {
    guard count < lines.count else { return nil }
    let next = lines.contents(ofLine: count + 1)?.lowerBound ?? 0
    return Diagnostic(
      IngestRules.statementsLimit, at: lines.range(next, next),
      "expected at most \(lineLimit) lines and \(byteLimit / 1024) KB, found more; what is stated "
        + "from here on is not compared", severity: .note)
  }

  /// True for a document that anything can be said of.
  var saysAnything: Bool {
    !draft.document.claims.isEmpty || !draft.document.diagnostics.isEmpty
      || !draft.document.names.isEmpty
  }

  /// What was found, and what was left out.
  var diagnostics: [Diagnostic] { draft.document.diagnostics + (limit.map { [$0] } ?? []) }

  private mutating func collect() {
    var open: (row: Int, mark: String)?
    for row in text.rows.indices where text.rows[row].isFenced {
      let line = text.string(text.trimmed(text.rows[row].span))
      guard let fence = open else {
        open = (row, line)
        continue
      }
      let mark = fence.mark.prefix { $0 == "`" || $0 == "~" }
      guard line.hasPrefix(mark), line.allSatisfy({ $0 == line.first }) else { continue }
      add(fence.row + 1..<row, language: fence.mark.dropFirst(mark.count).lowercased())
      open = nil
    }
  }

  private mutating func add(_ rows: Range<Int>, language: String) {
    guard programs.count + samples.count < Self.fenceLimit, let first = rows.first,
      let last = rows.last
    else { return }
    let language = String(language.prefix { $0 != " " && $0 != "{" && $0 != "," })
    if language == "json" {
      let span = text.rows[first].span.lowerBound..<text.rows[last].span.upperBound
      samples.append(
        SampleChecks.Sample(text: text.string(span), span: span, section: sections[first]))
    } else if ProgramLines.languages.contains(language) {
      programs.append(ProgramLines(text, rows: rows, language: language))
    }
  }
}

extension ProgramLines {
  /// Languages whose programs are looked into.
  static let languages: Set<String> = ["python", "py", "powershell", "ps1", "pwsh"]

  func check(into draft: inout DocumentDraft, _ schedules: inout Schedules) {
    if let shell = ShellChecks(self) { return shell.check(into: &draft) }
    RetryChecks(self).check(into: &draft, &schedules)
    ExpectationChecks(self).check(into: &draft)
    PollChecks(program: self).check(into: &draft)
  }
}
