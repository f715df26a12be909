import SourceText
import TraceModel

/// Which ids a document may name, by what exists when it is written.
func stepFindings(in graph: TraceGraph, _ modules: ModuleScopes) -> [Diagnostic] {
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
func referenceFindings(in graph: TraceGraph, _ modules: ModuleScopes) -> [Diagnostic] {
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
func meaningFindings(in graph: TraceGraph) -> [Diagnostic] {
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
