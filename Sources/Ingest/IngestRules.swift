public import SourceText

/// What reading and linking can find.
public enum IngestRules {
  /// In the order in which the documentation lists them.
  public static let all: [Rule] =
    [
      emptyManifold, nothingRead, wrongType, unknownKey, unknownWord, missingField, invalidID,
      duplicateID, idCollision, invalidDate, featureCollision, incompleteFamily, companionMismatch,
      danglingReference, ambiguousReference, duplicateLink, equivalentSpelling, recommendedOption,
      dependencyCycle, resultFormat, resultEmpty, resultCounts, resultValue, resultGone,
      resultPlace, resultOwn,
      sourceBinary,
    ] + policies

  /// Found when a manifold declares nothing.
  public static let emptyManifold = Rule(
    "empty-manifold", .error, "a manifold declares nothing",
    explanation: """
      A manifold without constraints, tensions and required truths has nothing that could be
      traced. An empty file is usually an accident, and a site built from it would show full
      coverage of nothing. A file that holds keys but no item is a warning, and none when its phase
      is `INITIALIZED`: that is how a manifold begins.
      """,
    remedy: "Add the first constraint, or delete the file.",
    example: "schema_version: 3\nfeature: checkout\nphase: ANCHORED\nconstraints: {}\n")

  /// Found when a reader takes a file and finds nothing in it.
  public static let nothingRead = Rule(
    "nothing-read", .note, "a file is read, and nothing in it is traced",
    explanation: """
      A glob of `inputs` gives the file to a reader, and the reader finds no item, no link and no
      figure in it that it knows. The file may well be fine, and of no concern to a trace; or it uses
      words that the reader does not know. Without this note it would look as if it had counted.
      """,
    remedy:
      "Leave the file out with `inputs.ignored`, or see in the guide what its format may hold.",
    example: "patterns/IMPROVEMENT_PLAN.md    # a plan without a figure that can be counted again\n"
  )

  /// Found when a value has another shape than its key asks for.
  public static let wrongType = Rule(
    "wrong-type", .error, "a value has another shape than its key asks for",
    explanation: """
      Each key that the manifold formats define expects text, a list or a mapping. A value of
      another shape cannot be understood, so it is left out, and reading goes on with the next key.
      """,
    remedy: "Write the value in the shape that the message names.",
    example: "feature: [checkout]\noutcome: {text: Orders are paid once}\nconstraints: none\n")

  /// Found when a key is not known where it stands.
  public static let unknownKey = Rule(
    "unknown-key", .warning, "a key is not known where it stands",
    explanation: """
      Inside the structures that the formats define, an unknown key is often a slip of the pen. Its
      value is kept and shown as a property, but nothing is traced from it. Free-form places, such
      as `iterations`, are not checked.
      """,
    remedy: "Correct the spelling; the nearest known key is given when there is one.",
    example: "constraints:\n  business:\n    - id: B1\n      type: invariant\n      statment: …\n")

  /// Found when a field holds a word that its format does not define.
  public static let unknownWord = Rule(
    "unknown-word", .warning, "a field holds a word that its format does not define",
    explanation: """
      Types, phases and statuses come from short lists. A word from outside the list is shown as
      written, but no rule can act on it: a constraint of an unknown type has no bar to meet.
      """,
    remedy: "Use one of the words that the message lists.",
    example: "phase: CONVERGED   # a word of `convergence.status`, not a phase\n")

  /// Found when an item lacks a field that its meaning depends on.
  public static let missingField = Rule(
    "missing-field", .warning, "an item lacks a field that its meaning depends on",
    explanation: """
      The type of a constraint decides what counts as satisfying it: an invariant needs a passing
      test, a goal may be met in part. Without a type, none of this can be judged.
      """,
    remedy: "Add the field.",
    example: "constraints:\n  business:\n    - id: B1\n      statement: Orders are paid once\n")

  /// Found when an id cannot be used as a name.
  public static let invalidID = Rule(
    "invalid-id", .error, "an id cannot be used as a name",
    explanation: """
      Ids become file names, anchors and labels. An id is a letter followed by at most 63 letters,
      digits, dots, hyphens and underscores; names of devices (`CON`, `NUL`, `COM1` …) and of the
      site's own pages (`index`, `404`, `search` …) are reserved. Every faulty id of a file is
      reported in one run; the item is left out of the graph. A feature with a faulty name is known
      by the name of its file instead, with a warning.
      """,
    remedy: "Choose an id such as `B1`, `RT-4` or `F_NEW_1`.",
    example: "constraints:\n  business:\n    - id: ../secret\n      type: goal\n")

  /// Found when one id is declared twice.
  public static let duplicateID = Rule(
    "duplicate-id", .error, "one id is declared twice",
    explanation: """
      A reference to an id that two items of one manifold declare could mean either. The first
      declaration counts; the message names the line of both. The ids of evidence are only labels:
      repeating one is a warning, and the copy is shown under the id of its owner.
      """,
    remedy: "Rename one of the two.",
    example: "business:\n  - {id: B1, type: goal}\n  - {id: B1, type: invariant}\n")

  /// Found when two ids differ only in upper and lower case.
  public static let idCollision = Rule(
    "id-collision", .error, "two ids differ only in upper and lower case",
    explanation: """
      Both would be stored under one name on a file system that ignores case, and people confuse
      them in any case.
      """,
    remedy: "Rename one of the two.",
    example: "business:\n  - {id: b1, type: goal}\n  - {id: B1, type: invariant}\n")

  /// Found when a date does not exist.
  public static let invalidDate = Rule(
    "invalid-date", .error, "a date does not exist",
    explanation: """
      A value that starts like a date, in a field that holds one, must be a day of the calendar,
      with or without a time of day and a zone. Years have four digits.
      """,
    remedy: "Write `2026-01-31` or `2026-01-31T09:30:00Z`.",
    example: "created: 2026-02-30\n")
}
