import SourceText
import TraceModel

/// Requirements without a scenario, and scenarios without a requirement: each in files with few,
/// together in files with many.
func unshownFindings(in graph: TraceGraph, _ modules: ModuleScopes) -> [Diagnostic] {
  let unshown = graph.nodes(of: .requirement).filter { isUnshown($0, in: graph, modules) }
  let loose = graph.nodes(of: .scenario).filter { isLoose($0, in: graph) }
  // What MAY be done is a wish; only what must be done has to be shown.
  return grouped(unshown.filter { !isOptional(graph[$0]) }, graph, .requirement())
    + grouped(unshown.filter { isOptional(graph[$0]) }, graph, .requirement(severity: .note))
    + grouped(loose, graph, .scenario)
}

/// How one kind of thing is reported.
private struct Wording {
  var rule: Rule
  var lack: String
  var fix: String
  var fixes: String
  var severity = Severity.warning

  static func requirement(severity: Severity = .warning) -> Wording {
    Wording(
      rule: .requirementWithoutScenario, lack: "covered by no scenario",
      fix: "write a scenario that shows it, or name it in one",
      fixes: "write scenarios that show them, or name them in those that do", severity: severity)
  }

  static let scenario = Wording(
    rule: .scenarioWithoutRequirement, lack: "linked to no requirement",
    fix: "name the requirement in the step that shows it",
    fixes: "name the requirements in the steps that show them")
}

private func grouped(
  _ indices: [NodeIndex], _ graph: TraceGraph, _ wording: Wording
) -> [Diagnostic] {
  let groups = Dictionary(grouping: indices) { graph[$0].range.path }
  return groups.keys.sorted().flatMap { path -> [Diagnostic] in
    let nodes = groups[path, default: []].map { graph[$0] }.sorted { $0.range < $1.range }
    return nodes.count > 3 ? [together(nodes, wording)] : nodes.map { alone($0, wording) }
  }
}

private func isOptional(_ node: TraceNode) -> Bool {
  guard case .specified(let facts) = node.detail else { return false }
  return facts.level == .may || facts.level == .should
}

private func alone(_ node: TraceNode, _ wording: Wording) -> Diagnostic {
  Diagnostic(
    wording.rule, at: node.range,
    "\(node.key.kind.label) \(node.key.id) is \(wording.lack)", fix: wording.fix,
    severity: wording.severity)
}

private func together(_ nodes: [TraceNode], _ wording: Wording) -> Diagnostic {
  let ids = nodes.prefix(8).map(\.key.id).joined(separator: ", ")
  let more = nodes.count > 8 ? " and \(nodes.count - 8) more" : ""
  return Diagnostic(
    wording.rule, at: nodes[0].range,
    "\(nodes.count) \(nodes[0].key.kind.pluralLabel) of this file are \(wording.lack)",
    notes: [.init("they are \(ids)\(more)")], fix: wording.fixes, severity: wording.severity)
}

private func isUnshown(
  _ index: NodeIndex, in graph: TraceGraph, _ modules: ModuleScopes
) -> Bool {
  let node = graph[index]
  guard modules.contains(node.key.scope), case .specified(let facts) = node.detail else {
    return false
  }
  let delta = node.attributes.first { $0.name == "Delta" }?.value.text
  // What is taken away, or only called otherwise, needs no scenario.
  if facts.intent == nil || delta == "removed" || delta == "renamed" { return false }
  let isShown =
    graph.links(to: index).contains { graph[$0.source].key.kind == .scenario }
    || graph.children(of: index).contains { graph[$0].key.kind == .scenario }
  return !isShown && modules.withScenarios.contains(node.key.scope)
}

/// A scenario that is intended, and shows nothing that is required.
private func isLoose(_ index: NodeIndex, in graph: TraceGraph) -> Bool {
  guard case .specified(let facts) = graph[index].detail, facts.intent != nil else { return false }
  let isPart = graph[index].parent.map { graph[$0].key.kind == .requirement } ?? false
  return !isPart && !graph.links(from: index).contains { $0.kind == .covers }
}
