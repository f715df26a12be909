import Drawing
import SourceText
import Templates
import TraceModel

/// One page for every dashboard: its panels as they are set up, row by row, and the file itself.
struct DashboardPages {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  /// Panels that one page draws; the others are listed.
  private static let limit = 120

  /// The file holds nothing but the dashboard, so that it can be downloaded.
  static func isWhole(_ node: TraceNode) -> Bool {
    guard case .dashboard(let facts) = node.detail else { return false }
    return facts.isWholeFile
  }

  /// Where the file of a dashboard's page is published.
  static func download(_ path: String) -> String {
    "\(path.dropLast(".html".utf8.count)).json"
  }

  func entries() -> [OutputEntry] {
    site.graph.nodes(of: .dashboard).flatMap { node in
      let path = site.routes[node].path
      let source = site.graph[node].range.path
      let page = OutputEntry(path: path, fingerprint: fingerprint(node), source: source) {
        try render(node, into: &$0)
      }
      return [page] + file(node, source)
    }
  }

  private func file(_ node: NodeIndex, _ source: String) -> [OutputEntry] {
    guard let load = site.content.history, let fingerprint = site.content.inputs[source],
      Self.isWhole(site.graph[node])
    else { return [] }
    return [
      OutputEntry(
        path: Self.download(site.routes[node].path), fingerprint: fingerprint, source: source
      ) { $0.append(try load(source).bytes) }
    ]
  }

  private func fingerprint(_ node: NodeIndex) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine("dashboard")
    fingerprints.scopes[site.graph[node].key.scope].map { hasher.combine($0) }
    hasher.combine(site.content.history == nil ? 0 : 1)
    site.drift?.combine(site.graph[node].key, into: &hasher)
    return hasher.finish()
  }

  private func render(_ node: NodeIndex, into buffer: inout ByteBuffer) throws {
    let context = PageContext(site: site, route: site.routes[node], near: node)
    let shown = site.graph[node]
    let panels = site.graph.panels(of: node)
    let isWhole = site.content.history != nil && Self.isWhole(shown)
    let own: TemplateRecord = [
      "node": context.reference(to: node), "statement": context.html(shown.statement),
      "history": context.history(of: shown.key),
      "download": isWhole
        ? context.url(Self.download(site.routes[node].path)) : .null,
      "rows": .list(rows(Array(panels.prefix(Self.limit)), context)),
      "hidden": .int(max(0, panels.count - Self.limit)),
      "attributes": .list(
        shown.attributes.map {
          ["name": .string(fieldTitle($0.name)), "value": context.html($0.value)]
        }),
      "incoming": context.incoming(to: node), "outgoing": context.outgoing(from: node),
    ]
    var head = PageHead(
      title: shown.title, kind: shown.key.kind.label,
      description: "\(panels.count) panels, with their thresholds and what they are there for")
    head.source = shown.range
    head.section = "operations"
    head.breadcrumbs = [context.anchor("Operations", context.url(OperationPages.path))]
    head.problems = context.problems((site.problems[shown.range.path] ?? []).prefix(20))
    try context.render("dashboard.html", head, own, into: &buffer)
  }

  /// Panels below the titles of their rows.
  private func rows(_ panels: [NodeIndex], _ context: PageContext) -> [TemplateValue] {
    var rows: [(title: String, panels: [TemplateValue])] = []
    for (number, panel) in panels.enumerated() {
      guard case .panel(let facts) = site.graph[panel].detail else { continue }
      if rows.last?.title != facts.row || rows.isEmpty { rows.append((facts.row, [])) }
      rows[rows.count - 1].panels.append(context.panel(panel, facts, prefix: "panel\(number)"))
    }
    return rows.map { ["title": .string($0.title), "panels": .list($0.panels)] }
  }
}

extension TraceGraph {
  /// The panels of a dashboard, in their order.
  func panels(of dashboard: NodeIndex) -> [NodeIndex] {
    children(of: dashboard).filter { self[$0].key.kind == .panel }
      .sorted { self[$0].range < self[$1].range }
  }
}

extension PageContext {
  /// A panel as it is set up; `prefix` sets its drawing apart from others on the page.
  func panel(
    _ node: NodeIndex, _ facts: PanelFacts, prefix: String, isAnchored: Bool = true
  ) -> TemplateValue {
    let drawing = PanelDrawing(
      title: graph[node].title, type: facts.type, unit: facts.unit ?? "", bands: facts.bands,
      href: route.relativeURL(to: site.routes[node]))
    return [
      "anchor": .string(isAnchored ? fileName(for: graph[node].key.id) : ""),
      "svg": .html(SafeHTML { drawing.write(into: &$0, prefix: prefix) }),
      "statement": html(graph[node].statement),
      "queries": .list(facts.queries.prefix(8).map { .string($0) }),
      "constraints": .list(watched(by: node)), "alerts": .list(alerts(of: node)),
    ]
  }
}

extension PanelFacts {
  /// Bands from the highest values to the lowest.
  fileprivate var bands: [PanelDrawing.Band] {
    let steps = thresholds
    return steps.indices.reversed().map { index in
      let next = steps.indices.contains(index + 1) ? steps[index + 1].value : nil
      let range: String
      switch (steps[index].value ?? (index == 0 ? minimum : nil), next ?? maximum) {
      case (let low?, let high?): range = "\(low.short) to \(high.short)"
      case (let low?, nil): range = "\(low.short) and more"
      case (nil, let high?): range = "below \(high.short)"
      case (nil, nil): range = "any value"
      }
      let colour = steps[index].colour
      return PanelDrawing.Band(
        range: range, colour: colour.isEmpty ? "no colour" : colour, key: Self.key(of: colour))
    }
  }

  /// The status whose colour is nearest to a colour of Grafana.
  private static func key(of colour: String) -> String {
    let name = colour.lowercased()
    let keys = [
      ("green", "satisfied"), ("yellow", "partial"), ("orange", "gap"), ("red", "failing"),
      ("blue", "declared"), ("purple", "suspect"), ("ok", "satisfied"), ("warning", "partial"),
      ("critical", "failing"),
    ]
    return keys.first { name.contains($0.0) }?.1 ?? "unknown"
  }
}

extension Double {
  /// `5` rather than `5.0`.
  fileprivate var short: String { Int(exactly: self).map(String.init) ?? description }
}
