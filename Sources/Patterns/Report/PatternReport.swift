import SourceText

/// The account of a generation for a registry: phases with what became of every file, and what the
/// registry has in the end.
public struct PatternReport: Sendable {
  /// Where it is written, below the folder that holds `patterns/`.
  public static let place = "patterns/reports/PATTERN_GENERATION.yaml"

  private let recipe: PatternRecipe
  private let phases: [PhaseOutcome]
  private let criteria: SuccessCriteria

  /// The account of the phases that were run.
  public init(_ recipe: PatternRecipe, _ phases: [PhaseOutcome], _ criteria: SuccessCriteria) {
    (self.recipe, self.phases, self.criteria) = (recipe, phases, criteria)
  }

  /// As YAML.
  public var yaml: String {
    var text = YAMLText()
    text.comment("Written by throughline patterns generate. Every figure is counted.")
    text.mapping("pattern_generation") { text in
      text.entry("specification", recipe.id)
      text.entry("batch_size", recipe.batchSize)
      text.entry("files_generated", phases.reduce(0) { $0 + $1.changes.count })
      text.entry("files_failed", phases.reduce(0) { $0 + $1.failures.count })
      text.list("phases", phases, write)
      text.list("success_criteria", criteria.criteria, write)
      text.list("unmet_requirements", criteria.unmet) { text, requirement in
        text.entry("requirement", requirement.id)
        text.entry("met", "\(requirement.passed) of \(requirement.total)")
        text.entry("reasons", requirement.reasons)
      }
    }
    return text.text
  }

  private func write(_ text: inout YAMLText, _ phase: PhaseOutcome) {
    text.entry("phase", phase.number)
    text.entry("title", phase.title)
    text.entry("status", phase.status)
    text.entry("seconds", number: Self.seconds(phase.seconds))
    text.list("groups", phase.groups.filter { !$0.files.isEmpty }) { text, group in
      text.entry("group", group.kind.rawValue)
      text.entry("batches", group.batches)
      text.entry("generated", phase.written(of: group).map(\.path))
      text.list("open", group.files.filter { !$0.isMade }) { text, file in
        text.entry("path", file.path)
        text.entry("reason", file.reason)
      }
    }
  }

  private func write(_ text: inout YAMLText, _ criterion: SuccessCriterion) {
    text.entry("criterion", criterion.text)
    text.entry("met", "\(criterion.met) of \(criterion.total)")
    if !criterion.lacking.isEmpty { text.entry("lacking", criterion.lacking) }
  }

  /// `0.042`
  static func seconds(_ seconds: Double) -> String {
    let thousandths = Int((seconds * 1000).rounded())
    let rest = String(thousandths % 1000)
    return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - rest.utf8.count))\(rest)"
  }
}

extension PhaseOutcome {
  /// In a word.
  public var status: String {
    if isLeftOut { return "left out" }
    if !failures.isEmpty { return changes.isEmpty ? "rolled back" : "failed in part" }
    return changes.isEmpty ? "nothing to do" : "done"
  }
}

extension FileOutcome {
  /// Why it was not made; empty when it was.
  public var reason: String {
    switch state {
    case .made: ""
    case .failed(let faults): faults.joined(separator: "; ")
    case .open(let reason): reason
    }
  }
}
