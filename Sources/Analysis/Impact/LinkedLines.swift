import SourceText
import TraceModel

/// The lines of files that belong to some nodes: in them a bare number may be the value that is
/// looked for.
struct LinkedLines {
  private var ranges: [String: [ClosedRange<Int>]] = [:]

  /// A statement in a document reaches from its first line to this many lines below.
  private static let reach = 12

  init(_ nodes: [NodeIndex], in graph: TraceGraph) {
    for index in nodes {
      let node = graph[index]
      if case .sourceRange(let facts) = node.detail {
        add(facts.firstLine...max(facts.firstLine, facts.lastLine), facts.path)
        continue
      }
      let range = node.range
      guard range.line > 0 else { continue }
      let first = Int(range.line)
      let next = graph.nextLine(after: index, in: range.path)
      add(first...max(first, min(first + Self.reach, next - 1)), range.path)
    }
  }

  private mutating func add(_ lines: ClosedRange<Int>, _ path: String) {
    ranges[path, default: []].append(lines)
  }

  func contains(_ line: Int, of path: String) -> Bool {
    ranges[path]?.contains { $0.contains(line) } ?? false
  }
}

extension TraceGraph {
  /// The line at which the next node of the same scope begins in the same file; the largest number
  /// behind the last one.
  fileprivate func nextLine(after node: NodeIndex, in path: String) -> Int {
    let first = self[node].range.line
    var next = Int.max
    for other in nodes(in: self[node].key.scope) {
      let range = self[other].range
      if range.path == path, range.line > first { next = min(next, Int(range.line)) }
    }
    return next
  }
}
