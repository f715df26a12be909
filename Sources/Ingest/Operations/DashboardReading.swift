import Notation
import SourceText
import TraceModel

/// Dashboards of Grafana in the classic form, alone or in the envelope of an export.
enum DashboardReading {
  private static let keys: Set<String> = [
    "__elements", "__inputs", "__requires", "annotations", "description", "editable",
    "fiscalYearStartMonth", "gnetId", "graphTooltip", "hideControls", "id", "iteration", "links",
    "liveNow", "panels", "preload", "refresh", "rows", "schemaVersion", "sharedCrosshair",
    "snapshot", "style", "tags", "templating", "time", "timepicker", "timezone", "title", "uid",
    "version", "weekStart", "manifold", "panels_from_constraints",
  ]

  static func isDashboard(_ root: Node) -> Bool {
    let inner = content(root)
    return inner["panels"] != nil || inner["rows"] != nil && inner["title"] != nil
  }

  /// The dashboard inside an API export (`dashboard`) or a Kubernetes resource (`spec`).
  private static func content(_ root: Node) -> Node {
    if let inner = root["dashboard"], inner.entries != nil { return inner }
    if root["kind"]?.scalarText == "Dashboard", let inner = root["spec"] { return inner }
    return root
  }

  static func read(_ root: Node, name: String, into draft: inout DocumentDraft) {
    let inner = content(root)
    draft.checkKeys(
      inner, of: "a dashboard", known: keys, rule: IngestRules.dashboardFormat)
    let tags = inner["tags"]?.elements?.compactMap(\.scalarText) ?? []
    draft.manifold =
      inner["manifold"]?.scalarText
      ?? tags.first { $0.hasPrefix("manifold:") }.map { String($0.dropFirst(9)) }
    let uid = inner["uid"]?.scalarText ?? ""
    let facts = DashboardFacts(uid: uid, tags: tags)
    let title = inner["title"]?.scalarText
    let range = inner["title"].map { draft.range($0) } ?? .file(draft.document.path)
    if title == nil {
      draft.warn(IngestRules.dashboardFormat, range, "the dashboard has no title")
    }
    PanelChecks(inner).check(inner, &draft)
    let known = draft
    let id = uid.isEmpty ? name : uid
    let parent = draft.add(
      .dashboard, id, title: title ?? name, .dashboard(facts), at: range
    ) { item in
      item.aliases = ["dashboard \(id)"]
      item.statement = inner["description"]?.scalarText.map {
        Prose(plainWords($0), at: inner["description"].map { known.range($0) } ?? range)
      }
      if let manifold = known.manifold {
        item.links = [.optional(.references, to: manifold, at: range, .declared)]
      }
      for key in ["tags", "refresh", "schemaVersion", "timezone"] {
        item.keep(key, inner[key], known)
      }
    }
    var panels = PanelReading(dashboard: parent, of: inner)
    panels.read(inner["panels"]?.elements ?? [], row: "", depth: 0, into: &draft)
    for row in inner["rows"]?.elements ?? [] {
      panels.read(
        row["panels"]?.elements ?? [], row: row["title"]?.scalarText ?? "", depth: 1, into: &draft)
    }
    if panels.count == 0 {
      draft.warn(IngestRules.dashboardFormat, range, "the dashboard has no panel")
    }
  }
}
