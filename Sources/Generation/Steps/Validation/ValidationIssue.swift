import SourceText

/// One thing that a validation finds against a manifold.
struct ValidationIssue: Sendable {
  /// The part of the report that shows it.
  enum Section: String, Sendable, CaseIterable {
    case completeness, depth, consistency, relationships, feasibility
    case failureModes = "failure_modes"
    case testability
  }

  var section: Section
  var severity: IssueSeverity
  /// Of what it is about; empty for the manifold itself.
  var ids: [String] = []
  /// A sentence without full stop.
  var text: String
  /// What to do about it, in the imperative.
  var action: String
  /// The file and line; `nil` for the manifold as a whole.
  var range: SourceRange?
}
