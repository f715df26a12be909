import SourceText
import TraceModel

/// The gaps of two revisions, counted as a budget asks for.
struct BudgetCount {
  private struct Line {
    var entry: GapBudget.Entry
    var line: ChangeReport.BudgetLine
    /// The manifold or module is there, in one of the two revisions.
    var isKnown: Bool

    /// There were as many before.
    var isOld: Bool { line.after <= line.before }
  }

  private var counted: [Line] = []
  private var owners: [NodeKey] = []

  init(_ budget: GapBudget, _ base: TraceSnapshot, _ head: TraceSnapshot) {
    guard !budget.entries.isEmpty else { return }
    owners = Array(Set((base.nodes + head.nodes).compactMap(\.owner))).sorted()
    var seen: Set<[String]> = []
    for entry in budget.entries
    where seen.insert([entry.subject?.rawValue ?? "", entry.module ?? ""]).inserted {
      let (before, after) = (Self.count(entry, base), Self.count(entry, head))
      let allowed: Int
      switch entry.limit {
      case .atMost(let number): allowed = number
      case .noGrowth: allowed = before
      }
      let line = ChangeReport.BudgetLine(
        entry.title, before: before, after: after, allowed: allowed, at: entry.range)
      counted.append(
        Line(
          entry: entry, line: line,
          isKnown: entry.module == nil || owners.contains(where: entry.isAbout)))
    }
  }

  private static func count(_ entry: GapBudget.Entry, _ snapshot: TraceSnapshot) -> Int {
    snapshot.nodes.count { $0.openGap != nil && entry.covers($0) }
  }

  /// Every line, in the order of the policy.
  var lines: [ChangeReport.BudgetLine] { counted.map(\.line) }

  /// Some line is about a node, and none of those that are is exceeded.
  func allows(_ node: TraceSnapshot.Node) -> Bool {
    let about = counted.filter { $0.entry.covers(node) }
    return !about.isEmpty && !about.contains { $0.line.isExceeded }
  }

  /// Lines that are exceeded, and those that count nothing because nobody knows their module.
  func findings() -> [ChangeFinding] {
    counted.compactMap { line in
      if !line.isKnown { return unknown(line) }
      return line.line.isExceeded && !line.isOld ? exceeded(line) : nil
    }
  }

  /// Who finds the budget exceeded, and leaves no more gaps than there were, is not to blame.
  var remarks: [String] {
    counted.filter { $0.line.isExceeded && $0.isOld }.map { line in
      "\(Self.sentence(line)); before the change there were \(line.line.before)"
    }
  }

  private func exceeded(_ line: Line) -> ChangeFinding {
    let before = line.entry.limit == .noGrowth ? ", as many as before" : ""
    return ChangeFinding(
      .overBudget, ChangeRules.overBudget, line.entry.place, nil, Self.sentence(line) + before)
  }

  private static func sentence(_ line: Line) -> String {
    let (after, allowed) = (line.line.after, line.line.allowed)
    return "\(after) \(after == 1 ? "gap" : "gaps")\(line.entry.about), where \(allowed) "
      + "\(allowed == 1 ? "is" : "are") allowed"
  }

  private func unknown(_ line: Line) -> ChangeFinding {
    let module = line.entry.module ?? ""
    let near = nearestName(to: module, among: owners.map(\.scope.name)).map { "; write “\($0)”" }
    return ChangeFinding(
      .overBudget, ChangeRules.budgetModule, line.entry.place, nil,
      "the budget names \u{201C}\(module)\u{201D}, which is no manifold or module" + (near ?? ""))
  }
}

extension GapBudget.Entry {
  /// `gaps of invariants in payment-retry`.
  fileprivate var title: String { "gaps\(about)" }

  fileprivate var about: String {
    (subject.map { " of \($0.plural)" } ?? "") + (module.map { " in \($0)" } ?? "")
  }

  fileprivate var place: ChangeFinding.Place {
    let key = NodeKey(
      kind: .gap, scope: Scope(name: module ?? ""), id: "budget: \(subject?.plural ?? "all")")
    return ChangeFinding.Place(key, title: "", at: range)
  }

  fileprivate func covers(_ node: TraceSnapshot.Node) -> Bool {
    if module != nil, !(node.owner.map(isAbout) ?? false) { return false }
    guard let subject else { return true }
    switch subject {
    case .invariant: return node.type == .invariant
    case .boundary: return node.type == .boundary
    case .goal: return node.type == .goal
    case .constraint: return node.key.kind == .constraint
    case .truth: return node.key.kind == .requiredTruth
    case .failureMode: return node.key.kind == .failureMode
    case .requirement: return node.key.kind == .requirement
    case .scenario: return node.key.kind == .scenario
    }
  }

  fileprivate func isAbout(_ owner: NodeKey) -> Bool {
    guard let module else { return true }
    return owner.id == module || owner.scope.name == module || owner.scope.path == module
  }
}
