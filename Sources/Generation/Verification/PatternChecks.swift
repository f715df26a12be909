import SourceText

/// A check with the finding that it becomes when it does not hold.
struct CheckedPattern {
  var check: PatternCheck
  var rule: Rule
  /// What is wrong with each place of a pattern that must not be there.
  var text: String
  var fix: String?
  /// Where a missing pattern is missed.
  var file: FoundArtifact?
  var line: Int?
}

/// Every check that the archetypes of a manifold ask for.
struct PatternChecks {
  private(set) var all: [CheckedPattern] = []

  init(_ work: VerificationWork) {}
}
