import Analysis
import Testing
import TraceModel

/// The satisfied floor, and how verdicts spread.
@Suite struct `Verdicts of nodes` {
  struct Floor: Sendable, CustomTestStringConvertible {
    let evidence: String
    /// Verdict of the truth when the named file is in the project, and when it is not.
    let there: String
    let away: String
    var testDescription: String { evidence }
  }

  static let floors = [
    Floor(evidence: "{type: file_exists, path: a.py}", there: "partial", away: "declared"),
    Floor(
      evidence: "{type: content_match, path: a.py, pattern: x}", there: "partial", away: "declared"),
    Floor(evidence: "{type: test_passes, path: a.py}", there: "partial", away: "declared"),
    Floor(evidence: "{type: manual_review, path: a.py}", there: "declared", away: "declared"),
    Floor(evidence: "{type: metric_value, path: a.py}", there: "declared", away: "declared"),
    Floor(evidence: "it is so", there: "declared", away: "declared"),
  ]

  static func manifold(_ type: String, _ evidence: String) -> String {
    """
    feature: shop
    outcome: Paid
    constraints: {business: [{id: B1, type: \(type), statement: s}]}
    required_truths: [{id: RT-1, statement: s, maps_to: [B1], evidence: [\(evidence)]}]
    """
  }

  @Test(arguments: floors, ConstraintType.allCases)
  func `evidence reaches its floor and no further`(_ floor: Floor, _ type: ConstraintType) {
    let yaml = Self.manifold(type.rawValue, floor.evidence)
    for (present, expected) in [(Set(["a.py"]), floor.there), (Set(), floor.away)] {
      let shop = Assessed(yaml, present: present)
      #expect(shop.verdict("RT-1") == expected)
      #expect(shop.verdict("B1") == expected)
      let whole = expected == "gap" ? "gap" : expected
      #expect(shop.verdict("shop") == whole)
      #expect(shop.verdict("outcome") == whole)
    }
  }

  struct Pattern: Sendable, CustomTestStringConvertible {
    let pattern: String
    /// `nil` for a file that is there and not to be read.
    var text: String? = "fn pays_once() {\r\n  tags: [v*, latest]\n\n}\n"
    let verdict: String
    let reason: String
    var testDescription: String { pattern }
  }

  static let there = "the pattern is in the file"
  static let absent = "the file exists, but the pattern is not in it"
  static let unknown = "the file exists; whether the pattern is in it could not be checked"

  @Test(arguments: [
    Pattern(pattern: "pays_once()", verdict: "partial", reason: there),
    Pattern(pattern: "pays_twice", verdict: "declared", reason: absent),
    Pattern(pattern: "pays_twice|tags:.*latest", verdict: "partial", reason: there),
    Pattern(pattern: "^fn .*[{]$", verdict: "partial", reason: unknown),
    Pattern(pattern: "^fn .*\\{$", verdict: "partial", reason: there),
    Pattern(pattern: "^  tags: .v", verdict: "partial", reason: there),
    Pattern(pattern: "^tags", verdict: "declared", reason: absent),
    Pattern(pattern: "once.*tags", verdict: "declared", reason: absent),
    Pattern(pattern: "^}$", verdict: "partial", reason: unknown),
    Pattern(pattern: "(pays|costs)_once", verdict: "partial", reason: unknown),
    Pattern(pattern: "\\bpays", verdict: "partial", reason: unknown),
    Pattern(pattern: "x", text: nil, verdict: "partial", reason: unknown),
  ])
  func `a pattern must be in the file`(_ row: Pattern) throws {
    let evidence = "{id: E1, type: content_match, path: ./a.py, pattern: '\(row.pattern)'}"
    let contents = row.text.map { ["a.py": $0] } ?? [:]
    let shop = Assessed(Self.manifold("goal", evidence), present: ["a.py"], contents: contents)
    #expect(shop.verdict("RT-1") == row.verdict)
    let node = try #require(shop.node("RT-1"))
    #expect(shop.assessment.reasons(for: node).map(\.remark).contains(row.reason))
  }

  @Test(arguments: EvidenceType.allCases, ConstraintType.allCases)
  func `a declared status never changes a verdict`(_ type: EvidenceType, _ kind: ConstraintType) {
    for present in [["a.py"], []] as [Set<String>] {
      let verdicts = ([nil] + EvidenceStatus.allCases.map(\.rawValue)).map { status in
        let word = status.map { ", status: \($0)" } ?? ""
        let evidence = "{type: \(type.rawValue), path: a.py\(word)}"
        let shop = Assessed(Self.manifold(kind.rawValue, evidence), present: present)
        return ["RT-1", "B1", "shop", "outcome"].map { shop.verdict($0) }
      }
      #expect(Set(verdicts).count == 1)
    }
  }

  struct Artifact: Sendable, CustomTestStringConvertible {
    let type: String
    let verdict: String
    let facet: Facets
    var testDescription: String { type }
  }

