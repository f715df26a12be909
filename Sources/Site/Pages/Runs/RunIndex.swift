import SourceText
import TraceModel

/// The runs of a site and how they know each other.
struct RunIndex: Sendable {
  /// Latest start first; without a start last.
  let runs: [NodeIndex]
  private let byRunID: [String: NodeIndex]
  private let byWorkflowID: [String: NodeIndex]

  init(_ graph: TraceGraph) {
    let nodes = graph.nodes(of: .run)
    var byRunID: [String: NodeIndex] = [:]
    var byWorkflowID: [String: NodeIndex] = [:]
    for node in nodes {
      guard let facts = graph[node].runFacts else { continue }
      if !facts.runID.isEmpty, byRunID[facts.runID] == nil { byRunID[facts.runID] = node }
      if !facts.workflowID.isEmpty, byWorkflowID[facts.workflowID] == nil {
        byWorkflowID[facts.workflowID] = node
      }
    }
    self.byRunID = byRunID
    self.byWorkflowID = byWorkflowID
    let keyed = nodes.map { (graph[$0].runFacts?.started ?? "", $0) }
    runs = keyed.sorted { $0.0 != $1.0 ? $0.0 > $1.0 : $0.1 < $1.1 }.map(\.1)
  }

  /// The run with an id; by the workflow's id alone when the run's is not known.
  func run(_ runID: String, workflowID: String) -> NodeIndex? {
    runID.isEmpty ? byWorkflowID[workflowID] : byRunID[runID]
  }
}

extension TraceNode {
  /// What is known of a run; `nil` for other kinds.
  var runFacts: RunFacts? {
    if case .run(let facts) = detail { facts } else { nil }
  }
}

extension RunFacts {
  /// Adds everything that a page shows of a run.
  func combine(into hasher: inout Fingerprinter) {
    for text in [
      workflowType, workflowID, runID, status, started ?? "", closed ?? "", parentWorkflowID,
      parentRunID, continuedRunID, nextRunID,
    ] { hasher.combine(text) }
    for number in [events, place, groups, failures, pending, isIncomplete ? 1 : 0] {
      hasher.combine(number)
    }
  }
}
