public import SourceText

/// The rule for program text.
extension IngestRules {
  /// Found when a file that should be program text is not.
  public static let sourceBinary = Rule(
    "source-binary", .warning, "a file of program text holds binary data",
    explanation: """
      Files that `inputs.sources` names are searched for marks such as `[B1]` or `Satisfies: RT-1`.
      A file with a NUL byte near its start is no text, so it is not searched.
      """,
    remedy: "Take the file out of `inputs.sources`, or name it under `inputs.ignored`.",
    example: "inputs: {sources: [\"lib/**/*\"]}   # with compiled files in lib/\n")
}
