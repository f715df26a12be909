import Pipeline
import SourceText
import Testing
import TraceModel

@Suite struct `Checks of requirements and scenarios` {
  static let steps = "- **WHEN** x\n- **THEN** y\n"

  static let cases: [DocumentCase] = [
    DocumentCase(
      .requirementLevel, "one that says no word, one that says it in small letters",
      [
        .intentRequirements: """
        ### ①REQ-PAY-1: A
        It ends.
        ### ②REQ-PAY-2: B
        It must end.
        ### REQ-PAY-3: C
        It MAY end.
        """
      ], says: "REQ-PAY-2 binds nobody"),
    DocumentCase(
      .requirementLevel, "what was only built binds nobody anyway",
      [.actualRequirements: "### REQ-PAY-1: A\nIt ends.\n"]),
    DocumentCase(
      .scenarioSteps, "one step, the other, both are missing",
      [
        .intentScenarios: """
        ### ①SCEN-PAY-01: A
        - **WHEN** x
        ### ②SCEN-PAY-02: B
        - **THEN** y
        - **WHEN**
        ### ③SCEN-PAY-03: C
        When it is late it ends.
        ### SCEN-PAY-04: D
        - **GIVEN** w
        - **WHEN** x
        - **THEN** y
        """
      ], says: "neither a WHEN nor a THEN"),
    DocumentCase(
      .scenarioSteps, "only intended scenarios have steps",
      [.actualScenarios: "### SCEN-PAY-01: A [IMPLEMENTED]\nIt ends.\n"]),
    DocumentCase(
      .scenarioSteps, "steps are asked of the intent, not of what was built",
      [
        .actualScenarios: "### SCEN-PAY-01: A [IMPLEMENTED]\nIt ends.\n",
        .intentScenarios: "### SCEN-PAY-01: A\n" + steps,
      ]),
    DocumentCase(
      .subScenario, "numbers behind numbers, letters behind numbers",
      [
        .intentScenarios: """
        ### SCEN-PAY-01: A
        \(steps)
        ### ①SCEN-PAY-01.1: B
        \(steps)
        ### ②SCEN-PAY-01a: C
        \(steps)
        ### ③SCEN-PAY-01-2: D
        \(steps)
        """
      ], says: "\"SCEN-PAY-01a\" numbers a part"),
    DocumentCase(
      .subScenario, "a heading below another's",
      [
        .intentScenarios: """
        ## Phase 1
        ### SCEN-PAY-01: A
        \(steps)
        #### Notes
        ##### ①SCEN-PAY-02: B
        \(steps)
        """
      ], says: "stands inside another"),
    DocumentCase(
      .subScenario, "a scenario below its requirement or phase is part of no scenario",
      [
        .intentScenarios: """
        ## PHASE-PAY-1
        ### REQ-PAY-1: R
        #### SCEN-PAY-01: A (see 01.1)
        \(steps)
        #### SCEN-PAY-02: B
        \(steps)
        """
      ]),
  ]

  @Test(arguments: cases)
  func `find what one lacks`(_ row: DocumentCase) throws { try row.check() }
}
