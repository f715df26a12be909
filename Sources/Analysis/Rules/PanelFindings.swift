import SourceText
import TraceModel

/// What a panel says of its alerts and constraints that does not hold.
func panelFindings(_ index: NodeIndex, in graph: TraceGraph) -> [Diagnostic] {
  let node = graph[index]
  guard case .panel(let facts) = node.detail else { return [] }
  let alerts = graph.links(from: index).compactMap { link -> NodeIndex? in
    guard case .node(let target) = link.target, graph[target].key.kind == .alert else {
      return nil
    }
    return target
  }
  var found = alerts.compactMap { thresholdDifference(node, facts, graph[$0]) }
  if let threshold = facts.alertThreshold, alerts.isEmpty, !isWatched(index, in: graph) {
    found.append(
      Diagnostic(
        .thresholdWithoutAlert, at: node.range,
        "panel \"\(node.title)\" has the threshold \(threshold.plain), and no alert compares it"))
  }
  return found + graph.quantileFindings(of: index, queries: facts.queries)
}

/// Some alert watches a constraint of the panel.
private func isWatched(_ panel: NodeIndex, in graph: TraceGraph) -> Bool {
  graph.links(from: panel).contains { link in
    guard link.kind == .covers, case .node(let constraint) = link.target else { return false }
    return graph.links(to: constraint).contains { $0.kind == .alertsOn }
  }
}

private func thresholdDifference(
  _ panel: TraceNode, _ facts: PanelFacts, _ alert: TraceNode
) -> Diagnostic? {
  let steps = facts.thresholds.compactMap(\.value)
  guard case .alert(let other) = alert.detail, let bound = other.bound, !steps.isEmpty else {
    return nil
  }
  // A step holds from its value on: of whole numbers, more than 0 is 1 and more.
  let bounds = bound == bound.rounded() ? [bound, bound + 1] : [bound]
  let isStep = steps.contains { step in
    bounds.contains { abs(step - $0) <= 1e-9 * max(1, abs($0)) }
  }
  if isStep { return nil }
  return Diagnostic(
    .thresholdDiffers, at: panel.range,
    "panel \"\(panel.title)\" has thresholds at \(steps.map(\.plain).joined(separator: ", ")), and "
      + "alert \(alert.key.id) compares with \(bound.plain)",
    notes: [Diagnostic.Note("the alert is here", at: alert.range)])
}

extension Double {
  /// `5` rather than `5.0`.
  fileprivate var plain: String {
    Int(exactly: self).map(String.init) ?? description
  }
}

// MARK: quantiles

extension TraceGraph {
  /// A query about one quantile that is there for a constraint about another.
  func quantileFindings(of index: NodeIndex, queries: [String]) -> [Diagnostic] {
    let measured = Set(queries.flatMap(quantiles))
    guard !measured.isEmpty else { return [] }
    return links(from: index).compactMap { link in
      guard link.kind == .covers || link.kind == .alertsOn, case .node(let target) = link.target
      else { return nil }
      let constraint = self[target]
      let texts =
        [constraint.title, constraint.statement?.text ?? ""]
        + constraint.attributes.map { "\($0.name) \($0.value.text)" }
      let wanted = Set(texts.flatMap(quantiles))
      guard !wanted.isEmpty, wanted.isDisjoint(with: measured) else { return nil }
      return Diagnostic(
        .quantileDiffers, at: self[index].range,
        "\(self[index].key.kind.label) \"\(self[index].title)\" measures \(words(measured)), and "
          + "\(constraint.key.id) is about \(words(wanted))",
        notes: [Diagnostic.Note("the constraint is here", at: constraint.range)])
    }
  }
}

private func words(_ quantiles: Set<Int>) -> String {
  quantiles.sorted().map { "p\($0)" }.joined(separator: ", ")
}

/// `p99`, `_p95`, `histogram_quantile(0.99`: the numbers behind the `p`, and 99 for 0.99.
private func quantiles(in text: String) -> [Int] {
  let bytes = Array(text.utf8.prefix(4_000))
  var found: [Int] = []
  for index in bytes.indices where bytes[index] | 0x20 == UInt8(ascii: "p") {
    let isStart = index == 0 || !isLetterOrDigit(bytes[index - 1])
    let digits = bytes[(index + 1)...].prefix { $0 >= 0x30 && $0 <= 0x39 }
    let end = index + 1 + digits.count
    let isEnd = end == bytes.count || !isLetterOrDigit(bytes[end])
    guard isStart, isEnd, (2...3).contains(digits.count) else { continue }
    if let number = Int(String(decoding: digits, as: UTF8.self)) { found.append(number) }
  }
  if let call = text.firstRange(of: "quantile(0.") {
    let digits = text[call.upperBound...].prefix { $0.isASCII && $0.isNumber }
    if digits.count <= 3, let number = Int(digits) {
      found.append(digits.count == 1 ? number * 10 : number)
    }
  }
  return found
}
