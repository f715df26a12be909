import Analysis
import TraceModel

/// `manifold anchor`: from the outcome back to what must be true, and what of it is missing.
struct AnchorReport {
  private let manifold: ClassifiedManifold
  private let verdicts: Verdicts?
  private let trace: TruthTrace
  private let space: OptionSpace
  private let criteria: [OutcomeCriterion]
  /// Ids of the options that bring a truth about, by its id.
  private let options: [String: [String]]
  /// Truths with their constraints by domain, in the order in which domains appear.
  private let domains: [(name: String, rows: [Row])]

  private typealias Row = (truth: SubjectItem, constraints: [String])

  /// `verdicts` are computed from the project; without them nothing is called satisfied.
  static func report(_ manifold: ClassifiedManifold, verdicts: Verdicts?) -> StepReport {
    let report = AnchorReport(manifold, verdicts)
    return StepReport(
      "anchor", of: manifold.subject.id, ending: "-outcome", lines: report.lines, report.value)
  }

  private init(_ manifold: ClassifiedManifold, _ verdicts: Verdicts?) {
    self.manifold = manifold
    self.verdicts = verdicts
    trace = TruthTrace(manifold.subject)
    space = OptionSpace(manifold.subject)
    criteria = OutcomeCriterion.all(of: manifold)
    var options: [String: [String]] = [:]
    for option in space.options {
      for truth in option.truths { options[truth, default: []].append(option.item.id) }
    }
    self.options = options
    domains = Self.domains(of: trace.rows, manifold.subject)
  }

  private static func domains(
    of rows: [Row], _ subject: ManifoldSubject
  ) -> [(name: String, rows: [Row])] {
    let categories = Dictionary(subject.constraints.map { ($0.id, $0.category) }) { a, _ in a }
    var order: [String] = []
    var groups: [String: [Row]] = [:]
    for row in rows {
      let given = row.truth.attribute("domain")
      let own = row.constraints.lazy.compactMap { categories[$0] }.first { !$0.isEmpty }
      let name = given ?? own ?? "undecided"
      if groups[name] == nil { order.append(name) }
      groups[name, default: []].append(row)
    }
    return order.map { ($0, groups[$0] ?? []) }
  }

  private var subject: ManifoldSubject { manifold.subject }

  /// The words of the format for what is there of a truth.
  private enum GapType: String, CaseIterable { case missing, partial, satisfied }

  /// Computed, whatever the manifold declares.
  private func gap(of truth: SubjectItem) -> GapType {
    switch verdicts?[truth.node] {
    case .satisfied?: .satisfied
    case .partial?: .partial
    default: .missing
    }
  }

  private func state(of truth: SubjectItem) -> String {
    let declared: String? =
      if case .truth(let facts) = truth.detail { facts.declared?.rawValue } else { nil }
    let words = verdicts.map { "verdict \($0[truth.node].word)" } ?? "no verdict"
    return declared.map { "\(words) (the manifold says \($0))" } ?? words
  }

  // MARK: the report

  private var value: ReportValue {
    ["outcome": outcome, "required_truths": truths, "gap_analysis": gaps]
  }

  private var outcome: ReportValue {
    [
      "statement": .optional(subject.outcome?.statement),
      "criteria": .list(
        criteria.map { criterion in
          [
            "id": .text(criterion.id), "criterion": .text(criterion.text),
            "measurement": .optional(criterion.measurement),
            "constraints": .some(criterion.constraints),
            "proposed": criterion.isProposed ? true : .nothing,
          ]
        }),
      "to_decide": .some(undecided),
    ]
  }

  private var truths: ReportValue {
    return [
      "summary": [
        "total": .number(trace.rows.count),
        "by_domain": .mapping(domains.map { .init(key: $0.name, value: .number($0.rows.count)) }),
      ],
      "truths": .mapping(
        domains.map { domain in
          .init(key: domain.name, value: .list(domain.rows.map { truth($0.truth, $0.constraints) }))
        }),
    ]
  }

  private func truth(_ truth: SubjectItem, _ constraints: [String]) -> ReportValue {
    let derived = criteria.filter { !Set($0.constraints).isDisjoint(with: constraints) }
    return [
      "id": .text(truth.id), "statement": .text(truth.statement),
      "derived_from": .some(derived.map(\.id)), "constraints": .texts(constraints),
      "options": .texts(options[truth.id] ?? []), "state": .text(state(of: truth)),
    ]
  }

