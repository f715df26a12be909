import Templates
import TraceModel

/// Views of modules inside other pages.
extension PageContext {
  func modulesView() -> EmbeddedView {
    let modules = ModulePages.owners(graph)
    let contents = ModuleContents(graph)
    return EmbeddedView(
      "modules", "Modules",
      modules.prefix(Self.embeddedRows).map { moduleRow($0, contents) },
      empty: "The project has no modules.",
      all: whole("All modules", "modules/index.html"))
  }

  /// How far the boxes of a module are, or its intent beside what was built.
  func moduleView(_ view: EmbedView, _ module: NodeIndex) -> EmbeddedView {
    let content = ModuleContents(graph)[graph[module].key.scope]
    let all = anchor("The whole module", url(module))
    guard view == .comparison else {
      let total = content.progress(in: graph)
      let bars = total.total > 0 ? [progress("All boxes", total, url(module))] : []
      return EmbeddedView(
        "progress", graph[module].title,
        bars + phaseBars(content).prefix(Self.embeddedRows),
        empty: "The module has no tasks with boxes.", all: all)
    }
    let matrix = ModuleMatrix(graph, content)
    // As much of it as the first page of the module shows, within a fifth of that page's weight.
    let rows = matrix.pages(at: route.path, in: graph, budget: 20_000, size: Self.embeddedRows)
    return EmbeddedView(
      "comparison", graph[module].title,
      comparison(matrix, rows: rows.range(ofPage: 0), isAnchored: false),
      empty: "Nothing is said of how the module was built.", all: all)
  }

  /// Requirements with the scenarios and tasks behind them.
  func moduleMatrixView(_ module: NodeIndex) -> EmbeddedView {
    let matrix = ModuleMatrix(graph, ModuleContents(graph)[graph[module].key.scope])
    let rows = matrix.pages(at: route.path, in: graph, budget: 40_000, size: 60)
    let table = moduleTable(
      matrix, rows: rows.range(ofPage: 0), isDescribed: graph[module].isDescribed, .null,
      isAnchored: false)
    return EmbeddedView("matrix", ["matrix": .record(table), "url": url(module)])
  }
}
