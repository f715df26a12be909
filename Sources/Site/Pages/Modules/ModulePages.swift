import SourceText
import Templates
import TraceModel

/// One page for every module and change: its documents, how far its phases are, and which scenario
/// and task stands behind which requirement, intent beside actual.
struct ModulePages {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  static func owners(_ graph: TraceGraph) -> [NodeIndex] {
    graph.nodes(of: .module) + graph.nodes(of: .change)
  }

  /// The landing page and the further pages of long matrices.
  static func paths(_ graph: TraceGraph, _ routes: RouteTable) -> [String] {
    let owners = owners(graph)
    guard ModuleListPages.isNeeded(graph) else { return [] }
    let contents = ModuleContents(graph)
    let list = PagedList(path: "modules/index.html", count: owners.count)
    return (0..<list.pageCount).map { list.path(ofPage: $0) }
      + owners.flatMap { owner in
        let matrix = ModuleMatrix(graph, contents[graph[owner].key.scope])
        let pages = matrix.pages(at: routes[owner].path, in: graph)
        return (1..<max(1, pages.pageCount)).map { pages.path(ofPage: $0) }
      }
  }

  func entries() -> [OutputEntry] {
    let contents = ModuleContents(site.graph)
    return Self.owners(site.graph).flatMap { entries($0, contents[site.graph[$0].key.scope]) }
  }

  private func entries(
    _ module: NodeIndex, _ content: ModuleContents.Content
  ) -> [OutputEntry] {
    let matrix = ModuleMatrix(site.graph, content)
    let list = matrix.pages(at: site.routes[module].path, in: site.graph)
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine("module")
    let scope = site.graph[module].key.scope
    if let fingerprint = fingerprints.scopes[scope] { hasher.combine(fingerprint) }
    if let drift = site.drift {
      drift.combine(drift.changesOfScope[scope] ?? [], into: &hasher)
    }
    let further = hasher.finish()
    fingerprints.combineBoards(of: site, into: &hasher)
    let first = hasher.finish()
    return (0..<list.pageCount).map { page in
      OutputEntry(
        path: list.path(ofPage: page), fingerprint: page == 0 ? first : further,
        source: site.graph[module].range.path
      ) { try render(module, content, matrix, list, page, into: &$0) }
    }
  }

  private func render(
    _ module: NodeIndex, _ content: ModuleContents.Content, _ matrix: ModuleMatrix,
    _ list: PagedList, _ page: Int, into buffer: inout ByteBuffer
  ) throws {
    let context = PageContext(site: site, route: Route(list.path(ofPage: page)), near: module)
    let shown = site.graph[module]
    let own: TemplateRecord = [
      "node": context.reference(to: module), "scope": .string(shown.key.scope.path),
      "statement": page == 0 ? context.html(shown.statement) : .null,
      "documents": .list(documents(shown, context)),
      "progress": context.progress("All boxes", content.progress(in: site.graph), .null),
      "phases": .list(page == 0 ? context.phaseBars(content) : []),
      "board": page == 0 ? site.board(of: module).map { context.record(of: $0) } ?? .null : .null,
      "comparison": .list(context.comparison(matrix, rows: list.range(ofPage: page))),
      "matrix": .record(
        context.moduleTable(
          matrix, rows: list.range(ofPage: page), isDescribed: shown.isDescribed,
          list.pager(page: page, context))),
      "releases": .list(
        page == 0 ? content.releases.prefix(200).map { context.reference(to: $0) } : []),
      "tasks": .list(
        page == 0 ? content.loose(in: site.graph).prefix(200).map { context.reference(to: $0) } : []
      ),
      "changes": page == 0 ? context.changeLanes(of: shown.key.scope) : .null,
      "incoming": page == 0 ? context.incoming(to: module) : .null,
      "outgoing": page == 0 ? context.outgoing(from: module) : .null,
    ]
    var head = PageHead(
      title: shown.title, kind: shown.key.kind.label,
      description: plainExcerpt("\(shown.key.scope.path): what it intends, and what was built"))
    head.source = shown.range
    head.section = "modules"
    head.breadcrumbs = [context.anchor("Modules", context.url("modules/index.html"))]
    try context.render("module.html", head, own, into: &buffer)
  }

  private func documents(_ module: TraceNode, _ context: PageContext) -> [TemplateValue] {
    guard case .module(let facts) = module.detail else { return [] }
    let named = ModuleDocumentKind.allCases.compactMap { kind in
      facts.documents[kind].map { (kind.rawValue, $0) }
    }
    let further = facts.further.prefix(100).map { path in
      (path.split(separator: "/").last.map(String.init) ?? path, path)
    }
    return (named + further).map { kind, path in
      ["kind": .string(kind), "source": .record(context.sourceReference(.file(path)))]
    }
  }
}

/// Requirements with the scenarios and tasks behind them; scenarios of no requirement come last.
struct ModuleMatrix: Sendable {
  struct Row: Sendable {
    var node: NodeIndex
    var scenarios: [NodeIndex]
    var tasks: [NodeIndex]
  }

  private(set) var rows: [Row] = []