  private var gaps: ReportValue {
    var members = GapType.allCases.map { type in
      ReportValue.Member(
        key: type.rawValue, value: .number(trace.rows.count { gap(of: $0.truth) == type }))
    }
    members += [
      .init(
        key: "truth_vs_reality",
        value: .list(
          trace.rows.filter { gap(of: $0.truth) != .satisfied }.map { row in
            [
              "truth": .text(row.truth.id), "current_state": .text(state(of: row.truth)),
              "gap_type": .text(gap(of: row.truth).rawValue),
            ]
          })),
      .init(key: "truths_without_constraint", value: .texts(trace.withoutConstraint.map(\.id))),
      .init(
        key: "constraints_without_truth", value: .texts(trace.constraintsWithoutTruth.map(\.id))),
      .init(key: "truths_without_option", value: .texts(space.uncovered.map(\.id))),
      .init(key: "blockers", value: .texts(subject.questions.map { "\($0.id): \($0.statement)" })),
      .init(
        key: "recommended_sequence",
        value: .mapping(
          sequence.enumerated().map { step, ids in
            .init(key: String(step + 1), value: .text(ids.joined(separator: ", ")))
          })),
    ]
    return .mapping(members)
  }

  /// Truths that are not satisfied, each behind those that it depends on; side by side in one step.
  private var sequence: [[String]] {
    var open = trace.rows.map(\.truth).filter { gap(of: $0) != .satisfied }.map { truth in
      (
        id: truth.id, name: IDSpelling.canonical(truth.id),
        needs: truth.targets(.dependsOn).map(IDSpelling.canonical)
      )
    }
    var steps: [[String]] = []
    while !open.isEmpty, steps.count < 100 {
      let names = Set(open.map(\.name))
      let ready = open.filter { names.isDisjoint(with: $0.needs) }
      // A circle has no first, and nobody reads a hundred steps: the rest stands side by side.
      let step = ready.isEmpty || steps.count == 99 ? open : ready
      steps.append(step.map(\.id))
      let done = Set(step.map(\.name))
      open.removeAll { done.contains($0.name) }
    }
    return steps
  }

  private var undecided: [String] {
    var texts: [String] = []
    if subject.outcome == nil { texts.append("what the outcome is") }
    for criterion in criteria where criterion.isProposed {
      texts.append("how \(criterion.id) is measured, and whether it is meant: \(criterion.text)")
    }
    if criteria.isEmpty, subject.outcome != nil {
      texts.append("by which figure anybody sees that the outcome is reached: it states none")
    }
    if subject.truths.isEmpty { texts.append("what must be true for the outcome to be true") }
    texts += trace.withoutConstraint.map { "which constraint needs \($0.id)" }
    texts += trace.constraintsWithoutTruth.map { "what must be true for \($0.id) to hold" }
    texts += space.uncovered.map { "which option brings \($0.id) about" }
    return texts
  }

  // MARK: for people

  private var lines: [String] {
    var lines = ["\(subject.id): \(subject.outcome?.statement ?? "no outcome is stated")"]
    lines += criteria.map { criterion in
      let from = criterion.isProposed ? " (read out of the sentence)" : ""
      let ids = criterion.constraints.joined(separator: ", ")
      let names = ids.isEmpty ? "" : " [\(ids)]"
      return "- \(criterion.id): \(criterion.text)\(names)\(from)"
    }
    lines += ["", "REQUIRED TRUTHS"]
    lines += trace.rows.flatMap { row in
      let none = { (ids: [String]) in ids.isEmpty ? "none" : ids.joined(separator: ", ") }
      let links =
        "constraints: \(none(row.constraints)); options: \(none(options[row.truth.id] ?? []))"
      return ["- \(row.truth.id): \(row.truth.statement)", "  \(links); \(state(of: row.truth))"]
    }
    if trace.rows.isEmpty { lines.append("none is declared") }
    if !undecided.isEmpty { lines += ["", "TO DECIDE"] + undecided.map { "- \($0)" } }
    let counts = GapType.allCases.map { type in
      "\(trace.rows.count { gap(of: $0.truth) == type }) \(type.rawValue)"
    }
    return lines + ["", counts.joined(separator: ", ")]
  }
}
