import Ingest
import Pipeline
import SourceText
import Testing
import TraceModel

@Suite struct `Checks of ids` {
  static let steps = "- **WHEN** x\n- **THEN** y\n"

  static let cases: [DocumentCase] = [
    DocumentCase(
      .idReused, "each kind, in any spelling",
      [
        .intentRequirements: "### ①REQ-PAY-1: A\nIt MUST.\n### REQ-PAY-2: B\nIt MUST.\n",
        .intentScenarios: "## PHASE-PAY-1\n### ②SCEN-PAY-03: A\n\(steps)",
        .tasks: "### ③TASK-PAY-01: A\n",
      ], says: "take the next free id, REQ-PAY-10",
      retired: ["REQ-PAY-1", "REQ-PAY-9", "SCEN-PAY-3", "TASK-PAY-01"]),
    DocumentCase(
      .idReused, "nothing has gone", [.intentScenarios: "### SCEN-PAY-03: A\n\(steps)"],
      declared: ["SCEN-PAY-03"]),

    DocumentCase(
      .idOrder, "numbers that go back",
      [
        .intentRequirements:
          "### REQ-PAY-10: A\nIt MUST.\n### ①REQ-PAY-9: B\nIt MUST.\n### REQ-PAY-42: C\nIt MAY.\n",
        .tasks: "## PHASE-PAY-2\n### TASK-PAY-2: A\n## ②PHASE-PAY-1\n### ③TASK-PAY-01: B\n",
      ], says: "REQ-PAY-9 stands behind REQ-PAY-10"),
    DocumentCase(
      .idOrder, "gaps, other modules and what was built do not matter",
      [
        .intentScenarios:
          "### SCEN-PAY-02: A\n\(steps)### SCEN-PAY-09: B\n\(steps)### SCEN-OTHER-01: C\n\(steps)",
        .actualScenarios: "### SCEN-PAY-09: B\nx\n### SCEN-PAY-02: A\nx\n",
      ]),

    DocumentCase(
      .idDeclaredTwice, "where the linker takes both for one",
      [
        .intentScenarios: "### SCEN-PAY-01: A\n\(steps)",
        .intentVsActual:
          "### SCEN-PAY-01: A\n- **Gap:** none\n### ①SCEN-PAY-1: A\n- **Gap:** much\n",
        .intentDesign: "# P\n## Basics (PHASE-PAY-1)\n",
        .tasks: "## Basics (PHASE-PAY-1)\n## ②More (PHASE-PAY-1)\n",
      ], says: "SCEN-PAY-1 is declared a second time"),
    DocumentCase(
      .idDeclaredTwice, "each document once",
      [
        .intentScenarios: "## Phase 1\n### SCEN-PAY-01: A\n\(steps)",
        .actualScenarios: "## Phase 1\n### SCEN-PAY-01: A [PARTIAL]\nx\n",
        .intentVsActual: "### SCEN-PAY-01: A\n- **Gap:** none\n",
      ]),
  ]

  @Test(arguments: cases)
  func `find what is given again, twice or out of order`(_ row: DocumentCase) throws {
    try row.check()
  }

  static let doubles: [[ModuleDocumentKind: String]] = [
    [.intentScenarios: "### SCEN-PAY-01: A\nx\n### SCEN-PAY-01: B\ny\n"],
    [
      .actualScenarios: "### SCEN-PAY-01: A\nx\n### SCEN-PAY-01: B\ny\n",
      .intentScenarios: "### SCEN-PAY-01: A\nx\n",
    ],
    [
      .actualScenarios: "### SCEN-PAY-01: A\nx\n",
      .intentScenarios: "### SCEN-PAY-01: A\nx\n### SCEN-PAY-01: B\ny\n",
    ],
    [
      .intentScenarios: "### SCEN-PAY-01: A\nx\n",
      .intentVsActual: "### SCEN-PAY-01: A\n- **Gap:** x\n### SCEN-PAY-01: A\n- **Gap:** y\n",
    ],
    [
      .actualRequirements: "### REQ-PAY-1: A\nx\n",
      .intentVsActual: "### REQ-PAY-1: A\n- **Gap:** x\n### REQ-PAY-1: A\n- **Gap:** y\n",
    ],
    [.intentVsActual: "### REQ-PAY-1: A\n- **Gap:** x\n### REQ-PAY-1: A\n- **Gap:** y\n"],
    [.tasks: "## Basics (PHASE-PAY-1)\n## More (PHASE-PAY-1)\n"],
    [
      .intentDesign: "# P\n## Basics (PHASE-PAY-1)\n",
      .tasks: "## Basics (PHASE-PAY-1)\n## More (PHASE-PAY-1)\n",
    ],
    [
      .intentDesign: "# P\n## Basics (PHASE-PAY-1)\n",
      .tasks: "## Phase 1 (PHASE-PAY-1)\n## Phase 1 (PHASE-PAY-1)\n",
    ],
    [.intentDesign: "# P\n## Phase 1\n", .tasks: "## Phase 1\n## Phase 1\n"],
    [.tasks: "## Phase 1\n## Phase 1\n"],
    [.tasks: "### TASK-PAY-01: A\n### TASK-PAY-01: B\n"],
    [.tasks: "## 1. Wiring\n## 1. Wiring\n"],
  ]

  @Test(arguments: doubles)
  func `a second declaration is said by reader, linker or here, and once`(
    texts: [ModuleDocumentKind: String]
  ) throws {
    let own = DocumentFindings.of(try DocumentCase.subject(texts), PipelineRecord())
    let rules = (own + DocumentCase.linked(texts).diagnostics).map(\.rule.id).filter {
      ["id-declared-twice", "duplicate-id", "duplicate-title"].contains($0)
    }
    #expect(rules.count == 1, "\(rules)")
  }
}
