import SourceText
import TraceModel

/// Finds the node that an id means, inside a scope or, with a feature's name before a slash, in
/// another.
struct ReferenceResolver {
  enum Result {
    /// - `remark`: the word that was taken off the id, `revised` of `T3_revised`.
    /// - `isExact`: the reference is spelled as the id is declared.
    case found(NodeIndex, remark: String?, isExact: Bool)
    case ambiguous([NodeIndex])
    case missing
  }

  /// Nodes that answer to one spelling. Nearly always there is one.
  private struct Answers {
    var first: NodeIndex
    var isPrimary: Bool
    var rest: [NodeIndex] = []
  }

  private struct Table {
    var exact: [String: Answers] = [:]
    var canonical: [String: Answers] = [:]
    /// The ids that a slip of the pen could have meant, in order.
    var names: [(String, NodeIndex)] = []
  }

  private var tables: [Table] = []
  private var number: [Scope: Int] = [:]
  private var last: (scope: Scope, table: Int)?
  /// Scopes whose references may lead to any other: pages, and documents that are no manifold.
  private var openScopes: Set<Scope> = [.project]
  /// Scopes of reports, which repeat what manifolds declare: they answer when nobody else does.
  private var reportScopes: Set<Scope> = []
  /// Where an id is declared, whatever the scope.
  private var scopesByID: [String: [Scope]] = [:]
  /// Scopes by their name alone, and by their path.
  private var scopesByName: [String: [Scope]] = [:]

  mutating func insert(_ node: TraceNode, at index: NodeIndex) {
    let scope = node.key.scope
    let table = tableNumber(scope)
    let isPrimary = Self.isPrimary(node.key.kind)
    if node.key.kind == .report { reportScopes.insert(scope) }
    Self.add(index, isPrimary, to: &tables[table].exact, node.key.id)
    // A page belongs to the project, where every reference looks first.
    if node.key.kind != .page {
      let canonical = IDSpelling.canonical(node.key.id)
      if node.key.kind != .artifact {
        Self.add(index, isPrimary, to: &tables[table].canonical, canonical)
      }
      note(canonical, scope)
    }
    if isPrimary || scope == .project { tables[table].names.append((node.key.id, index)) }
  }

  func resolve(_ id: String, in scope: Scope) -> Result {
    let local = resolveLocally(id, number[scope].map { tables[$0] })
    guard case .missing = local else { return local }
    if let slash = id.lastIndex(of: "/"),
      let scopes = scopesByName[String(id[..<slash])]
    {
      return resolve(String(id[id.index(after: slash)...]), named: scopes, from: scope)
    }
    guard openScopes.contains(scope) else { return .missing }
    if let scopes = scopesByName[id] {
      // A file of program text is a scope of its own, and may be an artifact of another.
      let named = resolve(nil, named: scopes, from: scope)
      guard case .missing = named else { return named }
    }
    let scopes = scopes(declaring: id)
    let others = scopes.filter { !reportScopes.contains($0) }
    return resolve(id, in: others.isEmpty ? scopes : others, near: scope)
  }

  /// In scopes of one name: a report's own first, then those of no report, then all.
  private func resolve(_ id: String?, named scopes: [Scope], from scope: Scope) -> Result {
    let others = scopes.filter { !reportScopes.contains($0) }
    if others.count == scopes.count { return resolve(id, in: scopes, near: scope) }
    for choice in [scopes.filter { $0 == scope && id != nil }, others] {
      let result = resolve(id, in: choice, near: scope)
      if case .missing = result { continue }
      return result
    }
    return id == nil ? .missing : resolve(id, in: scopes, near: scope)
  }

  /// The id in exactly one of several scopes; without an id, the scope's manifold.
  private func resolve(_ id: String?, in scopes: [Scope]) -> Result {
    var found: [NodeIndex] = []
    var last = Result.missing
    for scope in scopes {
      let result = resolveLocally(id ?? scope.name, number[scope].map { tables[$0] })
      switch result {
      case .found(let node, _, _): found.append(node)
      case .ambiguous(let nodes): found += nodes
      case .missing: continue
      }
      last = result
    }
    return found.count > 1 ? .ambiguous(found) : last
  }

  /// The scopes that may know an id under any spelling, in order.
  private func scopes(declaring id: String) -> [Scope] {
    let plain = IDSpelling.withoutRevision(id)?.id ?? id
    let known = [id, plain].flatMap { scopesByID[IDSpelling.canonical($0), default: []] }
    return Set(known).sorted()
  }

