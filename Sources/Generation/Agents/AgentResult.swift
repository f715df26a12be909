/// Why nothing of an agent's answer is taken.
public struct AgentRefusal: Error, Sendable, Hashable {
  /// The check that an answer did not pass, in the order in which they are made.
  public enum Stage: String, Sendable, CaseIterable {
    /// No answer came, or not in time.
    case call
    /// It is none of the agreed form.
    case format
    /// Files that were not asked for.
    case path
    /// Text that is no plain program.
    case text
    /// Marks that are missing, or claim what was not asked for.
    case marks
    /// It does not compile.
    case compile
    /// Its own tests fail, do not run, or prove nothing.
    case tests
    /// An earlier answer, to a prompt that has changed.
    case prompt
  }

  /// Where it ended.
  public var stage: Stage
  /// One line, lower case, present tense, no full stop; what is quoted is safe to print.
  public var text: String

  /// A refusal with its reason.
  public init(_ stage: Stage, _ text: String) {
    self.stage = stage
    self.text = text
  }
}

/// What came of one task.
public struct AgentResult: Sendable {
  /// How it ended.
  public enum Outcome: Sendable {
    /// The answer has passed every check, now or when it was given.
    case accepted(AgentAnswer)
    /// Nothing of it is used.
    case refused(AgentRefusal)
  }

  /// What was asked.
  public var task: AgentTask
  /// What came of it.
  public var outcome: Outcome

  /// A task with its end.
  public init(_ task: AgentTask, _ outcome: Outcome) {
    self.task = task
    self.outcome = outcome
  }

  /// The files of the answer; none when it was refused.
  var artifacts: [GeneratedArtifact] {
    if case .accepted(let answer) = outcome { answer.artifacts } else { [] }
  }

  /// For people: `accepted`, or where and why it was refused.
  var verdict: String {
    switch outcome {
    case .accepted: "accepted"
    case .refused(let refusal): "refused (\(refusal.stage.rawValue)): \(refusal.text)"
    }
  }
}
