import Analysis
import Ingest
import SourceText
import Testing
import TraceModel

/// What a project's policy makes of the same manifold.
@Suite struct `A tracing policy` {
  private static let manifold = """
    feature: shop
    outcome: Orders are paid once
    constraints:
      business:
        - {id: B1, type: TYPE, statement: A charge is made once}
    anchors:
      required_truths:
        - {id: RT-1, statement: Keys are checked, maps_to: [B1], evidence: [EVIDENCE]}
    generation:
      artifacts:
        - {path: src/pay.py, type: code, satisfies: [B1]}
    """

  private static func assess(
    _ policy: String, type: String, evidence: String, cases: String = "",
    present: Set<String> = ["src/pay.py", "tests/test_pay.py", "ops/alerts.yml"],
    day: String? = nil
  ) -> Assessment {
    let text =
      manifold.split(separator: "TYPE").joined(separator: type).split(separator: "EVIDENCE")
      .joined(separator: evidence)
    let read = [SourceFile(path: "shop.yaml", text: text)].compactMap(Ingest.read)
    let report = Ingest.read(
      SourceFile(path: "junit.xml", text: "<testsuite>\(cases)</testsuite>"), as: .results)
    let graph = Ingest.link(read, documents: report, projectPaths: present) { _ in nil }.graph
    let file = SourceFile(path: "trace-policy.yaml", text: policy)
    return Assessment(of: graph, policy: Ingest.readPolicies([file]), day: day)
  }

  private static func verdict(_ id: String, _ assessment: Assessment) -> String {
    let node = assessment.graph.nodes.firstIndex { $0.key.id == id }
    return node.map { assessment.verdicts[NodeIndex($0)].word } ?? "no node"
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let id: String
    let policy: String
    var type = "boundary"
    var evidence = test
    var cases = ""
    var present: Set<String> = ["src/pay.py", "tests/test_pay.py"]
    let constraint: String
    var testDescription: String { id }
  }

  static let test = "{type: test_passes, path: tests/test_pay.py}"
  static let file = "{type: file_exists, path: src/pay.py}"
  static let pass = "<testcase classname='tests.test_pay' name='test_once'/>"
  static let fail = "<testcase classname='tests.test_pay' name='test_no'><failure/></testcase>"
  static let skip = "<testcase classname='tests.test_pay' name='test_no'><skipped/></testcase>"

  static let rows = [
    Row(id: "without one, a test without a result is partial", policy: "", constraint: "partial"),
    Row(
      id: "a boundary by an alert or a test", policy: "requires: {boundary: alert or test}",
      constraint: "satisfied"),
    Row(
      id: "a sentence with articles", policy: "requires: {boundary: an Alert OR a Test}",
      constraint: "satisfied"),
    Row(
      id: "no alert and no test", policy: "requires: {boundary: alert or test}", evidence: file,
      constraint: "partial"),
    Row(
      id: "a failing test fails whatever is demanded", policy: "requires: {boundary: code}",
      cases: fail, constraint: "failing"),
    Row(
      id: "an invariant by code and a passing test",
      policy: "requires: {invariant: code and passing test}", type: "invariant", cases: pass,
      constraint: "satisfied"),
    Row(
      id: "a passing test without code", policy: "requires: {invariant: code and passing test}",
      type: "invariant", cases: pass, present: ["tests/test_pay.py"], constraint: "partial"),
    Row(
      id: "a skipped test is no passing one",
      policy: "requires: {invariant: code and passing test}", type: "invariant", cases: skip,
      constraint: "partial"),
    Row(
      id: "the floor of invariants holds", policy: "requires: {invariant: code}",
      type: "invariant", constraint: "partial"),
    Row(
      id: "the floor of invariants, with a pass", policy: "requires: {invariant: code}",
      type: "invariant", cases: pass, constraint: "satisfied"),
    Row(
      id: "another type follows the standard rule", policy: "requires: {goal: code}",
      constraint: "partial"),
    Row(
      id: "any type that is not named", policy: "requires: {constraint: code, goal: alert}",
      constraint: "satisfied"),
    Row(
      id: "its own demand before that of all", policy: "requires: {constraint: code, goal: alert}",
      type: "goal", constraint: "partial"),
    Row(
      id: "brackets", policy: "requires: {boundary: code and (alert or passing test)}",
      cases: pass, constraint: "satisfied"),
    Row(
      id: "a demand that cannot be read changes nothing", policy: "requires: {boundary: magic}",
      constraint: "partial"),
  ]

  @Test(arguments: rows)
  func `decides what satisfies a constraint`(_ row: Row) {
    let assessment = Self.assess(
      row.policy, type: row.type, evidence: row.evidence, cases: row.cases, present: row.present)
    #expect(Self.verdict("B1", assessment) == row.constraint)
  }

  struct Shown: Sendable, CustomTestStringConvertible {
    let policy: String
    let cases: String
    /// Verdicts of the requirement and its scenario; `none` where nothing is demanded.
    let verdicts: [String]
    var testDescription: String { "\(policy) \(cases)" }
  }

