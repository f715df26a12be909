import SourceText
import TraceModel

/// What findings, tensions, truths, options and figures say against a manifold.
extension ValidationChecks {
  mutating func add(_ finding: Diagnostic) {
    let severity: IssueSeverity? =
      switch finding.severity {
      case .error: .critical
      case .warning: .high
      default: nil
      }
    guard let severity else { return }
    issues.append(
      ValidationIssue(
        section: .consistency, severity: severity, text: "\(finding.rule.id): \(finding.summary)",
        action: finding.fix ?? finding.rule.remedy, range: finding.range))
  }

  mutating func check(_ tension: TensionCandidate) {
    let ends = tension.between.joined(separator: " and ")
    if tension.isContradiction, tension.isOpen {
      issues.append(
        ValidationIssue(
          section: .consistency, severity: .critical, ids: tension.between,
          text: tension.reason ?? "\(ends) contradict each other",
          action: "decide \(tension.decision ?? "which of them is wrong")"))
    } else if tension.declared != nil, tension.isOpen {
      issues.append(
        ValidationIssue(
          section: .relationships, severity: .high, ids: [tension.id],
          text: "tension \(tension.id) between \(ends) is declared and not resolved",
          action: "resolve \(tension.id): \(tension.decision ?? "decide which gives way")"))
    } else if tension.isOpen {
      issues.append(
        ValidationIssue(
          section: .relationships, severity: tension.severity == .high ? .medium : .low,
          ids: tension.between,
          text: "\(ends) pull against each other, and no tension says so",
          action: "declare a tension between \(ends): \(tension.decision ?? "")"))
    }
  }

  // MARK: truths and options

  mutating func checkTraces() {
    guard !subject.truths.isEmpty else {
      if !subject.constraints.isEmpty {
        add(
          .relationships, .high, nil, "the manifold declares no required truth",
          "work out from the outcome what must be true, as `manifold anchor` shows it")
      }
      return
    }
    let trace = TruthTrace(subject)
    for truth in trace.withoutConstraint {
      add(
        .relationships, .high, truth, "required truth \(truth.id) leads to no constraint",
        "add the constraints that need \(truth.id), or take it out")
    }
    for constraint in trace.constraintsWithoutTruth {
      add(
        .relationships, .high, constraint, "no required truth leads to constraint \(constraint.id)",
        "name the truth that \(constraint.id) rests on")
    }
  }

  mutating func checkOptions() {
    let space = OptionSpace(subject)
    guard !space.options.isEmpty, !subject.truths.isEmpty else { return }
    for option in space.options where option.truths.isEmpty && option.partial.isEmpty {
      add(
        .relationships, .high, option.item, "option \(option.item.id) names no required truth",
        "say which truths \(option.item.id) brings about")
    }
    for truth in space.uncovered {
      add(
        .relationships, .high, truth, "no option brings required truth \(truth.id) about",
        "extend an option to \(truth.id), or add one")
    }
    if space.options.count > 1, space.recommended == nil {
      add(
        .relationships, .medium, nil, "several options are open and none is recommended",
        "choose one of \(space.options.map(\.item.id).joined(separator: ", "))")
    }
  }

  // MARK: feasibility

  mutating func checkFeasibility() {
    for constraint in manifold.constraints {
      for found in constraint.classifications {
        guard let limit = found.figures.limit else { continue }
        let id = constraint.item.id
        if found.archetype == .ratioGoal, limit.value >= 1, limit.comparison?.isUpper != true {
          add(
            .feasibility, .medium, constraint.item,
            "\(id) asks for \(limit.text): a single case would break it",
            "say which share is enough, or make \(id) an invariant")
        }
        if limit.quantity == .duration, limit.value <= 0, limit.comparison?.isUpper == true {
          add(
            .feasibility, .high, constraint.item, "\(id) leaves no time at all",
            "state a time that can be kept in \(id)")
        }
      }
    }
  }
}
