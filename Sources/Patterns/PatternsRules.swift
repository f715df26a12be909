public import SourceText

/// The rules of making what a registry lacks.
public enum PatternsRules {
  /// Every rule of this module, sorted by id.
  public static let all: [Rule] = [.registryEntry]
}

extension Rule {
  /// An entry of an index from which nothing can be made.
  public static let registryEntry = Rule(
    "registry-entry", .error, "nothing can be made for an entry of an index",
    explanation: """
      What is made for a pattern is named after it and joined by its id: without a `pattern_id` of \
      its own and a `name` that a file could have there is nothing to name and nothing to join.
      """,
    remedy: "Give the entry a `pattern_id` that no other has, and a `name` of letters, digits and "
      + "underscores.",
    example: "patterns:\n  - name: retry window\n")
}
