import SourceText
import TraceModel

/// What follows from a removal, and from a file that nobody can read: nobody has to be told twice.
struct RemovalConsequences {
  /// Files that could be read at the base and cannot be read at the head, where nothing but their
  /// names is left of what they said.
  private let silent: Set<String>
  /// By node of the head: what it named and is gone, in the order of keys.
  private var lost: [NodeKey: [NodeKey]] = [:]
  /// What is gone, by what is told of it: itself, or the one above it.
  private var heads: [NodeKey: TraceSnapshot.Node] = [:]
  private let orphaned: Set<NodeKey>

  init(
    _ alignment: Alignment, _ base: TraceSnapshot, _ head: TraceSnapshot, unread: Set<String>
  ) {
    let speaking = Set(
      head.nodes.lazy.filter { $0.key.kind != .manifold && !unread.isEmpty }.map(\.range.path))
    silent = unread.subtracting(speaking)
    orphaned = Set(
      head.nodes.lazy.filter { [.orphaned, .dangling].contains($0.gap?.reason) }.map(\.key))
    for family in Family.families(of: alignment.removed) {
      for member in family.members { heads[member.key] = family.head }
    }
    for link in base.links {
      guard let target = link.target, heads[target] != nil,
        let source = alignment.headKey(link.source)
      else { continue }
      lost[source, default: []].append(target)
    }
    lost = lost.mapValues { $0.sorted() }
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
      guard let cause = cause(of: finding) else { return finding }
      guard !isSilent(cause) else { return nil }
      var result = finding
      result.because = removals[cause]
      return result
    }
  }

  /// For each file that cannot be read: how many nodes are not told as removed.
  var remarks: [String] {
    silent.sorted().compactMap { path in
      let count = heads.values.count { $0.range.path == path }
      guard count > 0 else { return nil }
      return "\u{201C}\(path)\u{201D} cannot be read at the head: what it said, \(count) "
        + "\(count == 1 ? "node" : "nodes"), is not compared"
    }
  }

  private func isSilent(_ key: NodeKey) -> Bool {
    heads[key].map { silent.contains($0.range.path) } ?? false
  }

  /// The head of what is gone, because of which a node that named it is another one now.
  private func cause(of finding: ChangeFinding) -> NodeKey? {
    guard let target = lost[finding.subject.key]?.first, let head = heads[target] else {
      return nil
    }
    switch finding.rule {
    case ChangeRules.newDangling, ChangeRules.regressed: return head.key
    case ChangeRules.newGap: return orphaned.contains(finding.subject.key) ? head.key : nil
    case ChangeRules.relinked: return finding.other?.isGone == true ? head.key : nil
    default: return nil
    }
  }
}
