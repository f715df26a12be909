import Analysis
import SourceText
import Templates
import TraceModel

/// Reports of development steps: a list of all, and a page for each with what it states beside what
/// is computed, what was planned beside what was produced, and what it declares.
struct DevelopmentReportPages {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  static let path = "reports/index.html"
  private static let size = 200
  /// Rows of one table of a report's page.
  private static let limit = 300

  /// The pages of the list of all reports.
  static func paths(_ graph: TraceGraph) -> [String] {
    let count = graph.nodes(of: .report).count
    guard count > 0 else { return [] }
    let list = PagedList(path: path, count: count, size: size)
    return (0..<list.pageCount).map { list.path(ofPage: $0) }
  }

  func entries() -> [OutputEntry] {
    let reports = site.graph.nodes(of: .report)
    guard !reports.isEmpty else { return [] }
    let list = PagedList(path: Self.path, count: reports.count, size: Self.size)
    let fingerprint = fingerprint(of: reports)
    return (0..<list.pageCount).map { page in
      OutputEntry(path: list.path(ofPage: page), fingerprint: fingerprint) {
        try renderList(reports, list, page, into: &$0)
      }
    }
      + reports.map { report in
        OutputEntry(
          path: site.routes[report].path, fingerprint: self.fingerprint(of: [report]),
          source: site.graph[report].range.path
        ) { try render(report, into: &$0) }
      }
  }

  private func fingerprint(of reports: [NodeIndex]) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine("reports")
    for report in reports {
      hasher.combine(site.routes[report].path)
      fingerprints.scopes[site.graph[report].key.scope].map { hasher.combine($0) }
      for claim in site.claims(of: report) { SiteFingerprints.add(claim, to: &hasher) }
      for finding in site.findings(in: report) {
        SiteFingerprints.add(finding, of: site, to: &hasher)
      }
    }
    return hasher.finish()
  }

  // MARK: the list

  private func renderList(
    _ reports: [NodeIndex], _ list: PagedList, _ page: Int, into buffer: inout ByteBuffer
  ) throws {
    let context = PageContext(site: site, route: Route(list.path(ofPage: page)))
    let own: TemplateRecord = [
      "rows": .list(reports[list.range(ofPage: page)].map { context.reportRow($0) }),
      "pager": list.pager(page: page, context), "total": .int(reports.count),
    ]
    var head = PageHead(
      title: "Reports", kind: "index",
      description: "What the steps of a development report, beside what is computed.")
    head.section = "reports"
    try context.render("reports.html", head, own, into: &buffer)
  }

  // MARK: one report

  private func render(_ report: NodeIndex, into buffer: inout ByteBuffer) throws {
    let context = PageContext(site: site, route: site.routes[report], near: report)
    let shown = site.graph[report]
    let rows = site.claims(of: report).sorted { $0.outcome.order < $1.outcome.order }
    let products = products(of: shown)
    let findings = site.findings(in: report)
    let own: TemplateRecord = [
      "node": context.reference(to: report), "kinds": .string(site.graph[report].reportKinds),
      "statement": context.html(shown.statement),
      "declared": .list(rows.prefix(Self.limit).map { context.declared($0) }),
      "declaredHidden": .int(max(0, rows.count - Self.limit)),
      "differing": .int(rows.count { $0.outcome == .differs }), "total": .int(rows.count),
      "products": .list(products.prefix(Self.limit).map { product($0, report, context) }),
      "unproduced": .int(products.count { $0.produced == nil }),
      "findings": .list(findings.prefix(100).map { .record(context.diagnostic($0)) }),
      "findingsTotal": .int(findings.count),
      "parts": .list(parts(of: report, context)),
      "attributes": .list(
        shown.attributes.prefix(60).map {
          ["name": .string(fieldTitle($0.name)), "value": context.html($0.value)]
        }),
      "incoming": context.incoming(to: report), "outgoing": context.outgoing(from: report),
    ]
    var head = PageHead(
      title: shown.title, kind: "report",
      description: plainExcerpt(
        "\(rows.count) statements, of which \(rows.count { $0.outcome == .differs }) differ from "
          + "what is computed"))
    head.source = shown.range
    head.section = "reports"
    head.breadcrumbs = [context.anchor("Reports", context.url(Self.path))]
    head.problems = context.problems((site.problems[shown.range.path] ?? []).prefix(20))
    try context.render("report.html", head, own, into: &buffer)
  }

  private func products(of node: TraceNode) -> [ReportFacts.Product] {
    guard case .report(let facts) = node.detail else { return [] }
    return facts.products
  }

  private func product(
    _ product: ReportFacts.Product, _ report: NodeIndex, _ context: PageContext
  ) -> TemplateValue {
    let key = product.produced.map {
      NodeKey(kind: .artifact, scope: site.graph[report].key.scope, id: $0)
    }
    let artifact = key.flatMap { site.graph.node($0) }
    let word =
      product.produced == nil
      ? status("gap", "not produced")
      : product.planned == nil ? status("note", "not planned") : status("ok", "produced")
    return [
      "group": .string(product.group), "planned": .string(product.planned ?? ""),
      "plannedFor": .string(product.plannedFor.joined(separator: ", ")),
      "produced": .string(product.produced ?? ""),
      "url": artifact.map { context.url($0) } ?? .null,
      "producedFor": .string(product.producedFor.joined(separator: ", ")), "status": word,
    ]
  }

  /// What the report declares, by kind.
  private func parts(of report: NodeIndex, _ context: PageContext) -> [TemplateValue] {
    let children = site.graph.children(of: report).filter {
      site.graph[$0].key.kind != .artifact
    }
    var groups: [(kind: NodeKind, nodes: [NodeIndex])] = []
    for child in children {
      let kind = site.graph[child].key.kind
      if groups.last?.kind != kind { groups.append((kind, [])) }
      groups[groups.count - 1].nodes.append(child)
    }
    return groups.map { group in
      [
        "title": .string(group.kind.heading), "count": .int(group.nodes.count),
        "rows": .list(group.nodes.prefix(60).map { context.reference(to: $0) }),
      ]
    }
  }
}

extension SiteModel {
  /// What a report claims.
  func claims(of report: NodeIndex) -> [CheckedClaim] { claimsByManifold[report] ?? [] }

  /// What the rules found in its file; claims stand in a table of their own.
  func findings(in report: NodeIndex) -> [Diagnostic] {
    (warnings[graph[report].range.path] ?? []).filter { !$0.rule.id.hasPrefix("claim-") }
  }
}

extension TraceNode {
  /// Of which steps a report is; empty for other nodes.
  fileprivate var reportKinds: String {
    guard case .report(let facts) = detail else { return "" }
    return facts.types.map(\.label).joined(separator: ", ")
  }
}

extension PageContext {
  /// A report as a row of a list.
  func reportRow(_ report: NodeIndex) -> TemplateValue {
    let claims = site.claims(of: report)
    return [
      "node": reference(to: report), "kinds": .string(graph[report].reportKinds),
      "claims": .int(claims.count), "differing": .int(claims.count { $0.outcome == .differs }),
      "findings": .int(site.findings(in: report).count),
      "path": .string(graph[report].range.path),
    ]
  }
}

extension CheckedClaim.Outcome {
  /// What differs comes first.
  fileprivate var order: Int {
    switch self {
    case .differs: 0
    case .unsupported: 1
    case .agrees: 2
    }
  }
}
