public import Analysis
import Notation
public import SourceText
import TraceModel

extension ChangeReport {
  /// Takes back what `report.json` says; `nil` with the first fault of a file that is no such report.
  ///
  /// The file may come from a job that nobody trusts: nothing in it is believed that can be counted,
  /// every text and list has a limit, paths stay inside the project, and a member that the schema
  /// does not name is a fault.
  public static func read(_ file: SourceFile) -> (ChangeReport?, [Diagnostic]) {
    let limits = NotationLimits(
      bytes: ChangeReportLimits.bytes, depth: 8, nodes: ChangeReportLimits.values,
      expandedBytes: ChangeReportLimits.bytes, scalarBytes: 1 << 20)
    let parsed = JSONParser.parse(file, limits: limits)
    guard parsed.diagnostics.isEmpty else { return (nil, parsed.diagnostics) }
    guard let root = parsed.root else {
      return (nil, [Diagnostic(.reportData, at: .file(file.path), "the file is empty")])
    }
    do throws(Diagnostic) {
      return (try ChangeReport(StrictObject(root, parsed.lines, members: memberNames)), [])
    } catch {
      return (nil, [error])
    }
  }

  private static let memberNames = [
    "schema", "verdict", "headline", "base", "head", "findings", "budget", "constraints", "remarks",
  ]

  private init(_ object: StrictObject) throws(Diagnostic) {
    let version = try object.count("schema")
    guard version == Self.schemaVersion else {
      throw object.fault(
        "schema", "is \(version), expected \(Self.schemaVersion): another version wrote this report"
      )
    }
    self.init(
      base: try Side(object.object("base", Side.memberNames)),
      head: try Side(object.object("head", Side.memberNames)),
      findings: try object.list("findings", ChangeFinding.memberNames, ChangeReportLimits.items)
        .map { one throws(Diagnostic) in try ChangeFinding(one) },
      budget: try object.list("budget", BudgetLine.memberNames, ChangeReportLimits.lines)
        .map { one throws(Diagnostic) in try BudgetLine(one) })
    constraints = try object.list(
      "constraints", JudgedConstraint.memberNames, ChangeReportLimits.items
    ).map { one throws(Diagnostic) in try JudgedConstraint(one) }
    remarks = try object.texts("remarks", ChangeReportLimits.lines, ChangeReportLimits.sentence)
    try object.expect("verdict", verdict)
    try object.expect("headline", headline)
  }
}

extension ChangeReport.Side {
  fileprivate static let memberNames = [
    "commit", "constraints", "nodes", "links", "gaps", "acceptedGaps",
  ]

  fileprivate init(_ object: StrictObject) throws(Diagnostic) {
    let counts = try object.object(
      "constraints", ["satisfied", "partial", "declared", "gap", "failing", "total"])
    let coverage = Coverage(
      satisfied: try counts.count("satisfied"), partial: try counts.count("partial"),
      declared: try counts.count("declared"), gap: try counts.count("gap"),
      failing: try counts.count("failing"))
    guard try counts.count("total") == coverage.total else {
      throw counts.fault("total", "is not the sum of the others, \(coverage.total)")
    }
    self.init(
      commit: try object.digits("commit", [40, 64]), constraints: coverage,
      nodes: try object.count("nodes"), links: try object.count("links"),
      gaps: try object.count("gaps"), acceptedGaps: try object.count("acceptedGaps"))
  }
}

extension ChangeFinding {
  fileprivate static let memberNames = [
    "kind", "rule", "severity", "subject", "other", "summary", "before", "after", "fingerprint",
    "because",
  ]

  fileprivate init(_ object: StrictObject) throws(Diagnostic) {
    let severity: Severity = try object.word("severity")
    self.init(
      try object.word("kind"), try object.rule("rule", severity),
      try Place(object.object("subject", Place.memberNames)),
      try object.optionalObject("other", Place.memberNames).map { other throws(Diagnostic) in
        try Place(other)
      },
      try object.text("summary", ChangeReportLimits.sentence),
      before: try object.optionalText("before", ChangeReportLimits.text),
      after: try object.optionalText("after", ChangeReportLimits.text))
    self.severity = severity
    fingerprint = try object.digits("fingerprint", [64])
    if object.has("because") { because = try object.digits("because", [64]) }
  }
}

extension ChangeFinding.Place {
  fileprivate static let memberNames = [
    "kind", "root", "scope", "id", "title", "at", "gone", "page",
  ]

  fileprivate init(_ object: StrictObject) throws(Diagnostic) {
    let scope = Scope(
      root: try object.optionalText("root", ChangeReportLimits.name) ?? "",
      name: try object.text("scope", ChangeReportLimits.name))
    let key = NodeKey(
      kind: try object.word("kind"), scope: scope,
      id: try object.text("id", ChangeReportLimits.name))
    self.init(
      key, title: try object.text("title", ChangeReportLimits.sentence),
      at: try SourceRange(object.object("at", SourceRange.memberNames)),
      isGone: try object.flag("gone"))
    page = try object.optionalPath("page")
  }
}

extension ChangeReport.BudgetLine {
  fileprivate static let memberNames = ["subject", "before", "after", "allowed", "exceeded", "at"]

  fileprivate init(_ object: StrictObject) throws(Diagnostic) {
    self.init(
      try object.text("subject", ChangeReportLimits.sentence), before: try object.count("before"),
      after: try object.count("after"), allowed: try object.count("allowed"),
      at: try SourceRange(object.object("at", SourceRange.memberNames)))
    guard try object.flag("exceeded") == isExceeded else {
      throw object.fault("exceeded", "does not follow from the counts")
    }
  }
}

extension ChangeReport.JudgedConstraint {
  fileprivate static let memberNames = ["place", "type", "verdict", "lack", "accepted"]

  fileprivate init(_ object: StrictObject) throws(Diagnostic) {
    let word = try object.text("verdict", ChangeReportLimits.name)
    guard let verdict = Verdict.allCases.first(where: { $0.word == word }) else {
      throw object.fault("verdict", "is none of the words of the schema")
    }
    self.init(
      try ChangeFinding.Place(object.object("place", ChangeFinding.Place.memberNames)),
      try object.optionalWord("type"), verdict,
      lack: try object.optionalText("lack", ChangeReportLimits.sentence),
      isAccepted: try object.flag("accepted"))
  }
}

extension SourceRange {
  fileprivate static let memberNames = ["path", "line", "column", "start", "end"]

  fileprivate init(_ object: StrictObject) throws(Diagnostic) {
    let path = try object.path("path")
    guard ["line", "column", "start", "end"].contains(where: object.has) else {
      self = .file(path)
      return
    }
    let line = try object.count("line")
    guard line > 0 else { throw object.fault("line", "is 0: lines count from 1") }
    self.init(
      path: path, span: Span(try object.count("start"), try object.count("end")), line: line,
      column: try object.count("column"))
  }
}
