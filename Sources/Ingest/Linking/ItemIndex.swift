import SourceText
import TraceModel

/// Finds the item of a merged manifold that another file, or another entry, declares again.
struct ItemIndex {
  fileprivate struct Key: Hashable {
    var kind: NodeKind
    /// Evidence belongs to its owner; its ids are labels.
    var owner: Int32
    var id: String
  }

  /// An item's keys, computed once for all look-ups.
  struct Probe {
    fileprivate var exact: Key
    /// Equal for every spelling of the id, in upper or lower case.
    fileprivate var folded: Key
  }

  private var exact: [Key: Int] = [:]
  private var folded: [Key: Int] = [:]

  func probe(_ item: DeclaredItem, owner: Int?) -> Probe {
    // A manifold and an outcome are one of their kind, whatever a file calls them.
    let isSingle = item.kind == .manifold || item.kind == .outcome
    let owner = Int32(clamping: owner ?? -1)
    let id = isSingle ? "" : item.id.text
    // Labels and paths have no other spelling.
    let isLabel =
      item.kind == .evidence || item.kind == .artifact
      || item.kind.family == .patterns && item.kind != .pattern || item.kind.family == .forge
    let canonical = isLabel ? id : IDSpelling.canonical(id).lowercased()
    return Probe(
      exact: Key(kind: item.kind, owner: owner, id: id),
      folded: Key(kind: item.kind, owner: owner, id: canonical))
  }

  /// The item with the same id, or, in another file, with an equivalent spelling of it.
  func position(of item: DeclaredItem, _ probe: Probe, in items: [DeclaredItem]) -> Int? {
    if let position = exact[probe.exact] { return position }
    guard let position = folded[probe.folded],
      items[position].range.path != item.range.path,
      items[position].id.text.lowercased() != item.id.text.lowercased()
    else { return nil }
    return position
  }

  /// An item of the same kind whose id is too close to tell apart.
  func collides(_ item: DeclaredItem, _ probe: Probe) -> Int? {
    item.hasGivenID ? nil : folded[probe.folded]
  }

  mutating func insert(_ probe: Probe, at position: Int) {
    exact[probe.exact] = position
    if folded[probe.folded] == nil { folded[probe.folded] = position }
  }
}

extension DeclaredItem {
  /// Takes over from a weaker declaration what this one does not say.
  mutating func fill(from other: DeclaredItem) {
    if isOnlyBuilt, !other.isOnlyBuilt { lead(other) }
    title = title ?? other.title
    statement = statement ?? other.statement
    rationale = rationale ?? other.rationale
    if other.range.path != range.path { alsoAt.append(other.range) }
    if !other.attributes.isEmpty { fillAttributes(from: other) }
    if !other.links.isEmpty {
      let known = Set(links.map { LinkKey($0) })
      links += other.links.filter { !known.contains(LinkKey($0)) }
    }
    detail = detail.filled(from: other.detail)
  }

  /// What was built, and no intent: a requirement in an `ACTUAL_…` document.
  private var isOnlyBuilt: Bool {
    switch detail {
    case .specified(let facts): facts.intent == nil
    // What only a sidecar or a mapping knows is declared elsewhere.
    case .pattern(let facts): facts.entry == nil
    case .patternFile(let facts): !facts.isRead
    case .registry(let facts): facts.index == nil
    default: false
    }
  }

  /// An intent is the main declaration, though its file comes later.
  private mutating func lead(_ intent: DeclaredItem) {
    if case .specified = detail, let title, let other = intent.title, title.text != other.text {
      attributes.append(Attribute("Title as built", title))
    }
    title = intent.title ?? title
    parent = parent ?? intent.parent
    alsoAt.append(range)
    range = intent.range
    id.range = intent.id.range
  }

  private mutating func fillAttributes(from other: DeclaredItem) {
    // `_derived_from` in YAML is `Derived From` in a companion.
    let bare = { (attribute: Attribute) in attribute.name.drop { $0 == "_" } }
    let names = Set(attributes.map(bare))
    attributes += other.attributes.filter { !names.contains(bare($0)) }
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
    case (.module(let facts), .module(let more)): return .module(facts.merged(with: more))
    case (.specified(let facts), .specified(let more)): return .specified(facts.filled(from: more))
    case (.progress(let facts), .progress(let more)):
      return .progress(facts.total > 0 ? facts : more)
    case (.registry(let facts), .registry(let more)): return .registry(facts.filled(from: more))
    case (.pattern(let facts), .pattern(let more)):
      return .pattern(
        PatternFacts(entry: facts.entry ?? more.entry, mapped: facts.mapped + more.mapped))
    case (.patternFile(let facts), .patternFile(let more)):
      return .patternFile(facts.filled(from: more))
    case (.plain, _): return other
    default: return self
    }
  }
}

extension SpecifiedFacts {
  fileprivate func filled(from other: SpecifiedFacts) -> SpecifiedFacts {
    SpecifiedFacts(
      level: (intent == nil ? other.level : nil) ?? level ?? other.level,
      intent: intent ?? other.intent, actual: actual ?? other.actual, mark: mark ?? other.mark,
      gap: gap ?? other.gap)
  }
}

extension RegistryFacts {
  fileprivate func filled(from other: RegistryFacts) -> RegistryFacts {
    var facts = index == nil ? other : self
    facts.shapes = shapes + other.shapes
    // What the index states comes before what other documents state of it.
    facts.claims =
      index == nil && other.index != nil ? other.claims + claims : claims + other.claims
    return facts
  }
}

extension PatternFileFacts {
  /// The file's own word counts; its sidecar says the rest.
  fileprivate func filled(from other: PatternFileFacts) -> PatternFileFacts {
    var facts = isRead ? self : other
    facts.sidecar = sidecar ?? other.sidecar
    return facts
  }
}
