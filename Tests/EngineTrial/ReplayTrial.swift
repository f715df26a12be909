import EmbeddedHost
import Glibc
import History
import Orchestration
import SourceText

extension EngineTrial {
  /// Makes a history of so many events with the engine itself, in memory, and replays it.
  static func replay(events: Int) throws {
    let texts = try history(steps: max(1, events / 6))
    let reading = Watch()
    let found = EventText.events(texts)
    let read = reading.seconds
    let run = RunDescriptionParts(found)
    let replaying = Watch()
    _ = try Replay.run(
      WorkflowDefinition(Steps.self), found, namespace: "default", workflowID: run.workflowID,
      runID: run.runID)
    print(
      "{\"events\":\(found.count),\"reading\":\(read),\"replaying\":\(replaying.seconds),"
        + "\"cpu\":\(reading.cpu)}")
  }

  private static func history(steps: Int) throws -> [[UInt8]] {
    var limits = Service.Limits()
    limits.events = .max
    limits.bytes = .max
    let service = try Service(
      path: ":memory:", limits: limits, random: SystemRandomNumberGenerator())
    let taker = TurnTaker(trialWorkflows)
    let now = Moment(nanoseconds: 1_800_000_000_000_000_000)
    let input = [try Payload(StepsInput(steps: steps))]
    let runID = try service.start(
      StartRequest(
        workflowID: "replayed", type: "Steps", taskQueue: "trial", input: input, requestID: "",
        identity: "trial"), now: now)
    while try turn(service, taker, now) {}
    return try service.history(runID: runID)
  }

  /// One turn, and what it asked for; false when nothing is left.
  private static func turn(_ service: Service, _ taker: TurnTaker, _ now: Moment) throws -> Bool {
    let tasks = try service.claimTasks(
      namespace: "default", queue: "trial", owner: "trial", limit: 1, now: now, known: taker.known)
    guard let task = tasks.first, case .outcome(let outcome) = taker.take(task) else {
      return false
    }
    _ = try service.complete(task.token, outcome, now: now)
    for activity in try service.claimActivities(
      namespace: "default", queue: "trial", owner: "trial", limit: 10, now: now)
    {
      let number = try activity.input.decoded(as: StepInput.self).number
      _ = try service.complete(activity.token, result: [try Payload(number + 1)], now: now)
    }
    return true
  }
}

/// The ids of a run, from its first event.
private struct RunDescriptionParts {
  let workflowID: String
  let runID: String

  init(_ events: [HistoryEvent]) {
    workflowID = events.first?["workflowId"]?.text ?? ""
    runID = events.first?["firstExecutionRunId"]?.text ?? ""
  }
}
