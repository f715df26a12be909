import SourceText

/// What to do after a verification, the most urgent first.
struct ActionList {
  private(set) var items: [ActionItem] = []

  init(_ verification: Verification, _ request: GenerationRequest) {
    let invariants = Set(
      verification.constraints.filter { $0.type == "invariant" }.map(\.id))
    var found: [ActionItem] = []
    for diagnostic in verification.diagnostics {
      found.append(
        ActionItem(
          severity: Self.severity(diagnostic, invariants), text: Self.text(diagnostic)))
    }
    for item in verification.constraints where item.level != .full {
      found += item.leftOpen.map { ActionItem(severity: .medium, text: "\(item.id): \($0)") }
    }
    var seen: Set<ActionItem> = []
    let distinct = found.filter { seen.insert($0).inserted }
    items = ActionItem.Severity.allCases.flatMap { severity in
      distinct.filter { $0.severity == severity }
    }
  }

  private static let uncovered: Set<String> = [
    Rule.constraintWithoutCode.id, Rule.constraintWithoutTest.id, Rule.failureModeOpen.id,
    Rule.testSkipped.id,
  ]

  private static func severity(
    _ diagnostic: Diagnostic, _ invariants: Set<String>
  ) -> ActionItem.Severity {
    switch diagnostic.severity {
    case .error: return .critical
    case .warning:
      let words = MentionIndex.words(Array(diagnostic.summary.utf8)[...])
      let isInvariant = words.contains(where: invariants.contains)
      return uncovered.contains(diagnostic.rule.id) && isInvariant ? .high : .medium
    default: return .low
    }
  }

  private static func text(_ diagnostic: Diagnostic) -> String {
    let fix = diagnostic.fix.map { "; \($0)" } ?? ""
    return "\(diagnostic.range.description): \(diagnostic.summary)\(fix)"
  }
}
