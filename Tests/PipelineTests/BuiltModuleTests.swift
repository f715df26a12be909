import Pipeline
import SourceText
import Testing
import TraceModel

@Suite struct `What became of what was meant` {
  struct Row: Sendable, CustomTestStringConvertible {
    let id: String
    var program = ""
    var tests = ""
    /// Boxes of TASKS.md.
    var boxes = ""
    var current: Int? = 1
    /// Behind the heading in ACTUAL_SCENARIOS.md; empty for no such section.
    var mark = ""
    var item = "SCEN-PAY-01"
    let state: BuiltState
    let reason: String
    var testDescription: String { id }
  }

  private static let nothing = "neither code nor a test nor a ticked box shows it"

  static let rows: [Row] = [
    Row(id: "nothing", state: .missing, reason: nothing),
    Row(
      id: "code alone", program: "# SCEN-PAY-01\nx\n", state: .partial,
      reason: "1 place of code, no test passes"),
    Row(id: "a stub alone", program: "# TODO(PHASE-PAY-1)\nx\n", state: .missing, reason: nothing),
    Row(
      id: "a test that passes", tests: ModuleCase.test("a[SCEN-PAY-01]"), state: .implemented,
      reason: "1 test passes"),
    Row(
      id: "in another spelling", tests: ModuleCase.test("a[SCEN-PAY-1]"), state: .implemented,
      reason: "1 test passes"),
    Row(
      id: "a test that fails", tests: ModuleCase.test("a[SCEN-PAY-01]", "<failure/>"),
      state: .missing, reason: nothing),
    Row(
      id: "a test that is skipped", tests: ModuleCase.test("a[SCEN-PAY-01]", "<skipped/>"),
      state: .missing, reason: nothing),
    Row(
      id: "one passes, one fails",
      tests: ModuleCase.test("a[SCEN-PAY-01]") + ModuleCase.test("b[SCEN-PAY-01]", "<error/>"),
      state: .partial, reason: "1 test passes, 1 test fails"),
    Row(
      id: "one passes, one is skipped",
      tests: ModuleCase.test("a[SCEN-PAY-01]") + ModuleCase.test("b[SCEN-PAY-01]", "<skipped/>"),
      state: .implemented, reason: "1 test passes"),
    Row(
      id: "an end-to-end test", tests: ModuleCase.endToEnd("a[SCEN-PAY-01]"), state: .implemented,
      reason: "1 test passes"),
    Row(
      id: "tests and code", program: "# SCEN-PAY-01\nx\n",
      tests: ModuleCase.test("a[SCEN-PAY-01]") + ModuleCase.endToEnd("b[SCEN-PAY-01]"),
      state: .implemented, reason: "2 tests pass, 1 place of code"),
    Row(
      id: "a ticked box", boxes: "- [x] 1.1 Do (SCEN-PAY-01)\n", state: .partial,
      reason: "1 of 1 box ticked, no test passes"),
    Row(
      id: "boxes ticked and open", tests: ModuleCase.test("a[SCEN-PAY-01]"),
      boxes: "- [x] 1.1 Do (SCEN-PAY-01)\n- [ ] 1.2 Do (SCEN-PAY-1)\n", state: .partial,
      reason: "1 test passes, 1 of 2 boxes ticked, 1 box open"),
    Row(id: "an open box", boxes: "- [ ] 1.1 Do (SCEN-PAY-01)\n", state: .missing, reason: nothing),
    Row(
      id: "a later phase", item: "SCEN-PAY-02", state: .deferred,
      reason: "its phase is not begun"),
    Row(
      id: "a later phase with a stub", program: "# TODO(PHASE-PAY-2)\nx\n", item: "SCEN-PAY-02",
      state: .deferred, reason: "its phase is not begun"),
    Row(
      id: "a later phase that is built", tests: ModuleCase.test("a[SCEN-PAY-02]"),
      item: "SCEN-PAY-02", state: .implemented, reason: "1 test passes"),
    Row(
      id: "the phase that was later", current: 2, item: "SCEN-PAY-02", state: .missing,
      reason: nothing),
    Row(
      id: "all phases are done", current: nil, item: "SCEN-PAY-02", state: .missing,
      reason: nothing),
    Row(id: "marked as deferred", mark: "[DEFERRED]", state: .deferred, reason: nothing),
    Row(id: "marked as implemented", mark: "[IMPLEMENTED]", state: .missing, reason: nothing),
    Row(
      id: "marked as changed", tests: ModuleCase.test("a[SCEN-PAY-01]"), mark: "[CHANGED]",
      state: .changed, reason: "1 test passes"),
    Row(
      id: "marked as changed, and not there", mark: "[CHANGED]", state: .missing,
      reason: nothing),
    Row(
      id: "a requirement by its scenario's test", tests: ModuleCase.test("a[SCEN-PAY-01]"),
      item: "REQ-PAY-1", state: .implemented, reason: "1 test passes"),
    Row(
      id: "built without an intent", item: "SCEN-PAY-09", state: .unplanned,
      reason: "it is built, and no document intends it"),
    Row(
      id: "declared nowhere", program: "# Satisfies: REQ-PAY-77\nx\n", item: "REQ-PAY-77",
      state: .unplanned, reason: "named in code or tests, declared nowhere"),
    Row(
      id: "declared nowhere, in a test",
      tests: ModuleCase.test(
        "a", "<properties><property name=\"verifies\" value=\"SCEN-PAY-78\"/></properties>"),
      item: "SCEN-PAY-78", state: .unplanned, reason: "named in code or tests, declared nowhere"),
  ]

