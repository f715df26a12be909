import History
import SourceText
import Templates
import TraceModel

/// Views of workflow runs inside other pages.
extension PageContext {
  /// The latest runs, of one status or type where these are given.
  func runsView(_ choices: [String: String]) -> EmbeddedView {
    let runs = RunIndex(graph).runs.filter { node in
      guard let facts = graph[node].runFacts else { return false }
      return choices["status"].map { $0 == facts.status } ?? true
        && choices["type"].map { $0 == facts.workflowType } ?? true
    }
    return EmbeddedView(
      "runs", "Runs", runs.prefix(Self.embeddedRows).map { runRow($0) },
      empty: "No such run is recorded.",
      all: whole("All runs", RunListPages.path(choices: choices)))
  }

  /// One run: what became of it, why, and its steps on a line of time.
  func runView(_ node: NodeIndex, prefix: String) throws -> EmbeddedView {
    guard let facts = graph[node].runFacts else {
      return EmbeddedView("runs", "Run", [], empty: "Nothing is known of the run.")
    }
    let path = graph[node].range.path
    let page = RunPage(
      node, facts, RunRoutes(site.routes[node].path, facts), context: self,
      index: RunIndex(graph), forge: ForgeIndex(graph),
      run: try RunStore(site.content.history).run(path, facts.place))
    return EmbeddedView(
      "run",
      [
        "run": runRow(node), "summary": .string(page.summary()),
        "failure": failure(page.failure, isShort: true), "timeline": page.timeline(prefix: prefix),
      ])
  }
}
