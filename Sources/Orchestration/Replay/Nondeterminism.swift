/// Code and history part: what the code asks for is not what was recorded.
public struct Nondeterminism: Error, Sendable, Hashable, CustomStringConvertible {
  /// The workflow whose history it is.
  public let workflowID: String
  /// The run whose history it is.
  public let runID: String
  /// The event at which they part; for a command too many, the event of the turn.
  public let eventID: Int
  /// What stands there, such as `ActivityTaskScheduled create_design (1)`.
  public let recorded: String
  /// What the code asked for instead.
  public let produced: String

  /// Run, event, and both sides, in a sentence.
  public var description: String {
    "run \(runID) of \(workflowID), event \(eventID): the history has \(recorded), "
      + "the code asks for \(produced)"
  }
}
