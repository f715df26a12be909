import Analysis
import SourceText
import Templates
import TraceModel

/// What has happened to all ids, the newest first: all of it, and the same by kind of change and by
/// scope, each a list of its own so that a filter is a link.
struct DriftPages {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  static let path = "drift/index.html"
  /// Older changes are on the pages of the nodes.
  private static let shownChanges = 5_000
  /// The scopes that most has happened to have a list.
  private static let shownScopes = 16

  /// One way to choose changes.
  private struct Choice {
    var field: String
    var title: String
    var path: String
    /// Newest first.
    var changes: [Int]
  }

  func entries() -> [OutputEntry] {
    guard let drift = site.drift else { return [] }
    let shown = newestFirst(drift.timeline)
    let choices = byAction(shown, drift) + byScope(shown, drift)
    let all = Choice(field: "", title: "Drift", path: Self.path, changes: shown)
    return ([all] + choices).flatMap { entries($0, choices, drift) }
  }

  /// Revisions from the newest to the oldest, what each has changed in the order of keys.
  private func newestFirst(_ timeline: Timeline) -> [Int] {
    let positions = timeline.changes.indices.suffix(Self.shownChanges)
    return positions.sorted {
      (timeline.changes[$1].revision, $0) < (timeline.changes[$0].revision, $1)
    }
  }

  private func byAction(_ shown: [Int], _ drift: SiteDrift) -> [Choice] {
    let groups = Dictionary(grouping: shown) { drift.timeline.changes[$0].action }
    return StatementChange.Action.allCases.compactMap { action in
      groups[action].map { changes in
        Choice(
          field: "change", title: action.word, path: "drift/by-change/\(action.rawValue).html",
          changes: changes)
      }
    }
  }

  private func byScope(_ shown: [Int], _ drift: SiteDrift) -> [Choice] {
    let groups = Dictionary(grouping: shown) { drift.timeline.changes[$0].key.scope }
    guard groups.count > 1 else { return [] }
    let most = groups.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    return most.prefix(Self.shownScopes).map { scope, changes in
      let label = site.scopeLabel(scope)
      return Choice(
        field: "scope", title: label.isEmpty ? "project" : label,
        path: "drift/by-scope/\(fileName(for: scope.path.isEmpty ? "project" : scope.path)).html",
        changes: changes)
    }
  }

  private func entries(
    _ choice: Choice, _ choices: [Choice], _ drift: SiteDrift
  ) -> [OutputEntry] {
    let list = PagedList(path: choice.path, count: choice.changes.count, size: 100)
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine(fingerprints.graph)
    hasher.combine("\(drift.timeline.commitCount) \(drift.timeline.changes.count)")
    for other in choices { hasher.combine("\(other.path) \(other.title) \(other.changes.count)") }
    let base = hasher.finish()
    return (0..<list.pageCount).map { page in
      var hasher = Fingerprinter()
      hasher.combine(base)
      hasher.combine(list.path(ofPage: page))
      drift.combine(Array(choice.changes[list.range(ofPage: page)]), into: &hasher)
      return OutputEntry(path: list.path(ofPage: page), fingerprint: hasher.finish()) { buffer in
        try render(choice, choices, list, page, drift, into: &buffer)
      }
    }
  }

  private func render(
    _ choice: Choice, _ choices: [Choice], _ list: PagedList, _ page: Int, _ drift: SiteDrift,
    into buffer: inout ByteBuffer
  ) throws {
    let context = PageContext(site: site, route: Route(list.path(ofPage: page)))
    let timeline = drift.timeline
    let own: TemplateRecord = [
      "total": .int(choice.changes.count), "commits": .int(timeline.commitCount),
      "older": .int(timeline.changes.count - min(timeline.changes.count, Self.shownChanges)),
      "start": .string(timeline.start.sentence),
      "groups": .list(groups(choice.changes[list.range(ofPage: page)], drift, context)),
      "filters": .list(filters(choice, choices, context)),
      "pager": list.pager(page: page, context),
    ]
    var head = PageHead(
      title: choice.field.isEmpty ? "Drift" : "Drift: \(choice.title)", kind: "index",
      description: "What has happened to each id, commit by commit, the newest first.")
    head.section = "drift"
    if !choice.field.isEmpty {
      head.breadcrumbs = [context.anchor("Drift", context.url(Self.path))]
    }
    try context.render("drift.html", head, own, into: &buffer)
  }

  /// Changes of one commit stand together.
  private func groups(
    _ changes: ArraySlice<Int>, _ drift: SiteDrift, _ context: PageContext
  ) -> [TemplateValue] {
    var groups: [(revision: Int, rows: [TemplateValue])] = []
    for position in changes {
      let revision = drift.timeline.changes[position].revision
      if groups.last?.revision != revision { groups.append((revision, [])) }
      groups[groups.count - 1].rows.append(context.changeRow(position, drift))
    }
    return groups.map { number, rows in
      let revision = drift.timeline.revisions[number]
      return [
        "commit": .string(revision.name), "day": .string(revision.day),
        "dayText": .string(dayText(revision.day)), "rows": .list(rows),
      ]
    }
  }

  private func filters(
    _ current: Choice, _ choices: [Choice], _ context: PageContext
  ) -> [TemplateValue] {
    [("change", "Change"), ("scope", "Scope")].compactMap { field, label in
      let own = choices.filter { $0.field == field }
      guard own.count > 1 else { return nil }
      let all = option("all", "", Self.path, nil, current.field != field, context)
      return [
        "label": .string(label), "field": .string(field),
        "options": .list(
          [all]
            + own.map {
              option(
                $0.title, $0.title, $0.path, $0.changes.count, $0.path == current.path, context)
            }),
      ]
    }
  }

  private func option(
    _ title: String, _ value: String, _ path: String, _ count: Int?, _ isCurrent: Bool,
    _ context: PageContext
  ) -> TemplateValue {
    [
      "title": .string(title), "value": .string(value),
      "count": count.map { .int($0) } ?? .string(""), "url": context.url(path),
      "current": .bool(isCurrent), "isPage": true,
    ]
  }
}
