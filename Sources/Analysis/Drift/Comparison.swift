import SourceText
import TraceModel

/// What has happened between two moments to the ids of some families.
struct Comparison {
  /// A slot by its name in the whole project.
  struct Slot: Hashable, Comparable {
    var scope: Scope
    var slot: FamilyStatements.Slot

    static func < (a: Slot, b: Slot) -> Bool {
      if a.scope != b.scope { return a.scope < b.scope }
      if a.slot.kind != b.slot.kind { return a.slot.kind < b.slot.kind }
      return (a.slot.id, a.slot.facet.rawValue, a.slot.path)
        < (b.slot.id, b.slot.facet.rawValue, b.slot.path)
    }

    /// The id that the slot is a side of.
    var owner: Owner { Owner(kind: slot.kind, scope: scope, id: slot.id, path: slot.path) }
  }

  struct Owner: Hashable {
    var kind: NodeKind
    var scope: Scope
    var id: String
    var path: String
  }

  private let before: [Slot: FamilyStatements.Statement]
  private let after: [Slot: FamilyStatements.Statement]
  private var found: [StatementChange] = []
  private var revision = 0

  init(
    _ before: [Slot: FamilyStatements.Statement], _ after: [Slot: FamilyStatements.Statement]
  ) {
    self.before = before
    self.after = after
  }

  /// All changes, sorted by key, side and kind of change.
  func changes(in revision: Int) -> [StatementChange] {
    var comparison = self
    comparison.revision = revision
    comparison.compare()
    return comparison.found.sorted(by: Self.isOrdered)
  }

  private mutating func compare() {
    var gone: [Slot] = []
    for (slot, old) in before {
      if let new = after[slot] {
        compare(old, new, key: key(slot, new), slot.slot.facet)
      } else {
        gone.append(slot)
      }
    }
    let new = after.keys.filter { before[$0] == nil }
    guard !gone.isEmpty || !new.isEmpty else { return }
    // In an order of their own: where two claim one successor, it must always be the same that wins.
    gone.sort(by: <)
    let renamed = pairs(gone, new)
    var successors: [Owner: Owner] = [:]
    for slot in gone where successors[slot.owner] == nil {
      successors[slot.owner] = renamed[slot]?.owner
    }
    var taken: Set<Slot> = []
    let (leftBefore, leftAfter) = (Set(before.keys.map(\.owner)), Set(after.keys.map(\.owner)))
    for slot in gone {
      let target = renamed[slot] ?? successors[slot.owner].map { self.slot(slot, of: $0) }
      if let target, let new = after[target], before[target] == nil, let old = before[slot] {
        taken.insert(target)
        rename(slot, old, to: target, new)
      } else {
        remove(slot, isLast: !leftAfter.contains(slot.owner))
      }
    }
    for slot in new where !taken.contains(slot) {
      add(slot, isFirst: !leftBefore.contains(slot.owner))
    }
  }

  private func slot(_ slot: Slot, of owner: Owner) -> Slot {
    Slot(
      scope: owner.scope,
      slot: .init(
        kind: owner.kind, id: owner.id, facet: slot.slot.facet, path: owner.path))
  }

  private func key(_ slot: Slot, _ statement: FamilyStatements.Statement) -> NodeKey {
    NodeKey(kind: slot.slot.kind, scope: slot.scope, id: statement.id)
  }

  // MARK: what has happened

  private mutating func note(
    _ action: StatementChange.Action, _ key: NodeKey, _ facet: TrackedStatement.Facet,
    _ before: TrackedContent?, _ after: TrackedContent?, former: NodeKey? = nil
  ) {
    found.append(
      StatementChange(
        key: key, facet: facet, action: action, before: before, after: after, former: former,
        revision: revision))
  }

  private mutating func compare(
    _ old: FamilyStatements.Statement, _ new: FamilyStatements.Statement, key: NodeKey,
    _ facet: TrackedStatement.Facet
  ) {
    let (old, new) = (old.content, new.content)
    if old.fingerprint != new.fingerprint { note(.textChanged, key, facet, old, new) }
    if old.state != new.state {
      note(Self.action(from: old.state, to: new.state), key, facet, old, new)
    }
  }

