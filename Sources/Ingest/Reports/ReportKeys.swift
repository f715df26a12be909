import Notation
import TraceModel

/// The keys of reports, and what the name of a file says about its content.
enum ReportKeys {
  /// Top-level keys that decide what a report is.
  static let types: [String: ReportType] = [
    "artifact_plan": .generation, "code_generation": .generation, "test_generation": .generation,
    "documentation_generation": .generation, "observability_generation": .generation,
    "artifacts": .generation, "coverage": .generation, "failed": .generation,
    "verification_report": .verification, "constraint_artifact_mapping": .verification,
    "static_verification": .verification, "test_coverage_verification": .verification,
    "documentation_verification": .verification, "observability_verification": .verification,
    "fix_actions": .verification, "by_constraint": .verification,
    "by_failure_mode": .verification, "regeneration_proof": .verification,
    "unspecified_artifacts": .verification, "findings": .verification,
    "outcome": .outcome, "outcome_definition": .outcome, "backward_reasoning": .outcome,
    "consolidated_truths": .outcome, "required_truths": .outcome, "gap_analysis": .outcome,
    "solution_space_boundaries": .solutionSpace, "boundaries": .solutionSpace,
    "trade_off_dimensions": .solutionSpace, "solution_options": .solutionSpace,
    "options": .solutionSpace, "comparison_matrix": .solutionSpace, "comparison": .solutionSpace,
    "decision_required": .solutionSpace, "decision_record": .solutionSpace,
    "incidents": .failures, "incident_analysis": .failures, "ticket_patterns": .failures,
    "anti_patterns": .failures, "failure_derived_constraints": .failures,
    "derived_constraints": .failures, "enriched_failure_modes": .failures,
    "extracted_entities": .context, "codebase_context": .context,
    "documentation_context": .context, "incident_context": .context, "decision_context": .context,
    "similar_features_context": .context, "team_knowledge_context": .context,
    "context_by_source": .context, "unified_context": .context, "telemetry": .context,
    "tension_analysis": .tensions, "tensions": .tensions, "resolution": .tensions,
    "resolutions": .tensions, "resolution_recommendations": .tensions,
    "unresolvable_tensions": .tensions,
    "completeness": .validation, "constraint_depth": .validation, "consistency": .validation,
    "consistency_issues": .validation, "relationship_issues": .validation,
    "feasibility": .validation, "feasibility_concerns": .validation,
    "resource_concerns": .validation, "failure_modes": .validation,
    "failure_mode_gaps": .validation, "mitigation_issues": .validation,
    "testability": .validation, "suggested_additions": .validation,
    "source_analysis": .extraction, "extracted_constraints": .extraction,
    "relationships_inferred": .extraction, "failure_modes_inferred": .extraction,
  ]

  /// Keys that stand at the top of any report.
  static let shared: Set<String> = [
    "meta", "summary", "action_items", "manifold", "feature", "option", "generated_at",
    "timestamp", "schema_version",
  ]

  /// Keys that no other kind of file has.
  static let strong: [StaticString] = [
    "artifact_plan:", "code_generation:", "test_generation:", "observability_generation:",
    "verification_report:", "constraint_artifact_mapping:", "static_verification:",
    "test_coverage_verification:", "outcome_definition:", "consolidated_truths:",
    "solution_options:", "tension_analysis:", "failure_derived_constraints:",
    "enriched_failure_modes:", "unified_context:", "extracted_constraints:", "consistency_issues:",
  ]

  private static let endings: [(String, ReportType)] = [
    ("-generation", .generation), ("-outcome", .outcome), ("-solution-space", .solutionSpace),
    ("-failures", .failures), ("-validation", .validation), ("-tensions", .tensions),
    (".context", .context), (".extraction", .extraction), ("-verification", .verification),
  ]

  /// What the name of a file says that it is.
  static func type(ofFile path: String) -> ReportType? {
    let name = stem(of: path)
    if let known = endings.first(where: { name.hasSuffix($0.0) }) { return known.1 }
    if path.contains("/verification/") { return .verification }
    return path.contains("/extraction/") ? .extraction : nil
  }

  /// The manifold that the name of a file says it is about: `pay` of `pay-generation.yaml`.
  static func subject(ofFile path: String) -> String? {
    var name = stem(of: path)
    guard let known = endings.first(where: { name.hasSuffix($0.0) }) else { return nil }
    name.removeLast(known.0.utf8.count)
    return name.isEmpty || name.contains("{") ? nil : name
  }

  /// The manifold that a report says it is about; a placeholder is none.
  static func stated(in root: Node?) -> String? {
    let node = root?["meta"]?["manifold"] ?? root?["manifold"] ?? root?["feature"]
    return node?.scalarText.flatMap { isName($0) ? $0 : nil }
  }

  static func isName(_ text: String) -> Bool { IDGrammar.fault(in: text) == nil }

  static func stem(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let ending = [".yaml", ".yml", ".json", ".md"].first { name.hasSuffix($0) } ?? ""
    return String(name.dropLast(ending.utf8.count))
  }
}
