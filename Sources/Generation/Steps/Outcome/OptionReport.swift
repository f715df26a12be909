import SourceText
import TraceModel

/// `manifold options`: the solution space, what each option meets and costs, and what is undecided.
struct OptionReport {
  private let manifold: ClassifiedManifold
  private let space: OptionSpace

  static func report(_ manifold: ClassifiedManifold) -> StepReport {
    let report = OptionReport(manifold)
    return StepReport(
      "options", of: manifold.subject.id, ending: "-solution-space", lines: report.lines,
      report.value)
  }

  private init(_ manifold: ClassifiedManifold) {
    self.manifold = manifold
    space = OptionSpace(manifold.subject)
  }

  private var subject: ManifoldSubject { manifold.subject }

  /// Properties that say what an option costs, as the dialects spell them.
  private static let costs = [
    "complexity", "effort", "estimated_effort", "time_estimate", "duration_estimate", "time",
    "risk", "reversibility", "trade_off", "trade_offs", "pros", "cons",
  ]

  // MARK: the report

  private var value: ReportValue {
    [
      "boundaries": boundaries,
      "options": .list(space.options.map(option)),
      "comparison": comparison,
      "decision_required": .texts(undecided),
    ]
  }

  private var boundaries: ReportValue {
    let texts = { (type: ConstraintType) -> ReportValue in
      .texts(
        subject.constraints.filter { $0.constraintType == type }.map { "\($0.id): \($0.statement)" }
      )
    }
    return [
      "absolute_requirements": texts(.invariant), "optimization_targets": texts(.goal),
      "hard_limits": texts(.boundary),
      "given": .optional(subject.manifold.attribute("solution_space").map(oneLine)),
    ]
  }

  private func option(_ option: OptionSpace.Option) -> ReportValue {
    let item = option.item
    let met = { (type: ConstraintType) in
      option.constraints.filter { $0.constraintType == type }.map(\.id)
    }
    let costs = Self.costs.compactMap { name in
      item.attribute(name).map { ReportValue.Member(key: name, value: .text(oneLine($0))) }
    }
    return [
      "id": .text(item.id), "name": .text(item.title),
      "description": .optional(item.statement == item.title ? nil : item.statement),
      "satisfies_constraints": [
        "invariants": .texts(met(.invariant)),
        "goals": .list(met(.goal).map { ["constraint": .text($0)] }),
        "boundaries": .texts(met(.boundary)),
      ],
      "satisfies_truths": .texts(option.truths), "partial_truths": .texts(option.partial),
      "open_truths": .texts(option.open),
      "partial_constraints": .texts(option.partlyMet.map(\.id)),
      "open_constraints": .texts(option.unmet.map(\.id)),
      "costs": .mapping(costs),
      "recommended_by_the_manifold": .flag(option.isRecommended),
    ]
  }

  private var comparison: ReportValue {
    .list(
      space.order.enumerated().map { rank, index in
        let option = space.options[index]
        return [
          "rank": .number(rank + 1), "option": .text(option.item.id),
          "invariants": .text(share(option.invariants, of: invariants)),
          "constraints": .text(share(option.constraints.count, of: subject.constraints.count)),
          "truths": .text(share(option.truths.count, of: subject.truths.count)),
        ]
      })
  }

  private var invariants: Int { subject.constraints.count { $0.constraintType == .invariant } }
  private func share(_ part: Int, of whole: Int) -> String { "\(part) of \(whole)" }

  // MARK: what is undecided

  private var undecided: [String] {
    var texts: [String] = []
    if space.options.isEmpty {
      texts.append("which ways there are to reach the outcome: the manifold declares no option")
    }
    texts += choice
    texts += space.uncovered.map { "which option brings \($0.id) about: none does" }
    let without = space.options.filter { option in
      Self.costs.allSatisfy { option.item.attribute($0) == nil }
    }
    texts += without.map { "what \($0.item.id) costs: nothing is said of it" }
    texts += space.options.filter { $0.truths.isEmpty && $0.partial.isEmpty }
      .map { "which truths \($0.item.id) brings about: it names none" }
    texts += subject.tensions.filter(isOpen).map {
      "how tension \($0.id) is resolved: \($0.statement)"
    }
    texts += subject.questions.map { "\($0.id): \($0.statement)" }
    return texts
  }

  private var choice: [String] {
    guard space.options.count > 1, let first = space.order.first else { return [] }
    let best = space.options[first]
    guard let recommended = space.recommended else {
      return ["which option is taken: the manifold recommends none"]
    }
    guard recommended.item.id != best.item.id else { return [] }
    return [
      "whether \(recommended.item.id) is right: the manifold recommends it, and \(best.item.id) "
        + "meets \(best.constraints.count) constraints beside its \(recommended.constraints.count)"
    ]
  }

  private func isOpen(_ tension: SubjectItem) -> Bool {
    if case .tension(let facts) = tension.detail { !facts.isResolved } else { true }
  }

  // MARK: for people

  private var lines: [String] {
    var lines = [
      "\(subject.id): \(counted(space.options.count, "option")) for "
        + "\(counted(subject.truths.count, "truth")) and "
        + "\(counted(subject.constraints.count, "constraint"))"
    ]
    for (rank, index) in space.order.enumerated() {
      let option = space.options[index]
      let mark = option.isRecommended ? ", recommended by the manifold" : ""
      let title = option.item.title == option.item.id ? "" : ": \(option.item.title)"
      lines += [
        "", "\(rank + 1). \(option.item.id)\(title)\(mark)",
        "   truths \(option.truths.count) of \(subject.truths.count)" + partly(option.partial),
        "   constraints \(option.constraints.count) of \(subject.constraints.count), invariants "
          + "\(option.invariants) of \(invariants)",
      ]
      if !option.unmet.isEmpty {
        lines.append("   leaves open: \(option.unmet.map(\.id).joined(separator: ", "))")
      }
      for name in Self.costs {
        guard let text = option.item.attribute(name) else { continue }
        lines.append("   \(name.split(separator: "_").joined(separator: " ")): \(oneLine(text))")
      }
    }
    if space.options.count > 1 {
      lines += [
        "", "The order counts invariants, then constraints, then truths; it decides nothing.",
      ]
    }
    if !undecided.isEmpty { lines += ["", "TO DECIDE"] + undecided.map { "- \($0)" } }
    return lines
  }

  private func partly(_ ids: [String]) -> String {
    ids.isEmpty ? "" : " (in part: \(ids.joined(separator: ", ")))"
  }
}
