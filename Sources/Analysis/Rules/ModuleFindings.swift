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

/// A scenario that is intended, and shows nothing that is required.
private func isLoose(_ index: NodeIndex, in graph: TraceGraph) -> Bool {
  guard case .specified(let facts) = graph[index].detail, facts.intent != nil else { return false }
  let isPart = graph[index].parent.map { graph[$0].key.kind == .requirement } ?? false
  return !isPart && !graph.links(from: index).contains { $0.kind == .covers }
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

// MARK: what nothing shows, and what shows nothing

/// Requirements without a scenario, and scenarios without a requirement: each in files with few,
/// together in files with many.
private func unshownFindings(in graph: TraceGraph, _ modules: ModuleScopes) -> [Diagnostic] {
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

// MARK: progress

/// `3/8`, `37%` or a word against the boxes.
private func progressFindings(_ index: NodeIndex, in graph: TraceGraph) -> [Diagnostic] {
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

// MARK: ids of later steps

/// Which ids a document may name, by what exists when it is written.
private func stepFindings(in graph: TraceGraph, _ modules: ModuleScopes) -> [Diagnostic] {
  graph.links.compactMap { link in
    guard let document = modules.kind(of: link.range.path),
      let target = targetID(link, in: graph), let word = laterWord(target, than: document)
    else { return nil }
    let scope = graph[link.source].key.scope
    let isFirstStep =
      document == .intentDesign && word != "task"
      && modules.has([.intentRequirements, .intentScenarios], scope)
    if isFirstStep { return nil }
    return Diagnostic(
      .idOfLaterStep, at: link.range,
      "\(document.rawValue) names \(target), but a \(word) gets its id in a later step")
  }
}

private func targetID(_ link: TraceLink, in graph: TraceGraph) -> String? {
  switch link.target {
  case .node(let node): graph[node].key.id
  case .missing(let id), .ambiguous(let id, _): id
  }
}

/// Global requirements and phases exist before any document of the module.
private func laterWord(_ id: String, than document: ModuleDocumentKind) -> String? {
  let parts = id.split(separator: "-")
  guard parts.count > 2, let first = parts.first else { return nil }
  let words: [Substring: String]
  switch document {
  case .intentDesign: words = ["REQ": "requirement", "SCEN": "scenario", "TASK": "task"]
  case .intentRequirements: words = ["SCEN": "scenario", "TASK": "task"]
  case .intentScenarios: words = ["TASK": "task"]
  default: return nil
  }
  return words[first]
}

/// What documents of what was built, and change logs, name beyond what is meant for them.
private func referenceFindings(in graph: TraceGraph, _ modules: ModuleScopes) -> [Diagnostic] {
  graph.links.compactMap { link in
    guard let document = modules.kind(of: link.range.path),
      let target = targetID(link, in: graph), let word = unmeantWord(target, in: document)
    else { return nil }
    return Diagnostic(
      .referenceNotMeant, at: link.range,
      "\(document.rawValue) names \(target), and such documents refer to no \(word)")
  }
}

private func unmeantWord(_ id: String, in document: ModuleDocumentKind) -> String? {
  let parts = id.split(separator: "-")
  guard parts.count > 2, let first = parts.first else { return nil }
  let words: [Substring: String]
  switch document {
  case .actualRequirements: words = ["SCEN": "scenario", "TASK": "task"]
  case .actualDesign, .actualScenarios: words = ["TASK": "task"]
  case .intentVsActual: words = ["TASK": "task", "PHASE": "phase"]
  case .changelog: words = ["PHASE": "phase"]
  default: return nil
  }
  return words[first]
}

// MARK: one id, several meanings

/// Requirements of the whole project that share a number and not a title.
private func meaningFindings(in graph: TraceGraph) -> [Diagnostic] {
  let global = graph.nodes(of: .requirement).filter {
    let id = IDSpelling.canonical(graph[$0].key.id)
    return graph[$0].parent == nil && id.hasPrefix("REQ") && !id.contains("-")
  }
  let groups = Dictionary(grouping: global) { IDSpelling.canonical(graph[$0].key.id) }
  return groups.keys.sorted().compactMap { id in
    let nodes = groups[id, default: []].map { graph[$0] }
    guard Set(nodes.map { $0.title.lowercased() }).count > 1, let first = nodes.first else {
      return nil
    }
    return Diagnostic(
      .requirementMeanings, at: first.range,
      "\(first.key.id) means \"\(first.title)\" here and something else in another file",
      notes: nodes.dropFirst().map { Diagnostic.Note("\"\($0.title)\"", at: $0.range) })
  }
}
