import SourceText

/// What a generation for a registry says on the console.
public struct PatternTranscript: Sendable {
  /// What is shown.
  public enum Detail: Sendable {
    /// A line for each group.
    case groups
    /// A line for each file.
    case files
  }

  private var text = ""

  /// The transcript of the phases that were run.
  ///
  /// `folder` is the folder that holds `patterns/`, as the user has named it.
  public static func text(
    of phases: [PhaseOutcome], _ criteria: SuccessCriteria, in folder: String, isDryRun: Bool,
    detail: Detail
  ) -> String {
    var transcript = PatternTranscript()
    transcript.add("=== PATTERN FILE GENERATION ===")
    transcript.add("Folder: \(folder)")
    for phase in phases { transcript.write(phase, detail: detail) }
    transcript.write(criteria)
    transcript.writeTotals(phases, isDryRun: isDryRun)
    return transcript.text
  }

  /// Names come from files of others.
  private mutating func add(_ line: String) { text += displayName(line) + "\n" }

  private mutating func write(_ phase: PhaseOutcome, detail: Detail) {
    add("")
    let time = phase.isLeftOut ? "" : " (\(PatternReport.seconds(phase.seconds)) s)"
    add("[PHASE \(phase.number)] \(phase.title): \(phase.status)\(time)")
    for group in phase.groups where !group.files.isEmpty {
      let written = phase.written(of: group).count
      add("  \(group.kind.rawValue): \(written) of \(group.files.count)")
      for file in group.files where detail == .files || !file.isMade {
        write(file, isWritten: written > 0)
      }
    }
  }

  private mutating func write(_ file: FileOutcome, isWritten: Bool) {
    switch file.state {
    case .made: add("    \(isWritten ? "made  " : "undone")  \(file.path)")
    case .failed: add("    FAILED  \(file.path): \(file.reason)")
    case .open: add("    open    \(file.path): \(file.reason)")
    }
  }

  private mutating func write(_ criteria: SuccessCriteria) {
    add("")
    add("SUCCESS CRITERIA")
    for criterion in criteria.criteria {
      let mark = criterion.isEmpty ? "[-]" : criterion.isMet ? "[x]" : "[ ]"
      let lacking = criterion.lacking.isEmpty ? "" : ", not \(listed(criterion))"
      add("  \(mark) \(criterion.text): \(criterion.met) of \(criterion.total)\(lacking)")
    }
    guard !criteria.unmet.isEmpty else { return }
    add("")
    add("REQUIREMENTS THAT ARE NOT MET")
    for requirement in criteria.unmet {
      add("  \(requirement.id) \(requirement.title): \(requirement.passed) of \(requirement.total)")
      for reason in requirement.reasons.prefix(Self.shownReasons) { add("    \(reason)") }
      let rest = requirement.reasons.count - Self.shownReasons
      if rest > 0 { add("    and \(rest) more") }
    }
  }

  /// The report has all of them.
  private static let shownReasons = 2

  private func listed(_ criterion: SuccessCriterion) -> String {
    let rest = criterion.total - criterion.met - criterion.lacking.count
    return criterion.lacking.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  private mutating func writeTotals(_ phases: [PhaseOutcome], isDryRun: Bool) {
    let failed = phases.reduce(0) { $0 + $1.failures.count }
    let open = phases.reduce(0) { count, phase in
      count + phase.files.count { if case .open = $0.state { true } else { false } }
    }
    add("")
    add(failed == 0 ? "=== GENERATION COMPLETE ===" : "=== GENERATION FAILED ===")
    add(
      "\(isDryRun ? "Files to write" : "Files generated"): \(phases.reduce(0) { $0 + $1.changes.count })"
    )
    add("Files failed:    \(failed)")
    add("Files open:      \(open)")
  }
}
