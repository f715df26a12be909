import SourceText
import TraceModel

/// Claims that a change makes false or true.
struct ClaimChanges {
  private let alignment: Alignment
  private let base: TraceSnapshot
  private let head: TraceSnapshot

  init(_ alignment: Alignment, _ base: TraceSnapshot, _ head: TraceSnapshot) {
    self.alignment = alignment
    self.base = base
    self.head = head
  }

  /// A claim without its place in its file: the second one of the same is number 2.
  private struct Name: Hashable {
    var owner: NodeKey
    var path: String
    var subject: String
    var number: Int
  }

  func findings() -> [ChangeFinding] {
    let moved = alignment.movedFiles()
    let before = Dictionary(
      named(base.claims, moved) { alignment.headKey($0) ?? $0 },
      uniquingKeysWith: { first, _ in first })
    let titles = Dictionary(
      head.nodes.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    return named(head.claims, [:]) { $0 }.compactMap { name, claim in
      guard let owner = titles[name.owner] else { return nil }
      return finding(name, before[name], claim, owner)
    }
  }

  private func named(
    _ claims: [TraceSnapshot.Claim], _ moved: [String: String], _ owner: (NodeKey) -> NodeKey
  ) -> [(Name, TraceSnapshot.Claim)] {
    var count: [Name: Int] = [:]
    return claims.map { claim in
      let path = moved[claim.range.path] ?? claim.range.path
      var name = Name(owner: owner(claim.owner), path: path, subject: claim.subject, number: 0)
      let number = count[name, default: 0] + 1
      count[name] = number
      name.number = number
      return (name, claim)
    }
  }

  private func finding(
    _ name: Name, _ old: TraceSnapshot.Claim?, _ new: TraceSnapshot.Claim,
    _ owner: TraceSnapshot.Node
  ) -> ChangeFinding? {
    let place = ChangeFinding.Place(owner.key, title: owner.title, at: new.range)
    let detail = "\(name.path)\u{0}\(name.subject)\u{0}\(name.number)"
    switch (old?.outcome, new.outcome) {
    case (.differs, .agrees):
      return ChangeFinding(
        .fixed, ChangeRules.claimFixed, place, nil,
        "\(new.subject): \u{201C}\(new.declared)\u{201D} agrees",
        detail: detail)
    case (.differs, _): return nil
    case (_, .differs):
      return ChangeFinding(
        .falseClaim, ChangeRules.falseClaim, place, nil,
        "\(new.subject): \u{201C}\(new.declared)\u{201D} is stated, and \(new.computed) computed",
        detail: detail)
    default: return nil
    }
  }
}
