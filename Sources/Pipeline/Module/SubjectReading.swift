import SourceText
import TraceModel

/// Phases, items and tasks of one scope, brought together from graph and outlines.
struct SubjectReading {
  private let graph: TraceGraph
  private let scope: Scope
  private let outlines: [ModuleDocumentKind: ModuleOutline]
  private let code: String
  private let places: [ModuleDocumentKind: [String: Int]]

  init(
    _ graph: TraceGraph, _ scope: Scope, _ outlines: [ModuleDocumentKind: ModuleOutline],
    _ code: String
  ) {
    (self.graph, self.scope, self.outlines, self.code) = (graph, scope, outlines, code)
    places = outlines.mapValues(\.sectionsByID)
  }

  // MARK: phases

  /// What a document of what was built says of phases changes nothing in the plan.
  private static let planning: [ModuleDocumentKind] = [
    .intentDesign, .intentRequirements, .intentScenarios, .tasks,
  ]

  var phases: [ModuleSubject.Phase] {
    let planned = Self.planning.compactMap { outlines[$0] }
    let declared = Set(planned.flatMap(\.sections).filter { $0.kind == .phase }.compactMap(\.id))
    return nodes(.phase).compactMap { index in
      let node = graph[index]
      guard declared.contains(node.key.id) else { return nil }
      return number(ofPhase: node.key.id).map {
        ModuleSubject.Phase(
          node: index, id: node.key.id, number: $0, title: node.title, range: node.range)
      }
    }.sorted { $0.number < $1.number }
  }

  private func number(ofPhase id: String?) -> Int? {
    id.flatMap { NumberedKind.phase.number(of: $0, code: code) }
  }

  // MARK: requirements and scenarios

  func items(_ kind: NodeKind) -> [ModuleSubject.Item] {
    nodes(kind).compactMap { index in
      let node = graph[index]
      guard case .specified(let facts) = node.detail else { return nil }
      return ModuleSubject.Item(
        node: index, kind: kind, id: node.key.id, title: node.title, facts: facts,
        phase: phase(of: index),
        range: node.range, statementLine: Self.line(of: node))
    }
  }

  private static func line(of node: TraceNode) -> String {
    let results = node.attributes.filter { $0.name == "Then" }.map { oneLine($0.value.text) }
    if !results.isEmpty { return results.joined(separator: "; ") }
    let first = node.statement?.text.split(separator: "\n").first { !$0.allSatisfy { $0 == " " } }
    return first.map { oneLine(String($0)) } ?? ""
  }

  /// The phase whose section holds an item, or that it says introduces it, or that shows it first.
  private func phase(of index: NodeIndex) -> Int? {
    if let stated = statedPhase(of: index) { return stated }
    guard graph[index].key.kind == .requirement else { return nil }
    return graph.links(to: index).compactMap { link in
      graph[link.source].key.kind == .scenario ? statedPhase(of: link.source) : nil
    }.min()
  }

  private func statedPhase(of index: NodeIndex) -> Int? {
    let id = graph[index].key.id
    let document: ModuleDocumentKind =
      graph[index].key.kind == .scenario ? .intentScenarios : .intentRequirements
    guard let outline = outlines[document], let place = places[document]?[IDSpelling.canonical(id)]
    else { return nil }
    if let around = outline.owner(of: place, .phase) { return number(ofPhase: around.id) }
    return outline.mentions(in: outline.sections[place]).lazy
      .compactMap { number(ofPhase: $0.id) }.first
  }

  // MARK: tasks

  var tasks: [ModuleSubject.Task] {
    guard let outline = outlines[.tasks] else { return [] }
    let boxes = Dictionary(grouping: outline.boxes) { outline.owner(of: $0.section, .task)?.start }
    return outline.sections.indices.compactMap { index in
      let section = outline.sections[index]
      guard section.kind == .task, let id = section.id else { return nil }
      return ModuleSubject.Task(
        id: id, number: NumberedKind.task.number(of: id, code: code), title: section.title,
        phase: number(ofPhase: outline.owner(of: index, .phase)?.id),
        boxes: boxes[section.start] ?? [],
        range: section.heading.range)
    }
  }

  private func nodes(_ kind: NodeKind) -> [NodeIndex] {
    graph.nodes(in: scope).filter { graph[$0].key.kind == kind }
  }
}
