import SourceText
import TraceModel

/// Finds the item of a merged manifold that another file, or another entry, declares again.
struct ItemIndex {
  private struct Key: Hashable {
    var kind: NodeKind
    /// Evidence belongs to its owner; its ids are labels.
    var owner: Int32
    var id: String
  }

  private var exact: [Key: Int] = [:]
  private var canonical: [Key: Int] = [:]

  /// The item with the same id, or, in another file, with an equivalent spelling of it.
  func position(of item: DeclaredItem, _ owner: Int?, in items: [DeclaredItem]) -> Int? {
    if let position = exact[key(item, owner, item.id.text)] { return position }
    guard let position = canonical[key(item, owner, folded(item.id.text))],
      items[position].range.path != item.range.path,
      items[position].id.text.lowercased() != item.id.text.lowercased()
    else { return nil }
    return position
  }

  /// An item of the same kind whose id is too close to tell apart.
  func collides(_ item: DeclaredItem) -> Int? {
    item.kind == .evidence || item.kind == .artifact || item.hasGivenID
      ? nil : canonical[key(item, nil, folded(item.id.text))]
  }

  mutating func insert(_ item: DeclaredItem, _ owner: Int?, at position: Int) {
    exact[key(item, owner, item.id.text)] = position
    let key = key(item, owner, folded(item.id.text))
    if canonical[key] == nil { canonical[key] = position }
  }

  private func key(_ item: DeclaredItem, _ owner: Int?, _ id: String) -> Key {
    // A manifold and an outcome are one of their kind, whatever a file calls them.
    let isSingle = item.kind == .manifold || item.kind == .outcome
    return Key(kind: item.kind, owner: Int32(clamping: owner ?? -1), id: isSingle ? "" : id)
  }

  private func folded(_ id: String) -> String { IDSpelling.canonical(id).lowercased() }
}

extension DeclaredItem {
  /// Takes over from a weaker declaration what this one does not say.
  mutating func fill(from other: DeclaredItem) {
    title = title ?? other.title
    statement = statement ?? other.statement
    rationale = rationale ?? other.rationale
    if other.range.path != range.path { alsoAt.append(other.range) }
    let names = Set(attributes.map(\.name))
    attributes += other.attributes.filter { !names.contains($0.name) }
    let known = Set(links.map { LinkKey($0) })
    links += other.links.filter { !known.contains(LinkKey($0)) }
    detail = detail.filled(from: other.detail)
  }

  private struct LinkKey: Hashable {
    var kind: LinkKind
    var target: String

    init(_ link: DeclaredLink) {
      kind = link.kind
      target = IDSpelling.canonical(link.target)
    }
  }
}

extension NodeDetail {
  fileprivate func filled(from other: NodeDetail) -> NodeDetail {
    switch (self, other) {
    case (.constraint(var facts), .constraint(let more)):
      facts.type = facts.type ?? more.type
      if facts.category.isEmpty { facts.category = more.category }
      return .constraint(facts)
    case (.truth(var facts), .truth(let more)):
      facts.declared = facts.declared ?? more.declared
      return .truth(facts)
    case (.tension(var facts), .tension(let more)):
      facts.type = facts.type ?? more.type
      return .tension(facts)
    case (.option(var facts), .option(let more)):
      facts.isRecommended = facts.isRecommended || more.isRecommended
      return .option(facts)
    case (.manifold(var facts), .manifold(let more)):
      facts.phase = facts.phase ?? more.phase
      facts.convergence = facts.convergence ?? more.convergence
      return .manifold(facts)
    case (.plain, _): return other
    default: return self
    }
  }
}