  static let artifacts = [
    Artifact(type: "code", verdict: "partial", facet: .implemented),
    Artifact(type: "config", verdict: "partial", facet: .implemented),
    Artifact(type: "test", verdict: "partial", facet: .tested),
    Artifact(type: "docs", verdict: "declared", facet: .documented),
    Artifact(type: "runbook", verdict: "declared", facet: .observed),
  ]

  @Test(arguments: artifacts) func `an artifact supports by its role`(_ one: Artifact) throws {
    func shop(_ extra: String = "", present: Set<String> = ["x"]) -> Assessed {
      Assessed(
        """
        feature: shop
        constraints: {business: [{id: B1, type: goal, statement: s}]}
        generation: {artifacts: [{path: x, type: \(one.type), satisfies: [B1]\(extra)}]}
        """, present: present)
    }
    let there = shop()
    #expect(there.verdict("B1") == one.verdict)
    #expect(there.assessment.verdicts.facets(of: try #require(there.node("B1"))) == one.facet)
    #expect(shop(present: []).verdict("B1") == "declared")
    #expect(shop(", artifact_class: structural").verdict("B1") == "declared")
  }

  @Test(arguments: DeclaredStatus.allCases)
  func `a truth that only says that it holds is declared`(_ status: DeclaredStatus) {
    let shop = Assessed(
      """
      feature: shop
      constraints: {business: [{id: B1, type: goal, statement: s}]}
      required_truths: [{id: RT-1, statement: s, status: \(status.rawValue)}]
      """)
    let denies = status == .notSatisfied || status == .notVerified
    #expect(shop.verdict("RT-1") == (denies ? "gap" : "declared"))
    #expect(shop.verdict("B1") == "gap")
  }

  @Test func `a truth is as weak as the weakest of its children`() throws {
    let shop = Assessed(
      """
      feature: shop
      constraints: {business: [{id: B1, type: goal, statement: s}, {id: B2, type: goal, statement: s}]}
      required_truths:
        - id: RT-1
          statement: s
          maps_to: [B1]
          children:
            - {id: RT-1.1, statement: s, evidence: [{type: file_exists, path: a.py}]}
            - {id: RT-1.2, statement: s}
        - {id: RT-2, statement: s, maps_to: [B2], children: [
            {id: RT-2.1, statement: s, evidence: [{type: file_exists, path: a.py}]}]}
        - {id: RT-3, statement: s, evidence: [{type: file_exists, path: a.py}], children: [
            {id: RT-3.1, statement: s}]}
      """, present: ["a.py"])
    #expect(["RT-1.1", "RT-1.2", "RT-1"].map(shop.verdict) == ["partial", "gap", "declared"])
    #expect(shop.verdict("B1") == "declared")
    #expect(["RT-2", "B2"].map(shop.verdict) == ["partial", "partial"])
    #expect(shop.verdict("RT-3") == "declared")
    let b1 = try #require(shop.node("B1"))
    #expect(shop.assessment.reasons(for: b1).map(\.text).contains("inherits declared from"))
  }

  @Test func `a constraint is no better than the truths that map to it`() throws {
    let shop = Assessed(
      """
      feature: shop
      constraints: {business: [{id: B1, type: goal, statement: s}]}
      required_truths: [{id: RT-1, statement: s, maps_to: [B1], status: NOT_SATISFIED}]
      """)
    #expect(["RT-1", "B1"].map(shop.verdict) == ["gap", "gap"])
    #expect(shop.assessment.verdicts.facets(of: try #require(shop.node("B1"))) == [])
    // It is mapped, so that nobody is asked to map it.
    #expect(shop.findings == [])
    #expect(
      shop.assessment.gaps().map(\.text) == [
        "nothing supports the truths that map to it", "no evidence and no artifact supports it",
      ])
  }

  @Test func `one uncovered constraint keeps a manifold partial, and a bare one is a gap`() {
    let shop = Assessed(
      """
      feature: shop
      outcome: Paid
      constraints: {business: [{id: B1, type: goal, statement: s}, {id: B2, type: goal, statement: s}]}
      generation: {artifacts: [{path: x.py, type: code, satisfies: [B1]}]}
      """, present: ["x.py"])
    #expect(
      ["B1", "B2", "shop", "outcome"].map(shop.verdict) == ["partial", "gap", "partial", "partial"])
    #expect(Assessed("feature: shop\noutcome: Paid\n").verdict("shop") == "gap")
  }

  @Test func `the reasons of an invariant name what is missing`() throws {
    let shop = Assessed(
      Self.manifold("invariant", "{type: test_passes, path: a.py, status: VERIFIED}"),
      present: ["a.py"])
    let b1 = shop.assessment.reasons(for: try #require(shop.node("B1")))
    #expect(b1.contains { $0.text == "inherits partial from" && $0.node == shop.node("RT-1") })
    #expect(b1.contains { $0.text.contains("needs a passing test") })
    let truth = shop.assessment.reasons(for: try #require(shop.node("RT-1")))
    #expect(
      truth.map(\.remark) == [
        "the test file exists; no test result is read; declared VERIFIED, which does not count"
      ])
  }
}
