public import SourceText

/// The rules that need more than one item or file.
extension IngestRules {
  /// Found when two families of files declare one feature.
  public static let featureCollision = Rule(
    "feature-collision", .error, "two families of files declare one feature",
    explanation: """
      A feature may be written in several files: a JSON file with its Markdown companion, an older
      YAML file, and side files. Two files of the *same* notation that claim one feature in one
      folder are no family. They are never merged: the second is published under the name of its
      file.
      """,
    remedy: "Rename the feature in one of them, or delete the one that is out of date.",
    example: "checkout.yaml and checkout.cms.yaml side by side\n")

  /// Found when a part of a manifold has no main file.
  public static let incompleteFamily = Rule(
    "incomplete-family", .warning, "a part of a manifold has no main file",
    explanation: """
      Companion, anchor, verify and integrate files add to a manifold that a JSON or YAML file
      declares. Alone, they say too little: a companion has no types and no references.
      """,
    remedy: "Add the JSON or YAML file of the same name, or delete the remainder.",
    example: "checkout.verify.json without checkout.json\n")

  /// Found when an id stands in only one of two files that must agree.
  public static let companionMismatch = Rule(
    "companion-mismatch", .warning, "an id stands in only one of two files that must agree",
    explanation: """
      The JSON file holds ids, types and references, the Markdown companion the prose for the same
      ids. An id in only one of them is either a page without a statement, or a statement without a
      type and without links. An older YAML file beside a JSON file is checked in the same way.
      """,
    remedy: "Add the id to the other file, or remove it.",
    example: "checkout.json declares B3; checkout.md has no heading \"B3: …\"\n")

  /// Found when a reference leads nowhere.
  public static let danglingReference = Rule(
    "dangling-reference", .error, "a reference leads nowhere",
    explanation: """
      The id is declared neither in this manifold nor, for a reference with a feature's name before
      a slash, in the other one; a `[[…]]` in a page may name any manifold of the project. A link that leads nowhere hides a gap: what should cover a
      constraint covers nothing.
      """,
    remedy: "Declare the id, or correct the reference; the nearest id is given.",
    example: "tensions:\n  - {id: TN1, between: [B2, feature_completeness]}\n")

  /// Found when a reference fits several ids.
  public static let ambiguousReference = Rule(
    "ambiguous-reference", .error, "a reference fits several ids",
    explanation: """
      Several items answer to the id, in this manifold or, for a reference in a page, in several
      manifolds. No guess is made.
      """,
    remedy: "Write the feature before the id: `payment-retry/B1`.",
    example: "A page that mentions [[B1]] in a project with two manifolds\n")

  /// Found when one link is stated twice.
  public static let duplicateLink = Rule(
    "duplicate-link", .warning, "one link is stated twice",
    explanation: """
      The same two items are linked in the same way by two entries of one file. The link counts
      once; often the second entry was meant to name something else.
      """,
    remedy: "Remove or correct one of the two.",
    example: "maps_to: [B1, T2, B1]\n")

  /// Found when a reference spells an id in another way.
  public static let equivalentSpelling = Rule(
    "equivalent-spelling", .note, "a reference spells an id in another way",
    explanation: """
      `RT1` is taken for `RT-1`, `TENSION_1` for `TN1`, `SOL_A` for option `A`, `SCEN-X-1` for
      `SCEN-X-01`, and `T3_revised` for `T3`. The link is made, and said, because the two could
      have been meant to differ.
      """,
    remedy: "Spell the reference as the id is declared.",
    example: "maps_to: [RT1]   # declared as RT-1\n")

  /// Found when the recommended option is not named by its id.
  public static let recommendedOption = Rule(
    "recommended-option", .warning, "the recommended option is not named by its id",
    explanation: """
      A recommendation must be found among the options, so it names one by its id. A name behind
      the letter is understood, but breaks as soon as the option is renamed.
      """,
    remedy: "Write only the id, for example `B`.",
    example: "recommended_option: B - Full command line\n")

  /// Found when items depend on each other in a circle.
  public static let dependencyCycle = Rule(
    "dependency-cycle", .error, "items depend on each other in a circle",
    explanation: """
      None of the items in the circle could ever be the first to hold. Each circle is reported
      once, with the place of every step.
      """,
    remedy: "Remove or turn round one of the dependencies.",
    example: "- {id: A, depends_on: [B]}\n- {id: B, depends_on: [A]}\n")
}
