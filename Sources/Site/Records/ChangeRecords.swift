import Analysis
import SourceText
import Templates
import TraceModel

extension StatementChange.Action {
  /// For people.
  var word: String {
    switch self {
    case .added: "Added"
    case .ticked: "Ticked"
    case .unticked: "Unticked"
    case .renamed: "Renamed"
    case .removed: "Removed"
    case .textChanged: "Text changed"
    case .statusChanged: "Status changed"
    case .gapOpened: "Gap opened"
    case .gapClosed: "Gap closed"
    }
  }

  /// As templates show it; the key gives colour and shape.
  var status: TemplateValue {
    let key =
      switch self {
      case .added: "accepted"
      case .ticked: "ok"
      case .unticked: "gap"
      case .renamed: "unreviewed"
      case .removed: "note"
      case .textChanged: "suspect"
      case .statusChanged: "partial"
      case .gapOpened: "differs"
      case .gapClosed: "agrees"
      }
    return Site.status(key, word)
  }
}

extension TrackedStatement.Facet {
  /// For people; empty where there is only one side.
  var word: String {
    switch self {
    case .stated: ""
    case .intent: "intent"
    case .actual: "as built"
    case .gap: "gap"
    }
  }
}

extension PageContext {
  /// Changes on the page of a node; the drift page has all.
  private static let shownChanges = 20

  /// A node's history; null for a node of which nothing is told.
  func history(of key: NodeKey) -> TemplateValue {
    guard let drift = site.drift else { return .null }
    let positions = drift.timeline.changes(of: key)
    guard !positions.isEmpty else { return .null }
    let shown = positions.reversed().prefix(Self.shownChanges)
    return [
      "rows": .list(shown.map { changeRow($0, drift, of: key) }),
      "more": .int(positions.count - shown.count),
      "note": .string(drift.timeline.start.sentence), "all": url(DriftPages.path),
    ]
  }

  /// One change, with the statement before and after; on the page of a name, what it was renamed to
  /// matters, and on all others what from.
  func changeRow(_ position: Int, _ drift: SiteDrift, of key: NodeKey? = nil) -> TemplateValue {
    let change = drift.timeline.changes[position]
    let revision = drift.timeline.revisions[change.revision]
    let (before, after) = shownContents(of: change)
    let isLeaving = key != nil && change.former == key
    return [
      "status": change.action.status, "facet": .string(change.facet.word),
      "target": target(change.key, drift), "kind": .string(change.key.kind.label),
      "scope": .string(site.scopeLabel(change.key.scope)),
      "former": isLeaving ? .null : change.former.map { target($0, drift) } ?? .null,
      "later": isLeaving ? target(change.key, drift) : .null,
      "before": .string(before), "after": .string(after),
      "day": .string(revision.day), "dayText": .string(dayText(revision.day)),
      "commit": .string(revision.name),
    ]
  }

  /// The node by its name in a change: its page, the page that it has left, or the bare name.
  private func target(_ key: NodeKey, _ drift: SiteDrift) -> TemplateValue {
    if let node = drift.node(key) {
      let shown = graph[node]
      let id = shown.displayID.isEmpty ? shown.title : shown.displayID
      return ["id": .string(id), "title": .string(site.title(of: node)), "url": url(node)]
    }
    guard let grave = drift.grave(key) else {
      return ["id": .string(key.id), "title": .string(key.id), "url": .null]
    }
    return [
      "id": .string(key.id), "title": .string("\(key.id), which is gone"),
      "url": .url(route.relativeURL(to: grave.route)),
    ]
  }

  private func shownContents(of change: StatementChange) -> (before: String, after: String) {
    let (old, new) = (change.before, change.after)
    switch change.action {
    case .ticked, .unticked, .statusChanged:
      return (old?.state.text ?? "", new?.state.text ?? "")
    case .renamed: return ("", "")
    case .textChanged:
      let isTitle = old?.shown == new?.shown
      return changedParts(
        (isTitle ? old?.title : old?.shown) ?? "", (isTitle ? new?.title : new?.shown) ?? "")
    case .added, .gapOpened, .removed, .gapClosed:
      return (plainExcerpt(old?.shown ?? ""), plainExcerpt(new?.shown ?? ""))
    }
  }
}

/// Two texts without what they have in common at either end, but for some words around.
func changedParts(_ old: String, _ new: String) -> (before: String, after: String) {
  let (a, b) = (Array(old.utf8), Array(new.utf8))
  var start = 0
  while start < min(a.count, b.count), a[start] == b[start] { start += 1 }
  var end = 0
  while end < min(a.count, b.count) - start, a[a.count - 1 - end] == b[b.count - 1 - end] {
    end += 1
  }
  return (part(of: a, from: start, without: end), part(of: b, from: start, without: end))
}

/// About 60 bytes before the change, the change, and as much behind it; at most 500 bytes.
private func part(of bytes: [UInt8], from start: Int, without end: Int) -> String {
  let around = 60
  var first = start > around ? start - around : 0
  while first > 0, first < start, bytes[first - 1] != 0x20 { first += 1 }
  var last = min(bytes.count, bytes.count - end + around, first + 500)
  while last < bytes.count, last > first, bytes[last] != 0x20 { last -= 1 }
  // A text without blanks is cut between code points.
  if last == first { last = min(bytes.count, first + 500) }
  while first < bytes.count, bytes[first] & 0xC0 == 0x80 { first += 1 }
  while last < bytes.count, last > first, bytes[last] & 0xC0 == 0x80 { last -= 1 }
  guard first < last else { return "" }
  let text = String(decoding: bytes[first..<last], as: UTF8.self)
  return (first > 0 ? "…" : "") + text + (last < bytes.count ? "…" : "")
}
