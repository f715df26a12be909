import Analysis
import Ingest
import SourceText
import TraceModel

/// What is asked of a boundary with another figure.
let boundaryQuestion = "; whether the boundary demands as much as before is to be judged"

/// A small project in which everything is linked with everything, to be changed in one place.
struct ComparedProject {
  var files = Self.shop

  static let manifold = """
    schema_version: 3
    feature: shop
    outcome: Orders are paid once
    constraints:
      business:
        - {id: B1, type: invariant, statement: A payment shall be made once}
        - {id: B2, type: boundary, statement: Retries end after 72 h}
      technical:
        - {id: T1, type: goal, statement: A retry takes less than 2 s}
    anchors:
      required_truths:
        - id: RT-1
          statement: Keys are unique
          maps_to: [B1]
          evidence:
            - {type: test_passes, path: tests/test_pay.py}
        - id: RT-2
          statement: The clock of retries stops
          maps_to: [B2]
    generation:
      artifacts:
        - {path: src/pay.py, type: code, satisfies: [RT-1, RT-2, T1]}
    """

  static let code = """
    import clock

    # Satisfies: RT-1
    def charge(order):
        return order.key

    # Satisfies: RT-2
    def ends(start):
        return start + 72
    """

  static let alerts = """
    groups:
      - name: shop
        rules:
          - alert: RetriesTooLong
            expr: retry_hours > 72
            for: 5m
            labels: {constraint: B2, manifold: shop}
            annotations: {summary: Retries go on for more than 72 h}
    """

  static let shop = [
    "shop.yaml": manifold, "src/pay.py": code,
    "tests/test_pay.py": "def test_once_B1():\n    assert True\n",
    "shop.alerts.yaml": alerts,
    "junit.xml":
      "<testsuite><testcase classname='tests.test_pay' name='test_once_B1'/></testsuite>",
  ]

  /// The project with a text in place of another one, which has to be there.
  func with(_ old: String, _ new: String, in path: String = "shop.yaml") -> ComparedProject {
    var project = self
    let text = files[path] ?? ""
    precondition(old.isEmpty || text.contains(old), "\(path) lacks \(old)")
    project.files[path] =
      old.isEmpty
      ? text + new
      : text.split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    return project
  }

  /// The project with another file.
  func with(file path: String, _ text: String?) -> ComparedProject {
    var project = self
    project.files[path] = text
    return project
  }

  func assessment(_ policy: String = "", day: String? = nil) -> Assessment {
    let sources = files.map { SourceFile(path: $0.key, text: $0.value) }
    let graph = Ingest.link(
      sources.filter { $0.path == "shop.yaml" || $0.path.hasSuffix(".manifold.yaml") }.compactMap(
        Ingest.read),
      documents: sources.flatMap { file in
        Self.format(file.path).map { Ingest.read(file, as: $0) } ?? []
      }, projectPaths: Set(files.keys), contents: { files[$0].map { Array($0.utf8) } }
    ).graph
    let policy = Ingest.readPolicies([SourceFile(path: "trace-policy.yaml", text: policy)])
    return Assessment(of: graph, policy: policy, day: day)
  }

  private static func format(_ path: String) -> DocumentFormat? {
    if path.hasSuffix(".py") { return .sources }
    if path.hasSuffix(".alerts.yaml") || path.hasSuffix("runbook.md") { return .operations }
    if path.hasSuffix(".xml") { return .results }
    return path.contains("INTENT_") || path.hasSuffix("TASKS.md") ? .modules : nil
  }

  func snapshot(_ policy: String = "") -> TraceSnapshot {
    TraceSnapshot(of: assessment(policy)) { files[$0].map { Array($0.utf8) } }
  }

  /// What is reported of a change from this project to another one.
  func report(
    _ head: ComparedProject, policy: String = "", basePolicy: String? = nil, reviews: String? = nil,
    baseReviews: String? = nil, unread: Set<String> = []
  ) -> ChangeReport {
    let file = SourceFile(path: "trace-policy.yaml", text: policy)
    func kept(_ text: String?) -> Reviews {
      Ingest.readReviews(text.map { [SourceFile(path: "content/reviews.yaml", text: $0)] } ?? [])
    }
    return ChangeComparison(
      base: snapshot(basePolicy ?? policy), head: head.snapshot(policy),
      baseCommit: String(repeating: "a", count: 40), headCommit: String(repeating: "b", count: 40),
      budget: Ingest.readPolicies([file]).budget, reviews: kept(reviews),
      baseReviews: kept(baseReviews), unread: unread
    ).report()
  }

  /// `error new gap B3: …` for each finding; `of` keeps those of one kind.
  func lines(
    _ head: ComparedProject, of kind: ChangeFinding.Kind? = nil, policy: String = ""
  ) -> [String] {
    report(head, policy: policy).lines(kind)
  }
}

extension ChangeReport {
  /// One line for each finding, of one kind or of all.
  func lines(_ kind: ChangeFinding.Kind? = nil) -> [String] {
    findings.filter { kind == nil || $0.kind == kind }.map { finding in
      let other = finding.other.map { " (\($0.key.id))" } ?? ""
      let start = "\(finding.severity.rawValue) \(finding.kind.rawValue) \(finding.subject.key.id)"
      return "\(start)\(other): \(finding.summary)"
    }
  }
}
