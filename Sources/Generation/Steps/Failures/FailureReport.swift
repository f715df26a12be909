import TraceModel

/// `manifold failures`: what is declared to go wrong, beside what the demands have to live with.
struct FailureReport {
  private let manifold: ClassifiedManifold
  private let found: FailureSuggestions
  /// Ids for what is suggested.
  private let ids: [FailureArchetype: String]

  static func report(_ manifold: ClassifiedManifold) -> StepReport {
    let report = FailureReport(manifold)
    return StepReport(
      "failures", of: manifold.subject.id, ending: "-failures", lines: report.lines, report.value)
  }

  private init(_ manifold: ClassifiedManifold) {
    self.manifold = manifold
    found = FailureSuggestions(manifold)
    ids = Self.ids(manifold.subject, found)
  }

  private var subject: ManifoldSubject { manifold.subject }

  /// New ids behind those that are taken.
  private static func ids(
    _ subject: ManifoldSubject, _ found: FailureSuggestions
  ) -> [FailureArchetype: String] {
    let taken = Set(subject.failureModes.map { IDSpelling.canonical($0.id) })
    var ids: [FailureArchetype: String] = [:]
    var next = 1
    for suggestion in found.missing {
      while taken.contains(IDSpelling.canonical("F_NEW_\(next)")) { next += 1 }
      ids[suggestion.kind] = "F_NEW_\(next)"
      next += 1
    }
    return ids
  }

  // MARK: the report

  private var value: ReportValue {
    [
      "summary": [
        "declared": .number(subject.failureModes.count),
        "suggested": .number(found.missing.count),
        "not_recognised": .number(found.unrecognised.count),
        "constraints_without_failure_mode": .number(found.unthreatened.count),
      ],
      "incidents": .list(
        sources.map { ["id": .text($0.id), "named_by": .texts($0.items)] }),
      "enriched_failure_modes": [
        "existing_in_manifold": .list(
          manifold.failureModes.map { existing($0.item, $0.classification) }),
        "newly_discovered": .list(found.missing.map(suggestion)),
        "threatened_in_part": .list(partial),
        "constraints_without_failure_mode": .texts(found.unthreatened.map(\.id)),
        "constraints_not_recognised": .texts(
          manifold.constraints.filter { $0.archetype == nil }.map(\.item.id)),
        "to_decide": .texts(undecided),
      ],
    ]
  }

  private func existing(
    _ mode: SubjectItem, _ classification: FailureClassification
  ) -> ReportValue {
    let missing = ["detection", "mitigation", "prevention"].filter { mode.attribute($0) == nil }
    return [
      "id": .text(mode.id), "kind": .text(classification.archetype?.rawValue ?? "not recognised"),
      "scenario": .text(mode.statement), "threatens": .texts(mode.targets(.threatens)),
      "missing": .some(missing),
    ]
  }

  private func suggestion(_ suggestion: FailureSuggestions.Suggestion) -> ReportValue {
    [
      "id": .text(ids[suggestion.kind] ?? ""), "kind": .text(suggestion.kind.rawValue),
      "scenario": .text(suggestion.kind.scenario),
      "constraints_violated": .texts(suggestion.constraints.map(\.id)),
      "to_decide": .text(suggestion.kind.question),
    ]
  }

  /// Kinds that are declared, and not for every constraint that they can break.
  private var partial: [ReportValue] {
    found.suggestions.filter { !$0.declared.isEmpty && !$0.unthreatened.isEmpty }.map {
      suggestion in
      [
        "kind": .text(suggestion.kind.rawValue), "declared": .texts(suggestion.declared.map(\.id)),
        "not_threatened": .texts(suggestion.unthreatened.map(\.id)),
      ]
    }
  }

  /// Incidents and the like that items of the manifold name as their source.
  private var sources: [(id: String, items: [String])] {
    var order: [String] = []
    var items: [String: [String]] = [:]
    for item in subject.constraints + subject.failureModes {
      guard let source = item.source else { continue }
      for reference in IDSpelling.references(in: source) {
        let id = reference.id
        // Only ids of records: `INC-7`; other sources are words.
        guard IDGrammar.fault(in: id) == nil, id.contains("-"), id.contains(where: \.isNumber)
        else {
          continue
        }
        if items[id] == nil { order.append(id) }
        items[id, default: []].append(item.id)
      }
    }
    return order.map { ($0, items[$0] ?? []) }
  }

  private var undecided: [String] {
    found.missing.map { suggestion in
      let names = suggestion.constraints.map(\.id).joined(separator: ", ")
      return "\(suggestion.kind.label) (\(names)): \(suggestion.kind.question)"
    } + found.unrecognised.map { "what kind of failure \($0.id) is: no kind fits its words" }
  }

  // MARK: for people

  private var lines: [String] {
    let count = subject.failureModes.count
    var lines = ["\(subject.id): \(counted(count, "failure mode")) declared", "", "DECLARED"]
    for (mode, classification) in manifold.failureModes {
      let kind = classification.archetype?.label ?? "not recognised"
      let threatened = mode.targets(.threatens)
      lines.append("- \(mode.id) (\(kind)): \(mode.statement)")
      lines.append(
        "  threatens \(threatened.isEmpty ? "nothing" : threatened.joined(separator: ", "))")
    }
    if count == 0 { lines.append("none") }
    lines += ["", "SUGGESTED, NOT DECLARED"]
    for suggestion in found.missing {
      let names = suggestion.constraints.map(\.id).joined(separator: ", ")
      lines.append("- \(suggestion.kind.label): \(suggestion.kind.scenario)")
      lines.append("  because of \(names); decide: \(suggestion.kind.question)")
    }
    if found.missing.isEmpty { lines.append("none") }
    let partial = found.suggestions.filter { !$0.declared.isEmpty && !$0.unthreatened.isEmpty }
    if !partial.isEmpty { lines += ["", "DECLARED, BUT NOT FOR"] }
    for suggestion in partial {
      let declared = suggestion.declared.map(\.id).joined(separator: ", ")
      let names = suggestion.unthreatened.map(\.id).joined(separator: ", ")
      lines.append("- \(suggestion.kind.label) (\(declared)): \(names)")
    }
    if !found.unthreatened.isEmpty {
      let names = found.unthreatened.map(\.id).joined(separator: ", ")
      lines += ["", "No failure mode threatens \(names)"]
    }
    let unknown = manifold.constraints.filter { $0.archetype == nil }.map(\.item.id)
    if !unknown.isEmpty {
      lines.append("Nothing is suggested for \(unknown.joined(separator: ", ")): not recognised")
    }
    return lines
  }
}
