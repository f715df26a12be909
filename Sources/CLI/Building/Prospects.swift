import Generation
import Site
import SourceText
import System
import TraceModel

/// What would be generated for the manifolds of a project, for the site's pages about it.
enum Prospects {
  /// `nil` when there is no manifold to speak of.
  static func of(
    _ graph: TraceGraph, _ project: Project, _ files: InputFiles
  ) -> ManifoldProspects? {
    guard !graph.nodes(of: .manifold).isEmpty else { return nil }
    let pack = PackFiles(project, files.files)
    var hasher = Fingerprinter()
    for file in pack.all {
      hasher.combine(file.path)
      hasher.combine(file.bytes)
    }
    // A pack with faults has no plan; `generate` says what is wrong with it.
    let complete = ArtifactPack.read(pack.all).pack
    return ManifoldProspects(fingerprint: hasher.finish()) { manifold in
      prospect(manifold, graph, complete)
    }
  }

  private static func prospect(
    _ manifold: NodeIndex, _ graph: TraceGraph, _ pack: ArtifactPack?
  ) -> ManifoldProspect {
    let outcome = GenerationRequest.check(manifold, in: graph, option: nil)
    let classified =
      outcome.request?.manifold
      ?? Classifier.classify(ManifoldSubject(manifold, in: graph))
    var prospect = ManifoldProspect()
    prospect.constraints = classified.constraints.map(demand)
    prospect.failureModes = classified.failureModes.map { demand($0.item, $0.classification) }
    prospect.obstacles = outcome.diagnostics.filter { $0.severity == .error }.map(\.summary)
    guard let request = outcome.request, let pack else {
      if prospect.obstacles.isEmpty { prospect.obstacles = ["the pack cannot be read"] }
      return prospect
    }
    prospect.option = request.option?.id ?? ""
    let (plan, faults) = Generator.plan(request, with: pack)
    prospect.obstacles = faults.filter { $0.severity == .error || $0.rule == .packUnfit }
      .map(\.summary)
    prospect.artifacts = plan.artifacts.map {
      ManifoldProspect.Artifact(
        path: $0.path, kind: "\($0.kind.rawValue), \($0.type.rawValue)",
        ids: $0.constraints + $0.failureModes)
    }
    return prospect
  }

  private static func demand(_ item: ClassifiedItem) -> ManifoldProspect.Demand {
    var demand = ManifoldProspect.Demand(node: item.item.node)
    let main = item.classifications.first ?? item.bestGuess
    demand.kinds = item.classifications.map(\.archetype.label)
    demand.confidence = main.map { percent($0.confidence) } ?? 0
    demand.isDeclared = main?.isDeclared ?? false
    demand.reasons = reasons(main?.reasons ?? [])
    if !item.classifications.isEmpty, let figures = main?.figures {
      demand.figures = Self.figures(figures)
    }
    let guess = item.bestGuess.map { "; nearest is \($0.archetype.label)" } ?? ""
    demand.missing =
      item.reason.map { "\($0.rawValue): \($0.explanation)\(guess)" }
      ?? item.remainders.map(\.text).joined(separator: "; ")
    return demand
  }

  private static func demand(
    _ item: SubjectItem, _ found: FailureClassification
  ) -> ManifoldProspect.Demand {
    var demand = ManifoldProspect.Demand(node: item.node)
    demand.kinds = found.archetype.map { [$0.label] } ?? []
    demand.confidence = percent(found.confidence)
    demand.reasons = reasons(found.reasons)
    if found.archetype == nil { demand.missing = "no kind fits its words" }
    return demand
  }

  /// Several phrases may match the same words.
  private static func reasons(
    _ reasons: [ClassificationReason]
  ) -> [(words: String, field: String)] {
    var seen: Set<String> = []
    return reasons.filter { $0.weight > 0 && seen.insert("\($0.field) \($0.words)").inserted }
      .map { (String($0.words.prefix(120)), $0.field) }
  }

  private static func figures(_ figures: StatedFigures) -> [(name: String, text: String)] {
    let stated = [("limit", figures.limit), ("in", figures.window), ("share", figures.quantile)]
    var found = stated.compactMap { name, figure in
      figure.map { (name: name, text: String($0.text.prefix(80))) }
    }
    if let metric = figures.metric { found.append((name: "metric", text: metric)) }
    return found
  }

  private static func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }
}
