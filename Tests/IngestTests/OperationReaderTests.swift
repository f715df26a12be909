import Analysis
import Ingest
import SourceText
import TestSupport
import Testing
import TraceModel

/// Some files of operations and reports, read and linked, with short ways to ask.
struct Operated {
  let graph: TraceGraph
  let diagnostics: [Diagnostic]
  let assessment: Assessment

  init(
    _ files: [String: String], reports: [String: String] = [:], manifolds: [String: String] = [:]
  ) {
    let read = { (files: [String: String], format: DocumentFormat) in
      files.sorted { $0.key < $1.key }.flatMap {
        Ingest.read(SourceFile(path: $0.key, text: $0.value), as: format)
      }
    }
    let documents = read(files, .operations) + read(reports, .reports)
    let main = manifolds.compactMap { Ingest.read(SourceFile(path: $0.key, text: $0.value)) }
    (graph, diagnostics) = Ingest.link(main, documents: documents)
    assessment = Assessment(of: graph)
  }

  /// `line rule` of everything found, in any order of rules.
  var findings: [String] {
    (diagnostics + assessment.diagnostics).sorted().filter { $0.severity > .note }
      .map { "\($0.range.line) \($0.rule.id)" }
  }

  func messages(_ rule: String) -> [String] { findings(rule).map(\.summary) }

  func findings(_ rule: String) -> [Diagnostic] {
    (diagnostics + assessment.diagnostics).filter { $0.rule.id == rule }
  }

  /// `source verb target` of all links that lead somewhere.
  var links: Set<String> {
    Set(
      graph.links.compactMap { link in
        guard case .node(let target) = link.target else { return nil }
        return "\(graph[link.source].key.id) \(link.kind.rawValue) \(graph[target].key.id)"
      })
  }

  func node(_ kind: NodeKind, _ id: String) -> TraceNode? {
    graph.nodes.first { $0.key.kind == kind && $0.key.id == id }
  }

  /// `label: declared / computed` of the claims that do not hold.
  var differing: Set<String> {
    Set(
      assessment.claims.filter { $0.outcome == .differs }.map {
        "\($0.subject): \($0.claim.declared) / \($0.computed)"
      })
  }
}

private let shop = """
  schema_version: 3
  feature: shop
  constraints:
    business:
      - {id: B1, type: invariant, statement: Nobody pays twice}
      - {id: B2, type: goal, statement: "p99 of a decision is below 100 ms"}
  """

@Suite struct `Alerts and runbooks` {
  static let rules = """
    groups:
      - name: payments
        rules:
          - record: paid:rate5m
            expr: rate(paid_total[5m])
          - alert: PaidTwice
            expr: increase(paid_twice_total{job="pay"}[5m]) > 0
            for: 0m
            labels: {severity: critical, constraint: B1, manifold: shop}
            annotations:
              summary: Somebody paid twice
              runbook_url: https://forge.example/o/r/blob/main/ops/RUNBOOK.md#alert-paidtwice
              dashboard_url: https://grafana.example/d/pay/payments?orgId=1
    """
  static let runbook = """
    # Payments

    ## Alert: PaidTwice

    **Constraint violated:** `shop/B1` (nobody pays twice)

    Ask the gateway.

    ### Diagnosis

    Look at `paid_twice_total`.
    """