  /// As above; where several answer, the ones of the folder round the reference come first.
  private func resolve(_ id: String?, in scopes: [Scope], near scope: Scope) -> Result {
    guard scopes.count > 1 else { return resolve(id, in: scopes) }
    var root = scope.root[...]
    while !root.isEmpty {
      let beside = scopes.filter { $0.root == root || $0.root.hasPrefix(root + "/") }
      // A scope that does not know the id, such as a report beside a generated file, hides none.
      switch resolve(id, in: Self.named(beside, by: scope)) {
      case .missing: break
      case let result: return result
      }
      root = root[..<(root.lastIndex(of: "/") ?? root.startIndex)]
    }
    return resolve(id, in: scopes)
  }

  /// Those that a folder or the file of the reference is named after: `docs/checkout/RUNBOOK.md`
  /// is about the feature `checkout`.
  private static func named(_ scopes: [Scope], by scope: Scope) -> [Scope] {
    let names = scope.root.split(separator: "/")
    let named = scopes.filter { names.contains($0.name[...]) }
    return named.isEmpty ? scopes : named
  }

  /// Lets references from a scope lead to any other.
  mutating func open(_ scope: Scope) { openScopes.insert(scope) }

  /// Another id that means a node.
  mutating func insert(_ alias: String, at index: NodeIndex, in scope: Scope) {
    let table = tableNumber(scope)
    if case .found(index, _, _)? = tables[table].exact[alias].map({ Self.result($0, isExact: true) }
    ) {
      return
    }
    Self.add(index, true, to: &tables[table].exact, alias)
    note(IDSpelling.canonical(alias), scope)
  }

  private mutating func note(_ canonical: String, _ scope: Scope) {
    if scopesByID[canonical]?.last != scope { scopesByID[canonical, default: []].append(scope) }
  }

  /// The primary node nearest in spelling.
  func nearest(to id: String, in scope: Scope) -> NodeIndex? {
    guard let names = number[scope].map({ tables[$0].names }),
      let name = nearestName(to: id, among: names.lazy.map(\.0))
    else { return nil }
    return names.first { $0.0 == name }?.1
  }

  private func resolveLocally(_ id: String, _ table: Table?) -> Result {
    guard let table else { return .missing }
    if let answers = table.exact[id] { return Self.result(answers, isExact: true) }
    if let answers = table.canonical[IDSpelling.canonical(id)] {
      return Self.result(answers, isExact: false)
    }
    guard let reference = IDSpelling.withoutRevision(id),
      case .found(let node, _, _) = resolveLocally(reference.id, table)
    else { return .missing }
    return .found(node, remark: reference.remark, isExact: false)
  }

  private static func result(_ answers: Answers, isExact: Bool) -> Result {
    answers.rest.isEmpty
      ? .found(answers.first, remark: nil, isExact: isExact)
      : .ambiguous([answers.first] + answers.rest)
  }

  /// Evidence, artifacts and the like only answer when nothing that is traced does.
  private static func isPrimary(_ kind: NodeKind) -> Bool {
    switch kind {
    case .manifold, .outcome, .evidence, .artifact, .integration, .gap, .page: false
    case .sourceRange, .test, .coverage, .finding, .report: false
    default: true
    }
  }

  private static func add(
    _ node: NodeIndex, _ isPrimary: Bool, to table: inout [String: Answers], _ id: String
  ) {
    // Nearly every spelling is new: one look-up is enough for those.
    let new = Answers(first: node, isPrimary: isPrimary)
    guard var answers = table.updateValue(new, forKey: id) else { return }
    if isPrimary == answers.isPrimary {
      answers.rest.append(node)
    } else if isPrimary {
      answers = Answers(first: node, isPrimary: true)
    }
    table[id] = answers
  }

  /// Nodes come sorted, so that a scope is asked for many times in a row.
  private mutating func tableNumber(_ scope: Scope) -> Int {
    if let last, last.scope == scope { return last.table }
    let table = number[scope] ?? addTable(scope)
    last = (scope, table)
    return table
  }

  private mutating func addTable(_ scope: Scope) -> Int {
    number[scope] = tables.count
    tables.append(Table())
    for name in Set([scope.name, scope.path]) where !name.isEmpty {
      scopesByName[name, default: []].append(scope)
    }
    return tables.count - 1
  }
}
