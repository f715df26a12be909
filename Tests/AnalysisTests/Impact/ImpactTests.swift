import Glibc
import SourceText
import Testing
import TraceModel

@testable import Analysis

/// What a change would reach, before anybody makes it.
@Suite struct `The preview of a change` {
  @Test func `names ends by what becomes of them, and lines that state the old value`() throws {
    let project = ComparedProject().with(file: "notes.md", "Retries stop after three days: 72 h.\n")
    let assessment = project.assessment()
    let preview = ImpactPreview(
      of: try node(named: "shop/B2", in: assessment.graph),
      change: ValueChange("72 h → 48 h"), in: assessment,
      paths: Array(project.files.keys)
    ) { project.files[$0].map { Array($0.utf8) } }
    #expect(
      preview.ends.map { "\($0.effect.rawValue): \($0.place.key.id) \($0.link)" } == [
        "would be written again: shop/RT-2 satisfies shop/RT-2",
        "would no longer show what they show: RetriesTooLong alerts on shop/B2",
        "would have to be looked at: RT-2 maps to B2",
      ])
    #expect(
      preview.lines.map { "\($0.path):\($0.number)" } == [
        "notes.md:1", "shop.alerts.yaml:5", "shop.alerts.yaml:8", "shop.yaml:7", "src/pay.py:9",
      ])
  }

  @Test func `begins at marked lines by the name that a report shows`() throws {
    let graph = ComparedProject().assessment().graph
    let node = try node(named: "src/pay.py/shop/RT-2", in: graph)
    #expect(graph[node].key.kind == .sourceRange && graph[node].range.path == "src/pay.py")
    #expect(throws: NameFault.self) { try Analysis.node(named: "src/pay.py/shop/RT-9", in: graph) }
  }

  @Test func `takes lines of a node up to the next one`() {
    let graph = Self.graph([1, 5, 40])
    let lines = LinkedLines([NodeIndex(0), NodeIndex(2)], in: graph)
    #expect((1...60).filter { lines.contains($0, of: "a.yaml") } == Array(1...4) + Array(40...52))
    #expect(!lines.contains(1, of: "b.yaml"))
  }

  @Test func `takes time for its lines, not for their square`() {
    let graph = Self.graph(Array(stride(from: 1, to: 40_000, by: 2)))
    let start = Self.work
    let lines = LinkedLines(graph.nodes.indices.map { NodeIndex($0) }, in: graph)
    #expect((1...40_000).count { lines.contains($0, of: "a.yaml") } > 10_000)
    #expect(Self.work - start < 8)
  }

  /// A scope with a node on each of these lines.
  private static func graph(_ lines: [Int]) -> TraceGraph {
    let nodes = lines.map { line in
      TraceNode(
        key: NodeKey(kind: .constraint, scope: Scope(root: "", name: "a"), id: "B\(line)"),
        title: "x",
        range: SourceRange(
          path: "a.yaml", span: Span(line, line + 1), line: line, column: 1))
    }
    return TraceGraph(nodes: nodes, links: [])
  }

  /// Seconds that this thread has worked: other tests run beside it.
  private static var work: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test func `needs an arrow and two values`() {
    #expect(ValueChange("72 h") == nil && ValueChange("-> 48 h") == nil)
    #expect(ValueChange("72 h=>48 h")?.new.text == "48 h")
  }
}
