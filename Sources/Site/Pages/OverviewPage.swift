import Analysis
import Markdown
import SourceText
import Templates
import TraceModel

/// The first page: how the project stands, gaps first.
struct OverviewPage {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  static let shownManifolds = 48
  static let shownModules = 8
  static let shownRuns = 5

  func entry() -> OutputEntry {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine(fingerprints.graph)
    hasher.combine(fingerprints.pages)
    if let number = home { addHome(number, to: &hasher) }
    return OutputEntry(path: "index.html", fingerprint: hasher.finish()) { buffer in
      try render(into: &buffer)
    }
  }

  private func addHome(_ number: Int, to hasher: inout Fingerprinter) {
    let page = site.pages.pages[number]
    hasher.combine(page.fingerprint)
    for outcome in site.pages.links.outcomes(of: number) {
      SiteFingerprints.add(outcome, of: site, to: &hasher)
    }
    for finding in site.problems(ofPage: number) {
      SiteFingerprints.add(finding, of: site, to: &hasher)
    }
  }

  /// The content folder's own `_index.md`.
  private var home: Int? { site.pages.outline.folders.first?.index }

  /// Templates are not meant to hold, so they do not count.
  private var counted: [NodeIndex] {
    site.manifolds.filter { site.graph[$0].manifoldFacts?.isTemplate != true }
  }

  private func render(into buffer: inout ByteBuffer) throws {
    let context = PageContext(site: site, route: Route("index.html"))
    let constraints = counted.flatMap { site.assessment.members(of: $0, kind: .constraint) }
    let coverage = site.assessment.coverage(of: constraints)
    let own: TemplateRecord = [
      "verdict": verdict(coverage), "body": try body(context),
      "coverage": .list(coverageRows(constraints, context)), "stats": .list(stats(context)),
      "gaps": .list(site.gaps.prefix(10).map { context.gapRow($0) }),
      "gapsTotal": .int(site.gaps.count), "gapsURL": context.url("gaps.html"),
      "manifolds": .list(site.manifolds.prefix(Self.shownManifolds).map { card($0, context) }),
      "manifoldsMore": site.manifolds.count > Self.shownManifolds
        ? [
          "count": .int(site.manifolds.count - Self.shownManifolds),
          "url": context.url("manifolds/index.html"),
        ] : .null,
      "modules": .list(modules(context)), "modulesURL": context.url("modules/index.html"),
      "runs": .list(newestRuns(context)), "runsURL": context.url("runs/index.html"),
      "heatMap": site.manifolds.isEmpty ? .null : context.overviewHeat(),
      "pages": .list(pages(context)),
    ]
    var head = PageHead(title: homeTitle, description: site.settings.tagline)
    head.section = "overview"
    if let home {
      head.source = .file(site.graph[site.pages.pages[home].node].key.id)
      head.problems = context.problems(site.problems(ofPage: home))
    }
    try context.render("overview.html", head, own, into: &buffer)
  }

  private var homeTitle: String { home.map { site.pages.title(of: $0) } ?? site.settings.title }

  private func verdict(_ coverage: Coverage) -> TemplateValue {
    guard coverage.total > 0 else {
      return [
        "status": noStatus, "headline": "No constraints yet",
        "detail": "Add a manifold below content/manifolds, and its coverage appears here.",
      ]
    }
    let worst: Verdict =
      coverage.failing > 0
      ? .failing
      : coverage.gap > 0
        ? .gap : coverage.declared > 0 ? .declared : coverage.partial > 0 ? .partial : .satisfied
    let open = coverage.gap == 1 ? "1 has no support" : "\(coverage.gap) have no support"
    return [
      "status": worst.status,
      "headline": .string("\(coverage.satisfied) of \(coverage.total) constraints satisfied"),
      "detail": .string(
        (coverage.failing > 0 ? "\(coverage.failing) failing, " : "")
          + "\(coverage.partial) partial, \(coverage.declared) only declared, \(open)."),
    ]
  }

  private func body(_ context: PageContext) throws -> TemplateValue {
    guard let home else { return .null }
    return .html(try context.body(of: home))
  }

