import Analysis
import Drawing
import SourceText
import Templates
import TraceModel

extension PageContext {
  /// The trace diagram of a node's neighbourhood; null for a node without neighbours.
  func diagram(around node: NodeIndex) -> TemplateValue {
    let hood = site.assessment.neighbourhood(of: node)
    return hood.nodes.count < 2 ? .null : .record(record(of: hood, focus: node))
  }

  /// The trace diagram of a node, for a short code.
  func diagramRecord(around node: NodeIndex, prefix: String) -> TemplateRecord {
    record(of: site.assessment.neighbourhood(of: node), focus: node, prefix: prefix)
  }

  /// Truths, constraints and artifacts of a manifold, when there are few enough to be read.
  func diagram(ofManifold manifold: NodeIndex) -> TemplateValue {
    let kinds: [NodeKind] = [.artifact, .requiredTruth, .constraint]
    let members = kinds.flatMap { site.assessment.members(of: manifold, kind: $0) }
    let linked = members.filter { node in
      !graph.links(from: node).isEmpty || !graph.links(to: node).isEmpty
    }
    guard (2...48).contains(linked.count) else { return .null }
    let shown = Set(linked)
    let links = linked.flatMap { node in
      graph.links(from: node).filter { link in
        if case .node(let target) = link.target { shown.contains(target) } else { false }
      }
    }
    guard !links.isEmpty else { return .null }
    let hood = Neighbourhood(nodes: linked.map { ($0, 0) }, links: links, omitted: 0)
    return .record(record(of: hood, focus: nil))
  }

  private func record(
    of hood: Neighbourhood, focus: NodeIndex?, prefix: String = "trace"
  ) -> TemplateRecord {
    let drawing = traceDiagram(hood, focus: focus)
    let more = hood.omitted > 0 ? " \(hood.omitted) more are listed below." : ""
    return [
      "svg": .html(SafeHTML { drawing.write(into: &$0, prefix: prefix) }),
      "caption": .string(drawing.description + more),
    ]
  }

  private func traceDiagram(_ hood: Neighbourhood, focus: NodeIndex?) -> TraceDiagram {
    // A handful of nodes: quicker to look through than to hash.
    let place = { (node: NodeIndex) in hood.nodes.firstIndex { $0.node == node } }
    let edges = hood.links.compactMap { link -> DiagramEdge? in
      guard case .node(let target) = link.target, let from = place(link.source),
        let to = place(target)
      else { return nil }
      return DiagramEdge(
        from: from, to: to, label: link.kind.rawValue, isDashed: link.basis == .mentioned)
    }
    let name = focus.map { graph[$0].displayID.isEmpty ? graph[$0].title : graph[$0].displayID }
    var diagram = TraceDiagram(
      nodes: hood.nodes.map { figure(of: $0.node) }, edges: edges,
      title: name.map { "What \($0) is linked to" } ?? "Trace diagram",
      description: "\(hood.nodes.count) nodes and \(edges.count) links, "
        + "from what supports to what is served.",
      focus: focus.flatMap(place))
    diagram.headings = headings(hood)
    return diagram
  }

  /// A column of several kinds has no heading that would be true of all.
  private func headings(_ hood: Neighbourhood) -> [(column: Int, title: String)] {
    var kinds: [NodeKind?] = Array(repeating: nil, count: Self.columns)
    var isMixed = Array(repeating: false, count: Self.columns)
    for (node, _) in hood.nodes {
      let kind = graph[node].key.kind
      if let other = kinds[column(kind)], other != kind { isMixed[column(kind)] = true }
      kinds[column(kind)] = kind
    }
    return kinds.indices.compactMap { column in
      guard let kind = kinds[column], !isMixed[column] else { return nil }
      return (column, kind.heading)
    }
  }

  /// A node as diagrams show it.
  func figure(of node: NodeIndex) -> DrawnNode {
    if let known = mentions?.shown(of: node, { $0.figure }) { return known }
    let key = graph[node].key
    let isNamed = !graph[node].displayID.isEmpty
    let label =
      key.kind == .page ? "page" : isNamed ? lastComponent(graph[node].displayID) : key.kind.label
    return DrawnNode(
      DiagramNode(
        label: label, caption: site.title(of: node), column: column(key.kind),
        kind: key.kind.rawValue,
        status: site.isAssessed(node) ? site.assessment.verdicts[node].word : nil,
        shape: shape(key.kind), href: route.relativeURL(to: site.routes[node])))
  }

  private static let columns = 8

  /// From what supports, on the left, to what is served, on the right.
  private func column(_ kind: NodeKind) -> Int {
    switch kind {
    case .evidence, .test, .coverage, .finding, .run, .panel, .dashboard: 0
    case .artifact, .integration, .sourceRange, .executor, .schema, .example, .patternTest,
      .patternSpec:
      1
    case .alert, .report, .task, .pullRequest, .issue: 1
    case .antiPattern: 4
    case .criterion: 7
    case .solutionOption, .page, .draftTruth, .suggestedConstraint, .gap, .change, .runbook,
      .runbookSection:
      2
    case .requiredTruth, .scenario, .decision, .incident: 3
    case .failureMode, .openQuestion, .phase, .release: 4
    case .tension: 5
    case .constraint, .requirement, .pattern: 6
    case .outcome, .manifold, .module, .registry: 7
    }
  }

  private func shape(_ kind: NodeKind) -> DiagramNode.Shape {
    switch kind {
    case .artifact, .page: .document
    case .requiredTruth, .draftTruth: .pill
    case .failureMode, .tension: .hexagon
    default: .box
    }
  }

  /// How much of each manifold has code, tests, documents and operations, as a picture.
  func overviewHeat() -> TemplateValue {
    let shown = site.manifolds.filter { site.graph[$0].manifoldFacts?.isTemplate != true }.prefix(
      50)
    let heat = site.assessment.heat(of: Array(shown))
    let rows = zip(shown, heat.cells).map { manifold, cells in
      let path = matrixPath(.constraints, of: manifold, in: site)
      return cells.map { cell -> HeatMap.Cell? in
        HeatMap.Cell(
          covered: cell.part, total: cell.whole,
          href: cell.whole > 0 ? route.relativeURL(to: Route(path)) : nil)
      }
    }
    let names = shown.map { site.scopeLabel(site.graph[$0].key.scope) }
    let map = HeatMap(
      rows: names, columns: heat.columns, cells: rows,
      title: "Constraints with files in the project",
      description:
        "For each manifold, how many constraints have code, tests, documents, operations.")
    return [
      "title": "Where support is", "caption": .string(map.description),
      "svg": .html(SafeHTML { map.write(into: &$0, prefix: "heat") }),
    ]
  }

  /// The parts of a coverage as one bar; the numbers stand beside it.
  func bar(_ coverage: Coverage) -> SafeHTML {
    let bar = CoverageBar(coverage.segments.map { ($0.verdict.word, $0.count) })
    return SafeHTML { bar.write(into: &$0) }
  }
}

extension NodeKind {
  /// The plural with a capital: `Required truths`.
  var heading: String { Self.headings[self] ?? "" }

  private static let headings = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0, $0.pluralLabel.capitalisedFirst) })
}
