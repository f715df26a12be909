import Reports
import SourceText
import System

/// What `list` can list.
enum ListSubject: String, CaseIterable {
  case inputs
  case pages
  case drafts
  case templates
  case rules

  static let names = allCases.map(\.rawValue)
}

/// `list`: what the project holds, as lines of text or JSON lines.
enum ListCommand {
  /// One line of a list.
  struct Row: Equatable {
    /// The name first, then what is said of it; printed with tabs between.
    var columns: [(name: String, value: String)]

    static func == (a: Row, b: Row) -> Bool {
      a.columns.map(\.name) == b.columns.map(\.name)
        && a.columns.map(\.value) == b.columns.map(\.value)
    }
  }

  static let run: Tool.Command = { (invocation, console) throws(SetupFault) in
    let subject = invocation.operands.first.flatMap(ListSubject.init) ?? .inputs
    try checkOptions(invocation, subject)
    if subject == .rules, invocation.isOn(.checkPages) || invocation.text(.writePages) != nil {
      return try RulePages.run(invocation, console)
    }
    if subject == .rules {
      print(RuleCatalogue.all.map(row), invocation, console)
      return .clean
    }
    let project = try Project.open(invocation)
    return list(subject, project, invocation, console)
  }

  private static func list(
    _ subject: ListSubject, _ project: Project, _ invocation: Invocation, _ console: Console
  ) -> ExitCode {
    switch subject {
    case .inputs: print(InputListing(project).rows(), invocation, console)
    case .templates: print(templates(of: project), invocation, console)
    case .pages, .drafts:
      let pages = PageListing(project).pages.filter { subject == .pages || $0.isDraft }
      print(pages.map(\.row), invocation, console)
    case .rules: break
    }
    return .clean
  }

  private static func checkOptions(
    _ invocation: Invocation, _ subject: ListSubject
  ) throws(SetupFault) {
    guard subject != .rules else { return }
    for option in [Option.writePages, .checkPages] where invocation.text(option) != nil {
      throw .usage(UsageFault("--\(option.name) is for list rules", verb: "list"))
    }
  }

  private static func row(_ rule: Rule) -> Row {
    Row(columns: [
      ("id", rule.id), ("severity", rule.severity.rawValue), ("title", rule.title),
    ])
  }

  /// Templates of the project; ours, which stand behind them, are part of the binary.
  private static func templates(of project: Project) -> [Row] {
    let folder = project.configuration.templates
    return project.tree.listing().files.filter { lies($0.path, in: folder) }
      .map { Row(columns: [("path", $0.path), ("bytes", String($0.size))]) }
  }

  static func print(_ rows: [Row], _ invocation: Invocation, _ console: Console) {
    let isJSON = invocation.text(.listFormat) == "json"
    for row in rows { console.result((isJSON ? jsonLine(row) : textLine(row)) + "\n") }
  }

  private static func textLine(_ row: Row) -> String {
    var values = row.columns.map { visibleText($0.value) }
    while values.last?.isEmpty == true { values.removeLast() }
    return values.joined(separator: "\t")
  }

  private static func jsonLine(_ row: Row) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("schema", 1)
      for column in row.columns { json.member(column.name, visibleText(column.value)) }
    }
    return json.buffer.text
  }
}
