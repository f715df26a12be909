import Analysis
import Drawing
import SourceText
import Templates
import TraceModel

extension PageContext {
  /// What has happened to the ids of a scope, a lane each; null when nothing has.
  func changeLanes(of scope: Scope) -> TemplateValue {
    guard let drift = site.drift, let positions = drift.changesOfScope[scope],
      let lanes = ScopeLanes(positions, drift, self)
    else { return .null }
    let drawing = lanes.drawing
    let older = lanes.omittedRevisions
    let note =
      older > 0 ? " \(older) earlier \(older == 1 ? "commit is" : "commits are") not drawn." : ""
    return [
      "svg": .html(SafeHTML { drawing.write(into: &$0, prefix: "changes") }),
      "caption": .string(Self.legend + note),
      "start": .string(drift.timeline.start.sentence), "all": url(DriftPages.path),
    ]
  }

  private static let legend =
    "● added, ◆ text changed, ■ ticked, □ unticked, ▲ status changed, ○ gap opened, ◉ gap closed, "
    + "▶ renamed, × removed."
}

/// The lanes of one scope over the commits that have changed it.
private struct ScopeLanes {
  let drawing: ChangeLanes
  /// Commits that are too old to be drawn.
  let omittedRevisions: Int

  init?(_ positions: [Int], _ drift: SiteDrift, _ context: PageContext) {
    let timeline = drift.timeline
    let all = Set(positions.map { timeline.changes[$0].revision }).sorted()
    let revisions = Array(all.suffix(ChangeLanes.columnLimit))
    guard let first = revisions.first, let last = revisions.last else { return nil }
    omittedRevisions = all.count - revisions.count
    let columns = Dictionary(uniqueKeysWithValues: zip(revisions, revisions.indices))
    var marks: [NodeKey: [ChangeLanes.Mark]] = [:]
    for position in positions {
      let change = timeline.changes[position]
      guard let column = columns[change.revision] else { continue }
      let text = note(change, timeline.revisions[change.revision])
      let shape = change.action.shape
      // Two sides of an id to which the same happens at once are one mark.
      if let last = marks[change.key]?.indices.last, marks[change.key]?[last].column == column,
        marks[change.key]?[last].shape == shape
      {
        marks[change.key]?[last].note += "; \(text)"
      } else {
        marks[change.key, default: []].append(.init(column: column, shape: shape, note: text))
      }
    }
    let keys = marks.keys.sorted()
    let lanes = keys.map { key in
      ChangeLanes.Lane(label: label(key), href: href(key, drift, context), marks: marks[key] ?? [])
    }
    let (from, until) = (title(timeline.revisions[first]), title(timeline.revisions[last]))
    drawing = ChangeLanes(
      columns: revisions.map { title(timeline.revisions[$0]) }, lanes: lanes,
      title: "History of change",
      description:
        "What has happened to \(keys.count) \(keys.count == 1 ? "id" : "ids"), from \(from) to "
        + "\(until); the changes are listed on the page of each.")
  }
}

private func label(_ key: NodeKey) -> String {
  switch key.kind {
  case .module, .change: "\(key.id) (\(key.kind.label))"
  default: key.id
  }
}

private func title(_ revision: Revision) -> String {
  revision.isWorking ? "not committed" : revision.day
}

private func note(_ change: StatementChange, _ revision: Revision) -> String {
  var parts = [change.action.word.lowercased()]
  if !change.facet.word.isEmpty, change.facet != .gap { parts[0] += " (\(change.facet.word))" }
  if let former = change.former { parts[0] += " from \(former.id)" }
  if [.ticked, .unticked, .statusChanged].contains(change.action), let state = change.after?.state,
    !state.text.isEmpty
  {
    parts.append(state.text)
  }
  parts.append(revision.isWorking ? "not committed" : "\(revision.day) in \(revision.name)")
  return parts.joined(separator: ", ")
}

private func href(_ key: NodeKey, _ drift: SiteDrift, _ context: PageContext) -> String? {
  if let node = drift.node(key) { return context.route.relativeURL(to: context.site.routes[node]) }
  return drift.grave(key).map { context.route.relativeURL(to: $0.route) }
}

extension StatementChange.Action {
  fileprivate var shape: ChangeLanes.Shape {
    switch self {
    case .added: .disc
    case .textChanged: .diamond
    case .ticked: .square
    case .unticked: .box
    case .statusChanged: .triangle
    case .gapOpened: .ring
    case .gapClosed: .target
    case .renamed: .arrow
    case .removed: .cross
    }
  }
}
