public import SourceText

/// The rules for reports of development steps.
extension IngestRules {
  /// The rules of this file, in the order declared.
  public static let reports: [Rule] = [
    reportFormat, plannedNotProduced, planDiffers, artifactNames, coveredWithoutTest,
    missingCoverage, documentedEvent, undefinedName, stateNeverWritten,
  ]

  /// Found when a report is in no form that is known.
  public static let reportFormat = Rule(
    "report-format", .warning, "a report is in no form that is read",
    explanation: """
      Reports of the steps of a development (generation, verification, outcome, options, failures,
      context, tensions, validation, extraction) have a few keys each at their top. A key that none
      of them has is shown and not understood; most often it is misspelled.
      """,
    remedy: "Write the key that the message names, or take the file out of `inputs.reports`.",
    example: "meta: {manifold: checkout}\nsumary: {artifacts_generated: 3}\n")

  /// Found when a plan names what was not produced.
  public static let plannedNotProduced = Rule(
    "planned-not-produced", .warning, "something is planned, and nothing like it is produced",
    explanation: """
      A generation first plans its artifacts and then lists what it has produced. Each planned
      artifact, panel and alert is looked for among those: by the words of its name, and by the ids
      that it was planned for.
      """,
    remedy: "Produce it, or take it out of the plan and say why.",
    example: """
      artifact_plan:
        documentation: [{type: api}]
      artifacts:
        docs: [{path: docs/ARCHITECTURE.md}]
      """)

  /// Found when a product is reported for other ids than planned.
  public static let planDiffers = Rule(
    "plan-differs", .warning, "an artifact is reported for other constraints than planned",
    explanation: """
      The plan says which constraints and truths an artifact is made for, the report which ones it
      satisfies. Where they differ, either the plan has been overtaken or the report claims more
      than anybody intended.
      """,
    remedy: "Bring the two together; the report should follow what the artifact really does.",
    example: """
      artifact_plan:
        code: [{name: RetryWorkflow, satisfies_constraints: [T2]}]
      artifacts:
        code: [{path: retry_workflow.py, constraints: [B1, T2]}]
      """)

  /// Found when sections of one report call a file differently.
  public static let artifactNames = Rule(
    "artifact-names", .warning, "a report calls one file by two names",
    explanation: """
      A section that shows a file calls it by a name that the report's list of artifacts does not
      have. A reader who looks for the file finds one of the two at most.
      """,
    remedy: "Use the path of the list in every section.",
    example: """
      observability_generation: [{artifact: retry_dashboard.json}]
      artifacts: {observability: [{path: observability/dashboard.json}]}
      """)

  /// Found when a report calls covered what none of its tests verifies.
  public static let coveredWithoutTest = Rule(
    "covered-without-test", .warning, "a report calls covered what none of its tests verifies",
    explanation: """
      Fully covered means code *and* a test. Ids that stand below `fully_covered` are looked for
      in the tests that the same report lists.
      """,
    remedy: "Add a test that verifies the constraint, or list it as partially covered.",
    example: """
      artifacts: {tests: [{path: test_pay.py, constraints_tested: [B1]}]}
      coverage: {constraints: {fully_covered: [B1, T2]}}
      """)

  /// Found when documents describe an event that the code does not emit.
  public static let documentedEvent = Rule(
    "documented-event", .warning, "a documented event is emitted by no code of the report",
    explanation: """
      A document lists the events by which a run can be followed, one a line with its fields. The
      program text that the same report shows has none of that name: whoever looks for the event
      in operation will look for it in vain.
      """,
    remedy: "Emit the event, or take it out of the document.",
    example: """
      code_generation: [{artifact: pay.py, generated_code: "def pay(): charge()"}]
      documentation_generation:
        - artifact: ARCHITECTURE.md
          generated_content: |
            retry.started{payment_id}
      """)

  /// Found when a report names missing coverage and then leaves it out of its sums.
  public static let missingCoverage = Rule(
    "missing-coverage", .warning, "a constraint that lacks coverage is left out of the coverage",
    explanation: """
      One section says that a constraint still needs a test, and the coverage of the same report
      lists it nowhere: neither as covered, nor in part, nor as not covered. The share that is
      computed from the lists is then too good.
      """,
    remedy: "List the constraint as not covered.",
    example: """
      test_generation: {coverage_report: {missing_coverage: ["S1 - needs a security test"]}}
      coverage: {constraints: {fully_covered: [B1], not_covered: []}}
      """)

  /// Found when program text uses a name that it does not have.
  public static let undefinedName = Rule(
    "undefined-name", .warning, "a generated program uses a name that it does not have",
    explanation: """
      Python notices a missing name only when it gets there: the file compiles, and the first run
      ends with a `NameError`. Types, and modules of the standard library, that a program in a
      report uses are looked for among its definitions and imports. Other names are not looked at.
      """,
    remedy: "Import the name, or define it.",
    example: """
      code_generation:
        - artifact: pay.py
          generated_code: |
            def pay(): return RetryResult(status="paid")
      """)

  /// Found when program text reads state that it never writes.
  public static let stateNeverWritten = Rule(
    "state-never-written", .warning, "a generated program reads state that it never writes",
    explanation: """
      What a program keeps in `self` has the value that it began with for ever when nothing assigns
      it. A limit that is checked against such a value never applies.
      """,
    remedy: "Write the value at the place where it changes.",
    example: """
      code_generation:
        - artifact: pay.py
          generated_code: |
            class Pay:
              def may_notify(self): return self.state.last_message is None
      """)
}
