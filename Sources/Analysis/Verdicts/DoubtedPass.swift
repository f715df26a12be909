import SourceText
import TraceModel

extension Assessment {
  /// The pass that a node counts of a test that nobody finds by its name, in words; `nil` where it counts
  /// none, or one of a test that is found as well.
  /// - Complexity: linear in what speaks for the node and for the truths that map to it.
  func doubtedPass(of node: NodeIndex) -> String? {
    let facets = verdicts.facets(of: node)
    guard facets.contains(.passed), !facets.contains(.found) else { return nil }
    let truths = graph.links(to: node).lazy.filter { $0.kind == .mapsTo }.map(\.source)
    let name = doubtedTest(of: node) ?? truths.lazy.compactMap { doubtedTest(of: $0) }.first
    return "the pass of \(name ?? "a test")"
  }

  private func doubtedTest(of node: NodeIndex) -> String? {
    graph.ownSupporters(of: node).lazy.flatMap { [$0] + verdicts.tests(behind: $0) }
      .compactMap { doubtedName(of: $0) }.first
  }

  private func doubtedName(of test: NodeIndex) -> String? {
    guard case .test(let facts) = graph[test].detail, facts.isUnsure, facts.outcome == .passed
    else { return nil }
    let place = facts.className.isEmpty ? facts.file ?? "" : facts.className
    let (name, owner) = (oneLine(facts.name).clipped(to: 80), oneLine(place).clipped(to: 80))
    return "\u{201C}\(name)\u{201D} of \u{201C}\(owner)\u{201D}"
  }
}
