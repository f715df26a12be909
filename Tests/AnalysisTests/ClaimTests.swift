import Analysis
import SourceText
import Testing

/// What documents state, against what is computed.
@Suite struct `Claims` {
  static let main = """
    feature: shop
    constraints:
      business:
        - {id: B1, type: invariant, statement: s}
        - {id: B2, type: invariant, statement: s}
        - {id: B3, type: goal, statement: s}
    required_truths: [{id: RT-1, statement: s, maps_to: [B1]}, {id: RT-2, statement: s, maps_to: [B2]}]
    generation:
      artifacts: [{path: a.py, type: code, satisfies: [RT-1]}]

    """

  struct Stated: Sendable, CustomTestStringConvertible {
    let subject: String
    let text: String
    let result: String
    var isSideFile = false
    var testDescription: String { "\(subject): \(result)" }

    init(_ subject: String, _ text: String, _ result: String, side: Bool = false) {
      self.subject = subject
      self.text = text
      self.result = result
      isSideFile = side
    }
  }

  private static func generation(_ coverage: String) -> String {
    main.replacing("generation:\n", with: "generation:\n  coverage: {\(coverage)}\n")
  }

  static let counted = [
    Stated("constraints", generation("constraints_total: 3"), "3 | 3 | agrees"),
    Stated("constraints", generation("constraints_total: 4"), "4 | 3 | differs"),
    Stated("constraints", generation("constraints_total: several"), "several | 3 | unsupported"),
    Stated("constraints addressed", generation("constraints_addressed: 1"), "1 | 1 | agrees"),
    Stated("constraints addressed", generation("constraints_addressed: 3"), "3 | 1 | differs"),
    Stated("required truths", generation("required_truths_total: 2"), "2 | 2 | agrees"),
    Stated("truths addressed", generation("required_truths_addressed: 2"), "2 | 1 | differs"),
    Stated("coverage", generation("percentage: 33"), "33 | 1 of 3 (33 %) | agrees"),
    Stated("coverage", generation("percentage: 34%"), "34% | 1 of 3 (33 %) | agrees"),
    Stated("coverage", generation("percentage: 1/3"), "1/3 | 1 of 3 (33 %) | agrees"),
    Stated("coverage", generation("percentage: 100"), "100 | 1 of 3 (33 %) | differs"),
    Stated(
      "coverage", generation("percentage: \"3/3 (100%)\""), "3/3 (100%) | 1 of 3 (33 %) | differs"),
    Stated("coverage", generation("percentage: 1/0"), "1/0 | 1 of 3 (33 %) | unsupported"),
  ]

  static let rows = [
    Stated(
      "invariants satisfied",
      "matrix: [{constraint: B1, status: SATISFIED}, {constraint: B2, status: PARTIAL}]\n"
        + "coverage: {invariants: {satisfied: 2, total: 2, percentage: 100}}", "2 | 1 | differs",
      side: true),
    Stated(
      "invariants satisfied",
      "matrix: [{constraint: B1, status: SATISFIED}, {constraint: B2, status: SATISFIED}]\n"
        + "coverage: {invariants: {satisfied: 2}}", "2 | 0 | unsupported", side: true),
    Stated(
      "invariants satisfied",
      "matrix: [{constraint: B1, status: PARTIAL}]\ncoverage: {invariants: {satisfied: 0}}",
      "0 | 0 | agrees", side: true),
    Stated(
      "invariants satisfied", "coverage: {invariants: {satisfied: 20, total: 1}}",
      "20 | 2 | differs", side: true),
    Stated(
      "invariants, percentage", "coverage: {invariants: {percentage: 140}}",
      "140 | 0 of 2 (0 %) | differs", side: true),
    Stated(
      "invariants satisfied", "coverage: {invariants: {satisfied: 2}}", "2 | 0 | unsupported",
      side: true),
    Stated(
      "invariants, total", "coverage: {invariants: {total: 3}}", "3 | 2 | differs", side: true),
    Stated(
      "invariants, percentage",
      "matrix: [{constraint: B1, status: SATISFIED}, {constraint: B2, status: PARTIAL}]\n"
        + "coverage: {invariants: {percentage: 50}}", "50 | 0 of 2 (0 %) | unsupported", side: true),
    Stated(
      "result", "matrix: [{constraint: B2, status: PARTIAL}]\nresult: SATISFIED",
      "SATISFIED | 0 of 1 rows satisfied | differs", side: true),
    Stated(
      "result", "matrix: [{constraint: B1, status: SATISFIED}]\nresult: SATISFIED",
      "SATISFIED | 0 of 3 satisfied | unsupported", side: true),
    Stated(
      "result", "matrix: [{constraint: B2, status: PARTIAL}]\nresult: PARTIAL",
      "PARTIAL | 0 of 3 satisfied | agrees", side: true),
    Stated("result", "result: SATISFIED", "SATISFIED | 0 of 3 satisfied | unsupported", side: true),
    Stated(
      "status of B1", "matrix: [{constraint: B1, test: false, status: SATISFIED}]",
      "SATISFIED | partial | differs", side: true),
    Stated(
      "status of B1", "matrix: [{constraint: B1, test: manual, status: SATISFIED}]",
      "SATISFIED | partial | differs", side: true),
    Stated(
      "status of B1", "matrix: [{constraint: B1, test: 12 tests, status: SATISFIED}]",
      "SATISFIED | partial | unsupported", side: true),
    Stated(
      "status of B1", "matrix: [{constraint: B1, test: true, status: SATISFIED}]",
      "SATISFIED | partial | unsupported", side: true),
    Stated(
      "status of B3", "matrix: [{constraint: B3, test: false, status: SATISFIED}]",
      "SATISFIED | gap | unsupported", side: true),
    Stated(
      "status of B3", "matrix: [{constraint: B3, status: PARTIAL}]", "PARTIAL | gap | unsupported",
      side: true),
    Stated(
      "status of B1", "matrix: [{constraint: B1, status: PARTIAL}]", "PARTIAL | partial | agrees",
      side: true),
    Stated(
      "status of B3", "matrix: [{constraint: B3, status: NOT_SATISFIED}]",
      "NOT_SATISFIED | gap | agrees", side: true),
    Stated(
      "code of B1", "matrix: [{constraint: B1, code: true, status: PARTIAL}]",
      "true | yes | agrees",
      side: true),
    Stated(
      "test of B1", "matrix: [{constraint: B1, test: true, status: PARTIAL}]",
      "true | no | unsupported", side: true),
  ]