  static let shown = [
    Shown(policy: "goal: test", cases: "", verdicts: ["none", "none"]),
    Shown(policy: "requirement: passing test", cases: "", verdicts: ["gap", "none"]),
    Shown(
      policy: "{requirement: passing test, scenario: test}",
      cases: "<testcase classname='c' name='test_SCEN_PAY_01_late'/>",
      verdicts: ["satisfied", "satisfied"]),
    Shown(
      policy: "{requirement: passing test, scenario: test}",
      cases: "<testcase classname='c' name='test_SCEN_PAY_01_late'><failure/></testcase>",
      verdicts: ["failing", "failing"]),
    Shown(
      policy: "{requirement: code and test, scenario: test}",
      cases: "<testcase classname='c' name='test_SCEN_PAY_01_late'/>",
      verdicts: ["partial", "satisfied"]),
  ]

  @Test(arguments: shown)
  func `may demand something of requirements and scenarios`(_ one: Shown) {
    let documents =
      [
        "modules/pay/INTENT_REQUIREMENTS.md": "### REQ-PAY-1: Limits\nCalls MUST end.\n",
        "modules/pay/INTENT_SCENARIOS.md":
          "### SCEN-PAY-01: Late\n- **WHEN** late (REQ-PAY-1)\n- **THEN** it ends\n",
      ].flatMap { Ingest.read(SourceFile(path: $0.key, text: $0.value), as: .modules) }
      + Ingest.read(
        SourceFile(path: "j.xml", text: "<testsuite>\(one.cases)</testsuite>"), as: .results)
    let graph = Ingest.link([], documents: documents).graph
    let policy = Ingest.readPolicies([
      SourceFile(
        path: "trace-policy.yaml",
        text: one.policy.hasPrefix("{") ? "requires: \(one.policy)" : "requires: {\(one.policy)}")
    ])
    let assessment = Assessment(of: graph, policy: policy)
    let found = ["REQ-PAY-1", "SCEN-PAY-01"].map { id -> String in
      guard let place = graph.nodes.firstIndex(where: { $0.key.id == id }) else { return "no node" }
      guard assessment.verdicts.isAssessed(graph.nodes[place]) else { return "none" }
      return assessment.verdicts[NodeIndex(place)].word
    }
    #expect(found == one.verdicts)
    let open = found.filter { $0 != "none" && $0 != "satisfied" }.count
    #expect(assessment.gaps().filter { graph[$0.node].key.scope.name == "pay" }.count == open)
  }

  struct Watched: Sendable, CustomTestStringConvertible {
    let policy: String
    let cases: String
    let verdict: String
    let facets: Facets
    var testDescription: String { "\(policy) \(cases)" }
  }

  static let watched = [
    Watched(policy: "alert", cases: "", verdict: "satisfied", facets: .observed),
    Watched(policy: "tested alert", cases: "", verdict: "declared", facets: .observed),
    Watched(
      policy: "tested alert", cases: "<testcase classname='rules' name='PaidTwice'/>",
      verdict: "satisfied", facets: [.observed, .fired]),
    Watched(
      policy: "alert", cases: "<testcase classname='rules' name='PaidTwice'><failure/></testcase>",
      verdict: "declared", facets: .declared),
    Watched(
      policy: "tested alert", cases: "<testcase classname='rules' name='Other'/>",
      verdict: "declared", facets: .observed),
    // A test of the alert is no test of what it watches.
    Watched(
      policy: "passing test", cases: "<testcase classname='rules' name='PaidTwice'/>",
      verdict: "declared", facets: [.observed, .fired]),
  ]

  @Test(arguments: watched)
  func `knows an alert that is in place from one that a test has made fire`(_ one: Watched) {
    let manifold = """
      feature: shop
      constraints: {business: [{id: B1, type: boundary, statement: At most one message}]}
      """
    let alerts = """
      groups: [{name: g, rules: [{alert: PaidTwice, expr: paid > 1,
      labels: {manifold: shop, constraint: B1}}]}]
      """
    let read = [SourceFile(path: "shop.yaml", text: manifold)].compactMap(Ingest.read)
    let documents =
      Ingest.read(SourceFile(path: "a.yaml", text: alerts), as: .operations)
      + Ingest.read(
        SourceFile(path: "j.xml", text: "<testsuite>\(one.cases)</testsuite>"), as: .results)
    let graph = Ingest.link(read, documents: documents).graph
    let policy = Ingest.readPolicies([
      SourceFile(path: "trace-policy.yaml", text: "requires: {boundary: \(one.policy)}")
    ])
    let assessment = Assessment(of: graph, policy: policy)
    #expect(Self.verdict("B1", assessment) == one.verdict)
    let node = graph.nodes(of: .constraint)[0]
    #expect(assessment.verdicts.facets(of: node) == one.facets)
  }

