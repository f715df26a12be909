import Drawing
import SourceText
import Templates
import TraceModel

/// The list of all modules and changes, with what each holds and how far it is.
struct ModuleListPages {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  /// Releases that the page shows; all are found by search as well.
  private static let shownReleases = 300

  /// There is a module, a change, or a release of none.
  static func isNeeded(_ graph: TraceGraph) -> Bool {
    [NodeKind.module, .change, .release].contains { !graph.nodes(of: $0).isEmpty }
  }

  /// Releases of change logs that belong to no module, which has them on its own page.
  private var loose: [NodeIndex] {
    let scopes = Set(ModulePages.owners(site.graph).map { site.graph[$0].key.scope })
    return site.graph.nodes(of: .release).filter { !scopes.contains(site.graph[$0].key.scope) }
      .sorted { site.graph[$0].range < site.graph[$1].range }
  }

  func entries() -> [OutputEntry] {
    let modules = ModulePages.owners(site.graph)
    guard Self.isNeeded(site.graph) else { return [] }
    let contents = ModuleContents(site.graph)
    let list = PagedList(path: "modules/index.html", count: modules.count)
    return (0..<list.pageCount).map { page in
      var hasher = Fingerprinter()
      hasher.combine(fingerprints.frame)
      hasher.combine("modules \(page)")
      hasher.combine(modules.count)
      for module in modules[list.range(ofPage: page)] {
        let scope = site.graph[module].key.scope
        if let fingerprint = fingerprints.scopes[scope] { hasher.combine(fingerprint) }
      }
      fingerprints.combineBoards(of: site, into: &hasher)
      for release in page == 0 ? loose : [] {
        hasher.combine(site.routes[release].path)
        hasher.combine(site.graph[release].title)
        hasher.combine(site.graph[release].range.path)
      }
      return OutputEntry(path: list.path(ofPage: page), fingerprint: hasher.finish()) { buffer in
        try render(modules, contents, list, page, into: &buffer)
      }
    }
  }

  private func render(
    _ modules: [NodeIndex], _ contents: ModuleContents, _ list: PagedList, _ page: Int,
    into buffer: inout ByteBuffer
  ) throws {
    let context = PageContext(site: site, route: Route(list.path(ofPage: page)))
    let shown = modules[list.range(ofPage: page)]
    let boards = shown.map { site.board(of: $0) }
    let hasGates = boards.contains { $0 != nil }
    let rows = zip(shown, boards).map { module, board in
      context.moduleRow(module, contents, gate: hasGates ? context.gateCell(board) : .null)
    }
    var head = PageHead(
      title: "Modules", kind: "index",
      description: "What each module intends, what was built, and how far its tasks are.")
    head.section = "modules"
    let own: TemplateRecord = [
      "total": .int(modules.count), "rows": .list(rows),
      "logs": .list(page == 0 ? logs(context) : []),
      "pager": list.pager(page: page, context),
    ]
    try context.render("modules.html", head, own, into: &buffer)
  }

  /// Change logs with their releases, in the order of the files.
  private func logs(_ context: PageContext) -> [TemplateValue] {
    var logs: [(path: String, releases: [TemplateValue])] = []
    for release in loose.prefix(Self.shownReleases) {
      let path = site.graph[release].range.path
      if logs.last?.path != path { logs.append((path, [])) }
      logs[logs.count - 1].releases.append(context.reference(to: release))
    }
    return logs.map { ["path": .string($0.path), "releases": .list($0.releases)] }
  }
}

/// What belongs to each module, in graph order.
struct ModuleContents: Sendable {
  struct Content: Sendable {
    var requirements: [NodeIndex] = []
    var scenarios: [NodeIndex] = []
    var tasks: [NodeIndex] = []
    var phases: [NodeIndex] = []
    var releases: [NodeIndex] = []

    /// Boxes of all tasks, and of the phases that have none.
    func progress(in graph: TraceGraph) -> ProgressFacts {
      var total = ProgressFacts(done: 0, total: 0)
      // A task's boxes are its phase's too.
      for node in phases + tasks {
        let hasPhase = graph[node].parent.map { graph[$0].key.kind != .module } ?? false
        guard !hasPhase || graph[node].parent.map({ graph[$0].key.kind == .change }) == true,
          case .progress(let facts) = graph[node].detail
        else { continue }
        total.done += facts.done
        total.total += facts.total
      }
      return total
    }
  }

  private var contents: [Scope: Content] = [:]

  init(_ graph: TraceGraph) {
    for (position, node) in graph.nodes.enumerated() {
      let index = NodeIndex(position)
      let scope = node.key.scope
      switch node.key.kind {
      case .requirement: contents[scope, default: Content()].requirements.append(index)
      case .scenario: contents[scope, default: Content()].scenarios.append(index)
      case .task: contents[scope, default: Content()].tasks.append(index)
      case .phase: contents[scope, default: Content()].phases.append(index)
      case .release: contents[scope, default: Content()].releases.append(index)
      default: break
      }
    }
  }

  subscript(_ scope: Scope) -> Content { contents[scope] ?? Content() }
}

extension PageContext {
  /// A module or change in a list: what it holds, how far it is, and its cell in the column of
  /// gates, which is null in a list without that column.
  func moduleRow(
    _ module: NodeIndex, _ contents: ModuleContents, gate: TemplateValue = .null
  ) -> TemplateValue {
    let content = contents[site.graph[module].key.scope]
    return [
      "node": reference(to: module),
      "scope": .string(site.graph[module].key.scope.path),
      "kind": .string(site.graph[module].key.kind.label),
      "requirements": .int(content.requirements.count),
      "scenarios": .int(content.scenarios.count), "tasks": .int(content.tasks.count),
      "progress": progress("", content.progress(in: site.graph), .null),
      "gate": gate,
    ]
  }

  /// Ticked boxes of all, in words and as a bar; null where there are none.
  func progress(
    _ label: String, _ facts: ProgressFacts, _ url: TemplateValue
  ) -> TemplateValue {
    guard facts.total > 0 else { return .null }
    let bar = CoverageBar([
      ("satisfied", facts.done), ("gap", max(0, facts.total - facts.done)),
    ])
    return [
      "label": .string(label), "url": url, "isEmpty": false,
      "numerator": .int(facts.done), "denominator": .int(facts.total),
      "percent": .string("\(facts.done * 100 / facts.total) %"),
      "bar": .html(SafeHTML { bar.write(into: &$0) }), "segments": .list([]),
    ]
  }
}

extension TraceGraph {
  /// The module or change round a node.
  func owner(of node: NodeIndex) -> NodeIndex? {
    var current = self[node].parent
    for _ in 0..<16 {
      guard let index = current else { return nil }
      if [.module, .change].contains(self[index].key.kind) { return index }
      current = self[index].parent
    }
    return nil
  }
}
