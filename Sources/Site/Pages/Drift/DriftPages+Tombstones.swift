import Analysis
import SourceText
import Templates
import TraceModel

extension DriftPages {
  /// A page for each id that is gone, at the address that it had.
  func tombstones() -> [OutputEntry] {
    guard let drift = site.drift else { return [] }
    return drift.graves.map { grave in
      var hasher = Fingerprinter()
      hasher.combine(fingerprints.frame)
      hasher.combine("gone \(grave.tombstone.key.kind.rawValue)")
      hasher.combine(grave.tombstone.text)
      drift.combine(grave.tombstone.key, into: &hasher)
      if let scope = fingerprints.scopes[grave.tombstone.key.scope] { hasher.combine(scope) }
      if let successor = grave.tombstone.successor {
        hasher.combine(drift.node(successor).map { site.routes[$0].path } ?? "")
        if let scope = fingerprints.scopes[successor.scope] { hasher.combine(scope) }
      }
      return OutputEntry(path: grave.route.path, fingerprint: hasher.finish()) { buffer in
        try render(grave, drift, into: &buffer)
      }
    }
  }

  private func render(
    _ grave: SiteDrift.Grave, _ drift: SiteDrift, into buffer: inout ByteBuffer
  ) throws {
    let (tombstone, context) = (grave.tombstone, PageContext(site: site, route: grave.route))
    let kind = tombstone.key.kind
    let revision = tombstone.revision
    let own: TemplateRecord = [
      "id": .string(tombstone.key.id), "kind": .string(kind.label),
      "text": .string(plainExcerpt(tombstone.text)),
      "scope": .string(site.scopeLabel(tombstone.key.scope)),
      "day": .string(revision.day), "dayText": .string(dayText(revision.day)),
      "commit": .string(revision.name),
      "successor": tombstone.successor.map { context.successor($0, drift) } ?? .null,
      "history": context.history(of: tombstone.key),
    ]
    var head = PageHead(
      title: "\(tombstone.key.id) is gone", kind: kind.label,
      description: "This \(kind.label) is not stated any more.")
    head.isHiddenFromSearch = true
    head.section = "drift"
    head.breadcrumbs = [context.anchor("Drift", context.url(Self.path))]
    try context.render("tombstone.html", head, own, into: &buffer)
  }
}

extension PageContext {
  /// What stands in the place of something that is gone.
  fileprivate func successor(_ key: NodeKey, _ drift: SiteDrift) -> TemplateValue {
    if let node = drift.node(key) { return reference(to: node, isLocal: false) }
    return [
      "id": .string(key.id), "title": .string(key.id), "kind": .string(key.kind.label),
      "scope": .string(site.scopeLabel(key.scope)), "status": noStatus,
      "url": drift.grave(key).map { .url(route.relativeURL(to: $0.route)) } ?? .null,
    ]
  }
}
