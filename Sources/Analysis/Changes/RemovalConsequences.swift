import SourceText
import TraceModel

/// What follows from a removal, and from a file that nobody can read: nobody has to be told twice. What the
/// loss does not explain by itself stays a finding of its own.
struct RemovalConsequences {
  private let alignment: Alignment
  private let links: LinkChanges
  /// Files that could be read at the base and cannot be read at the head, where nothing but their
  /// names is left of what they said.
  private let silent: Set<String>
  /// By node of the head: what it named and is gone, in the order of keys.
  private var lost: [NodeKey: [NodeKey]] = [:]
  /// By node of the head: what it names in vain, with the one that it has lost by that name.
  private var vain: [NodeKey: [(summary: String, lost: NodeKey?)]] = [:]
  /// Nodes of the head that still lead to something.
  private let leading: Set<NodeKey>
  /// What is gone, by what is told of it: itself, or the one above it.
  private var heads: [NodeKey: TraceSnapshot.Node] = [:]
  private let families: [Family]

  init(
    _ alignment: Alignment, _ links: LinkChanges, _ base: TraceSnapshot, _ head: TraceSnapshot,
    unread: Set<String>
  ) {
    self.alignment = alignment
    self.links = links
    let speaking = Set(
      head.nodes.lazy.filter { $0.key.kind != .manifold && !unread.isEmpty }.map(\.range.path))
    silent = unread.subtracting(speaking)
    leading = Set(
      head.links.lazy.filter { $0.target != nil && $0.kind.isAboutMeaning }.map(\.source))
    families = Family.families(of: alignment.removed)
    for family in families {
      for member in family.members { heads[member.key] = family.head }
    }
    findLosses(base)
    findVain(head)
  }

  private mutating func findLosses(_ base: TraceSnapshot) {
    for link in base.links {
      guard let target = link.target, heads[target] != nil,
        let source = alignment.headKey(link.source)
      else { continue }
      lost[source, default: []].append(target)
    }
    lost = lost.mapValues { $0.sorted() }
  }

  private mutating func findVain(_ head: TraceSnapshot) {
    let keys = heads.keys.sorted()
    let names = NodeNames(keys)
    for link in head.links where !link.missing.isEmpty {
      guard let targets = lost[link.source] else { continue }
      let named = names.places(named: link.missing).map { keys[$0] }
      vain[link.source, default: []].append(
        (GapChanges.summary(of: link), named.first(where: targets.contains)))
    }
    for result in head.vainResults {
      let named = names.places(named: result.missing).map { keys[$0] }.first {
        [$0.id, $0.shownName, $0.fullName].contains(result.missing)
      }
      vain[result.result, default: []].append((ResultChanges.summary(of: result), named))
    }
  }

  /// The findings, each with the removal that it follows from; without those that are nothing but
  /// silence of a file that cannot be read.
  func told(_ findings: [ChangeFinding]) -> [ChangeFinding] {
    var removals: [NodeKey: String] = [:]
    for finding in findings where finding.kind == .removed && !isSilent(finding.subject.key) {
      removals[finding.subject.key] = finding.fingerprint
    }
    return findings.compactMap { finding in
      if finding.kind == .removed { return isSilent(finding.subject.key) ? nil : finding }
      if finding.kind == .added, silent.contains(finding.subject.range.path) { return nil }
      let causes = causes(of: finding)
      guard !causes.isEmpty else { return finding }
      guard let cause = causes.first(where: { !isSilent($0) }) else { return nil }
      var result = finding
      result.because = heads[cause].flatMap { removals[$0.key] }
      return result
    }
  }

  /// For each file that cannot be read: how many nodes are not told as removed.
  var remarks: [String] {
    silent.sorted().compactMap { path in
      let nodes = families.filter { $0.head.range.path == path }.flatMap(\.members)
      guard !nodes.isEmpty else { return nil }
      return "\u{201C}\(path)\u{201D} cannot be read at the head: what it said, \(nodes.count) "
        + "\(nodes.count == 1 ? "node" : "nodes")\(Family.demands(among: nodes)), is not compared"
    }
  }

  private func isSilent(_ key: NodeKey) -> Bool {
    heads[key].map { silent.contains($0.range.path) } ?? false
  }

  // MARK: causes

  /// What is gone and explains a finding about a node that named it; empty where something else does.
  private func causes(of finding: ChangeFinding) -> [NodeKey] {
    let key = finding.subject.key
    if finding.rule == ChangeRules.newDangling {
      return (vain[key] ?? []).filter { $0.summary == finding.summary }.compactMap(\.lost)
    }
    guard let targets = lost[key], let pair = alignment.pair(key) else { return [] }
    switch finding.rule {
    case ChangeRules.newGap:
      let isBroken = [.orphaned, .dangling].contains(pair.head.gap?.reason)
      return isBroken && pair.base.gap == nil ? breaks(pair) : []
    case ChangeRules.regressed: return pair.head.verdict == nil ? [] : breaks(pair)
    case ChangeRules.relinked:
      return !alignment.isMoved(pair) && links.loses(key, nothingBut: heads) ? targets : []
    default: return []
    }
  }

  /// The losses that leave a node without an end, where its support is what it was.
  private func breaks(_ pair: Alignment.Pair) -> [NodeKey] {
    let (key, facets) = (pair.head.key, pair.head.facets)
    // A pass in doubt is a pass.
    let before = pair.base.facets.subtracting(.found)
    guard !facets.contains(.failed), facets.isSuperset(of: before) else { return [] }
    guard let vain = vain[key] else { return leading.contains(key) ? [] : lost[key] ?? [] }
    let named = vain.compactMap(\.lost)
    return named.count == vain.count ? named : []
  }
}
