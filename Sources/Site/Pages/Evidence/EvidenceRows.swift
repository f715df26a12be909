import Analysis
import SourceText
import Templates
import TraceModel

/// The rows of the lists of evidence: collected once, made into records a page at a time.
struct EvidenceRows: Sendable {
  private let site: SiteModel
  /// Most failures first, then by report and name.
  private let suites: [Suite]
  private let failing: [NodeIndex]
  private let coverage: [NodeIndex]
  private let findings: [NodeIndex]

  init(_ site: SiteModel) {
    self.site = site
    suites = Suite.all(in: site.graph)
    failing = site.graph.nodes(of: .test).filter { site.assessment.verdicts[$0] == .failing }
    coverage = site.graph.nodes(of: .coverage)
    findings = site.graph.nodes(of: .finding)
  }

  func count(of list: EvidencePage.List) -> Int {
    switch list {
    case .suites: suites.count
    case .failing: failing.count
    case .coverage: coverage.count
    case .findings: findings.count
    }
  }

  func rows(
    of list: EvidencePage.List, _ range: Range<Int>, _ context: PageContext
  ) -> [TemplateValue] {
    switch list {
    case .suites: suites[range].map(\.row)
    case .failing: failing[range].map { context.reference(to: $0) }
    case .coverage: coverage[range].compactMap { line($0, context) }
    case .findings: findings[range].compactMap { finding($0, context) }
    }
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

/// The tests of one suite in one report.
private struct Suite {
  var report: String
  var name: String
  var counts: [TestOutcome: Int] = [:]

  static func all(in graph: TraceGraph) -> [Suite] {
    var suites: [String: Suite] = [:]
    for index in graph.nodes(of: .test) {
      let node = graph[index]
      guard case .test(let facts) = node.detail else { continue }
      let key = "\(node.range.path)\u{0}\(facts.suite)"
      suites[key, default: Suite(report: node.range.path, name: facts.suite)]
        .counts[facts.outcome, default: 0] += 1
    }
    return suites.values.sorted { ($1.bad, $0.report, $0.name) < ($0.bad, $1.report, $1.name) }
  }

  private func count(_ outcome: TestOutcome) -> Int { counts[outcome] ?? 0 }
  private var bad: Int { count(.failed) + count(.errored) }

  /// A suite in which nothing ran has passed nothing.
  private var status: TemplateValue {
    bad > 0
      ? Verdict.failing.status
      : count(.passed) > 0 ? Verdict.satisfied.status : Site.status("unknown", "Nothing ran")
  }

  var row: TemplateValue {
    [
      "report": .string(report), "name": .string(name.isEmpty ? "tests" : name),
      "passed": .int(count(.passed)), "failed": .int(count(.failed)),
      "errored": .int(count(.errored)), "skipped": .int(count(.skipped)),
      "total": .int(counts.values.reduce(0, +)), "status": status,
    ]
  }
}