  @Test func `are linked with each other and with their constraint`() {
    let project = Operated(
      ["ops/pay.yaml": Self.rules, "ops/RUNBOOK.md": Self.runbook],
      manifolds: [".manifold/shop.yaml": shop])
    #expect(project.links.contains("PaidTwice alerts on B1"))
    #expect(project.links.contains("PaidTwice references alert-paidtwice"))
    #expect(project.links.contains("alert-paidtwice documents PaidTwice"))
    #expect(project.links.contains("alert-paidtwice documents B1"))
    #expect(project.findings.filter { !$0.contains("uncovered") } == [])
    let alert = project.node(.alert, "PaidTwice")
    #expect(alert?.title == "Somebody paid twice" && alert?.range.line == 6)
    guard case .alert(let facts)? = alert?.detail else { return #expect(Bool(false)) }
    #expect(facts.bound == 0 && facts.severity == "critical" && facts.hold == "0m")
  }

  @Test func `say that something is observed, never that it holds`() {
    let project = Operated(
      ["ops/pay.yaml": Self.rules], manifolds: [".manifold/shop.yaml": shop])
    let node = project.graph.nodes(of: .constraint)[0]
    #expect(project.assessment.verdicts[node] == .declared)
    #expect(project.assessment.verdicts.facets(of: node) == .observed)
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    var text: String
    var findings: [String]
    var testDescription: String { findings.joined(separator: ", ") }
  }

  @Test(arguments: [
    Fault(
      text: "- name: A\n  constraint: B1\n  expr: a > 1\n  runbook: x.md\n",
      findings: [
        "1 alert-format", "1 alert-without-section", "1 broken-runbook-link",
        "2 dangling-reference",
      ]),
    Fault(text: "groups: []\n", findings: ["1 alert-format"]),
    Fault(
      text: "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: sum(a)\n    severity: high\n"
        + "    for: ten minutes\n",
      findings: [
        "4 alert-without-constraint", "4 alert-without-section", "5 alert-always-fires",
        "6 alert-format", "7 alert-format",
      ]),
    Fault(
      text: "groups:\n- {name: g, rules: []}\n- {name: g, rules: []}\n",
      findings: ["3 alert-duplicate"]),
    Fault(
      text:
        "groups:\n- name: g\n  rules:\n  - {alert: A, expr: a > 1}\n  - {alert: A, expr: a > 1}\n",
      findings: [
        "4 alert-without-constraint", "4 alert-without-section", "5 alert-duplicate",
        "5 alert-without-constraint", "5 alert-without-section",
      ]),
  ])
  func `that Prometheus would not take are reported`(fault: Fault) {
    #expect(Operated(["a.yaml": fault.text]).findings == fault.findings)
  }

  struct Refused: Sendable, CustomTestStringConvertible {
    var rule: String
    /// A part of what is said; empty for a rule that is sound.
    var message: String
    var testDescription: String { rule }
  }

  /// What Prometheus does with each of them is checked by the acceptance part `rules`.
  @Test(arguments: [
    Refused(rule: "alert: A, expr: a > bool 1, for: 1d12h", message: ""),
    Refused(rule: "alert: A, expr: 'a / on (x) b >= -1 # c > ('", message: ""),
    Refused(rule: "alert: A, expr: 'a{x=~\"(.*\", y=`\\`} > .5'", message: ""),
    Refused(rule: "record: 'a:b', expr: sum(a) by (x)", message: ""),
    Refused(rule: "alert: A, expr: a.b > 1", message: "holds a dot"),
    Refused(rule: "alert: A, expr: a > > 1", message: "> has nothing before it"),
    Refused(rule: "alert: A, expr: (> 1)", message: "> has nothing before it"),
    Refused(rule: "alert: A, expr: a ==", message: "== has nothing behind it"),
    Refused(rule: "alert: A, expr: sum(a > 1", message: "bracket is not closed"),
    Refused(rule: "alert: A, expr: a) > 1", message: "never opened"),
    Refused(rule: "alert: A, expr: 'a{x=\"y > 1'", message: "quote or bracket is not closed"),
    Refused(rule: "alert: A, expr: a > 1, for: 5m1h", message: "is no duration"),
    Refused(rule: "alert: A, expr: a > 1, for: 1ms1ms", message: "is no duration"),
    Refused(rule: "alert: A, expr: a > 1, labels: [b]", message: "expected labels with values"),
    Refused(rule: "alert: A, expr: a > 1, labels: {b: {c: d}}", message: "expected a text as b"),
    Refused(rule: "alert: A, expr: a > 1, labels: {__name__: b}", message: "no name of a label"),
    Refused(rule: "alert: A, record: b, expr: a > 1", message: "either alert or record"),
    Refused(rule: "record: b, expr: a, for: 5m", message: "for is for alerts"),
    Refused(rule: "record: a-b, expr: a", message: "no name of a series"),
    Refused(rule: "record: b, expr: a.b", message: "holds a dot"),
  ])
  func `of every kind that Prometheus refuses are reported`(_ sample: Refused) {
    let found = Operated(["a.yaml": "groups:\n- name: g\n  rules: [{\(sample.rule)}]\n"])
      .messages("alert-format")
    #expect(found.count == (sample.message.isEmpty ? 0 : 1), "\(found)")
    #expect(found.allSatisfy { $0.contains(sample.message) }, "\(found)")
  }

  @Test func `in groups that Prometheus refuses are reported`() {
    let text = "groups:\n- {name: g, interval: soon, manifold: a, rules: []}\nowner: me\n"
    #expect(
      Operated(["a.yaml": text]).findings == Array(repeating: "2 alert-format", count: 2)
        + ["3 alert-format"])
  }

  @Test func `whose anchor no heading has are reported with a likely one`() throws {
    let text = Self.rules.replacing("#alert-paidtwice", with: "#paid-twice")
    let project = Operated(
      ["ops/pay.yaml": text, "ops/RUNBOOK.md": Self.runbook],
      manifolds: [".manifold/shop.yaml": shop])
    let found = try #require(
      project.assessment.diagnostics.first { $0.rule.id == "broken-runbook-link" })
    #expect(found.summary.contains("no heading has this anchor") && found.range.line == 6)
  }

  @Test func `that name different constraints are reported`() {
    let project = Operated(
      [
        "ops/pay.yaml": Self.rules,
        "ops/RUNBOOK.md": Self.runbook.replacing("`shop/B1`", with: "`shop/B2`"),
      ], manifolds: [".manifold/shop.yaml": shop])
    #expect(project.messages("alert-constraint-differs").count == 1)
  }

  @Test func `of sections that only speak of a metric are found by it`() {
    let project = Operated([
      "a.yaml":
        "groups:\n- name: g\n  rules:\n  - alert: Low\n    expr: retry_rate < 0.9\n"
        + "    labels: {constraint: \"goal:rate\"}\n",
      "RUNBOOK.md":
        "# R\n## Retries fail\n**Constraint at risk:** Goal B2 (80 %)\n\nretry_rate < 90%\n",
    ])
    #expect(project.links == ["retries-fail references Low"])
    #expect(project.messages("alert-constraint-differs").count == 1)
    #expect(project.messages("alert-without-section").count == 1)
  }
}

