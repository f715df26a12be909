import Analysis
import SourceText
import Templates
import TraceModel

/// The landing page of operations: alerts with what they watch, dashboards, runbooks.
struct OperationPages {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  static let path = "operations/index.html"
  /// Alerts on one page.
  private static let size = 100
  /// Dashboards and runbooks that the first page lists; all are found by search as well.
  private static let limit = 200

  /// There is something to show.
  static func isNeeded(_ graph: TraceGraph) -> Bool {
    [NodeKind.alert, .dashboard, .runbook].contains { !graph.nodes(of: $0).isEmpty }
  }

  /// The landing page with the further pages of a long list, and what can be downloaded.
  static func paths(_ graph: TraceGraph, _ routes: RouteTable) -> [String] {
    guard isNeeded(graph) else { return [] }
    let list = PagedList(path: path, count: graph.nodes(of: .alert).count, size: size)
    return (0..<list.pageCount).map { list.path(ofPage: $0) }
      + graph.nodes(of: .dashboard).filter { DashboardPages.isWhole(graph[$0]) }.map {
        DashboardPages.download(routes[$0].path)
      }
  }

  func entries() -> [OutputEntry] {
    guard Self.isNeeded(site.graph) else { return [] }
    let alerts = site.graph.nodes(of: .alert)
    let list = PagedList(path: Self.path, count: alerts.count, size: Self.size)
    let fingerprint = self.fingerprint
    return (0..<list.pageCount).map { page in
      OutputEntry(path: list.path(ofPage: page), fingerprint: fingerprint) {
        try render(alerts, list, page, into: &$0)
      }
    }
  }

  /// Everything about the scopes of operations, and what is shown of the nodes that they link to.
  private var fingerprint: Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine("operations")
    for (number, node) in site.graph.nodes.enumerated()
    where node.key.kind.family == .operations {
      hasher.combine(site.routes[NodeIndex(number)].path)
      if let scope = fingerprints.scopes[node.key.scope] { hasher.combine(scope) }
      for target in linked(NodeIndex(number)) {
        hasher.combine(site.routes[target].path)
        hasher.combine(site.title(of: target))
        hasher.combine(Int(site.assessment.verdicts[target].rawValue))
      }
    }
    return hasher.finish()
  }

  private func linked(_ node: NodeIndex) -> [NodeIndex] {
    var found: [NodeIndex] = []
    for link in site.graph.links(from: node) {
      if case .node(let target) = link.target { found.append(target) }
    }
    for link in site.graph.links(to: node) { found.append(link.source) }
    return found
  }

  private func render(
    _ alerts: [NodeIndex], _ list: PagedList, _ page: Int, into buffer: inout ByteBuffer
  ) throws {
    let context = PageContext(site: site, route: Route(list.path(ofPage: page)))
    let isFirst = page == 0
    let dashboards = isFirst ? site.graph.nodes(of: .dashboard) : []
    let runbooks = isFirst ? site.graph.nodes(of: .runbook) : []
    let own: TemplateRecord = [
      "alerts": .list(alerts[list.range(ofPage: page)].map { context.alertRow($0) }),
      "total": .int(alerts.count), "pager": list.pager(page: page, context),
      "dashboards": .list(dashboards.prefix(Self.limit).map { row($0, "panel", context) }),
      "runbooks": .list(runbooks.prefix(Self.limit).map { row($0, "section", context) }),
      "hidden": .int(
        max(0, dashboards.count - Self.limit) + max(0, runbooks.count - Self.limit)),
    ]
    var head = PageHead(
      title: "Operations", kind: "index",
      description: "Alerts with the constraints that they watch, dashboards, and runbooks.")
    head.section = "operations"
    try context.render("operations.html", head, own, into: &buffer)
  }

  private func row(_ node: NodeIndex, _ part: String, _ context: PageContext) -> TemplateValue {
    let count = site.graph.children(of: node).count { _ in true }
    return [
      "node": context.reference(to: node), "path": .string(site.graph[node].range.path),
      "count": .string("\(count) \(part)\(count == 1 ? "" : "s")"),
    ]
  }
}

extension PageContext {
  /// An alert with what it watches and what to do about it.
  func alertRow(_ node: NodeIndex) -> TemplateValue {
    let facts: AlertFacts? = if case .alert(let facts) = graph[node].detail { facts } else { nil }
    return [
      "node": reference(to: node), "title": .string(graph[node].title),
      "expression": .string(facts?.expression ?? ""), "hold": .string(facts?.hold ?? ""),
      "severity": .string(facts?.severity ?? ""),
      "constraints": .list(watched(by: node)), "sections": .list(sections(for: node)),
      "runbook": .string(facts?.runbookURL ?? ""),
      "path": .string(graph[node].range.path),
    ]
  }

  /// What an alert, panel or section is there for, linked where it can be.
  func watched(by node: NodeIndex) -> [TemplateValue] {
    graph.links(from: node).filter { link in
      switch link.kind {
      case .alertsOn, .covers, .mitigates: return true
      case .documents:
        if case .node(let target) = link.target { return graph[target].key.kind != .alert }
        return true
      default: return false
      }
    }.prefix(24).map { link in
      switch link.target {
      case .node(let target):
        return ["node": reference(to: target), "status": status(of: target), "written": ""]
      case .missing(let id), .ambiguous(let id, _):
        return ["node": .null, "status": link.status.status, "written": .string(id)]
      }
    }
  }

  /// The sections of runbooks that are there for an alert; else those that speak of its metric.
  func sections(for alert: NodeIndex) -> [TemplateValue] {
    var found: [NodeIndex] = []
    let isPart = { (node: NodeIndex) in
      [.runbook, .runbookSection].contains(graph[node].key.kind) && !found.contains(node)
    }
    for link in graph.links(from: alert) {
      if case .node(let target) = link.target, isPart(target) { found.append(target) }
    }
    for link in graph.links(to: alert) where isPart(link.source) {
      // A section that is there for another alert may speak of this one.
      if link.basis != .mentioned || found.isEmpty { found.append(link.source) }
    }
    return found.prefix(8).map { reference(to: $0) }
  }

  /// The alerts that a section or a panel is linked with, either way.
  func alerts(of node: NodeIndex) -> [TemplateValue] {
    var found: [NodeIndex] = []
    for link in graph.links(from: node) {
      if case .node(let target) = link.target, graph[target].key.kind == .alert,
        !found.contains(target)
      {
        found.append(target)
      }
    }
    for link in graph.links(to: node)
    where graph[link.source].key.kind == .alert && !found.contains(link.source) {
      found.append(link.source)
    }
    return found.prefix(24).map { reference(to: $0) }
  }
}
