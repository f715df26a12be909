import Ingest
import SourceText
import Testing
import TraceModel

@Suite struct `Histories in the graph` {
  private static func history(_ start: String, _ more: String = "") -> String {
    """
    {"events":[{"eventId":1,"eventTime":"2024-01-01T00:00:00Z",
    "eventType":"WorkflowExecutionStarted",
    "workflowExecutionStartedEventAttributes":{"workflowType":{"name":"Pay"},\(start)}}\(more)]}
    """
  }

  private func graph(_ files: [String: String]) -> (TraceGraph, [Diagnostic]) {
    let documents = files.sorted { $0.key < $1.key }.flatMap {
      Ingest.read(SourceFile(path: $0.key, text: $0.value), as: .histories)
    }
    return Ingest.link([], documents: documents)
  }

  @Test func `are one node each, in the scope of their folder`() throws {
    let (graph, found) = graph([
      "a/histories/one.json": Self.history(#""originalExecutionRunId":"r1","workflowId":"w1""#)
    ])
    let node = try #require(graph.nodes.first)
    #expect(graph.nodes.count == 1 && found.isEmpty)
    #expect(node.key == NodeKey(kind: .run, scope: Scope(root: "a/histories", name: ""), id: "one"))
    guard case .run(let facts) = node.detail else {
      Issue.record("no run")
      return
    }
    #expect(node.title == "Pay" && facts.status == "running" && facts.events == 1)
    #expect(facts.runID == "r1" && facts.workflowID == "w1")
  }

  @Test func `know their parents and the runs that they go on from`() {
    let (graph, found) = graph([
      "histories/parent.json": Self.history(#""originalExecutionRunId":"p""#),
      "other/histories/child.json": Self.history(
        #""originalExecutionRunId":"c","parentWorkflowExecution":{"workflowId":"w","runId":"p"}"#),
      "histories/next.json": Self.history(
        #""originalExecutionRunId":"n","continuedExecutionRunId":"p""#),
    ])
    #expect(found.isEmpty, "\(found.map(\.summary))")
    let links = graph.links.map { link -> String in
      guard case .node(let target) = link.target else { return "?" }
      return "\(graph[link.source].key.id) \(link.kind.rawValue) \(graph[target].key.id)"
    }
    #expect(Set(links) == ["child started by parent", "next continues parent"])
  }

  @Test func `need not know where they come from`() {
    let (graph, found) = graph([
      "h.json": Self.history(
        #""continuedExecutionRunId":"gone","parentWorkflowExecution":{"runId":"gone"}"#)
    ])
    #expect(graph.links.isEmpty && found.isEmpty)
  }

  @Test func `may go on from themselves`() {
    let (graph, found) = graph([
      "h.json": Self.history(#""originalExecutionRunId":"r","continuedExecutionRunId":"r""#)
    ])
    #expect(graph.links.isEmpty && found.isEmpty)
  }

  @Test func `are shown even when nothing can be read`() throws {
    let (graph, found) = graph(["h.json": "{"])
    let node = try #require(graph.nodes.first)
    guard case .run(let facts) = node.detail else {
      Issue.record("no run")
      return
    }
    #expect(facts.status == "unreadable" && facts.isIncomplete && !found.isEmpty)
  }

  @Test(arguments: [
    ("export.json", #"{"events":[{"eventId":"1","eventTime":"x","eventType":"y"}]}"#, true),
    ("export.json", "\n[ {\n \"eventId\": 1, \"eventType\": 2 }]", true),
    ("export.txt", #"{"events":[{"eventId":"1","eventType":"y"}]}"#, false),
    ("a.json", #"{"eventType":"click"}"#, false), ("a.json", "", false),
  ])
  func `are recognised by how they begin`(path: String, text: String, isHistory: Bool) {
    let format = DocumentFormat.recognised(path, start: Array(text.utf8))
    #expect((format == .histories) == isHistory)
  }
}
