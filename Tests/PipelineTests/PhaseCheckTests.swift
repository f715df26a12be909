import Pipeline
import SourceText
import Testing
import TraceModel

@Suite struct `Checks of phases` {
  static let design = "# Payments\n## ①Basics (PHASE-PAY-1)\nx\n## More (PHASE-PAY-2)\ny\n"
  static let plain = design.replacing("①", "")
  static let requirements = """
    ### REQ-PAY-1: One
    It MUST. Introduced in: PHASE-PAY-1
    ### REQ-PAY-4: Four
    It MUST. Introduced in: PHASE-PAY-2
    """
  static func scenarios(_ first: String, _ second: String = "") -> String {
    "## PHASE-PAY-01\n### SCEN-PAY-01: A\n\(first)\n## Phase 2\n### SCEN-PAY-15: B\n\(second)\n"
  }

  static let cases: [DocumentCase] = [
    // MARK: filled
    DocumentCase(
      .phaseEmpty, "a phase without scenarios",
      [
        .intentDesign: design, .intentScenarios: "## Phase 2\n### SCEN-PAY-01: A\nx\n",
      ], says: "phase 1 has no scenario"),
    DocumentCase(
      .phaseEmpty, "scenarios come a step later",
      [.intentDesign: plain, .intentRequirements: requirements]),
    DocumentCase(
      .phaseEmpty, "a scenario without a phase",
      [
        .intentDesign: plain,
        .intentScenarios: scenarios("x") + "## Others\n### ①SCEN-PAY-16: C\nx\n",
      ], says: "SCEN-PAY-16 belongs to no phase"),
    DocumentCase(
      .phaseEmpty, "a scenario that says its phase",
      [
        .intentDesign: plain,
        .intentScenarios: scenarios("x") + "## Others\n### SCEN-PAY-16: C\nSince PHASE-PAY-2\n",
      ]),
    DocumentCase(
      .phaseEmpty, "there are no phases", [.intentScenarios: "### SCEN-PAY-01: A\nx\n"]),

    // MARK: declared
    DocumentCase(
      .phaseUndeclared, "headings and mentions of a phase that is none",
      [
        .intentDesign: plain,
        .intentRequirements: "### REQ-PAY-1: A\nIn ①PHASE-PAY-3 and PHASE-PAY-3.\n",
        .intentScenarios: "## ②Phase 4\n### SCEN-PAY-01: A\nx\n",
        .tasks: "## Phase 2\n### TASK-PAY-01: T\n- [ ] 1.1 Add it (③PHASE-PAY-05)\n",
      ], says: "which has phases 1 and 2"),
    DocumentCase(
      .phaseUndeclared, "the design names no phase",
      [.intentDesign: "# Payments\n", .intentScenarios: "## Phase 4\n"]),
    DocumentCase(
      .phaseUndeclared, "the design only mentions it",
      [
        .intentDesign: "# Payments\nLater, PHASE-PAY-4.\n", .intentScenarios: "## Phase 4\n",
      ]),
    DocumentCase(
      .phaseUndeclared, "a comment names nothing",
      [.intentDesign: plain, .tasks: "# Tasks\n<!-- PHASE-PAY-7 -->\n"]),

    // MARK: order
    DocumentCase(
      .phaseOrder, "a scenario shows a requirement of a later phase",
      [
        .intentRequirements: requirements,
        .intentScenarios: scenarios(
          "- **WHEN** x (①REQ-PAY-4)\n- **THEN** (REQ-PAY-4)", "(REQ-PAY-1)"),
      ], says: "SCEN-PAY-01 of phase 1 shows REQ-PAY-4, which only phase 2 brings"),
    DocumentCase(
      .phaseOrder, "what is shown first in a phase belongs to it",
      [
        .intentRequirements: "### REQ-PAY-4: Four\nIt MUST.\n",
        .intentScenarios: scenarios("- **WHEN** x (REQ-PAY-4)", "- **WHEN** x (REQ-PAY-4)"),
      ]),
    DocumentCase(
      .phaseOrder, "tasks name what comes later in boxes and headings, and need later tasks",
      [
        .intentRequirements: requirements, .intentScenarios: scenarios("x", "y"),
        .tasks: """
        ## Phase 1
        ### TASK-PAY-01: T
        Prepares SCEN-PAY-15, after ①TASK-PAY-03.
        - [ ] 1.1 Add it (②SCEN-PAY-15, REQ-PAY-1)
        - [ ] 1.2 Add it (③REQ-PAY-04)
        ### TASK-PAY-02: Second (④SCEN-PAY-15)
        - [ ] 2.1 Add it
        ## Phase 2
        ### TASK-PAY-03: T
        - [ ] 3.1 Add it (SCEN-PAY-01, TASK-PAY-01)
        """,
      ], says: "TASK-PAY-01 of phase 1 needs TASK-PAY-03"),
    DocumentCase(
      .phaseOrder, "stubs may name what comes later",
      [
        .intentRequirements: requirements, .intentScenarios: scenarios("x", "y"),
        .tasks: """
        ## Phase 1
        ### TASK-PAY-01: T
        - [ ] 1.1 Add a stub for SCEN-PAY-15
        - [ ] 1.2 Mark REQ-PAY-4 with `TODO(PHASE-PAY-2)`
        ### TASK-PAY-02: Stubs for SCEN-PAY-15
        - [ ] 2.1 Answer 501 (SCEN-PAY-15)
        """,
      ]),
    DocumentCase(
      .phaseOrder, "a stub does not excuse a use behind it",
      [
        .intentScenarios: scenarios("x", "y"),
        .tasks: """
        ## Phase 1
        ### TASK-PAY-01: T
        - [ ] 1.1 Add a stub for SCEN-PAY-15
        - [ ] 1.2 Implement ①SCEN-PAY-15
        """,
      ]),
  ]

  @Test(arguments: cases)
  func `find what does not fit into them`(_ row: DocumentCase) throws { try row.check() }

  @Test func `say where the later thing is declared`() throws {
    let subject = try DocumentCase.subject([
      .intentRequirements: Self.requirements,
      .intentScenarios: Self.scenarios("- **WHEN** x (REQ-PAY-4)"),
    ])
    let found = DocumentFindings.of(subject, PipelineRecord()).filter { $0.rule == .phaseOrder }
    let note = try #require(found.first?.notes.first)
    #expect(note.range?.description == "modules/pay/docs/INTENT_REQUIREMENTS.md:3:5")
  }
}
