import Analysis
import Reports
import SourceText
import TraceModel

/// A report in which every kind of finding occurs, as golden files show it.
func richReport() -> ChangeReport {
  var report = ChangeReport(
    base: side("a1", coverage(13, 1, 1, 0, 0), nodes: 120, links: 240, gaps: 3, accepted: 1),
    head: side("b2", coverage(12, 1, 0, 1, 1), nodes: 122, links: 243, gaps: 5, accepted: 1),
    findings: richFindings(),
    budget: [
      ChangeReport.BudgetLine(
        "gaps of invariants in payment-retry", before: 0, after: 1, allowed: 0,
        at: range("content/trace-policy.yaml", 14)),
      ChangeReport.BudgetLine(
        "gaps in orders", before: 3, after: 2, allowed: 3,
        at: range("content/trace-policy.yaml", 20)),
    ])
  report.constraints = [
    judged("B1", .invariant, .gap, lack: "no test verifies it"),
    judged("B2", .invariant, .satisfied),
    judged("T1", .boundary, .declared, lack: "only declared", isAccepted: true),
    judged("U1", .goal, .failing, lack: "the test test_notify fails"),
    judged("U2", nil, .partial, lack: "code satisfies it, no test verifies it"),
  ]
  report.remarks = ["results/old.xml could not be read at the base"]
  return report
}

private func richFindings() -> [ChangeFinding] {
  var findings = independentFindings()
  let removed = findings.first { $0.kind == .removed }
  var following = ChangeFinding(
    .newGap, rule("new-gap", .error),
    place(.artifact, "src/gate.py", "src/gate.py", path: "src/gate.py", line: 2), nil,
    "dangling: satisfies \u{201C}RT-7\u{201D}, which is not defined")
  following.because = removed?.fingerprint
  findings.insert(following, at: 2)
  return findings
}

private func independentFindings() -> [ChangeFinding] {
  let b3 = place(.constraint, "B3", "Retries end after three days", line: 31)
  return [
    ChangeFinding(
      .overBudget, rule("budget-exceeded", .error),
      place(.manifold, "payment-retry", "Payment retry", line: 1), nil,
      "gaps of invariants are 1, at most 0 are allowed"),
    ChangeFinding(
      .newGap, rule("new-gap", .error), place(.constraint, "B1", "No duplicate payments", line: 12),
      nil, "no test verifies it any more"),
    ChangeFinding(
      .regressed, rule("regressed", .warning),
      place(.constraint, "U1", "At most one message", line: 50),
      nil, "was satisfied, is failing"),
    ChangeFinding(
      .removed, rule("removed", .warning),
      place(.requiredTruth, "RT-7", "The gateway answers", line: 77, isGone: true), nil,
      "it supported B2", before: "The gateway answers within 2 s", after: nil),
    ChangeFinding(
      .falseClaim, rule("false-claim", .error),
      place(.manifold, "payment-retry", "Payment retry", line: 1), nil,
      "coverage is stated as 13/15, and 12 of 15 are satisfied"),
    ChangeFinding(
      .suspect, rule("suspect-link", .warning),
      place(.artifact, "src/retry.py", "src/retry.py", path: "src/retry.py", line: 4), b3,
      "it satisfies B3, whose text has changed",
      before: "Retries end after 72 h\ntype: invariant\nthreshold: 72 h",
      after: "Retries end after 48 h\ntype: invariant\nthreshold: 48 h"),
    ChangeFinding(
      .suspect, rule("suspect-link", .warning),
      place(.test, "test_retry_ends", "test_retry_ends", path: "tests/test_retry.py", line: 9), b3,
      "it verifies B3, whose text has changed",
      before: "Retries end after 72 h\ntype: invariant\nthreshold: 72 h",
      after: "Retries end after 48 h\ntype: invariant\nthreshold: 48 h"),
    ChangeFinding(
      .unspecified, rule("unspecified", .note),
      place(.artifact, "src/extra.py", "src/extra.py", path: "src/extra.py", line: 0), nil,
      "no constraint asks for it"),
    ChangeFinding(
      .unreviewed, rule("unreviewed", .note), b3, nil, "its text has changed since ada reviewed it"),
    ChangeFinding(
      .changed, rule("changed", .note), b3, nil, "its text and its threshold have changed",
      before: "Retries end after 72 h\ntype: invariant\nthreshold: 72 h",
      after: "Retries end after 48 h\ntype: invariant\nthreshold: 48 h"),
    ChangeFinding(
      .renamed, rule("renamed", .note), place(.constraint, "U2", "The state is visible", line: 60),
      place(.constraint, "U9", "The state is visible", line: 60, isGone: true), "was U9"),
    ChangeFinding(
      .added, rule("added", .note), place(.constraint, "S1", "Cards are never logged", line: 66),
      nil,
      "it is new"),
    ChangeFinding(
      .fixed, rule("fixed", .note), place(.constraint, "B2", "Each retry is recorded", line: 20),
      nil,
      "a test that passes verifies it"),
  ]
}

