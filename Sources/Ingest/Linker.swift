import SourceText
import TraceModel

/// Builds the graph: merged manifolds to nodes, references to links, statements to claims.
///
/// `Ingest.link` calls the steps in order; each fills what the next one reads.
struct Linker {
  let projectPaths: ProjectPaths?
  var diagnostics: [Diagnostic] = []
  /// Other spellings of ids that were said, once for each file.
  var spellings: Set<String> = []
  var scopes: [LinkedScope] = []
  var nodes: [TraceNode] = []
  var links: [TraceLink] = []
  var claims: [DeclaredClaim] = []
  /// The place of each external node in `nodes`, in the caller's order.
  private var externalIndex: [NodeIndex] = []
  var resolver = ReferenceResolver()
  /// Manifolds of which only side files were found.
  var incomplete: Set<Scope> = []

  init(projectPaths: Set<String>?) { self.projectPaths = projectPaths.map(ProjectPaths.init) }

  mutating func merge(_ documents: [ManifoldDocument]) {
    for family in ManifoldFamily.families(of: documents, &diagnostics) {
      let merged = ManifoldMerge(family)
      diagnostics += merged.diagnostics
      scopes.append(LinkedScope(merged.document, scope: family.scope))
      if !merged.document.part.isMain { incomplete.insert(family.scope) }
    }
  }

  mutating func group(_ documents: [TraceDocument]) {
    let groups = Dictionary(grouping: documents, by: \.scope)
    for scope in groups.keys.sorted() {
      let members = groups[scope, default: []].sorted { $0.path < $1.path }
      scopes.append(LinkedScope(members, scope: scope, &diagnostics))
    }
  }

  // MARK: nodes

  /// An item and the key it asks for; keys of one scope are compared without looking at the scope.
  private struct Placement {
    var key: NodeKey
    /// Place of the key's scope among all scopes.
    var scope: Int
    var kind: Int
    var group: Int
    var item: Int

    init(_ key: NodeKey, scope: Int, group: Int, item: Int) {
      (self.key, self.scope, self.group, self.item) = (key, scope, group, item)
      kind = key.kind.order
    }

    /// The order of keys; of equal keys the one that was declared first is first, as sorting is
    /// stable.
    static func < (a: Placement, b: Placement) -> Bool {
      if a.scope != b.scope { return a.scope < b.scope }
      if a.kind != b.kind { return a.kind < b.kind }
      return isNaturallyOrdered(a.key.id, before: b.key.id)
    }
  }

  mutating func placeNodes(_ external: [ExternalNode]) {
    var placements = placements(external)
    placements.sort(by: <)
    externalIndex = Array(repeating: NodeIndex(0), count: external.count)
    nodes.reserveCapacity(placements.count)
    for placement in placements { place(placement, external) }
    for group in scopes { setParents(group) }
    for (number, node) in nodes.enumerated() { resolver.insert(node, at: NodeIndex(number)) }
    for group in scopes { insertAliases(group) }
  }

  private mutating func placements(_ external: [ExternalNode]) -> [Placement] {
    let all = Set(scopes.map(\.scope) + external.map(\.node.key.scope)).sorted()
    let order = Dictionary(uniqueKeysWithValues: zip(all, all.indices))
    var placements: [Placement] = []
    for (number, group) in scopes.enumerated() {
      let (ids, scope) = (EvidenceIDs(group.items), order[group.scope, default: 0])
      for (position, item) in group.items.enumerated() {
        let id = ids.id(of: item, in: group.items)
        let key = NodeKey(kind: item.kind, scope: group.scope, id: id)
        placements.append(Placement(key, scope: scope, group: number, item: position))
      }
      scopes[number].index = Array(repeating: nil, count: group.items.count)
    }
    for (number, node) in external.enumerated() {
      let key = node.node.key
      placements.append(
        Placement(key, scope: order[key.scope, default: 0], group: -1, item: number))
    }
    return placements
  }

  private mutating func insertAliases(_ group: LinkedScope) {
    if !group.isManifold { resolver.open(group.scope) }
    for (position, item) in group.items.enumerated() where !item.aliases.isEmpty {
      guard let node = group.index[position] else { continue }
      for alias in item.aliases { resolver.insert(alias, at: node, in: group.scope) }
    }
  }

  private mutating func place(_ placement: Placement, _ external: [ExternalNode]) {
    let isTaken = nodes.last?.key == placement.key
    let index = NodeIndex(isTaken ? nodes.count - 1 : nodes.count)
    if placement.group < 0 {
      externalIndex[placement.item] = index
      if !isTaken { nodes.append(external[placement.item].node) }
      return
    }
    scopes[placement.group].index[placement.item] = index
    let item = scopes[placement.group].items[placement.item]
    if isTaken { return reportTaken(item) }
    var node = TraceNode(item, key: placement.key)
    if let paths = projectPaths {
      node.detail = Self.looked(node.detail, up: paths, below: placement.key.scope.root)
    }
    nodes.append(node)
  }

