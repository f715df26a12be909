import Analysis
import SourceText
import TraceModel

/// What the header of every page leads to: the overview, the configured entries or the first
/// sections, and what the site makes by itself.
struct HeaderSections {
  let assessment: Assessment
  let pages: PageIndex
  let settings: SiteSettings
  let resolver: LinkResolver
  /// Pages of marked program text are made.
  let hasSources: Bool
  /// There is a history of ids.
  let hasDrift: Bool

  var all: [SiteShell.Section] {
    [section("overview", "Overview", "index.html")] + configured + first + made
  }

  private func section(_ key: String, _ title: String, _ path: String) -> SiteShell.Section {
    SiteShell.Section(key: key, title: title, path: path)
  }

  /// The entries of the navigation; one that names no page has been reported.
  private var configured: [SiteShell.Section] {
    settings.navigation.compactMap { entry in
      guard !isWebAddress(entry.page) else {
        return section("", entry.title ?? entry.page, entry.page)
      }
      guard let node = resolver.page(named: entry.page) else { return nil }
      let path = resolver.routes[node].path
      let key = path.hasSuffix("/index.html") ? String(path.dropLast(11)) : path
      let title = pages.number(of: node).map(pages.title(of:)) ?? resolver.graph[node].title
      return section(key, entry.title ?? title, path)
    }
  }

  private var first: [SiteShell.Section] {
    guard settings.navigation.isEmpty else { return [] }
    let outline = pages.outline
    return (outline.folders.first?.subfolders.prefix(3) ?? []).map { folder in
      let path = outline.folders[folder].path
      return section(path, outline.folderTitles[folder], path + "/index.html")
    }
  }

  /// What there are nodes for.
  private var made: [SiteShell.Section] {
    let kinds = Set(assessment.graph.nodes.lazy.map(\.key.kind))
    let has = { (wanted: NodeKind...) in !kinds.isDisjoint(with: wanted) }
    let sections: [(isThere: Bool, section: SiteShell.Section)] = [
      (has(.manifold), section("manifolds", "Manifolds", "manifolds/index.html")),
      (has(.manifold), section("matrices", "Matrices", "matrices.html")),
      (has(.manifold), section("gaps", "Gaps", "gaps.html")),
      (has(.manifold), section("claims", "Claims", "claims.html")),
      (hasDrift, section("drift", "Drift", DriftPages.path)),
      (has(.module, .change), section("modules", "Modules", "modules/index.html")),
      (!assessment.registries.isEmpty, section("patterns", "Patterns", RegistryPages.path)),
      (has(.run), section("runs", "Runs", "runs/index.html")),
      (has(.test, .coverage, .finding), section("evidence", "Evidence", EvidencePage.path)),
      (hasSources && has(.sourceRange), section("sources", "Sources", MarkedFiles.listPath)),
      (
        OperationPages.isNeeded(assessment.graph),
        section("operations", "Operations", OperationPages.path)
      ),
      (has(.report), section("reports", "Reports", DevelopmentReportPages.path)),
    ]
    return sections.filter(\.isThere).map(\.section)
  }
}
