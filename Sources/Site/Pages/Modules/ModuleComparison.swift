import SourceText
import Templates
import TraceModel

extension ModuleMatrix {
  /// The pages of a module: rows go together until their texts fill one.
  func pages(
    at path: String, in graph: TraceGraph, budget: Int = 80_000, size: Int = 150
  ) -> PagedList {
    let weights = rows.map { row in
      ([row.node] + row.scenarios).reduce(200) { $0 + graph[$1].comparedBytes }
    }
    return PagedList(path: path, weights: weights, budget: budget, size: size)
  }

  /// What some rows are about, each node once, as far as anything is said of how it was built.
  fileprivate func compared(_ range: Range<Int>, in graph: TraceGraph) -> [NodeIndex] {
    var seen: Set<NodeIndex> = []
    return rows[range].flatMap { [$0.node] + $0.scenarios }.filter {
      guard case .specified(let facts) = graph[$0].detail else { return false }
      return (facts.actual != nil || facts.gap != nil) && seen.insert($0).inserted
    }
  }
}

extension PageContext {
  /// Intent, what was built, and the gap, beside each other.
  func comparison(
    _ matrix: ModuleMatrix, rows: Range<Int>, isAnchored: Bool = true
  ) -> [TemplateValue] {
    matrix.compared(rows, in: graph).compactMap { node in
      guard case .specified(let facts) = graph[node].detail else { return nil }
      return [
        "anchor": .string(isAnchored ? "compare-\(anchor(of: node))" : ""),
        "node": reference(to: node),
        "status": buildState(of: node), "intent": html(graph[node].statement),
        "isStated": .bool(facts.intent != nil), "actual": html(facts.actual),
        "gap": html(facts.gap),
      ]
    }
  }

  /// As built, and the gap, for the page of one requirement or scenario.
  func builtSides(of node: NodeIndex) -> [TemplateValue] {
    guard case .specified(let facts) = graph[node].detail else { return [] }
    return [("As built", facts.actual), ("Gap", facts.gap)].compactMap { title, prose in
      prose.map { ["title": .string(title), "text": html($0)] }
    }
  }

  /// What documents say of how something was built: a claim, whatever the word.
  func buildState(of node: NodeIndex, isDescribed: Bool = false) -> TemplateValue {
    guard case .specified(let facts) = graph[node].detail else { return noStatus }
    if facts.gap != nil { return Site.status("differs", "Differs") }
    switch facts.mark {
    case .implemented: return Site.status("declared", "Implemented")
    case .partial: return Site.status("partial", "In part")
    case .deferred: return Site.status("gap", "Deferred")
    case .changed: return Site.status("suspect", "Changed")
    case nil:
      if facts.actual != nil { return Site.status("declared", "Described") }
      return isDescribed ? Site.status("gap", "Not described") : noStatus
    }
  }
}

extension TraceNode {
  /// Attributes without those that the page shows in its middle: steps of a text that is shown, and
  /// what was built.
  var besideAttributes: [Attribute] {
    guard case .specified = detail else { return attributes }
    let steps: Set<String> = statement == nil ? [] : ["Given", "When", "Then", "And", "Or"]
    return attributes.filter { !steps.contains($0.name) && !["As built", "Gap"].contains($0.name) }
  }

  fileprivate var comparedBytes: Int {
    guard case .specified(let facts) = detail else { return 0 }
    guard facts.actual != nil || facts.gap != nil else { return 0 }
    let texts = [statement, facts.actual, facts.gap]
    return texts.reduce(300) { $0 + ($1?.text.utf8.count ?? 0) }
  }
}
