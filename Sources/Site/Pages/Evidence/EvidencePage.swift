import Analysis
import SourceText
import Templates
import TraceModel

/// The landing page of evidence: suites with what their tests gave, those with failures first, then
/// what failed, covered lines by file, and the findings of analyses.
struct EvidencePage {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  static let path = "evidence/index.html"
  /// Rows of one table; more are counted, and found by search or on the pages of the reports.
  private static let limit = 500

  /// There is something to show.
  static func isNeeded(_ graph: TraceGraph) -> Bool {
    graph.nodes.contains { $0.key.kind.family == .evidence }
  }

  func entries() -> [OutputEntry] {
    guard Self.isNeeded(site.graph) else { return [] }
    return [OutputEntry(path: Self.path, fingerprint: fingerprint) { try render(into: &$0) }]
  }

  private var fingerprint: Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    for (number, node) in site.graph.nodes.enumerated() where node.key.kind.family == .evidence {
      hasher.combine(site.routes[NodeIndex(number)].path)
      hasher.combine(node.title)
      switch node.detail {
      case .test(let facts): hasher.combine("\(facts.suite) \(facts.outcome.rawValue)")
      case .coverage(let facts): hasher.combine("\(facts.hit) \(facts.total)")
      case .finding(let facts): hasher.combine("\(facts.level) \(facts.rule) \(facts.tool)")
      default: break
      }
    }
    return hasher.finish()
  }

  private func render(into buffer: inout ByteBuffer) throws {
    let context = PageContext(site: site, route: Route(Self.path))
    let suites = self.suites
    let failing = site.graph.nodes(of: .test).filter { site.assessment.verdicts[$0] == .failing }
    let own: TemplateRecord = [
      "suites": table(suites.map(row)),
      "failing": table(failing.map { context.reference(to: $0) }),
      "coverage": table(site.graph.nodes(of: .coverage).compactMap { line($0, context) }),
      "findings": table(site.graph.nodes(of: .finding).compactMap { finding($0, context) }),
    ]
    var head = PageHead(
      title: "Evidence", kind: "index",
      description: "Results of tests, covered lines and findings, as reports give them.")
    head.section = "evidence"
    try context.render("results.html", head, own, into: &buffer)
  }

  private func table(_ rows: [TemplateValue]) -> TemplateValue {
    [
      "rows": .list(Array(rows.prefix(Self.limit))), "total": .int(rows.count),
      "hidden": .int(max(0, rows.count - Self.limit)),
    ]
  }

  // MARK: rows

  /// The tests of one suite in one report.
  private struct Suite {
    var report: String
    var name: String
    var counts: [TestOutcome: Int] = [:]

    func count(_ outcome: TestOutcome) -> Int { counts[outcome] ?? 0 }
    var bad: Int { count(.failed) + count(.errored) }
    /// A suite in which nothing ran has passed nothing.
    var status: TemplateValue {
      bad > 0
        ? Verdict.failing.status
        : count(.passed) > 0 ? Verdict.satisfied.status : Site.status("unknown", "Nothing ran")
    }
  }

  /// Most failures first, then by report and name.
  private var suites: [Suite] {
    var suites: [String: Suite] = [:]
    for index in site.graph.nodes(of: .test) {
      let node = site.graph[index]
      guard case .test(let facts) = node.detail else { continue }
      let key = "\(node.range.path)\u{0}\(facts.suite)"
      suites[key, default: Suite(report: node.range.path, name: facts.suite)]
        .counts[facts.outcome, default: 0] += 1
    }
    return suites.values.sorted { ($1.bad, $0.report, $0.name) < ($0.bad, $1.report, $1.name) }
  }

  private func row(_ suite: Suite) -> TemplateValue {
    [
      "report": .string(suite.report), "name": .string(suite.name.isEmpty ? "tests" : suite.name),
      "passed": .int(suite.count(.passed)), "failed": .int(suite.count(.failed)),
      "errored": .int(suite.count(.errored)), "skipped": .int(suite.count(.skipped)),
      "total": .int(suite.counts.values.reduce(0, +)), "status": suite.status,
    ]
  }

  private func line(_ node: NodeIndex, _ context: PageContext) -> TemplateValue? {
    guard case .coverage(let facts) = site.graph[node].detail else { return nil }
    let share = facts.total > 0 ? "\(facts.hit * 100 / facts.total) %" : "n/a"
    return [
      "path": .string(facts.path), "url": context.url(node), "hit": .int(facts.hit),
      "total": .int(facts.total), "share": .string(share),
      "report": .string(site.graph[node].range.path),
    ]
  }

  private func finding(_ node: NodeIndex, _ context: PageContext) -> TemplateValue? {
    guard case .finding(let facts) = site.graph[node].detail else { return nil }
    let place = facts.path.map { path in facts.line.map { "\(path):\($0)" } ?? path } ?? ""
    return [
      "title": .string(site.graph[node].title), "url": context.url(node),
      "level": .string(facts.level), "rule": .string(facts.rule), "tool": .string(facts.tool),
      "place": .string(place),
    ]
  }
}
