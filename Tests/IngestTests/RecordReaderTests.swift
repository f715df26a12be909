import Ingest
import SourceText
import Testing
import TraceModel

@Suite struct `Records of decisions and incidents` {
  private func read(_ files: [String: String]) -> (graph: TraceGraph, found: [Diagnostic]) {
    let documents = files.sorted { $0.key < $1.key }.flatMap {
      Ingest.read(SourceFile(path: $0.key, text: $0.value), as: .records)
    }
    let (graph, found) = Ingest.link([], documents: documents)
    return (graph, found)
  }

  struct Form: Sendable {
    var path: String
    var text: String
    var id: String
    var status: String? = "accepted"
    var date: String? = "2024-01-15"
  }

  @Test(arguments: [
    Form(
      path: "adr/0001-pool.md",
      text: "# ADR-0001: A pool\n\n**Date**: 2024-01-15\n\n**Status**: Accepted\n", id: "ADR-0001"),
    Form(
      path: "adr/0001-pool.md",
      text: "---\nstatus: accepted\ndate: 2024-01-15\n---\n# A pool\n", id: "ADR-0001"),
    Form(
      path: "decisions/pool.md", text: "# A pool\n\n* Status: accepted\n* Date: 2024-01-15\n",
      id: "pool"),
    Form(
      path: "adr/2.md", text: "# A pool\n## Status\n\nAccepted\n\n## Date\n2024-01-15\n",
      id: "ADR-2"),
    Form(path: "adr/ADR-007-pool.md", text: "# A pool\n", id: "ADR-007", status: nil, date: nil),
    Form(path: "adr/3.md", text: "Date: 2024-13-41\n", id: "ADR-3", status: nil, date: nil),
  ])
  func `state their status and date in many forms`(form: Form) throws {
    let node = try #require(read([form.path: form.text]).graph.nodes.first)
    guard case .decision(let facts) = node.detail else {
      Issue.record("no record")
      return
    }
    #expect(node.key.id == form.id && node.key.kind == .decision)
    #expect(facts.status == form.status && facts.date == form.date)
  }

  @Test func `supersede one another, whichever says so`() {
    let (graph, found) = read([
      "adr/0001-a.md": "# ADR-0001: A\nStatus: Superseded by [ADR-0002](0002-b.md)\n",
      "adr/0002-b.md": "# ADR-0002: B\nStatus: accepted\n",
      "adr/0003-c.md": "# ADR-0003: C\nSupersedes: ADR-0002\n",
    ])
    #expect(found.isEmpty, "\(found.map(\.summary))")
    let links = graph.links.filter { $0.kind == .supersedes }.map { link -> String in
      guard case .node(let target) = link.target else { return "?" }
      return "\(graph[link.source].key.id) \(graph[target].key.id)"
    }
    #expect(Set(links) == ["ADR-0002 ADR-0001", "ADR-0003 ADR-0002"])
  }

  @Test func `are incidents by their folder or their name`() {
    let (graph, _) = read([
      "incidents/2024-03-outage.md": "# Outage\n", "adr/INC-2024-03-x.md": "# Outage\n",
      "adr/README.md": "# All decisions\n", "adr/template.md": "# Title\n",
    ])
    #expect(graph.nodes.map(\.key.kind) == [.incident, .incident])
    #expect(Set(graph.nodes.map(\.key.id)) == ["INC-2024-03", "2024-03-outage"])
  }
}
