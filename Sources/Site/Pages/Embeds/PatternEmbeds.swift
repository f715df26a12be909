import Analysis
import Templates
import TraceModel

/// Views of pattern registries inside other pages.
extension PageContext {
  /// The patterns of a registry, or what came of each requirement.
  func registryView(_ view: EmbedView, _ registry: NodeIndex) -> EmbeddedView {
    guard let compliance = compliance(of: registry) else { return missingRegistry(registry) }
    let places = RegistryPlaces(compliance, site.routes)
    guard view == .compliance else {
      return EmbeddedView(
        "patterns", graph[registry].title,
        compliance.patterns.prefix(Self.embeddedRows).map { patternRow($0, compliance) },
        empty: "The registry lists no pattern.",
        all: anchor("All of \(compliance.patterns.count) patterns", url(registry)))
    }
    return EmbeddedView(
      "compliance", graph[registry].title, places.checks.prefix(60).map { requirementRow($0) },
      empty: "Nothing is required of the registry.",
      all: anchor("The whole registry: \(compliance.summary)", url(registry)))
  }

  /// Patterns by requirement.
  func complianceMatrixView(_ registry: NodeIndex) -> EmbeddedView {
    guard let compliance = compliance(of: registry) else { return missingRegistry(registry) }
    let places = RegistryPlaces(compliance, site.routes)
    var view = EmbeddedView(
      "compliance-matrix", graph[registry].title,
      places.matrixRows(0..<min(compliance.patterns.count, Self.embeddedRows), compliance, self),
      empty: "The registry lists no pattern.",
      all: anchor("The whole matrix", url(places.matrix.path)))
    view.values["columns"] = .list(places.matrixColumns(self))
    return view
  }

  private func compliance(of registry: NodeIndex) -> PatternCompliance? {
    site.assessment.registries.first { $0.registry == registry }
  }

  private func missingRegistry(_ registry: NodeIndex) -> EmbeddedView {
    EmbeddedView(
      "patterns", graph[registry].title, [], empty: "The registry has no index.",
      all: anchor(graph[registry].title, url(registry)))
  }
}