func rule(_ id: String, _ severity: Severity) -> Rule {
  Rule(
    id, severity, "the rule \(id)", explanation: "Why \(id) matters.", remedy: "Mend it.",
    example: "")
}

func side(
  _ digits: String, _ constraints: Coverage, nodes: Int, links: Int, gaps: Int, accepted: Int
) -> ChangeReport.Side {
  ChangeReport.Side(
    commit: String(repeating: digits, count: 20), constraints: constraints, nodes: nodes,
    links: links, gaps: gaps, acceptedGaps: accepted)
}

func coverage(
  _ satisfied: Int, _ partial: Int, _ declared: Int, _ gap: Int, _ failing: Int
) -> Coverage {
  Coverage(
    satisfied: satisfied, partial: partial, declared: declared, gap: gap, failing: failing)
}

func range(_ path: String, _ line: Int) -> SourceRange {
  line == 0
    ? .file(path)
    : SourceRange(path: path, span: Span(line * 10, line * 10 + 4), line: line, column: 3)
}

func place(
  _ kind: NodeKind, _ id: String, _ title: String,
  path: String = "content/manifolds/payment-retry.yaml", line: Int, isGone: Bool = false
) -> ChangeFinding.Place {
  ChangeFinding.Place(
    NodeKey(kind: kind, scope: Scope(name: "payment-retry"), id: id), title: title,
    at: range(path, line), isGone: isGone)
}

func judged(
  _ id: String, _ type: ConstraintType?, _ verdict: Verdict, lack: String? = nil,
  isAccepted: Bool = false
) -> ChangeReport.JudgedConstraint {
  ChangeReport.JudgedConstraint(
    place(.constraint, id, "Title of \(id)", line: 5), type, verdict, lack: lack,
    isAccepted: isAccepted)
}

/// The same finding many times, each about a node of its own.
func findings(
  _ kind: ChangeFinding.Kind, _ count: Int, _ severity: Severity = .warning
) -> [ChangeFinding] {
  (0..<count).map {
    ChangeFinding(
      kind, rule("many", severity), place(.constraint, "M\($0)", "Number \($0)", line: $0 + 1), nil,
      "it is one of many")
  }
}

/// A report with nothing but these findings.
func report(_ findings: [ChangeFinding]) -> ChangeReport {
  ChangeReport(
    base: side("a1", coverage(1, 0, 0, 0, 0), nodes: 1, links: 0, gaps: 0, accepted: 0),
    head: side("b2", coverage(1, 0, 0, 0, 0), nodes: 1, links: 0, gaps: 0, accepted: 0),
    findings: findings)
}

func linkedStyle() -> ChangeStyle {
  var style = ChangeStyle()
  style.repositoryURL = "https://github.com/acme/shop"
  style.siteURL = "https://acme.example/shop/"
  style.common.version = "1.2.3"
  return style
}

func rendered(
  _ report: ChangeReport, as channel: ChangeChannel, _ style: ChangeStyle = linkedStyle()
) -> String {
  var buffer = ByteBuffer()
  report.render(as: channel, style: style, into: &buffer)
  return buffer.text
}
