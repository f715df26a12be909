import Analysis
import Patterns
import SourceText
import TraceModel

/// `patterns check`: every requirement on a registry, by its id, with what came of it.
struct PatternsCheck {
  private let order: PatternsOrder

  init(_ order: PatternsOrder) { self.order = order }

  func run() -> ExitCode {
    guard let (assessment, compliance) = RegistryFolder.assessment(of: order.files),
      let registry = order.registry(order.files)
    else { return .findings }
    var text = ""
    for result in compliance.results {
      text += line(result)
      text += details(result, compliance, assessment.graph)
    }
    let contradictions = registry.contradictions.values.reduce(0) { $0 + $1.count }
    text += "\n\(compliance.total(.passed)) checks passed, \(compliance.total(.failed)) failed, "
    text += "\(compliance.total(.blocked)) blocked, \(compliance.total(.undecided)) not decided\n"
    text += "doc_ids that differ from their pattern's: \(contradictions)\n"
    if order.hasFaults { text += "some entries of the index cannot be used\n" }
    let isWhole = compliance.isCompliant && contradictions == 0 && !order.hasFaults
    text += isWhole ? "COMPLIANT\n" : "NOT COMPLIANT\n"
    order.console.result(text)
    return isWhole ? .clean : .findings
  }

  private func line(_ result: PatternCompliance.Result) -> String {
    let requirement = result.requirement
    let word =
      result.isUndecided
      ? "NOT DECIDED"
      : result.isPassed ? "PASS" : result.checks.isEmpty ? "NOTHING TO CHECK" : "FAIL"
    let figures =
      result.checks.count > 1 ? " (\(result.count(.passed)) of \(result.checks.count))" : ""
    return
      "\(word) \(requirement.id) \(requirement.level.rawValue)\(figures): \(requirement.title)\n"
  }

  /// The first that do not pass, with their reasons; all of them when more is asked for.
  private func details(
    _ result: PatternCompliance.Result, _ compliance: PatternCompliance, _ graph: TraceGraph
  ) -> String {
    guard !result.isUndecided else { return "" }
    let limit = order.invocation.isOn(.verbose) ? Int.max : 3
    let failing = RegistryFolder.reasons(result, compliance, graph)
    var text = ""
    for reason in failing.prefix(limit) { text += displayName("  \(reason)") + "\n" }
    if failing.count > limit {
      text += "  and \(failing.count - limit) more; --verbose lists them\n"
    }
    return text
  }
}

/// `patterns status`: what each pattern has and lacks, and what generation would make.
struct PatternsStatus {
  private let order: PatternsOrder

  init(_ order: PatternsOrder) { self.order = order }

  func run() -> ExitCode {
    guard let registry = order.registry(order.files) else { return .findings }
    let parts = PatternPart.allCases.map(\.rawValue)
    var text = row(["pattern", "doc_id"] + parts, registry)
    for pattern in registry.patterns {
      text += row(
        [pattern.id, pattern.documentID.text]
          + PatternPart.allCases.map { registry.has($0, of: pattern) ? "yes" : "-" }, registry)
    }
    let criteria = SuccessCriteria(
      registry, order.templates, requirements: RegistryFolder.requirements(of: order.files))
    let met = criteria.criteria.count(where: \.isMet)
    let total = criteria.criteria.count { !$0.isEmpty }
    text += "\n\(met) of \(total) success criteria are met; "
    text += "`\(CommandTable.program) patterns generate --dry-run` shows what can be made\n"
    order.console.result(text)
    return .clean
  }

  private func row(_ cells: [String], _ registry: Registry) -> String {
    let widths =
      [
        max(7, registry.patterns.map(\.id.utf8.count).max() ?? 0),
        max(6, registry.patterns.map(\.documentID.text.utf8.count).max() ?? 0),
      ] + PatternPart.allCases.map(\.rawValue.utf8.count)
    let padded = zip(cells, widths).map { cell, width in
      cell + String(repeating: " ", count: max(0, width - cell.utf8.count))
    }
    let line = padded.joined(separator: "  ")
    return displayName(String(line.reversed().drop { $0 == " " }.reversed())) + "\n"
  }
}
