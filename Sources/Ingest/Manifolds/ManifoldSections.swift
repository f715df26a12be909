import Notation
import SourceText
import TraceModel

/// What a key at the top of a manifold means; one table for all dialects.
enum ManifoldSection {
  case schemaVersion, feature, outcome, phase, meta
  case constraints, tensions, relationships, failureModes, questions
  case anchors, drafts, suggested, blocking, graph, convergence, generation, integration
  case iterations, verification
  /// Part of an anchor file, or of the `anchors` of a main file.
  case truths, options, recommendation, recommendedOption, dependencyChain, tensionValidation
  case checklist, gaps
  case date
  /// Known and shown as it stands.
  case attribute
  /// About the file rather than the feature.
  case structure

  static let keys: [String: ManifoldSection] = {
    var keys: [String: ManifoldSection] = [
      "$schema": .structure, "schema_version": .schemaVersion, "feature": .feature,
      "name": .feature, "outcome": .outcome, "phase": .phase, "meta": .meta,
      "constraints": .constraints, "tensions": .tensions, "relationships": .relationships,
      "failure_modes": .failureModes, "open_questions": .questions, "anchors": .anchors,
      "draft_required_truths": .drafts, "suggested_constraints": .suggested,
      "blocking_dependencies": .blocking, "constraint_graph": .graph,
      "convergence": .convergence, "generation": .generation, "integration": .integration,
      "iterations": .iterations, "verification": .verification, "required_truths": .truths,
      "solution_options": .options, "recommended_option": .recommendedOption,
      "recommendation": .recommendation, "dependency_chain": .dependencyChain,
      "tension_validation": .tensionValidation, "created": .date, "updated": .date,
      "expires": .date, "timestamp": .date, "template_version": .structure,
    ]
    for key in [
      "domain", "mode", "context", "template", "_customization", "solution_space",
      "tension_summary", "gap_checklist_compliance", "evidence", "file_hashes", "version", "owner",
      "owners", "status", "description", "tags", "note", "notes",
      "telemetry",
    ] { keys[key] = .attribute }
    return keys
  }()

  /// The keys of `anchors` and of an anchor file.
  static let anchorKeys: [String: ManifoldSection] = {
    var keys: [String: ManifoldSection] = [
      "feature": .feature, "outcome": .outcome, "schema_version": .structure,
      "required_truths": .truths, "options": .options, "solution_options": .options,
      "recommendation": .recommendation, "recommended_option": .recommendedOption,
      "dependency_chain": .dependencyChain, "tension_validation": .tensionValidation,
      "generation": .generation, "integration": .integration, "gaps": .gaps, "phase": .phase,
      "created": .date, "updated": .date, "timestamp": .date,
    ]
    for key in [
      "anchor_document", "anchor_type", "backward_reasoning", "binding_constraint",
      "critical_path", "validation_gates", "constraint_coverage", "solution_space",
      "execution_order", "implementation_phases", "reversibility_log", "note", "notes",
    ] { keys[key] = .attribute }
    return keys
  }()
}

extension ManifoldReading {
  mutating func readRoot(_ root: Node) {
    guard case .mapping(let entries) = root.value else {
      return wrongType(root, what: "the document", expected: "a mapping")
    }
    switch document.part {
    case .anchor: readSections(entries, ManifoldSection.anchorKeys, of: "an anchor file")
    case .verify: readVerifyFile(entries)
    case .integrate: readIntegrateFile(entries)
    default:
      readSections(entries, ManifoldSection.keys, of: "a manifold")
      decideDialect(root)
      reportIfEmpty(root)
    }
  }

  mutating func readSections(
    _ entries: [Node.Entry], _ keys: [String: ManifoldSection], of what: String
  ) {
    for entry in entries { readSection(entry, keys, of: what) }
  }

  private mutating func readSection(
    _ entry: Node.Entry, _ keys: [String: ManifoldSection], of what: String
  ) {
    let node = entry.value
    switch keys[entry.key] {
    case .feature?: readFeature(node)
    case .outcome?: readOutcome(node)
    case .phase?: readPhase(node)
    case .meta?: readMeta(node)
    case .constraints?: readConstraints(node)
    case .tensions?: readItems(node, .tension, in: ItemPlace(), as: "tensions")
    case .relationships?: readRelationships(node)
    case .failureModes?: readItems(node, .failureMode, in: ItemPlace(), as: "failure_modes")
    case .questions?:
      readItems(node, .question, in: ItemPlace(givenPrefix: "Q"), as: "open_questions")
    case .anchors?: readAnchors(node)
    case .drafts?: readItems(node, .draftTruth, in: ItemPlace(), as: entry.key)
    case .suggested?: readItems(node, .suggested, in: ItemPlace(), as: entry.key)
    case .blocking?: readBlocking(node)
    case .graph?: readGraph(node)
    case .convergence?: readConvergence(node)
    case .generation?: readGeneration(node)
    case .integration?: readIntegration(node)
    case .iterations?: readIterations(node)
    case .verification?: readVerification(node)
    case .truths?: readItems(node, .truth, in: ItemPlace(), as: "required_truths")
    case .options?: readItems(node, .option, in: ItemPlace(), as: entry.key)
    case .recommendation?: readRecommendation(node)
    case .recommendedOption?: document.recommendedOption = text(node, as: "recommended_option")
    case .dependencyChain?: readDependencyChain(node)
    case .tensionValidation?: readTensionValidation(node)
    case .checklist?: readItems(node, .integration, in: ItemPlace(), as: "checklist")
    case .gaps?: readGaps(node)
    case .date?:
      checkDate(node, key: entry.key)
      document.addAttribute(attribute(entry.key, node))
    case .attribute?: document.addAttribute(attribute(entry.key, node))
    case .schemaVersion?, .structure?: break
    case nil:
      unknownKey(entry, in: what, known: keys.keys)
      document.addAttribute(attribute(entry.key, node))
    }
  }

  private mutating func decideDialect(_ root: Node) {
    if document.part == .json { return }
    let version = root["schema_version"]?.scalarText
    let isCMS = root["meta"] != nil || root["relationships"] != nil
    document.facts.dialect = isCMS ? .cms : version == "3" ? .v3 : version == "2" ? .v2 : .v1
  }

  /// A manifold that has not been filled yet says so by its phase; any other must hold something.
  private mutating func reportIfEmpty(_ root: Node) {
    let holdsItems = document.items.contains { $0.kind != .manifold && $0.kind != .outcome }
    let isFaulty = document.diagnostics.contains { $0.severity == .error }
    if holdsItems || isFaulty || document.facts.phase?.uppercased() == "INITIALIZED" { return }
    report(
      IngestRules.emptyManifold, at: root.span,
      "the manifold declares no constraint, tension or required truth", severity: .warning)
  }
}
