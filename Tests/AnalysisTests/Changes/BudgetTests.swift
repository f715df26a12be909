import Analysis
import SourceText
import Testing
import TraceModel

/// How many gaps a change may leave.
@Suite struct `A budget of gaps` {
  private static let more = ComparedProject().with(
    "  technical:",
    "    - {id: B3, type: goal, statement: Refunds are smaller}\n  technical:")

  private static func report(_ policy: String) -> ChangeReport {
    ComparedProject().report(more, policy: policy)
  }

  @Test(arguments: [
    ("budget: {goal: 2}", [String](), Severity.warning),
    (
      "budget: {goal: no-growth}",
      ["error over budget budget: goals: 2 gaps of goals, where 1 is allowed, as many as before"],
      Severity.error
    ),
    (
      "budget: {modules: {shop: {constraint: 2}}}",
      ["error over budget budget: constraints: 3 gaps of constraints in shop, where 2 are allowed"],
      Severity.error
    ),
    ("budget: {invariant: 0}", [], Severity.error),
    (
      "budget: {modules: {shoq: {goal: 5}}}",
      [
        "warning over budget budget: goals: the budget names “shoq”, which is no manifold or module; "
          + "write “shop”"
      ], Severity.error
    ),
  ]) func `is counted on both sides`(_ policy: String, _ lines: [String], _ newGap: Severity) {
    let report = Self.report(policy)
    #expect(report.lines(.overBudget) == lines)
    #expect(report.findings(.newGap).map(\.severity) == [newGap])
    #expect(report.budget.count == 1)
  }

  @Test func `that was exceeded before blames nobody who leaves no more gaps`() {
    let report = Self.more.report(Self.more, policy: "budget: {goal: 1}")
    #expect(report.findings == [])
    #expect(
      report.remarks == ["2 gaps of goals, where 1 is allowed; before the change there were 2"])
    #expect(!report.isFailed && report.budget[0].isExceeded)
  }

  /// How much may be missing is decided; that something is wrong is not.
  @Test(arguments: [
    ("name='test_once_B1'/>", "name='test_once_B1'><failure/></testcase>", "junit.xml", "B1"),
    ("satisfies: [RT-1, RT-2, T1]", "satisfies: [RT-1, RT-2, T1, RT-9]", "shop.yaml", "src/pay.py"),
  ])
  func `pays for no failing test and no reference to nothing`(
    _ old: String, _ new: String, _ file: String, _ id: String
  ) {
    let base = ComparedProject()
    let report = base.report(base.with(old, new, in: file), policy: "budget: {constraint: 9}")
    let opened = report.findings(.newGap).first { $0.subject.key.id == id }
    #expect(opened?.severity == .error)
  }

  @Test func `stands at its line in the policy`() {
    let line = Self.report("budget:\n  boundary: 7\n  goal: 1\n").budget[1]
    #expect(line.range.description == "trace-policy.yaml:3:9")
    #expect(line.before == 1 && line.after == 2 && line.allowed == 1 && line.isExceeded)
  }
}