  private func coverageRows(
    _ constraints: [NodeIndex], _ context: PageContext
  ) -> [TemplateValue] {
    guard !constraints.isEmpty else { return [] }
    let types: [ConstraintType] = [.invariant, .boundary, .goal]
    return [context.coverage("All constraints", site.assessment.coverage(of: constraints))]
      + types.map { type in
        let members = constraints.filter { site.graph[$0].constraintType == type }
        return context.coverage(
          type.plural.capitalisedFirst, site.assessment.coverage(of: members))
      }
  }

  private func stats(_ context: PageContext) -> [TemplateValue] {
    let differing = site.assessment.claims.filter { $0.outcome == .differs }.count
    let dangling = site.graph.links.filter { $0.status == .dangling }.count
    let rows: [(String, Int, TemplateValue, TemplateValue)] = [
      ("Manifolds", site.manifolds.count, noStatus, context.url("manifolds/index.html")),
      ("Nodes", site.graph.nodes.count, noStatus, context.url("search.html")),
      ("Links", site.graph.links.count, noStatus, .null),
      (
        "Dangling links", dangling, dangling > 0 ? status("dangling") : noStatus,
        context.url("gaps.html")
      ),
      (
        "Claims that differ", differing, differing > 0 ? status("differs") : noStatus,
        context.url("claims.html")
      ),
    ]
    guard !site.manifolds.isEmpty else { return [] }
    let accepted = site.gaps.count { $0.isAccepted }
    var more: [(String, Int, TemplateValue, TemplateValue)] = []
    if accepted > 0 {
      more.append(("Accepted gaps", accepted, status("accepted"), context.url("gaps.html")))
    }
    let modules = ModulePages.owners(site.graph).count
    if modules > 0 {
      more.append(("Modules", modules, noStatus, context.url("modules/index.html")))
    }
    return (rows + more).map {
      ["label": .string($0.0), "value": .int($0.1), "status": $0.2, "url": $0.3]
    }
  }

  private func card(_ manifold: NodeIndex, _ context: PageContext) -> TemplateValue {
    let node = site.graph[manifold]
    let constraints = site.assessment.members(of: manifold, kind: .constraint)
    let kinds: [NodeKind] = [.constraint, .requiredTruth, .tension, .failureMode, .openQuestion]
    let claims = site.claimsByManifold[manifold] ?? []
    let differing = claims.count { $0.outcome == .differs }
    return [
      "node": context.reference(to: manifold, isLocal: false),
      "coverage": context.coverage("", site.assessment.coverage(of: constraints)),
      "counts": .list(
        kinds.map {
          [
            "label": .string($0.pluralLabel),
            "value": .int(site.assessment.members(of: manifold, kind: $0).count),
          ]
        }),
      "phase": .string(node.manifoldFacts?.phase ?? ""),
      "gaps": .int(site.gapsByManifold[manifold]?.count ?? 0),
      "gapsURL": context.url("gaps.html"), "claims": .int(differing),
    ]
  }

  private func modules(_ context: PageContext) -> [TemplateValue] {
    let modules = ModulePages.owners(site.graph).prefix(Self.shownModules)
    let contents = modules.isEmpty ? nil : ModuleContents(site.graph)
    return modules.compactMap { module in contents.map { context.moduleRow(module, $0) } }
  }

  private func newestRuns(_ context: PageContext) -> [TemplateValue] {
    RunIndex(site.graph).runs.prefix(Self.shownRuns).map { context.runRow($0) }
  }

  /// The first pages of the first sections, for somebody who is new.
  private func pages(_ context: PageContext) -> [TemplateValue] {
    let folders = site.pages.outline.folders.first?.subfolders.prefix(2) ?? []
    let numbers = folders.flatMap { site.pages.outline.folders[$0].entries.prefix(6) }
    return numbers.prefix(6).map { number in
      let page = site.pages.pages[number]
      return [
        "title": .string(site.pages.title(of: number)), "url": context.url(page.node),
        "description": .string(page.frontMatter.description ?? page.document.excerpt),
      ]
    }
  }
}