  /// What names a file, with whether the project holds it.
  private static func looked(
    _ detail: NodeDetail, up paths: ProjectPaths, below root: String
  ) -> NodeDetail {
    switch detail {
    case .artifact(var facts):
      facts.exists = paths.contains(facts.path, below: root)
      return .artifact(facts)
    case .evidence(var facts):
      guard let path = facts.path else { return detail }
      facts.exists = paths.contains(path, below: root)
      return .evidence(facts)
    case .registry, .pattern, .patternFile: return PatternLookup(paths, root: root).looked(detail)
    default: return detail
    }
  }

  private mutating func reportTaken(_ item: DeclaredItem) {
    diagnostics.append(
      Diagnostic(
        IngestRules.duplicateID, at: item.id.range,
        "\(item.kind.label) \"\(item.id.text)\" is declared twice",
        notes: nodes.last.map { [Diagnostic.Note("the first is here", at: $0.range)] } ?? [],
        severity: .warning))
  }

  private mutating func setParents(_ group: LinkedScope) {
    for (position, item) in group.items.enumerated() {
      guard let parent = item.parent, let child = group.index[position] else { continue }
      let node = Int(child.value)
      if let parent = group.index[parent], parent != child { nodes[node].parent = parent }
    }
  }

  // MARK: links

  mutating func resolveLinks(_ external: [ExternalNode]) {
    var collected = LinkCollection()
    for group in scopes {
      for (position, item) in group.items.enumerated() {
        guard let source = group.index[position] else { continue }
        for link in item.links where !isAbsent(link, group.scope) {
          collected.add(resolved(link, from: source, in: group.scope), isRestated: false)
        }
      }
      for relation in group.relations {
        guard let source = target(relation.source, in: group.scope) else { continue }
        collected.add(resolved(relation.link, from: source, in: group.scope), isRestated: true)
      }
    }
    for (number, node) in external.enumerated() {
      for link in node.mentions {
        let source = externalIndex[number]
        collected.add(resolved(link, from: source, in: node.node.key.scope), isRestated: false)
      }
    }
    for link in ForgeLinks(nodes)?.links(beside: collected.links) ?? [] {
      collected.add(link, isRestated: false)
    }
    links = collected.sorted(&diagnostics, nodes)
  }

  /// A link that may lead nowhere does so.
  private func isAbsent(_ link: DeclaredLink, _ scope: Scope) -> Bool {
    guard link.isOptional else { return false }
    if case .found = resolver.resolve(link.target, in: scope) { return false }
    return true
  }

  private mutating func resolved(
    _ link: DeclaredLink, from source: NodeIndex, in scope: Scope
  ) -> TraceLink {
    var result = TraceLink(
      source: source, target: .missing(link.target), kind: link.kind, basis: link.basis,
      status: .dangling, range: link.range, remark: link.remark)
    switch resolver.resolve(link.target, in: scope) {
    case .found(let node, let remark, let isExact):
      result.target = .node(node)
      result.status = .ok
      if let remark {
        result.remark = [remark, link.remark].compactMap { $0 }.joined(separator: ": ")
      }
      if !isExact { reportSpelling(link.target, node, link.range) }
    case .ambiguous(let candidates):
      result.target = .ambiguous(link.target, candidates)
      result.status = .ambiguous
      reportAmbiguous(link.target, at: link.range, candidates)
    case .missing: reportDangling(link.target, in: scope, link.range)
    }
    return result
  }

  /// A reference that must lead somewhere before anything can be said: the source of a relation,
  /// the row of a matrix.
  private mutating func target(_ id: Prose, in scope: Scope) -> NodeIndex? {
    switch resolver.resolve(id.text, in: scope) {
    case .found(let node, _, let isExact):
      if !isExact { reportSpelling(id.text, node, id.range) }
      return node
    case .ambiguous(let candidates):
      reportAmbiguous(id.text, at: id.range, candidates)
      return nil
    case .missing:
      reportDangling(id.text, in: scope, id.range)
      return nil
    }
  }

  // MARK: claims

  mutating func resolveClaims() {
    for group in scopes {
      // One row of a matrix makes several claims about one id; a dangling id is said once.
      var lastMissing: SourceRange?
      for claim in group.claims {
        guard let subject = subject(claim.subject, group.scope, &lastMissing) else { continue }
        claims.append(
          DeclaredClaim(
            subject, of: group.manifold, declared: claim.declared.text,
            at: claim.declared.range))
      }
    }
    claims.sort { $0.range < $1.range }
  }

  private mutating func subject(
    _ subject: StatedClaim.Subject, _ scope: Scope, _ lastMissing: inout SourceRange?
  ) -> DeclaredClaim.Subject? {
    switch subject {
    case .whole(let subject): return subject
    case .status(let id), .cell(let id, _):
      if lastMissing == id.range { return nil }
      guard let node = target(id, in: scope) else {
        lastMissing = id.range
        return nil
      }
      if case .cell(_, let role) = subject { return .cell(node, role) }
      return .status(node)
    }
  }

  /// The finished graph; call once, after all other steps.
  func graph() -> TraceGraph { TraceGraph(nodes: nodes, links: links, claims: claims) }
}
