public import SourceText

/// The rules of taking a module from its design to its last phase.
public enum PipelineRules {
  /// Every rule of this module, in the order declared.
  public static let all: [Rule] = [.pipelineRecord] + DocumentRules.all + DriftRules.all
}

extension Rule {
  /// The record of a module cannot be read.
  public static let pipelineRecord = Rule(
    "pipeline-record", .error, "the record of a module's gates cannot be read",
    explanation: """
      `pipeline.yaml` keeps what documents cannot say themselves: numbers that were given once, gates \
      that were opened, and who has attested what. What is not understood in it would be lost when it \
      is written the next time, so nothing is written until it can be read.
      """,
    remedy: "Correct the line, or take the file back from version control.",
    example: "gates:\n  - {gate: desing, by: Ada, on: 2031-01-31}\n")
}