@Suite struct `Dashboards` {
  static let board = """
    {"title": "Payments", "uid": "pay", "schemaVersion": 39, "tags": ["manifold:shop"],
     "panels": [
      {"id": 1, "type": "row", "title": "Money", "panels": [
        {"id": 2, "type": "gauge", "title": "Paid twice", "description": "B1: nobody pays twice",
         "gridPos": {"x": 0, "y": 0, "w": 12, "h": 8},
         "targets": [{"refId": "A", "expr": "paid_twice"}],
         "fieldConfig": {"defaults": {"unit": "short", "min": 0, "max": 5, "thresholds": {"steps": [
           {"color": "green", "value": null}, {"color": "red", "value": 2}]}}}}]},
      {"id": 3, "type": "timeseries", "title": "Decision [B2]",
       "targets": [{"refId": "A", "expr": "histogram_quantile(0.95, decision_bucket)"}]}]}
    """

  @Test func `give panels with rows, thresholds and constraints`() throws {
    let project = Operated(
      [
        "ops/dashboards/pay.json": Self.board,
        "ops/a.yaml":
          "groups:\n- name: g\n  rules:\n  - alert: PaidTwice\n    expr: paid_twice > 3\n"
          + "    labels: {constraint: shop/B1}\n",
      ], manifolds: [".manifold/shop.yaml": shop])
    let panel = try #require(project.node(.panel, "panel-2"))
    guard case .panel(let facts) = panel.detail else { return #expect(Bool(false)) }
    #expect(facts.row == "Money" && facts.unit == "short" && facts.maximum == 5)
    #expect(facts.thresholds.map(\.value) == [nil, 2])
    #expect(project.links.contains("panel-2 covers B1"))
    #expect(project.links.contains("panel-3 covers B2"))
    #expect(project.links.contains("panel-2 references PaidTwice"))
    #expect(project.messages("threshold-differs").count == 1)
    #expect(project.messages("quantile-differs").count == 1)
    #expect(panel.parent.map { project.graph[$0].key.id } == "pay")
  }

  @Test func `that Grafana would show wrongly are reported`() {
    let text = """
      {"titel": "x", "panels": [
        {"type": "stat", "title": "a", "gridPos": {"x": 0, "y": 0, "w": 30, "h": 1}},
        {"title": "b", "targets": [{"refId": "A", "expr": "x"}, {"refId": "A", "expr": "y"}]},
        {"type": "gauge", "title": "c", "targets": [{"expr": "z"}],
         "thresholds": {"steps": [{"value": 0, "color": "green"}, {"value": 5, "color": "red"}]}},
        {"type": "gauge", "title": "d", "targets": [{"expr": "w"}],
         "thresholds": {"steps": [{"value": 9, "color": "green"}, {"value": 5, "color": "red"}]}}]}
      """
    let messages = Operated(["d.json": text]).messages("dashboard-format")
    #expect(messages.count == 8, "\(messages)")
  }
}

@Suite(.enabled(if: Inputs.isNamed(Inputs.corpora))) struct `Real files of operations` {
  private static func file(_ path: String) throws -> (String, String) {
    let whole = "000/dhanesh+manifold/\(path)"
    return (whole, String(decoding: try Inputs.bytes(whole, in: Inputs.corpora), as: UTF8.self))
  }

  @Test func `are read, and what does not fit is found`() throws {
    let paths = [
      "ops/alerts/parallel-agents.yaml", "ops/dashboards/parallel-agents.json",
      "ops/runbooks/parallel-merge-conflicts.md", "ops/runbooks/parallel-worktree-cleanup.md",
    ]
    let files = try Dictionary(uniqueKeysWithValues: paths.map(Self.file))
    let project = Operated(files)
    #expect(project.graph.nodes(of: .alert).count == 10)
    #expect(project.graph.nodes(of: .panel).count == 17)
    #expect(project.graph.nodes(of: .runbook).count == 2)
    #expect(project.messages("alert-format").isEmpty)
    // Six alerts lead to a runbook that nobody has written.
    #expect(project.messages("broken-runbook-link").count == 6)
    #expect(project.messages("alert-without-constraint").count == 10)
    // Three and five worktrees in the panel, more than six in the alert.
    #expect(
      project.messages("threshold-differs").contains { $0.contains("ParallelWorktreeExcess") })
  }
}