  @Test(arguments: counted + rows) func `are recomputed`(_ one: Stated) {
    let files =
      one.isSideFile
      ? ["shop.yaml": Self.main, "shop.verify.yaml": one.text] : ["shop.yaml": one.text]
    #expect(Assessed(files, present: ["a.py"]).claims(one.subject) == [one.result])
  }

  @Test func `about files that are not there count for nothing`() {
    let yaml = Self.generation("percentage: 100, constraints_addressed: 1")
    #expect(Assessed(yaml).claims("coverage") == ["100 | 0 of 3 (0 %) | differs"])
    #expect(Assessed(yaml).claims("constraints addressed") == ["1 | 0 | differs"])
  }

  @Test func `that nothing contradicts are borne out by verdicts only`() {
    let bare = Assessed(
      [
        "shop.yaml": """
        feature: shop
        phase: VERIFIED
        convergence: {status: CONVERGED}
        constraints: {business: [{id: B1, type: invariant, statement: s}]}
        required_truths: [{id: RT-1, statement: s, maps_to: [B1], status: SATISFIED}]
        """,
        "shop.verify.yaml": """
        matrix: [{constraint: B1, status: SATISFIED}]
        coverage: {invariants: {satisfied: 1, total: 1, percentage: 100}}
        result: SATISFIED
        """,
      ])
    #expect(bare.claims("phase") == ["VERIFIED | 0 of 1 satisfied | unsupported"])
    #expect(bare.claims("convergence") == ["CONVERGED | 0 of 1 satisfied | unsupported"])
    #expect(bare.claims("result") == ["SATISFIED | 0 of 1 satisfied | unsupported"])
    #expect(bare.claims("invariants satisfied") == ["1 | 0 | unsupported"])
    #expect(bare.claims("invariants, percentage") == ["100 | 0 of 1 (0 %) | unsupported"])
    #expect(bare.claims("invariants, total") == ["1 | 1 | agrees"])
  }

  @Test func `a rounded share is not all of it`() {
    let constraints = (1...200).map { "    - {id: B\($0), type: goal, statement: s}" }
    let ids = (1...199).map { "B\($0)" }.joined(separator: ", ")
    let shop = Assessed(
      """
      feature: shop
      constraints:
        business:
      \(constraints.joined(separator: "\n"))
      generation:
        artifacts: [{path: a.py, type: code, satisfies: [\(ids)]}]
        coverage: {percentage: 100}
      """, present: ["a.py"])
    #expect(shop.claims("coverage") == ["100 | 199 of 200 (99 %) | differs"])
  }

  struct Phase: Sendable, CustomTestStringConvertible {
    let text: String
    let findings: [String]
    var testDescription: String { text }
  }

  static let phases = [
    Phase(text: "phase: GENERATED", findings: []),
    Phase(
      text: "phase: VERIFIED",
      findings: ["claim-phase: phase is declared VERIFIED, but 1 of 3 constraints are uncovered"]),
    Phase(
      text: "phase: VERIFIED\nconvergence: {status: NOT_STARTED}",
      findings: [
        "claim-phase: phase is declared VERIFIED, but convergence is NOT_STARTED; "
          + "1 of 3 constraints are uncovered"
      ]),
    Phase(
      text: "convergence: {status: CONVERGED}",
      findings: ["claim-phase: convergence is declared CONVERGED, but 1 constraint is uncovered"]),
    Phase(text: "convergence: {status: NOT_STARTED}", findings: []),
  ]

  @Test(arguments: phases) func `of a phase are held against the manifold`(_ one: Phase) {
    let shop = Assessed(Self.main + one.text + "\n", present: ["a.py"])
    #expect(shop.findings.filter { $0.hasPrefix("claim") } == one.findings)
  }

  @Test func `that differ are findings where they stand, those without support are none`() {
    let shop = Assessed([
      "shop.yaml": Self.main,
      "shop.verify.yaml": """
      matrix:
        - {constraint: B1, test: false, status: SATISFIED}
        - {constraint: B3, test: false, status: SATISFIED}
      coverage:
        invariants: {satisfied: 2}
      """,
    ])
    let found = shop.assessment.diagnostics.filter { $0.rule.id.hasPrefix("claim") }.sorted()
    #expect(
      found.map { "\($0.range.description) \($0.rule.id)" } == [
        "shop.verify.yaml:2:43 claim-below-floor", "shop.verify.yaml:5:27 claim-differs",
      ])
    #expect(found.last?.summary == "invariants satisfied: declared 2, computed 1")
  }
}
