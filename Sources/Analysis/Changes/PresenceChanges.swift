import SourceText
import TraceModel

/// What a change adds, removes and renames.
struct PresenceChanges {
  private let alignment: Alignment
  private let head: TraceSnapshot

  init(_ alignment: Alignment, _ head: TraceSnapshot) {
    self.alignment = alignment
    self.head = head
  }

  func findings() -> [ChangeFinding] {
    let asked = Set(
      head.links.lazy.filter { $0.target != nil && $0.kind.isAboutMeaning }.map(\.source))
    let removed = Family.families(of: alignment.removed).map(removed)
    let added = Family.families(of: alignment.added).map(added)
    let unspecified = alignment.added.compactMap { node in
      !asked.contains(node.key) ? Self.unspecified(node) : nil
    }
    return removed + added + unspecified + Moves(alignment).findings()
  }

  private func removed(_ family: Family) -> ChangeFinding {
    let lost = family.members.count { $0.type == .invariant }
    let isNote = !family.members.contains { $0.key.kind.isStated }
    return ChangeFinding(
      .removed, ChangeRules.removed, .init(family.head, isGone: true), nil,
      "is not declared any more" + family.others + family.demands,
      before: family.text, severity: lost > 0 ? .error : isNote ? .note : nil)
  }

  private func added(_ family: Family) -> ChangeFinding {
    ChangeFinding(
      .added, ChangeRules.added, .init(family.head), nil, "is new" + family.others,
      after: family.head.shownText)
  }

  /// What names something that is not there has a gap of its own, which is told already.
  private static func unspecified(_ node: TraceSnapshot.Node) -> ChangeFinding? {
    guard node.key.kind.isProduct, node.gap.map({ node.isUnspecified($0) }) ?? true else {
      return nil
    }
    return ChangeFinding(
      .unspecified, ChangeRules.unspecified, .init(node), nil,
      "is new, and names nothing that asks for it"
    )
  }
}

extension TraceSnapshot.Node {
  /// Its text, or nothing where that would be empty.
  var shownText: String? { text.isEmpty ? nil : text }
}

extension NodeKey {
  /// The id alone beside one of the same scope, or else with its scope.
  func shown(beside other: NodeKey) -> String {
    if scope == other.scope { return id }
    return scope.name == other.scope.name && id == other.id ? fullName : shownName
  }
}

extension NodeKind {
  /// People have stated it, and losing it loses a demand or a watch over one.
  var isStated: Bool {
    switch self {
    case .manifold, .module, .constraint, .requiredTruth, .failureMode, .requirement, .scenario,
      .alert, .tension:
      true
    default: false
    }
  }
}

extension LinkKind {
  /// An end that says something else puts the other in doubt.
  var isAboutMeaning: Bool {
    switch self {
    case .satisfies, .verifies, .covers, .mapsTo, .threatens, .mitigates, .alertsOn, .documents,
      .dependsOn, .conflictsWith, .introduces, .implements, .generatedFrom, .derivedFrom:
      true
    case .producedBy, .references, .asks, .supersedes, .continues, .startedBy, .touches: false
    }
  }
}
