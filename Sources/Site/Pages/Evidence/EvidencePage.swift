import Analysis
import SourceText
import Templates
import TraceModel

/// The pages of evidence: suites with what their tests gave, those with failures first, what failed,
/// covered lines by file, and the findings of analyses. The landing page shows the start of each
/// list, and a list that is longer has pages of its own.
struct EvidencePage {
  /// One list; the raw value is the name of its pages and of its place in the template.
  enum List: String, CaseIterable {
    case suites, failing, coverage, findings

    var title: String {
      switch self {
      case .suites: "Suites"
      case .failing: "Failing tests"
      case .coverage: "Covered lines"
      case .findings: "Findings of analyses"
      }
    }

    var path: String { "evidence/\(rawValue).html" }
  }

  let site: SiteModel
  let fingerprints: SiteFingerprints

  static let path = "evidence/index.html"
  /// Rows of one list on the landing page.
  static let shownRows = 50

  /// There is something to show.
  static func isNeeded(_ graph: TraceGraph) -> Bool {
    graph.nodes.contains { $0.key.kind.family == .evidence }
  }

  func entries() -> [OutputEntry] {
    guard Self.isNeeded(site.graph) else { return [] }
    let rows = EvidenceRows(site)
    let fingerprint = self.fingerprint
    let landing = OutputEntry(path: Self.path, fingerprint: fingerprint) { buffer in
      try renderLanding(rows, into: &buffer)
    }
    return [landing]
      + List.allCases.filter { rows.count(of: $0) > Self.shownRows }.flatMap { list in
        let paged = PagedList(path: list.path, count: rows.count(of: list))
        return (0..<paged.pageCount).map { number in
          OutputEntry(path: paged.path(ofPage: number), fingerprint: fingerprint) { buffer in
            try render(list, paged, number, rows, into: &buffer)
          }
        }
      }
  }

  private var fingerprint: Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    for (number, node) in site.graph.nodes.enumerated() where node.key.kind.family == .evidence {
      hasher.combine(site.routes[NodeIndex(number)].path)
      hasher.combine(node.title)
      hasher.combine(node.range.path)
      switch node.detail {
      case .test(let facts): hasher.combine("\(facts.suite) \(facts.outcome.rawValue)")
      case .coverage(let facts): hasher.combine("\(facts.hit) \(facts.total)")
      case .finding(let facts): hasher.combine("\(facts.level) \(facts.rule) \(facts.tool)")
      default: break
      }
    }
    return hasher.finish()
  }

  private func renderLanding(_ rows: EvidenceRows, into buffer: inout ByteBuffer) throws {
    let context = PageContext(site: site, route: Route(Self.path))
    var own: TemplateRecord = ["pager": .null]
    for list in List.allCases {
      let count = rows.count(of: list)
      own[list.rawValue] = [
        "rows": .list(rows.rows(of: list, 0..<min(count, Self.shownRows), context)),
        "total": .int(count), "title": .string(list.title),
        "all": count > Self.shownRows
          ? context.anchor("All \(count)", context.url(list.path)) : .null,
      ]
    }
    var head = PageHead(
      title: "Evidence", kind: "index",
      description: "Results of tests, covered lines and findings, as reports give them.")
    head.section = "evidence"
    try context.render("results.html", head, own, into: &buffer)
  }

  private func render(
    _ list: List, _ paged: PagedList, _ number: Int, _ rows: EvidenceRows,
    into buffer: inout ByteBuffer
  ) throws {
    let context = PageContext(site: site, route: Route(paged.path(ofPage: number)))
    var own: TemplateRecord = ["pager": paged.pager(page: number, context)]
    for other in List.allCases {
      let range = other == list ? paged.range(ofPage: number) : 0..<0
      own[other.rawValue] = [
        "rows": .list(rows.rows(of: other, range, context)),
        "total": .int(other == list ? paged.count : 0), "title": .string(other.title),
        "all": .null,
      ]
    }
    var head = PageHead(title: list.title, kind: "evidence")
    head.section = "evidence"
    head.breadcrumbs = [context.anchor("Evidence", context.url(Self.path))]
    try context.render("results.html", head, own, into: &buffer)
  }
}
