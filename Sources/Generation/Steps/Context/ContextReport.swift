import SourceText
import TraceModel

/// `manifold context`: what the project tells about the surroundings, and what people have to add.
struct ContextReport {
  private let manifold: ClassifiedManifold
  private let graph: TraceGraph
  private let repository: RepositoryView
  private let contexts: [ConstraintContext]
  private let metrics: MetricNames

  static func report(
    _ manifold: ClassifiedManifold, in graph: TraceGraph, _ repository: RepositoryView?
  ) -> StepReport {
    let report = ContextReport(
      manifold, graph, repository ?? RepositoryView(paths: [], manifests: []))
    return StepReport(
      "context", of: manifold.subject.id, ending: ".context", lines: report.lines, report.value)
  }

  private init(
    _ manifold: ClassifiedManifold, _ graph: TraceGraph, _ repository: RepositoryView
  ) {
    self.manifold = manifold
    self.graph = graph
    self.repository = repository
    contexts = manifold.constraints.map { ConstraintContext($0, in: graph) }
    metrics = MetricNames(graph)
  }

  private var subject: ManifoldSubject { manifold.subject }

  // MARK: what is known and what is not

  /// Names that the manifold gives to what is measured, with the constraint that does.
  private var ownMetrics: [(name: String, constraint: String)] {
    var seen: Set<String> = []
    return manifold.constraints.flatMap { constraint in
      let names = constraint.classifications.compactMap(\.figures.metric)
      return Set(names).sorted().map { (name: $0, constraint: constraint.item.id) }
    }.filter { seen.insert($0.name).inserted }
  }

  private var gaps: [String] {
    var gaps: [String] = []
    for context in contexts {
      let id = context.constraint.item.id
      if !context.gaps.isEmpty { gaps.append("\(id): \(context.gaps.joined(separator: "; "))") }
    }
    for metric in ownMetrics where !metrics.knows(metric.name) {
      gaps.append(
        "\(metric.constraint): who writes \(metric.name): no alert and no panel uses it")
    }
    if repository.manifests.isEmpty { gaps.append("which libraries the service is built on") }
    if count(.incident) == 0 { gaps.append("what has gone wrong before: no incident is recorded") }
    if count(.decision) == 0 { gaps.append("what was decided before: no decision is recorded") }
    if subject.manifold.attribute(anyOf: ["owners", "owner"]) == nil {
      gaps.append("who knows this part: the manifold names no owner")
    }
    return gaps
  }

  private func count(_ kind: NodeKind) -> Int { graph.nodes(of: kind).count }

  private func ids(_ risk: IssueSeverity) -> [String] {
    contexts.filter { $0.risk == risk }.map(\.constraint.item.id)
  }

  // MARK: the report

  private var value: ReportValue {
    [
      "summary": [
        "knowledge_gaps": .number(gaps.count),
        "high_risk_constraints": .number(ids(.high).count),
      ],
      "codebase_context": codebase,
      "documentation_context": [
        "metrics_in_queries": .list(
          metrics.uses.prefix(200).map { ["name": .text($0.name), "used_by": .texts($0.by)] }),
        "metrics_of_the_manifold": .list(
          ownMetrics.map { metric in
            [
              "name": .text(metric.name), "constraint": .text(metric.constraint),
              "used": .flag(metrics.knows(metric.name)),
            ]
          }),
        "runbooks": .texts(titles(.runbook)), "dashboards": .texts(titles(.dashboard)),
      ],
      "incident_context": .texts(records(.incident)),
      "decision_context": .texts(records(.decision)),
      "similar_features_context": [
        "other_manifolds": .texts(others),
        "to_decide": "which of them has solved something similar",
      ],
      "team_knowledge_context": [
        "owners": .optional(subject.manifold.attribute(anyOf: ["owners", "owner"]).map(oneLine)),
        "to_decide": "who has to be asked before something is built",
      ],
      "unified_context": unified,
    ]
  }

  private var codebase: ReportValue {
    [
      "languages": .list(
        repository.languages.map { ["name": .text($0.name), "files": .number($0.count)] }),
      "manifests": .list(
        repository.manifests.prefix(40).map {
          ["path": .text($0.path), "depends_on": .texts($0.dependencies)]
        }),
    ]
  }

  private var unified: ReportValue {
    [
      "by_constraint": .mapping(
        contexts.map { .init(key: $0.constraint.item.id, value: Self.value(of: $0)) }),
      "by_risk": [
        "high": .texts(ids(.high)), "medium": .texts(ids(.medium)), "low": .texts(ids(.low)),
      ],
      "knowledge_gaps": .texts(gaps),
    ]
  }

  private static func value(of context: ConstraintContext) -> ReportValue {
    [
      "relevant_code": .texts(context.code), "watched_by": .some(context.operations),
      "relevant_incidents": .some(context.incidents),
      "relevant_decisions": .some(context.decisions),
      "risk_level": .text(context.risk.rawValue), "to_decide": .some(context.gaps),
    ]
  }

  private func titles(_ kind: NodeKind) -> [String] {
    graph.nodes(of: kind).prefix(40).map { graph[$0].title }
  }

  private func records(_ kind: NodeKind) -> [String] {
    graph.nodes(of: kind).prefix(100).map { index in
      let node = graph[index]
      return node.title == node.key.id ? node.key.id : "\(node.key.id): \(node.title)"
    }
  }

  private var others: [String] {
    graph.nodes(of: .manifold).filter { $0 != subject.manifold.node }.prefix(100)
      .map { graph[$0].key.id }
  }

  // MARK: for people

  private var lines: [String] {
    var lines = ["\(subject.id): what the project tells", "", "REPOSITORY"]
    let languages = repository.languages.map { "\($0.name) (\($0.count))" }
    lines.append("languages: \(Self.list(languages))")
    for manifest in repository.manifests.prefix(40) {
      lines.append("\(manifest.path): \(Self.list(manifest.dependencies))")
    }
    lines.append("metrics in queries: \(Self.list(metrics.uses.map(\.name)))")
    lines += ["", "CONSTRAINTS"]
    for context in contexts {
      lines.append("- \(context.constraint.item.id): risk \(context.risk.rawValue)")
      for (name, values) in [
        ("files", context.code), ("watched by", context.operations),
        ("incidents", context.incidents), ("decisions", context.decisions),
      ] where !values.isEmpty { lines.append("  \(name): \(values.joined(separator: ", "))") }
    }
    lines += ["", "TO FIND OUT"] + gaps.map { "- \($0)" }
    return lines
  }

  private static func list(_ names: [String]) -> String {
    guard names.count > 24 else { return names.isEmpty ? "none" : names.joined(separator: ", ") }
    return names.prefix(24).joined(separator: ", ") + " and \(names.count - 24) more"
  }
}
