import Templates
import TraceModel

/// Views of alerts, dashboards and runbooks inside other pages.
extension PageContext {
  func alertsView() -> EmbeddedView {
    let alerts = graph.nodes(of: .alert)
    return EmbeddedView(
      "alerts", "Alerts", alerts.prefix(Self.embeddedRows).map { alertRow($0) },
      empty: "The project has no alerts.",
      all: whole("All \(alerts.count) alerts", OperationPages.path))
  }

  /// The panels of a dashboard, one panel, or the sections of a runbook.
  func operationView(_ view: EmbedView, _ node: NodeIndex, prefix: String) -> EmbeddedView {
    if view == .runbook { return runbookView(node) }
    let panels = view == .panel ? [node] : graph.panels(of: node)
    let home = view == .panel ? graph[node].parent ?? node : node
    let rows = panels.prefix(12).enumerated().compactMap { number, panel -> TemplateValue? in
      guard case .panel(let facts) = graph[panel].detail else { return nil }
      return self.panel(panel, facts, prefix: "\(prefix)-\(number)", isAnchored: false)
    }
    return EmbeddedView(
      "panels", graph[node].title, rows, empty: "The dashboard has no panel.",
      all: anchor("The whole dashboard", url(home)))
  }

  private func runbookView(_ node: NodeIndex) -> EmbeddedView {
    let isSection = graph[node].key.kind == .runbookSection
    let sections = isSection ? [node] : graph.sections(of: node)
    let home = isSection ? graph[node].parent ?? node : node
    return EmbeddedView(
      "runbook", graph[node].title, sections.prefix(6).map { section($0) },
      empty: "The runbook has no section.", all: anchor("The whole runbook", url(home)))
  }
}
