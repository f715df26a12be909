import SourceText
import TraceModel

/// `3/8`, `37%` or a word against the boxes.
func progressFindings(_ index: NodeIndex, in graph: TraceGraph) -> [Diagnostic] {
  let node = graph[index]
  guard case .progress(let facts) = node.detail, facts.total > 0 else { return [] }
  return node.attributes.compactMap { attribute in
    guard attribute.name == "Progress" || attribute.name == "Status",
      agrees(attribute.value.text, facts) == false
    else { return nil }
    return Diagnostic(
      .progressDiffers, at: attribute.value.range,
      "\(node.key.kind.label) \(node.key.id) states \"\(attribute.value.text)\", but "
        + "\(facts.done) of \(facts.total) boxes are ticked")
  }
}

/// `nil` for words that say nothing about a count.
private func agrees(_ text: String, _ facts: ProgressFacts) -> Bool? {
  let numbers = text.split { !($0.isASCII && $0.isNumber) }.compactMap { Int($0) }
  if text.contains("/"), numbers.count >= 2 {
    return numbers[0] == facts.done && numbers[1] == facts.total
  }
  if text.contains("%"), let share = numbers.first {
    let (exact, overflow) = facts.done.multipliedReportingOverflow(by: 100)
    return !overflow && abs(share.clamped(to: 1_000) - exact / facts.total) <= 1
  }
  switch text.lowercased() {
  case "done", "complete", "completed", "implemented": return facts.done == facts.total
  case "not started", "todo", "open": return facts.done == 0
  default: return nil
  }
}

extension Int {
  fileprivate func clamped(to limit: Int) -> Int { Swift.min(self, limit) }
}
