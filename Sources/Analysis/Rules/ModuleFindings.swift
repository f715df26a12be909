import SourceText
import TraceModel

/// What the documents of modules say of one another that does not hold.
func moduleFindings(in graph: TraceGraph) -> [Diagnostic] {
  let modules = ModuleScopes(graph)
  guard !modules.isEmpty else { return meaningFindings(in: graph) }
  let found = graph.nodes.indices.map(NodeIndex.init).flatMap { index -> [Diagnostic] in
    switch graph[index].key.kind {
    case .scenario: scenarioFindings(index, in: graph)
    case .requirement: requirementFindings(index, in: graph, modules)
    case .release: releaseFindings(index, in: graph, modules)
    case .phase, .task: progressFindings(index, in: graph)
    default: []
    }
  }
  return found + unshownFindings(in: graph, modules) + stepFindings(in: graph, modules)
    + referenceFindings(in: graph, modules) + meaningFindings(in: graph)
}

/// The modules of a graph by their scope.
struct ModuleScopes {
  private var documents: [Scope: [ModuleDocumentKind: String]] = [:]
  private var kinds: [String: ModuleDocumentKind] = [:]
  private(set) var withScenarios: Set<Scope> = []

  init(_ graph: TraceGraph) {
    for node in graph.nodes {
      if node.key.kind == .scenario { withScenarios.insert(node.key.scope) }
      guard case .module(let facts) = node.detail else { continue }
      documents[node.key.scope, default: [:]].merge(facts.documents) { own, _ in own }
      for (kind, path) in facts.documents { kinds[path] = kind }
    }
  }

  var isEmpty: Bool { documents.isEmpty }

  func contains(_ scope: Scope) -> Bool { documents[scope] != nil }

  /// A module that has any document of these kinds.
  func has(_ wanted: [ModuleDocumentKind], _ scope: Scope) -> Bool {
    wanted.contains { documents[scope]?[$0] != nil }
  }

  func kind(of path: String) -> ModuleDocumentKind? { kinds[path] }
}

// MARK: coverage of each other

private func scenarioFindings(_ index: NodeIndex, in graph: TraceGraph) -> [Diagnostic] {
  let node = graph[index]
  guard case .specified(let facts) = node.detail else { return [] }
  var found: [Diagnostic] = []
  if facts.intent == nil, facts.actual == nil {
    found.append(unstated(node))
  }
  if facts.mark == .implemented { found += untickedFindings(index, in: graph) }
  return found
}

private func unstated(_ node: TraceNode) -> Diagnostic {
  Diagnostic(
    .analysedNowhere, at: node.range,
    "\(node.key.kind.label) \(node.key.id) is analysed, but no document states it")
}

private func untickedFindings(_ index: NodeIndex, in graph: TraceGraph) -> [Diagnostic] {
  graph.links(to: index).compactMap { link in
    let task = graph[link.source]
    guard link.kind == .implements, link.remark != "ticked",
      case .progress(let facts) = task.detail, facts.done < facts.total
    else { return nil }
    return Diagnostic(
      .tickedTooEarly, at: graph[index].range,
      "\(graph[index].key.id) is marked as implemented, but \(task.key.id) has "
        + "\(facts.total - facts.done) open of \(facts.total) boxes",
      notes: [Diagnostic.Note("the task is here", at: task.range)])
  }
}

private func requirementFindings(
  _ index: NodeIndex, in graph: TraceGraph, _ modules: ModuleScopes
) -> [Diagnostic] {
  let node = graph[index]
  guard modules.contains(node.key.scope), case .specified(let facts) = node.detail else {
    return []
  }
  return facts.intent == nil && facts.actual == nil ? [unstated(node)] : []
}

// MARK: releases and steps

private func releaseFindings(
  _ index: NodeIndex, in graph: TraceGraph, _ modules: ModuleScopes
) -> [Diagnostic] {
  let node = graph[index]
  guard modules.withScenarios.contains(node.key.scope), node.key.id.lowercased() != "unreleased",
    !graph.links(from: index).contains(where: { $0.kind == .introduces })
  else { return [] }
  return [
    Diagnostic(
      .releaseWithoutScenario, at: node.range,
      "release \(node.key.id) names no scenario that it brings")
  ]
}
