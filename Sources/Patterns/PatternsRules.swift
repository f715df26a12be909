public import SourceText

/// The rules of making what a registry lacks.
public enum PatternsRules {
  /// Every rule of this module, sorted by id.
  public static let all: [Rule] = [.patternRecipe, .registryEntry]
}

extension Rule {
  /// A specification of a generation cannot be read.
  public static let patternRecipe = Rule(
    "pattern-recipe", .error, "a specification of what is made for patterns cannot be read",
    explanation: """
      The specification lists phases, the groups of files that are made in each, the size of a batch \
      and what is looked at after one. A word that is not understood is an error: what it means would \
      silently not be made.
      """,
    remedy: "Correct the word; the message names the nearest known one.",
    example: "phases:\n  - {title: Schemas, groups: [schema]}")

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