  @Test func `no policy makes an invariant easier than the standard rule`() {
    let words = SupportWord.allCases.map(\.rawValue)
    let demands = words + words.map { "\($0) or code" } + words.map { "\($0) and code" }
    for evidence in [Self.test, Self.file, "\(Self.test), \(Self.file)"] {
      for cases in ["", Self.pass, Self.skip, Self.fail, Self.pass + Self.skip] {
        let plain = Self.assess("", type: "invariant", evidence: evidence, cases: cases)
        for demand in demands {
          let ruled = Self.assess(
            "requires: {invariant: \(demand)}", type: "invariant", evidence: evidence, cases: cases)
          let isEasier =
            Self.verdict("B1", ruled) == "satisfied" && Self.verdict("B1", plain) != "satisfied"
          #expect(!isEasier, "\(demand) with \(evidence) and \(cases)")
        }
      }
    }
  }

  @Test func `a truth has a demand of its own`() {
    let policy = "requires: {truth: code, boundary: code}"
    #expect(
      Self.verdict("RT-1", Self.assess(policy, type: "boundary", evidence: Self.file))
        == "satisfied")
    let short = Self.assess(
      "requires: {truth: alert, boundary: code or alert}", type: "boundary", evidence: Self.file)
    #expect(Self.verdict("RT-1", short) == "partial")
    // The artifact that names it meets the demand by itself.
    #expect(Self.verdict("B1", short) == "satisfied")
  }

  @Test func `a verdict says what was demanded`() {
    let assessment = Self.assess(
      "requires: {boundary: alert or passing test}", type: "boundary", evidence: Self.file)
    let node = NodeIndex(assessment.graph.nodes.firstIndex { $0.key.id == "B1" } ?? 0)
    let words = "what the policy demands of boundaries: alert or passing test"
    #expect(assessment.reasons(for: node).map(\.text).contains("falls short of \(words)"))
    #expect(assessment.gaps().contains { $0.node == node && $0.text == "falls short of \(words)" })
  }

  // MARK: accepted gaps

  static func gap(_ node: String, until day: String) -> String {
    "gaps: [{node: '\(node)', reason: the alert follows, owner: ops, expires: \(day)}]"
  }

  struct Accepted: Sendable, CustomTestStringConvertible {
    let id: String
    let policy: String
    var day: String? = "2026-06-01"
    var cases = ""
    let findings: [String]
    let accepted: [String]
    var testDescription: String { id }
  }

  static let accepted = [
    Accepted(
      id: "until its day, that day included", policy: gap("B1", until: "2026-06-01"), findings: [],
      accepted: ["B1"]),
    Accepted(
      id: "with its manifold", policy: gap("shop/B1", until: "2026-06-01"), findings: [],
      accepted: ["B1"]),
    Accepted(
      id: "no longer", policy: gap("B1", until: "2026-05-31"),
      findings: [
        "gap-expired: the accepted gap of B1 expired on 2026-05-31"
      ], accepted: []),
    Accepted(
      id: "on a day that nobody knows", policy: gap("B1", until: "2026-05-31"), day: nil,
      findings: ["policy-day: nobody knows on which day accepted gaps are judged"],
      accepted: ["B1"]),
    Accepted(
      id: "what has no gap", policy: gap("B1", until: "2027-01-01"), cases: pass,
      findings: ["gap-unneeded: B1 has no gap any more that would need to be accepted"],
      accepted: []),
    Accepted(
      id: "a failing test is never accepted", policy: gap("B1", until: "2027-01-01"), cases: fail,
      findings: [], accepted: []),
    Accepted(
      id: "a misspelled node", policy: gap("B2", until: "2027-01-01"),
      findings: ["policy-node: \"B2\" names nothing that could have a gap"], accepted: []),
    Accepted(
      id: "without an owner", policy: "gaps: [{node: B1, reason: x, expires: 2027-01-01}]",
      findings: ["policy-justification: an accepted gap lacks owner"], accepted: []),
    Accepted(
      id: "a day that is none",
      policy: "gaps: [{node: B1, reason: x, owner: y, expires: 2027-02-30}]",
      findings: [
        "invalid-date: expires \"2027-02-30\" is not a day; expected one such as 2026-01-31"
      ], accepted: []),
    Accepted(
      id: "twice",
      policy: "gaps: [{node: [B1, shop/B1], reason: x, owner: y, expires: 2027-01-01}]",
      findings: ["gap-unneeded: the gap of shop/B1 is accepted twice"], accepted: ["B1"]),
  ]

  @Test(arguments: accepted)
  func `accepts a gap`(_ row: Accepted) {
    let assessment = Self.assess(
      row.policy, type: "boundary", evidence: Self.test, cases: row.cases, day: row.day)
    let found = assessment.diagnostics.filter { $0.range.path == "trace-policy.yaml" }
    #expect(found.sorted().map { "\($0.rule.id): \($0.summary)" } == row.findings)
    let gaps = assessment.gaps()
    #expect(gaps.filter(\.isAccepted).map { assessment.graph[$0.node].key.id } == row.accepted)
    // What is accepted stands behind what is not, and is counted nowhere.
    #expect(gaps.map(\.isAccepted) == gaps.map(\.isAccepted).sorted { !$0 && $1 })
    #expect(Self.verdict("B1", assessment) != "satisfied" || row.cases == Self.pass)
  }
}
