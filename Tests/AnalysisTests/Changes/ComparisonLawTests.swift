import Analysis
import SourceText
import Testing
import TraceModel

/// What holds of any two snapshots.
@Suite struct `Any two snapshots` {
  /// The same numbers for the same seed, on any machine.
  private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  private static let kinds: [NodeKind] = [
    .manifold, .constraint, .requiredTruth, .evidence, .artifact, .sourceRange, .alert, .page,
    .requirement, .scenario, .failureMode,
  ]

  private static func snapshot(_ dice: inout Dice, shift: Int = 0) -> TraceSnapshot {
    var snapshot = TraceSnapshot()
    var keys: Set<NodeKey> = []
    for _ in 0..<Int.random(in: 0...24, using: &dice) {
      let kind = kinds.randomElement(using: &dice) ?? .constraint
      let scope = Scope(name: ["shop", "bank"].randomElement(using: &dice) ?? "shop")
      let key = NodeKey(kind: kind, scope: scope, id: "N\(Int.random(in: 1...9, using: &dice))")
      guard keys.insert(key).inserted else { continue }
      snapshot.nodes.append(node(key, &dice))
    }
    snapshot.nodes.sort { $0.key < $1.key }
    let all = snapshot.nodes.map(\.key)
    for place in snapshot.nodes.indices where Bool.random(using: &dice) {
      let parent = all.randomElement(using: &dice)
      snapshot.nodes[place].parent = parent == all[place] ? nil : parent
    }
    for _ in 0..<(all.count * 2) {
      guard let source = all.randomElement(using: &dice) else { break }
      let target = Int.random(in: 0...5, using: &dice) == 0 ? nil : all.randomElement(using: &dice)
      let link = TraceSnapshot.Link(
        source, LinkKind.allCases.randomElement(using: &dice) ?? .satisfies, target,
        missing: target == nil ? "X\(Int.random(in: 1...3, using: &dice))" : "", basis: .declared)
      if !snapshot.links.contains(link) { snapshot.links.append(link) }
    }
    for number in 0..<Int.random(in: 0...4, using: &dice) {
      guard let owner = all.randomElement(using: &dice) else { break }
      let outcomes: [CheckedClaim.Outcome] = [.agrees, .differs, .unsupported]
      snapshot.claims.append(
        .init(
          of: owner, "constraints", declared: "\(number)", computed: "2",
          outcomes.randomElement(using: &dice) ?? .agrees, at: .file("a.yaml")))
    }
    return snapshot
  }

  private static func node(_ key: NodeKey, _ dice: inout Dice) -> TraceSnapshot.Node {
    let text = key.kind == .page ? "" : "text \(Int.random(in: 1...6, using: &dice)) h"
    var node = TraceSnapshot.Node(
      key, title: key.id, text: text,
      digest: Fingerprint(of: "\(text) \(Int.random(in: 1...2, using: &dice))"), at: .file("a.yaml")
    )
    if key.kind == .constraint { node.type = ConstraintType.allCases.randomElement(using: &dice) }
    if key.kind != .page { node.verdict = Verdict.allCases.randomElement(using: &dice) }
    if key.kind != .page, Bool.random(using: &dice) {
      let reason = Gap.Reason.allCases.randomElement(using: &dice) ?? .partial
      node.gap = .init(reason, "text", isAccepted: Int.random(in: 0...4, using: &dice) == 0)
    }
    return node
  }

  private static func report(_ base: TraceSnapshot, _ head: TraceSnapshot) -> ChangeReport {
    ChangeComparison(base: base, head: head, baseCommit: "a", headCommit: "b").report()
  }

  private static func pair(_ seed: Int) -> (TraceSnapshot, TraceSnapshot) {
    var dice = Dice(state: UInt64(seed))
    return (snapshot(&dice), snapshot(&dice))
  }

  @Test(arguments: 0..<150) func `nothing is told of two that are equal`(_ seed: Int) {
    let (base, _) = Self.pair(seed)
    let report = Self.report(base, base)
    #expect(report.findings == [])
    #expect(report.base.gaps == report.head.gaps && report.isUnchanged)
  }

  @Test(arguments: 0..<150) func `what is added one way is removed the other way`(_ seed: Int) {
    let (base, head) = Self.pair(seed)
    let (there, back) = (Self.report(base, head), Self.report(head, base))
    // What is gone is sorted by how much it matters, what is new is not.
    let keys = { (report: ChangeReport, kind: ChangeFinding.Kind) in
      report.findings(kind).map(\.subject.key).sorted()
    }
    #expect(keys(there, .added) == keys(back, .removed))
    #expect(keys(there, .removed) == keys(back, .added))
  }

  @Test(arguments: 0..<150) func `a gap that opens one way is closed the other way`(_ seed: Int) {
    var (base, head) = Self.pair(seed)
    // One to one by their keys, so that both ways match the same nodes; nothing is accepted.
    let shared = Set(base.nodes.map(\.key)).intersection(head.nodes.map(\.key))
    for place in base.nodes.indices { base.nodes[place].gap?.isAccepted = false }
    for place in head.nodes.indices { head.nodes[place].gap?.isAccepted = false }
    base.nodes.removeAll { !shared.contains($0.key) || $0.key.kind == .evidence }
    head.nodes.removeAll { !shared.contains($0.key) || $0.key.kind == .evidence }
    let opened = Self.report(base, head).findings(.newGap).filter { $0.rule == ChangeRules.newGap }
    let closed = Self.report(head, base).findings(.fixed).filter { $0.rule == ChangeRules.fixed }
    #expect(opened.map(\.subject.key) == closed.map(\.subject.key))
  }

  @Test(arguments: 0..<150) func `fingerprints differ, and know no line`(_ seed: Int) {
    var (base, head) = Self.pair(seed)
    let report = Self.report(base, head)
    #expect(Set(report.findings.map(\.fingerprint)).count == report.findings.count)
    let moved = SourceRange(path: "a.yaml", span: Span(900, 910), line: 77, column: 3)
    for place in head.nodes.indices { head.nodes[place].range = moved }
    for place in head.claims.indices { head.claims[place].range = moved }
    base.links.reverse()
    head.links.reverse()
    let again = Self.report(base, head)
    #expect(Set(again.findings.map(\.fingerprint)) == Set(report.findings.map(\.fingerprint)))
    #expect(again.findings.map(\.summary).sorted() == report.findings.map(\.summary).sorted())
  }

  @Test(arguments: 0..<150) func `a snapshot is read back as it was written`(_ seed: Int) throws {
    let (base, _) = Self.pair(seed)
    var writer = BinaryWriter()
    base.encode(into: &writer)
    var reader = BinaryReader(writer.bytes)
    #expect(try TraceSnapshot(from: &reader) == base)
    #expect(reader.isAtEnd)
    for length in stride(from: 0, to: writer.bytes.count, by: 7) {
      var cut = BinaryReader(Array(writer.bytes.prefix(length)))
      #expect(throws: BinaryReader.Malformed.self) { try TraceSnapshot(from: &cut) }
    }
  }

  @Test(arguments: 0..<60) func `no pair of ends is told twice, and no changed end`(_ seed: Int) {
    let (base, head) = Self.pair(seed)
    var seen: Set<[NodeKey]> = []
    for finding in Self.report(base, head).findings(.suspect) {
      guard let other = finding.other?.key else { continue }
      #expect(seen.insert([finding.subject.key, other]).inserted)
    }
  }
}
