public import SourceText

/// Findings about documents of modules as they are read.
public enum ModuleReadingRules {
  /// Every rule of this file, in the order declared.
  public static let all: [Rule] = [
    .duplicateTitle, .headingLevel, .unfilledPlaceholder, .emptyDocument,
  ]
}

extension Rule {
  /// Two requirements or scenarios without ids have the same title.
  public static let duplicateTitle = Rule(
    "duplicate-title", .warning, "two requirements or scenarios have the same title",
    explanation: """
      A requirement without an id is known by its title, and a scenario by its title below its \
      requirement. Where two are titled alike the second gets a number, which changes when \
      somebody puts another before it.
      """,
    remedy: "Give each its own title, or an id.",
    example: "### Requirement: Retry\nIt SHALL retry.\n\n### Requirement: Retry\nAgain.\n")

  /// A scenario's heading stands as high as that of its requirement.
  public static let headingLevel = Rule(
    "heading-level", .warning, "a scenario's heading is as high as its requirement's",
    explanation: """
      A scenario belongs to the requirement above it, which its heading says by being one level \
      lower. It is read as part of that requirement all the same, but other tools lose it.
      """,
    remedy: "Add a `#` to the scenario's heading.",
    example: "### Requirement: Retry\nIt SHALL retry.\n\n### Scenario: The first call fails\n")

  /// A template's placeholder was left in a document.
  public static let unfilledPlaceholder = Rule(
    "unfilled-placeholder", .warning, "a placeholder of a template is not filled in",
    explanation: """
      Documents of a module start as templates with `{MODULE}`, `YYYY-MM-DD` and the like. One that \
      is left over is an id that nobody can refer to, or a date that never comes. Each is reported \
      once in a file.
      """,
    remedy: "Put the module's code, the number or the date in its place.",
    example: "## [0.1.0] - YYYY-MM-DD\n### Added\n- SCEN-{MODULE}-01: <description>\n")

  /// A document of what was built says nothing.
  public static let emptyDocument = Rule(
    "empty-document", .warning, "a document of what was built says nothing",
    explanation: """
      `ACTUAL_…` and `INTENT_VS_ACTUAL` exist to be compared with the intent. A stub looks like a \
      comparison that was made, and is none.
      """,
    remedy: "Describe what was built, or delete the file until there is something to say.",
    example: "> Reconstructed from the code\n")
}
