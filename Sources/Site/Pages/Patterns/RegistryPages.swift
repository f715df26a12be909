import Analysis
import SourceText
import Templates
import TraceModel

/// The pages of registries: the list of all, one for each with its patterns and what its documents
/// state, one for each requirement, and the matrix of both.
struct RegistryPages {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  static let path = "patterns/index.html"

  /// Every page of this type but the registries' own, which are routes of their nodes.
  static func paths(_ assessment: Assessment, _ routes: RouteTable) -> [String] {
    guard !assessment.registries.isEmpty else { return [] }
    return [path]
      + assessment.registries.flatMap { registry in
        let places = RegistryPlaces(registry, routes)
        // The first page is the route of the node.
        return Array(places.patterns.paths.dropFirst()) + places.matrix.paths
          + places.checks.flatMap(\.list.paths)
      }
  }

  func entries() -> [OutputEntry] {
    guard !site.assessment.registries.isEmpty else { return [] }
    return [list()] + site.assessment.registries.flatMap { entries($0) }
  }

  private func list() -> OutputEntry {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine("registries")
    for registry in site.assessment.registries {
      let scope = site.graph[registry.registry].key.scope
      if let fingerprint = fingerprints.scopes[scope] { hasher.combine(fingerprint) }
    }
    return OutputEntry(path: Self.path, fingerprint: hasher.finish()) { buffer in
      let context = PageContext(site: site, route: Route(Self.path))
      var head = PageHead(
        title: "Patterns", kind: "index",
        description: "Registries of patterns, and how far each complies with its specification.")
      head.section = "patterns"
      let shown = site.assessment.registries.prefix(Self.shownRegistries)
      let own: TemplateRecord = [
        "registries": .list(shown.map { context.registryRow($0) }),
        "hidden": .int(site.assessment.registries.count - shown.count),
      ]
      try context.render("patterns.html", head, own, into: &buffer)
    }
  }

  /// A project has one or a few; more are found by search.
  private static let shownRegistries = 200

  private func entries(_ compliance: PatternCompliance) -> [OutputEntry] {
    let places = RegistryPlaces(compliance, site.routes)
    let node = site.graph[compliance.registry]
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine("registry")
    if let fingerprint = fingerprints.scopes[node.key.scope] { hasher.combine(fingerprint) }
    site.drift?.combine(node.key, into: &hasher)
    if let registries = site.content.registries { hasher.combine(registries.fingerprint) }
    let fingerprint = hasher.finish()
    func pages(
      _ list: PagedList, _ render: @escaping @Sendable (Int, inout ByteBuffer) throws -> Void
    ) -> [OutputEntry] {
      (0..<list.pageCount).map { page in
        OutputEntry(
          path: list.path(ofPage: page), fingerprint: fingerprint, source: node.range.path
        ) { try render(page, &$0) }
      }
    }
    return pages(places.patterns) { try registry(compliance, places, $0, &$1) }
      + pages(places.matrix) { try matrix(compliance, places, $0, &$1) }
      + places.checks.flatMap { place in
        pages(place.list) { try check(compliance, place, $0, &$1) }
      }
  }

  // MARK: one registry

  private func registry(
    _ compliance: PatternCompliance, _ places: RegistryPlaces, _ page: Int,
    _ buffer: inout ByteBuffer
  ) throws {
    let context = PageContext(site: site, route: Route(places.patterns.path(ofPage: page)))
    let node = site.graph[compliance.registry]
    let rows = compliance.patterns[places.patterns.range(ofPage: page)]
    let isFirst = page == 0
    let unregistered = isFirst ? compliance.unregistered.prefix(100) : []
    let own: TemplateRecord = [
      "scope": .string(node.key.scope.path), "status": compliance.status,
      "history": isFirst ? context.history(of: node.key) : .null,
      "summary": .string(compliance.summary),
      "attributes": .list(
        isFirst
          ? node.attributes.map {
            ["name": .string(fieldTitle($0.name)), "value": context.html($0.value)]
          } : []),
      "measures": .list(context.measures(compliance)),
      "matrixURL": context.url(places.matrix.path),
      "requirements": .list(isFirst ? places.checks.map { context.requirementRow($0) } : []),
      "declared": .list(
        isFirst ? compliance.claims.prefix(100).map { context.claimRow($0) } : []),
      "denied": .int(isFirst ? compliance.claims.count { $0.outcome == .differs } : 0),
      "stated": .int(compliance.claims.count),
      "unregistered": .list(unregistered.map { context.reference(to: $0) }),
      "generation": isFirst ? generation(of: compliance) : .null,
      "patterns": .list(rows.map { context.patternRow($0, compliance) }),
      "pager": places.patterns.pager(page: page, context),
    ]
    var head = self.head(node.title, "pattern registry", compliance.summary, node.range)
    head.breadcrumbs = [context.anchor("Patterns", context.url(Self.path))]
    try context.render("registry.html", head, own, into: &buffer)
  }

  private func generation(of compliance: PatternCompliance) -> TemplateValue {
    let prospect = site.content.registries?.prospect(compliance.registry)
    return prospect.map { $0.criteria.isEmpty ? .null : .record($0.record) } ?? .null
  }

  func head(
    _ title: String, _ kind: String, _ description: String, _ range: SourceRange
  ) -> PageHead {
    var head = PageHead(title: title, kind: kind, description: description)
    head.source = range
    head.section = "patterns"
    return head
  }

  func trail(
    _ compliance: PatternCompliance, _ context: PageContext
  ) -> [TemplateValue] {
    [
      context.anchor("Patterns", context.url(Self.path)),
      context.anchor(
        site.graph[compliance.registry].title, context.url(compliance.registry)),
    ]
  }
}
