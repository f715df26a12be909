public import SourceText

/// The rules for names that one file uses and another should have.
extension IngestRules {
  /// The rules of this file, in the order declared.
  public static let names: [Rule] = [
    namedFileMissing, unknownHandler, importedName, thresholdStrictness,
  ]

  /// Found when a document names a file that the project does not have.
  public static let namedFileMissing = Rule(
    "named-file-missing", .note, "a document names a file that the project does not have",
    explanation: """
      A path in code, such as `prompts/03_tasks.md`, is looked for from the root of the project and
      from every folder around the document. The rule speaks up only where the document names more
      files of that folder, and at least two and half of them are there: a path into another
      project, an example, or a file that is still to be made is no finding. Links are checked by
      `broken-link`.
      """,
    remedy: "Correct the path, or write the file.",
    example:
      "See `prompts/03_tasks_generation.md`.   <!-- prompts/ has 03_tasks.md and 04_code.md -->\n")

  /// Found when a signal or query is used that nothing handles.
  public static let unknownHandler = Rule(
    "unknown-handler", .warning, "a signal or query is used that no workflow handles",
    explanation: """
      Programs and samples send signals and queries by name: `signal_workflow(id, "pause")`,
      `handle.query("progress")`. Names are compared with those that programs in the same part of
      the project declare with `@workflow.signal` and `@workflow.query`, and with lists below
      **Signals** and **Queries** in its documents. An unknown signal is recorded and changes
      nothing; an unknown query fails.
      """,
    remedy: "Use the name of the handler, or add one.",
    example: """
      **Signals**

      - `pause()` - wait

      ```python
      await client.signal_workflow(id, "pasue")
      ```
      """)

  /// Found when a program imports a name that the module does not define.
  public static let importedName = Rule(
    "imported-name", .warning, "a program imports a name that the module does not define",
    explanation: """
      Programs in Python that `inputs.sources` names are looked at for `from package.module import
      Name`, where the module is a file of the project that is read as well. The name must be
      defined or imported there. Packages, and modules that import everything from others, are left
      alone.
      """,
    remedy: "Import the name that the module has.",
    example: "from flows.migration import MigrationFlow   # the class is CodeMigrationFlow\n")

  /// Found when a limit takes in its own figure in one place and not in another.
  public static let thresholdStrictness = Rule(
    "threshold-strictness", .note, "a limit takes in its own figure in one place only",
    explanation: """
      `confidence > 70 %` and `confidence >= 0.7` differ for exactly one value, and that is the one
      which tests use. Limits below and above which something happens are compared within a folder:
      comparisons in texts and programs, and sentences such as "requires 70% confidence", by the
      word beside the figure.
      """,
    remedy: "Decide whether the figure itself is enough, and write the same sign everywhere.",
    example: "Fixed when confidence > 70%.\n\n```python\nif confidence >= 0.7:\n    fix()\n```\n")
}
