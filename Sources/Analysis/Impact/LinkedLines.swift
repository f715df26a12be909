import SourceText
import TraceModel

/// The lines of files that belong to some nodes: in them a bare number may be the value that is
/// looked for.
struct LinkedLines {
  /// In order, and apart from one another.
  private var ranges: [String: [ClosedRange<Int>]] = [:]

  /// A statement in a document reaches from its first line to this many lines below.
  private static let reach = 12

  init(_ nodes: [NodeIndex], in graph: TraceGraph) {
    var starts = ScopeLines(graph)
    for index in nodes {
      let node = graph[index]
      if case .sourceRange(let facts) = node.detail {
        add(facts.firstLine...max(facts.firstLine, facts.lastLine), facts.path)
        continue
      }
      let range = node.range
      guard range.line > 0 else { continue }
      let first = Int(range.line)
      let next = starts.next(after: first, of: range.path, in: node.key.scope)
      add(first...max(first, min(first + Self.reach, next - 1)), range.path)
    }
    ranges = ranges.mapValues(Self.joined)
  }

  private mutating func add(_ lines: ClosedRange<Int>, _ path: String) {
    ranges[path, default: []].append(lines)
  }

  private static func joined(_ ranges: [ClosedRange<Int>]) -> [ClosedRange<Int>] {
    var joined: [ClosedRange<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = joined.last, range.lowerBound <= last.upperBound {
        joined[joined.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        joined.append(range)
      }
    }
    return joined
  }

  /// Whether a line belongs to one of the nodes; found by halving.
  func contains(_ line: Int, of path: String) -> Bool {
    guard let ranges = ranges[path] else { return false }
    let next = firstPlace(in: ranges) { $0.lowerBound > line }
    return next > 0 && ranges[next - 1].contains(line)
  }
}

/// The lines on which the nodes of scopes begin, each scope looked through once.
private struct ScopeLines {
  private let graph: TraceGraph
  private var lines: [Scope: [String: [Int]]] = [:]

  init(_ graph: TraceGraph) { self.graph = graph }

  /// The line at which the next node of the same scope begins in the same file; the largest number
  /// behind the last one.
  mutating func next(after line: Int, of path: String, in scope: Scope) -> Int {
    let starts = lines[scope] ?? read(scope)
    let own = starts[path] ?? []
    let place = firstPlace(in: own) { $0 > line }
    return place < own.count ? own[place] : Int.max
  }

  private mutating func read(_ scope: Scope) -> [String: [Int]] {
    var found: [String: [Int]] = [:]
    for node in graph.nodes(in: scope) {
      let range = graph[node].range
      found[range.path, default: []].append(Int(range.line))
    }
    found = found.mapValues { $0.sorted() }
    lines[scope] = found
    return found
  }
}

/// The place of the first element for which this holds, where it holds for all behind it.
private func firstPlace<Element>(in sorted: [Element], where holds: (Element) -> Bool) -> Int {
  var (low, high) = (0, sorted.count)
  while low < high {
    let middle = (low + high) / 2
    if holds(sorted[middle]) { high = middle } else { low = middle + 1 }
  }
  return low
}