  private static func built(_ row: Row) throws -> BuiltModule {
    var module = ModuleCase([
      .intentRequirements: "### REQ-PAY-1: Need\nIt MUST.\n",
      .intentScenarios: """
      ## PHASE-PAY-1
      ### SCEN-PAY-01: A
      - **WHEN** x (REQ-PAY-1)
      ## PHASE-PAY-2
      ### SCEN-PAY-02: B
      - **WHEN** x
      """,
      .actualScenarios: (row.mark.isEmpty ? "" : "### SCEN-PAY-01: A \(row.mark)\n- **WHEN** x\n")
        + "### SCEN-PAY-09: Z\n- **WHEN** x\n",
    ])
    if !row.boxes.isEmpty { module.texts[.tasks] = "### TASK-PAY-01: T\n" + row.boxes }
    if !row.program.isEmpty { module.programs = ["modules/pay/src/a.py": row.program] }
    module.tests = row.tests
    return BuiltModule(try module.input().subject, module.settings, current: row.current)
  }

  @Test(arguments: rows)
  func `follows from evidence`(_ row: Row) throws {
    let item = try #require(try Self.built(row)[row.item])
    #expect(item.state == row.state && item.reason == row.reason)
  }

  @Test func `knows which tests go through the front door`() throws {
    let row = Row(
      id: "", tests: ModuleCase.test("a[SCEN-PAY-01]") + ModuleCase.endToEnd("b[SCEN-PAY-01]"),
      state: .implemented, reason: "")
    let tests = try #require(try Self.built(row)["SCEN-PAY-01"]).tests
    #expect(
      Dictionary(uniqueKeysWithValues: tests.map { ($0.name, $0.isEndToEnd) })
        == ["a[SCEN-PAY-01]": false, "b[SCEN-PAY-01]": true])
  }

  @Test func `lists others' ids nowhere`() throws {
    let row = Row(
      id: "", program: "# REQ-OTHER-7\nx\n# TASK-PAY-99\ny\n", state: .missing, reason: "")
    #expect(
      try Self.built(row).items.map(\.id) == [
        "REQ-PAY-1", "SCEN-PAY-01", "SCEN-PAY-02", "SCEN-PAY-09",
      ])
  }
}
