import SourceText
import TraceModel

/// What one Markdown document states of itself, checked against what it shows.
struct StatementScan {
  private let text: CompanionText
  private(set) var draft: DocumentDraft
  private var sections: [Int] = []
  private var programs: [ProgramLines] = []
  private var samples: [SampleChecks.Sample] = []

  /// No more fences than this are looked into.
  private static let limit = 400

  init(_ file: SourceFile) {
    text = CompanionText(file)
    draft = DocumentDraft(path: file.path, scope: .project, lines: text.lines)
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
      draft.document.names.called += names.called
    }
    NameReading.read(text, into: &draft.document.names)
    for row in text.rows {
      ThresholdReading.read(
        text.string(row.span), text.range(row.span), into: &draft.document.names.thresholds)
    }
    schedules.check(into: &draft)
    SampleChecks(samples: samples).check(text, sections: sections, into: &draft)
    NamingChecks(text: text, sections: sections).check(into: &draft)
    QueryChecks(text: text).check(into: &draft)
    ExampleFigures(text: text, sections: sections).check(into: &draft)
    FigureChecks(text: text, sections: sections).check(into: &draft)
  }

  /// True for a document that anything can be said of.
  var saysAnything: Bool {
    !draft.document.claims.isEmpty || !draft.document.diagnostics.isEmpty
      || !draft.document.names.isEmpty
  }

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
    guard programs.count + samples.count < Self.limit, let first = rows.first, let last = rows.last
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
