import SourceText
import TraceModel

/// `manifold validate`: whether a manifold is ready to be built from.
struct ValidationReport {
  private let checks: ValidationChecks
  private let manifold: ClassifiedManifold
  private let tensions: TensionSearch
  private let isStrict: Bool

  /// `findings` are what `check` says of the manifold's files, `evidence` the ids of constraints
  /// that a piece of evidence names. When `isStrict`, what is of medium and low weight fails as well.
  static func report(
    _ manifold: ClassifiedManifold, findings: [Diagnostic], evidence: Set<String>, isStrict: Bool
  ) -> StepReport {
    let tensions = TensionSearch(manifold)
    let checks = ValidationChecks(
      manifold, findings: findings, tensions: tensions.found, evidence: evidence)
    let report = ValidationReport(
      checks: checks, manifold: manifold, tensions: tensions, isStrict: isStrict)
    return StepReport(
      "validate", of: manifold.subject.id, ending: "-validation", passes: report.passes,
      lines: report.lines, report.value)
  }

  private var subject: ManifoldSubject { manifold.subject }
  private var issues: [ValidationIssue] { checks.issues }
  private var blocking: [ValidationIssue] { issues.filter { $0.severity <= .high } }
  private var passes: Bool { isStrict ? issues.isEmpty : blocking.isEmpty }

  /// The words of the format.
  private var status: String {
    if !blocking.isEmpty { return "needs_work" }
    return issues.isEmpty ? "ready" : "acceptable"
  }

  private func count(_ severity: IssueSeverity) -> Int { issues.count { $0.severity == severity } }

  // MARK: the report

  private var value: ReportValue {
    [
      "summary": summary, "completeness": completeness, "constraint_depth": depth,
      "consistency": section(.consistency), "relationship_issues": section(.relationships),
      "feasibility": section(.feasibility), "failure_modes": failureModes,
      "testability": testability, "suggested_additions": additions,
    ]
  }

  private var summary: ReportValue {
    var members = [
      ReportValue.Member(key: "status", value: .text(status)),
      ReportValue.Member(key: "strict", value: .flag(isStrict)),
    ]
    members += IssueSeverity.allCases.map {
      ReportValue.Member(key: "\($0.rawValue)_issues", value: .number(count($0)))
    }
    members.append(.init(key: "blocking", value: .texts(blocking.map(\.text))))
    members.append(
      .init(
        key: "recommendations",
        value: .list(
          issues.map { ["priority": .text($0.severity.rawValue), "action": .text($0.action)] })))
    return .mapping(members)
  }

  private var completeness: ReportValue {
    var members = ValidationChecks.categories(of: subject).map { category in
      ReportValue.Member(key: category, value: self.category(category))
    }
    members.append(.init(key: "issues", value: section(.completeness)))
    return .mapping(members)
  }

  private func category(_ name: String) -> ReportValue {
    let types = subject.constraints.filter { $0.category == name }.map(\.constraintType)
    let isWhole = ConstraintType.allCases.allSatisfy { types.contains($0) }
    return [
      "count": .number(types.count),
      "has_invariant": .flag(types.contains(.invariant)),
      "has_goal": .flag(types.contains(.goal)),
      "has_boundary": .flag(types.contains(.boundary)),
      "status": .text(types.isEmpty ? "missing" : isWhole ? "complete" : "incomplete"),
    ]
  }

  private var depth: ReportValue {
    let issues = Dictionary(grouping: issues.filter { $0.section == .depth }) { $0.ids.first ?? "" }
    return .list(
      checks.testability.map { constraint, result in
        let item = constraint.item
        let own = issues[item.id] ?? []
        let weak = own.contains { $0.severity <= .high }
        return [
          "id": .text(item.id), "statement": .text(item.statement),
          "type": .text(item.constraintType?.rawValue ?? "missing"),
          "source": .text(item.attribute(anyOf: ValidationChecks.origins) ?? "missing"),
          "rationale": .text(item.rationale.isEmpty ? "missing" : "defined"),
          "measurement": .text(result.isMeasured ? "defined" : "missing"),
          "violation_cost": .text(item.attribute("violation_cost") == nil ? "missing" : "defined"),
          "status": .text(weak ? "insufficient" : "sufficient"),
          "suggestions": .some(own.map(\.action)),
        ]
      })
  }

  private func section(_ section: ValidationIssue.Section) -> ReportValue {
    .list(
      issues.filter { $0.section == section }.map { issue in
        [
          "severity": .text(issue.severity.rawValue), "ids": .some(issue.ids),
          "issue": .text(issue.text), "action": .text(issue.action),
          "place": .optional(issue.range?.description),
        ]
      })
  }

  private var failureModes: ReportValue {
    [
      "declared": .texts(subject.failureModes.map(\.id)),
      "issues": section(.failureModes),
    ]
  }

  private var testability: ReportValue {
    .list(
      checks.testability.map { constraint, result in
        [
          "constraint": .text(constraint.item.id), "testable": .flag(result.isTestable),
          "because_of": .text(result.basis.rawValue),
          "archetype": .optional(constraint.archetype?.rawValue),
          "vague_words": .some(result.vagueWords),
        ]
      })
  }

  /// Only what follows from the manifold itself; a constraint is for people to find.
  private var additions: ReportValue {
    let open = tensions.found.filter { $0.declared == nil }
    return [
      "relationships": .list(
        open.map { tension in
          [
            "type": "tension", "between": .texts(tension.between),
            "reason": .text(tension.reason ?? ""), "to_decide": .optional(tension.decision),
          ]
        })
    ]
  }

  // MARK: for people

  private var lines: [String] {
    let name = status.split(separator: "_").joined(separator: " ")
    var lines = ["\(subject.id): \(name)"]
    for severity in IssueSeverity.allCases {
      let group = issues.filter { $0.severity == severity }
      if group.isEmpty { continue }
      lines += ["", severity.rawValue.uppercased()]
      for issue in group {
        lines.append("- \(issue.text)")
        lines.append("  \(issue.action)")
        if let range = issue.range { lines.append("  \(range.description)") }
      }
    }
    let counts = IssueSeverity.allCases.map { "\(count($0)) \($0.rawValue)" }
    lines += ["", counts.joined(separator: ", ")]
    let untestable = checks.testability.count { !$0.result.isTestable }
    let total = checks.testability.count
    lines.append("\(total - untestable) of \(counted(total, "constraint")) can be tested")
    if !isStrict, passes, !issues.isEmpty { lines.append("--strict would fail") }
    return lines
  }
}
