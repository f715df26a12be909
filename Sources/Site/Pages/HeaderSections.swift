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
  /// Files have pages with their text.
  let hasSources: Bool
  /// There is a history of ids.
  let hasDrift: Bool
  /// There are reports on changes, or a trend.
  let hasChanges: Bool

  var all: [SiteShell.Section] {
    [section("overview", "Overview", "index.html")] + configured + first + made
  }

  private func section(
    _ key: String, _ title: String, _ path: String, in group: String = ""
  ) -> SiteShell.Section {
    SiteShell.Section(key: key, title: title, path: path, group: group)
  }

  /// The entries of the navigation; one that names no page has been reported.
  private var configured: [SiteShell.Section] {
    settings.navigation.prefix(14).compactMap { entry in
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

  /// What there are nodes for, in few enough groups for one line.
  private var made: [SiteShell.Section] {
    let kinds = Set(assessment.graph.nodes.lazy.map(\.key.kind))
    let has = { (wanted: NodeKind...) in !kinds.isDisjoint(with: wanted) }
    let sections: [(isThere: Bool, section: SiteShell.Section)] = [
      (has(.manifold), section("manifolds", "Manifolds", "manifolds/index.html", in: "Trace")),
      (has(.manifold), section("matrices", "Matrices", "matrices.html", in: "Trace")),
      (GapPages.isNeeded(assessment), section("gaps", "Gaps", "gaps.html", in: "Trace")),
      (ClaimPages.isNeeded(assessment), section("claims", "Claims", "claims.html", in: "Trace")),
      (hasDrift, section("drift", "Drift", DriftPages.path, in: "Trace")),
      (hasChanges, section("changes", "Changes", ChangePages.path, in: "Trace")),
      (has(.module, .change, .release), section("modules", "Modules", "modules/index.html")),
      (!assessment.registries.isEmpty, section("patterns", "Patterns", RegistryPages.path)),
      (
        OperationPages.isNeeded(assessment.graph),
        section("operations", "Alerts and runbooks", OperationPages.path, in: "Operations")
      ),
      (has(.run), section("runs", "Runs", "runs/index.html", in: "Operations")),
      (
        has(.pullRequest, .issue),
        section("forge", "Pull requests", ForgeListPages.path, in: "Operations")
      ),
      (
        has(.test, .coverage, .finding),
        section("evidence", "Results", EvidencePage.path, in: "Evidence")
      ),
      (
        hasSources,
        section("sources", "Sources", SourceListing.listPath, in: "Evidence")
      ),
      (has(.report), section("reports", "Reports", DevelopmentReportPages.path, in: "Evidence")),
    ]
    return sections.filter(\.isThere).map(\.section)
  }
}