  /// More boxes than before are ticked, or fewer; with other boxes, all of them or not.
  private static func action(
    from old: TrackedState, to new: TrackedState
  ) -> StatementChange.Action {
    guard case .boxes(let wasDone, let oldTotal) = old, case .boxes(let isDone, let total) = new
    else { return .statusChanged }
    if oldTotal == total { return isDone > wasDone ? .ticked : .unticked }
    switch (wasDone == oldTotal, isDone == total) {
    case (false, true): return .ticked
    case (true, false): return .unticked
    default: return .statusChanged
    }
  }

  private mutating func rename(
    _ slot: Slot, _ old: FamilyStatements.Statement, to target: Slot,
    _ new: FamilyStatements.Statement
  ) {
    let (former, key) = (key(slot, old), key(target, new))
    note(.renamed, key, slot.slot.facet, old.content, new.content, former: former)
    compare(old, new, key: key, slot.slot.facet)
  }

  private mutating func add(_ slot: Slot, isFirst: Bool) {
    guard let new = after[slot] else { return }
    let isGap = slot.slot.facet == .gap || slot.slot.kind == .gap
    note(isGap ? .gapOpened : .added, key(slot, new), slot.slot.facet, nil, new.content)
  }

  /// A gap whose subject is gone has not been closed.
  private mutating func remove(_ slot: Slot, isLast: Bool) {
    guard let old = before[slot] else { return }
    let isClosed = slot.slot.kind == .gap || slot.slot.facet == .gap && !isLast
    note(isClosed ? .gapClosed : .removed, key(slot, old), slot.slot.facet, old.content, nil)
  }

  private static func isOrdered(_ a: StatementChange, _ b: StatementChange) -> Bool {
    if a.key != b.key { return a.key < b.key }
    let facets = TrackedStatement.Facet.allCases
    let actions = StatementChange.Action.allCases
    let rank = { (change: StatementChange) in
      (
        facets.firstIndex(of: change.facet) ?? 0,
        change.action == .renamed ? -1 : actions.firstIndex(of: change.action) ?? 0
      )
    }
    if rank(a) != rank(b) { return rank(a) < rank(b) }
    if let first = a.former, let second = b.former, first != second { return first < second }
    return (a.before?.shown ?? "", a.after?.shown ?? "")
      < (b.before?.shown ?? "", b.after?.shown ?? "")
  }
}

extension Comparison {
  private struct Likeness: Hashable {
    var kind: NodeKind
    var facet: TrackedStatement.Facet
    /// Empty when the scope does not matter.
    var id: String
    var text: Fingerprint
  }

  /// What is gone, and what says the same under another name: only where one is like exactly one.
  fileprivate func pairs(_ gone: [Slot], _ new: [Slot]) -> [Slot: Slot] {
    var pairs: [Slot: Slot] = [:]
    // A whole scope may have moved: then ids are the same, and tell more than texts.
    for usesID in [true, false] {
      let taken = Set(pairs.values)
      let old = likenesses(gone.filter { pairs[$0] == nil }, before, usesID: usesID)
      let now = likenesses(new.filter { !taken.contains($0) }, after, usesID: usesID)
      for (likeness, slots) in old {
        guard slots.count == 1, let others = now[likeness], others.count == 1 else { continue }
        pairs[slots[0]] = others[0]
      }
    }
    return pairs
  }

  private func likenesses(
    _ slots: [Slot], _ statements: [Slot: FamilyStatements.Statement], usesID: Bool
  ) -> [Likeness: [Slot]] {
    var found: [Likeness: [Slot]] = [:]
    for slot in slots {
      guard let content = statements[slot]?.content, !content.shown.isEmpty || usesID else {
        continue
      }
      let likeness = Likeness(
        kind: slot.slot.kind, facet: slot.slot.facet, id: usesID ? slot.slot.id : "",
        text: content.fingerprint)
      found[likeness, default: []].append(slot)
    }
    return found
  }
}