  init(_ graph: TraceGraph, _ content: ModuleContents.Content) {
    var covered: Set<NodeIndex> = []
    for requirement in content.requirements {
      let linked = graph.links(to: requirement).map(\.source)
      let scenarios = Set(linked + graph.children(of: requirement)).filter {
        graph[$0].key.kind == .scenario
      }.sorted()
      covered.formUnion(scenarios)
      let tasks = Self.tasks(of: [requirement] + scenarios, graph)
      rows.append(Row(node: requirement, scenarios: scenarios, tasks: tasks))
    }
    for scenario in content.scenarios where !covered.contains(scenario) {
      rows.append(Row(node: scenario, scenarios: [], tasks: Self.tasks(of: [scenario], graph)))
    }
  }

  private static func tasks(of nodes: [NodeIndex], _ graph: TraceGraph) -> [NodeIndex] {
    Set(nodes.flatMap { graph.links(to: $0).map(\.source) }).filter {
      graph[$0].key.kind == .task
    }.sorted()
  }
}

extension TraceNode {
  /// Somebody has described what was built of a module, so that silence about a requirement says
  /// something.
  var isDescribed: Bool {
    guard case .module(let facts) = detail else { return false }
    let actual: [ModuleDocumentKind] = [.actualRequirements, .actualScenarios, .intentVsActual]
    return actual.contains { facts.documents[$0] != nil }
  }
}

extension ModuleContents.Content {
  /// Tasks outside any phase.
  func loose(in graph: TraceGraph) -> [NodeIndex] {
    tasks.filter { task in graph[task].parent.map { graph[$0].key.kind != .phase } ?? true }
  }
}

extension PageContext {
  /// Phases, and tasks outside any, with how far their boxes are.
  func phaseBars(_ content: ModuleContents.Content) -> [TemplateValue] {
    (content.phases + content.loose(in: graph)).prefix(100).compactMap { node in
      guard case .progress(let facts) = graph[node].detail, facts.total > 0 else { return nil }
      return progress(graph[node].title, facts, url(node))
    }
  }

  /// Nodes that a cell shows; all are on the page of the row's node.
  private static let shownInCell = 24

  /// Some rows of a module's matrix, with intent and actual beside each other.
  func moduleTable(
    _ matrix: ModuleMatrix, rows: Range<Int>, isDescribed: Bool = false, _ pager: TemplateValue,
    isAnchored: Bool = true
  ) -> TemplateRecord {
    let columns = ["Level", "Scenarios", "Tasks"]
    var groups: [(title: String, rows: [TemplateValue])] = []
    for row in matrix.rows[rows] {
      let isScenario = graph[row.node].key.kind == .scenario
      let title = isScenario ? "Scenarios without a requirement" : "Requirements"
      if groups.last?.title != title { groups.append((title, [])) }
      groups[groups.count - 1].rows.append(moduleRow(row, isDescribed, isAnchored))
    }
    return [
      "title": "Requirements, scenarios and tasks",
      "caption": .string(matrix.rows.count == 1 ? "1 row" : "\(matrix.rows.count) rows"),
      "rowLabel": "Requirement", "statusLabel": "As built",
      "columns": .list(columns.map { ["title": .string($0), "note": ""] }),
      "groups": .list(groups.map { ["title": .string($0.title), "rows": .list($0.rows)] }),
      "filters": .list([]), "span": .int(columns.count + 2), "pager": pager,
      "total": .int(matrix.rows.count), "empty": "No requirements and no scenarios are stated yet.",
    ]
  }

  private func moduleRow(
    _ row: ModuleMatrix.Row, _ isDescribed: Bool, _ isAnchored: Bool
  ) -> TemplateValue {
    var intent = ""
    if case .specified(let facts) = graph[row.node].detail {
      intent = facts.intent == nil ? "" : facts.level?.rawValue ?? "stated"
    }
    let shown = graph[row.node]
    return [
      "anchor": .string(isAnchored ? anchor(of: row.node) : ""),
      "node": [
        "id": .string(shown.displayID), "title": .string(shown.title), "url": url(row.node),
        "kind": .string(shown.key.kind.label), "scope": "",
        "status": buildState(of: row.node, isDescribed: isDescribed),
      ],
      "type": "",
      "cells": .list([
        wordCell(intent, row.node), builtCell(row.scenarios, isDescribed), nodeCell(row.tasks),
      ]),
    ]
  }

  /// Scenarios with what is said of how they were built.
  private func builtCell(_ nodes: [NodeIndex], _ isDescribed: Bool) -> TemplateValue {
    let links = nodes.prefix(Self.shownInCell).map { node -> TemplateValue in
      [
        "text": .string(lastComponent(graph[node].key.id)), "title": .string(graph[node].title),
        "url": url(node), "status": buildState(of: node, isDescribed: isDescribed),
      ]
    }
    return ["links": .list(links), "empty": "none"]
  }

  private func wordCell(_ word: String, _ node: NodeIndex) -> TemplateValue {
    guard !word.isEmpty else { return ["links": .list([]), "empty": "none"] }
    let link: TemplateValue = [
      "text": .string(word), "title": .string(graph[node].title), "url": url(node),
      "status": noStatus,
    ]
    return ["links": .list([link]), "empty": "none"]
  }

  private func nodeCell(_ nodes: [NodeIndex]) -> TemplateValue {
    ["links": .list(nodes.prefix(Self.shownInCell).map { pill($0) }), "empty": "none"]
  }
}
