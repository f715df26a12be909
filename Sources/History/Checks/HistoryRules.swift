public import SourceText

/// The rules that this module checks.
public enum HistoryRules {
  /// In the order of checking.
  public static let all: [Rule] = [
    .historyShape, .historyEvent, .historyOrder, .historyGap, .historyDuplicateID, .historyStart,
    .historyClose, .historyReference, .historyOutcome, .historyTask, .historyTime,
  ]
}

extension Rule {
  /// Found when a file is no workflow history.
  public static let historyShape = Rule(
    "history-shape", .error, "a file is no workflow history",
    explanation: """
      A history is an object with a list `events`, a list of events, a list of batches with
      `events`, the answer of a service with `history`, or the binary form of these. Anything else
      under a name that promises a history is read as far as it goes, and shown as incomplete.
      """,
    remedy: "Export the history again, or take the file out of the inputs of this kind.",
    example: "{\"workflow\": \"checkout\"}\n")

  /// Found when something in the list of events is no event.
  public static let historyEvent = Rule(
    "history-event", .error, "something in the list of events is no event",
    explanation: """
      An event is an object with an `eventId`, a whole number from 1 in quotes or not, and an
      `eventType` in one of its spellings or as a number, unless it is unknown. Every element that is none is named by
      its JSON pointer and left out; unknown types are no fault.
      """,
    remedy: "Export the history again: no tool writes such events by itself.",
    example: "{\"events\": [\"text\"]}\n")

  /// Found when events do not stand in the order of their ids.
  public static let historyOrder = Rule(
    "history-order", .error, "events do not stand in the order of their ids",
    explanation: """
      Ids are given in the order in which events happen. A file that lists the last event first is
      turned round, with a warning. Any other order is an error: the events are shown sorted, but
      something has changed the file after it was exported.
      """,
    remedy: "Export the history again, in ascending order.",
    example: "events with the ids 1, 3, 2, 4\n")

  /// Found when events are missing.
  public static let historyGap = Rule(
    "history-gap", .error, "events are missing",
    explanation: """
      Ids are contiguous. Where they jump, events have been left out, and what rests on them cannot
      be told: an activity may have been scheduled, retried or cancelled in the gap.
      """,
    remedy: "Export the whole history.",
    example: "events with the ids 1, 2, 3, 6\n")

  /// Found when two events have one id.
  public static let historyDuplicateID = Rule(
    "history-duplicate-id", .error, "two events have one id",
    explanation:
      "Other events refer to an event by its id. Where two have the same, both are shown, "
      + "and references lead to the first.",
    remedy: "Export the history again; two histories may have been put into one file.",
    example: "events with the ids 1, 2, 2, 3\n")

  /// Found when a history does not begin with the start of its run, or starts twice.
  public static let historyStart = Rule(
    "history-start", .error, "a history does not begin with the one start of its run",
    explanation: """
      The first event is `WorkflowExecutionStarted`, and there is no second. Without it neither the
      type of the workflow nor its input is known.
      """,
    remedy: "Export the history from its first event.",
    example: "a history whose first event is WorkflowTaskScheduled\n")

  /// Found when something happens after the end of a run.
  public static let historyClose = Rule(
    "history-close", .error, "something happens after the end of a run",
    explanation: """
      A run ends once: completed, failed, timed out, cancelled, terminated, or continued as new.
      Nothing is recorded after that, and no second end.
      """,
    remedy: "Export the history again; two histories may have been put into one file.",
    example: "an ActivityTaskScheduled behind WorkflowExecutionCompleted\n")

  /// Found when an event refers to an event that is not there, or is of another kind.
  public static let historyReference = Rule(
    "history-reference", .error, "an event refers to a wrong event",
    explanation: """
      Events name others by id: a completed activity the event that scheduled it, a command the
      workflow task that gave it. The id must be that of an earlier event of the right type. Ids
      that fall into a gap are not reported again.
      """,
    remedy: "Export the history again.",
    example: "an ActivityTaskCompleted whose scheduledEventId is that of a timer\n")

  /// Found when one activity, timer or child ends more than once.
  public static let historyOutcome = Rule(
    "history-outcome", .error, "one matter ends more than once",
    explanation: """
      An activity, timer, child workflow, signal, update or operation has one outcome. Two events
      that settle the same one contradict each other, whether they agree or not.
      """,
    remedy: "Find out which event is true: the service records only one.",
    example: "activity 1 completed by event 7 and timed out by event 8\n")

  /// Found when the events of workflow tasks do not follow one another.
  public static let historyTask = Rule(
    "history-task", .warning, "the events of workflow tasks do not follow one another",
    explanation: """
      A workflow task is scheduled, started, and then completed, failed or timed out, before the
      next one is scheduled.
      """,
    remedy: "Export the history again.",
    example: "two WorkflowTaskStarted events for one WorkflowTaskScheduled\n")

  /// Found when time goes backwards from one event to the next.
  public static let historyTime = Rule(
    "history-time", .warning, "time goes backwards from one event to the next",
    explanation: """
      Events are recorded in order, so their times do not decrease. Small steps back happen when
      the service moves from one machine to another; durations near them are not reliable.
      """,
    remedy: "Keep it in mind when you read durations; the clocks of the service disagree.",
    example: "event 7 at 10:00:02, event 8 at 10:00:01\n")
}
