public import TraceModel

/// How many of a set of nodes have each verdict. Numerator and denominator are never separated.
public struct Coverage: Sendable, Hashable {
  /// Nodes of which everything that their kind demands was checked: the numerator.
  public private(set) var satisfied = 0
  /// Nodes of which something was checked, but not enough.
  public private(set) var partial = 0
  /// Nodes for which there is only somebody's word.
  public private(set) var declared = 0
  /// Nodes that nothing supports.
  public private(set) var gap = 0

  /// Nodes for which a test has failed.
  public private(set) var failing = 0

  /// The coverage of no nodes.
  public init() {}

  /// The coverage of nodes that somebody else has counted.
  public init(satisfied: Int, partial: Int, declared: Int, gap: Int, failing: Int) {
    self.satisfied = satisfied
    self.partial = partial
    self.declared = declared
    self.gap = gap
    self.failing = failing
  }

  /// The denominator.
  public var total: Int { satisfied + partial + declared + gap + failing }

  /// Whole per cent of nodes that are satisfied, rounded down so that 100 means all of them; `nil`
  /// for an empty set, which is never 100 %.
  public var percent: Int? { total == 0 ? nil : satisfied * 100 / total }

  /// `3 of 16`, or `none` for an empty set.
  public var text: String { total == 0 ? "none" : "\(satisfied) of \(total)" }

  /// Counts one more node.
  public mutating func add(_ verdict: Verdict) {
    switch verdict {
    case .satisfied: satisfied += 1
    case .partial: partial += 1
    case .declared: declared += 1
    case .gap: gap += 1
    case .failing: failing += 1
    }
  }

  /// Counts the nodes of another set too.
  public mutating func add(_ other: Coverage) {
    satisfied += other.satisfied
    partial += other.partial
    declared += other.declared
    gap += other.gap
    failing += other.failing
  }
}

extension Assessment {
  /// The coverage of some nodes.
  public func coverage(of nodes: some Sequence<NodeIndex>) -> Coverage {
    var result = Coverage()
    for node in nodes { result.add(verdicts[node]) }
    return result
  }

  /// Nodes of one kind below a manifold, in order, nested ones included.
  public func members(of manifold: NodeIndex, kind: NodeKind) -> [NodeIndex] {
    var found: [NodeIndex] = []
    for child in graph.children(of: manifold) where graph[child].key.kind == kind {
      found.append(child)
      if kind == .requiredTruth { found += members(of: child, kind: kind) }
    }
    return found
  }

  /// Coverage of a manifold's constraints, by their type; a type without members is left out.
  public func coverageByType(of manifold: NodeIndex) -> [(type: ConstraintType?, Coverage)] {
    let constraints = members(of: manifold, kind: .constraint)
    return ([.invariant, .boundary, .goal, nil] as [ConstraintType?]).compactMap { type in
      let members = constraints.filter { graph[$0].constraintType == type }
      return members.isEmpty ? nil : (type, coverage(of: members))
    }
  }

  /// A manifold's constraints by category, in the order in which the categories first appear.
  public func constraintsByCategory(
    of manifold: NodeIndex
  ) -> [(category: String, constraints: [NodeIndex])] {
    var groups: [(category: String, constraints: [NodeIndex])] = []
    for constraint in members(of: manifold, kind: .constraint) {
      let category = graph[constraint].category ?? ""
      if let index = groups.firstIndex(where: { $0.category == category }) {
        groups[index].constraints.append(constraint)
      } else {
        groups.append((category, [constraint]))
      }
    }
    return groups.sorted { Self.order(of: $0.category) < Self.order(of: $1.category) }
  }

  /// Categories in the order in which the formats list them; unknown ones last.
  private static func order(of category: String) -> Int {
    let known = [
      "business", "technical", "user_experience", "security", "operational", "obligations",
      "desires", "resources", "risks", "dependencies",
    ]
    return known.firstIndex(of: category) ?? known.count
  }
}

extension TraceNode {
  /// How the constraint binds; `nil` for other kinds and for unknown words.
  public var constraintType: ConstraintType? {
    if case .constraint(let facts) = detail { facts.type } else { nil }
  }

  /// The constraint's category; `nil` for other kinds.
  public var category: String? {
    if case .constraint(let facts) = detail { facts.category } else { nil }
  }

  /// The artifact's role; `nil` for other kinds.
  public var artifactRole: ArtifactRole? {
    if case .artifact(let facts) = detail { facts.role } else { nil }
  }

  /// What a manifold says of itself; `nil` for other kinds.
  public var manifoldFacts: ManifoldFacts? {
    if case .manifold(let facts) = detail { facts } else { nil }
  }
}
