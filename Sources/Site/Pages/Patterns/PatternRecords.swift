import Analysis
import SourceText
import Templates
import TraceModel

extension PatternCompliance.Check {
  /// The outcome as templates show it, with a word of its own: a check passes or fails.
  var status: TemplateValue { outcome.status }
}

extension PatternCompliance.Outcome {
  var status: TemplateValue {
    switch self {
    case .passed: Site.status("satisfied", "Passed")
    case .failed: Site.status("failing", "Failed")
    case .blocked: Site.status("unknown", "Not there")
    case .undecided: Site.status("unverifiable", "Undecided")
    }
  }
}

extension PatternCompliance.Result {
  /// One word over all checks: blocked ones are not passed.
  var status: TemplateValue {
    if requirement.subject == .practice || isUndecided {
      return PatternCompliance.Outcome.undecided.status
    }
    if isPassed { return PatternCompliance.Outcome.passed.status }
    return checks.isEmpty
      ? Site.status("unknown", "No pattern") : PatternCompliance.Outcome.failed.status
  }

  /// The outcomes that occur, with their numbers.
  var counts: [TemplateValue] {
    let all: [PatternCompliance.Outcome] = [.passed, .failed, .blocked, .undecided]
    return all.filter { count($0) > 0 }.map {
      ["status": $0.status, "count": .int(count($0))]
    }
  }
}

extension PatternCompliance {
  /// The verdict over the registry.
  var status: TemplateValue {
    isCompliant
      ? Site.status("satisfied", "Compliant") : Site.status("failing", "Not compliant")
  }

  fileprivate var binding: [Result] {
    results.filter { $0.requirement.level == .must && !$0.isUndecided }
  }

  /// One sentence with the figures behind the verdict.
  var summary: String {
    let met = binding.count { $0.isPassed }
    let checks = "\(total(.passed)) checks pass, \(total(.failed)) fail"
    let count = patterns.count == 1 ? "1 pattern" : "\(patterns.count) patterns"
    return "\(count); \(met) of \(binding.count) binding requirements met; \(checks)."
  }
}

extension PageContext {
  /// Requirements met, checks passed and patterns complete, as bars.
  func measures(_ compliance: PatternCompliance) -> [TemplateValue] {
    let met = compliance.binding.count { $0.isPassed }
    let (passed, failed) = (compliance.total(.passed), compliance.total(.failed))
    let whole = compliance.patterns.indices.count { position in
      compliance.binding.allSatisfy { result in
        result.requirement.subject != .pattern || result.checks[position].outcome == .passed
      }
    }
    return [
      progress(
        "Binding requirements met", ProgressFacts(done: met, total: compliance.binding.count),
        .null),
      progress(
        "Complete patterns", ProgressFacts(done: whole, total: compliance.patterns.count), .null),
      progress("Checks passed", ProgressFacts(done: passed, total: passed + failed), .null),
    ]
  }

  func registryRow(_ compliance: PatternCompliance) -> TemplateValue {
    let differing = compliance.claims.count { $0.outcome == .differs }
    return [
      "node": reference(to: compliance.registry),
      "scope": .string(graph[compliance.registry].key.scope.path),
      "patterns": .int(compliance.patterns.count),
      "requirements": .string(
        "\(compliance.binding.count { $0.isPassed }) of \(compliance.binding.count)"),
      "passed": .int(compliance.total(.passed)), "failed": .int(compliance.total(.failed)),
      "differing": .int(differing), "status": compliance.status,
    ]
  }

  func requirementRow(_ place: RegistryPlaces.CheckPlace) -> TemplateValue {
    let result = place.result
    return [
      "id": .string(result.requirement.id), "url": url(place.list.path),
      "level": .string(result.requirement.level.rawValue),
      "title": .string(result.requirement.title), "passed": .int(result.count(.passed)),
      "failed": .int(result.count(.failed)), "blocked": .int(result.count(.blocked)),
      "status": result.status,
    ]
  }

  func claimRow(_ checked: CheckedRegistryClaim) -> TemplateValue {
    [
      "label": .string(checked.subject), "declared": .string(checked.claim.declared.text),
      "computed": .string(checked.computed), "status": status(of: checked.outcome),
      "source": .record(sourceReference(checked.claim.declared.range)),
    ]
  }

  func patternRow(_ pattern: NodeIndex, _ compliance: PatternCompliance) -> TemplateValue {
    let checks = compliance.checks(of: pattern)
    let entry = graph[pattern].patternFacts?.entry
    let failed = checks.count { $0.check.outcome == .failed }
    let isWhole = checks.allSatisfy {
      $0.requirement.level == .should || $0.check.outcome == .passed
    }
    return [
      "node": reference(to: pattern), "docID": .string(entry?[.docID]?.text ?? ""),
      "state": .string(entry?[.status]?.text ?? ""),
      "category": .string(entry?.category?.text ?? ""),
      "passed": .int(checks.count { $0.check.outcome == .passed }), "failed": .int(failed),
      "status": isWhole
        ? Site.status("satisfied", "Complete") : Site.status("gap", "Incomplete"),
    ]
  }

  func checkRow(_ check: PatternCompliance.Check, of node: NodeIndex) -> TemplateValue {
    [
      "node": reference(to: node), "status": check.status, "reason": .string(check.reason),
      "source": .record(sourceReference(check.range ?? graph[node].range)),
    ]
  }
}

extension TraceNode {
  var patternFacts: PatternFacts? {
    if case .pattern(let facts) = detail { facts } else { nil }
  }

  var patternFileFacts: PatternFileFacts? {
    if case .patternFile(let facts) = detail { facts } else { nil }
  }
}

extension SiteModel {
  /// The registry to which a node belongs.
  func registry(of node: NodeIndex) -> NodeIndex? {
    let scope = graph[node].key.scope
    return graph.node(NodeKey(kind: .registry, scope: scope, id: scope.name))
  }
}
