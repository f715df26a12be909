import SourceText
import TraceModel

/// What alerts, panels and runbooks say of one another that does not hold.
func operationFindings(in graph: TraceGraph) -> [Diagnostic] {
  let alerts = graph.nodes(of: .alert)
  let panels = graph.nodes(of: .panel)
  guard !alerts.isEmpty || !panels.isEmpty else { return [] }
  let runbooks = Runbooks(graph)
  return alerts.flatMap { alertFindings($0, in: graph, runbooks) }
    + panels.flatMap { panelFindings($0, in: graph) }
}

/// The runbooks of a project by the names that alerts use.
private struct Runbooks {
  private(set) var byPath: [String: [(node: NodeIndex, facts: RunbookFacts)]] = [:]

  init(_ graph: TraceGraph) {
    for node in graph.nodes(of: .runbook) {
      guard case .runbook(let facts) = graph[node].detail else { continue }
      byPath[facts.path, default: []].append((node, facts))
    }
  }
}

// MARK: alerts

private func alertFindings(
  _ index: NodeIndex, in graph: TraceGraph, _ runbooks: Runbooks
) -> [Diagnostic] {
  let node = graph[index]
  guard case .alert(let facts) = node.detail else { return [] }
  var found: [Diagnostic] = []
  if facts.constraints.isEmpty {
    found.append(
      Diagnostic(
        .alertWithoutConstraint, at: node.range, "alert \(node.key.id) names no constraint",
        fix: "add the label constraint"))
  }
  let sections = SectionLinks(index, in: graph)
  if let broken = brokenRunbook(node, facts, graph, runbooks) {
    found.append(broken)
  }
  if sections.declared.isEmpty { found.append(missingSection(node, facts, sections, graph)) }
  found += constraintDifferences(node, facts, sections, graph)
  found += graph.quantileFindings(of: index, queries: [facts.expression])
  return found
}

/// The sections and runbooks that an alert is linked with, either way.
private struct SectionLinks {
  /// By name or by address.
  var declared: [NodeIndex] = []
  /// Because the text speaks of its metric.
  var mentioned: [NodeIndex] = []

  init(_ alert: NodeIndex, in graph: TraceGraph) {
    for link in graph.links(from: alert) {
      guard case .node(let target) = link.target, graph[target].isRunbookPart else { continue }
      if !declared.contains(target) { declared.append(target) }
    }
    for link in graph.links(to: alert) where graph[link.source].isRunbookPart {
      if link.basis == .mentioned {
        mentioned.append(link.source)
      } else if !declared.contains(link.source) {
        declared.append(link.source)
      }
    }
  }

  /// Those that are about the alert: a section that is there for another may speak of this one.
  var about: [NodeIndex] { declared.isEmpty ? mentioned : declared }
}

extension TraceNode {
  fileprivate var isRunbookPart: Bool { key.kind == .runbook || key.kind == .runbookSection }
}

private func missingSection(
  _ node: TraceNode, _ facts: AlertFacts, _ sections: SectionLinks, _ graph: TraceGraph
) -> Diagnostic {
  let why =
    facts.runbookURL == nil
    ? "it names no runbook, and no heading carries its name" : "no heading carries its name"
  let near = sections.mentioned.prefix(2).map {
    Diagnostic.Note("this section speaks of its metric", at: graph[$0].range)
  }
  return Diagnostic(
    .alertWithoutSection, at: node.range,
    "alert \(node.key.id) leads to no section of a runbook: \(why)", notes: near)
}

/// A file that is not there, or an anchor that it does not have; addresses of other sites pass.
private func brokenRunbook(
  _ node: TraceNode, _ facts: AlertFacts, _ graph: TraceGraph, _ runbooks: Runbooks
) -> Diagnostic? {
  guard !facts.runbookTargets.isEmpty, let address = facts.runbookURL else { return nil }
  var known: RunbookFacts?
  for target in facts.runbookTargets {
    let parts = target.split(separator: "#", maxSplits: 1).map(String.init)
    guard let path = parts.first, let books = runbooks.byPath[path] else { continue }
    // Reports may show runbooks of one name: the alert's own comes first.
    let own = books.first { graph[$0.node].key.scope == node.key.scope } ?? books[0]
    known = known ?? own.facts
    if parts.count == 1 || own.facts.anchors.contains(parts[1]) { return nil }
  }
  guard let known else {
    return Diagnostic(
      .brokenRunbookLink, at: node.range,
      "alert \(node.key.id) leads to \"\(address.shortened)\", and no such runbook is read")
  }
  let anchor = address.split(separator: "#").last.map(String.init) ?? ""
  let near = nearestName(to: anchor, among: known.anchors) ?? likeliest(anchor, known.anchors)
  return Diagnostic(
    .brokenRunbookLink, at: node.range,
    "alert \(node.key.id) leads to \"\(address.shortened)\", and no heading has this anchor",
    fix: near.map { "write \"\(known.path)#\($0)\"" })
}

/// The anchor that shares most words; `nil` when none shares any.
private func likeliest(_ anchor: String, _ anchors: [String]) -> String? {
  let stems = { (text: String) in Set(text.split(separator: "-").map { String($0.prefix(6)) }) }
  let wanted = stems(anchor)
  let scored = anchors.map { ($0, stems($0).intersection(wanted).count) }
  let best = scored.map(\.1).max() ?? 0
  return best == 0 ? nil : scored.first { $0.1 == best }?.0
}

private func constraintDifferences(
  _ node: TraceNode, _ facts: AlertFacts, _ sections: SectionLinks, _ graph: TraceGraph
) -> [Diagnostic] {
  let own = Set(facts.constraints.map(bareID))
  guard !own.isEmpty else { return [] }
  return sections.about.compactMap { section in
    guard case .section(let other) = graph[section].detail, !other.constraints.isEmpty,
      own.isDisjoint(with: other.constraints.map(bareID))
    else { return nil }
    return Diagnostic(
      .alertConstraintDiffers, at: node.range,
      "alert \(node.key.id) watches \(facts.constraints.joined(separator: ", ")), and its "
        + "runbook says that \(other.constraints.joined(separator: ", ")) is violated",
      notes: [Diagnostic.Note("the section is here", at: graph[section].range)])
  }
}

/// The id without the manifold before it, in one spelling.
private func bareID(_ id: String) -> String {
  IDSpelling.canonical(id.split(separator: "/").last.map(String.init) ?? id)
}

extension String {
  fileprivate var shortened: String {
    utf8.count <= 120 ? self : String(unicodeScalars.prefix(100)) + "…"
  }
}
