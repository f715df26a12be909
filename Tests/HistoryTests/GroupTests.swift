import History
import SourceText
import Testing

/// Events that belong together.
@Suite struct `Groups of events` {
  static let text = """
    {"events":[
    {"eventId":1,"eventTime":"2024-01-01T00:00:00Z","eventType":"WorkflowExecutionStarted",
     "workflowExecutionStartedEventAttributes":{"workflowType":{"name":"Pay"},
     "parentWorkflowExecution":{"workflowId":"w","runId":"r"},"originalExecutionRunId":"own"}},
    {"eventId":2,"eventTime":"2024-01-01T00:00:01Z","eventType":"ActivityTaskScheduled",
     "activityTaskScheduledEventAttributes":{"activityId":"a","activityType":{"name":"charge"}}},
    {"eventId":3,"eventTime":"2024-01-01T00:00:01Z","eventType":"TimerStarted",
     "timerStartedEventAttributes":{"timerId":"t","startToFireTimeout":"86400s"}},
    {"eventId":4,"eventTime":"2024-01-01T00:00:03Z","eventType":"ActivityTaskStarted",
     "activityTaskStartedEventAttributes":{"scheduledEventId":"2","attempt":3,
     "lastFailure":{"message":"busy"}}},
    {"eventId":5,"eventTime":"2024-01-01T00:00:04Z","eventType":"ActivityTaskFailed",
     "activityTaskFailedEventAttributes":{"scheduledEventId":"2","startedEventId":"4",
     "failure":{"message":"outer","cause":{"message":"declined",
     "applicationFailureInfo":{"type":"CardError"}}}}},
    {"eventId":6,"eventTime":"2024-01-02T00:00:01Z","eventType":"TimerFired",
     "timerFiredEventAttributes":{"timerId":"t","startedEventId":"3"}},
    {"eventId":7,"eventTime":"2024-01-02T00:00:02Z","eventType":"WorkflowExecutionSignaled",
     "workflowExecutionSignaledEventAttributes":{"signalName":"go"}},
    {"eventId":8,"eventTime":"2024-01-02T00:00:02Z",
     "eventType":"StartChildWorkflowExecutionInitiated",
     "startChildWorkflowExecutionInitiatedEventAttributes":{"workflowId":"c",
     "workflowType":{"name":"Mail"}}},
    {"eventId":9,"eventTime":"2024-01-02T00:00:03Z","eventType":"ChildWorkflowExecutionStarted",
     "childWorkflowExecutionStartedEventAttributes":{"initiatedEventId":8,
     "workflowExecution":{"workflowId":"c","runId":"cr"}}}
    ]}
    """

  private var run: RunHistory {
    get throws {
      try #require(HistoryFile.read(SourceFile(path: "h.json", text: Self.text)).runs.first)
    }
  }

  @Test func `have a kind, a name and a status`() throws {
    let run = try self.run
    let shown = run.groups().map {
      "\($0.kind.rawValue) \($0.name(in: run).text) \($0.status.rawValue) \($0.members.count)"
    }
    #expect(
      shown == [
        "activity charge failed 3", "timer 1 d fired 2", "signal received go received 1",
        "child workflow Mail pending 2",
      ])
  }

  @Test func `tell attempts and failures`() throws {
    let run = try self.run
    let activity = try #require(run.groups().first)
    #expect(activity.attempts == 3)
    #expect(activity.failure(in: run)?.summary == "outer: declined")
    #expect(activity.failure(in: run)?.causes.first?.type == "CardError")
    #expect(activity.lastFailure(in: run)?.message == "busy")
    #expect(activity.length?.text == "3 s")
    let child = try #require(run.groups().last?.otherRun(in: run))
    #expect(child == ("c", "cr"))
  }

  @Test func `make a scale on which sleep is short`() throws {
    let run = try self.run
    let scale = try #require(TimeScale(run, run.groups()))
    #expect(scale.idle.count == 1)
    #expect(scale.idle.first.map { $0.end - $0.start < 0.1 } == true)
    let places = run.events.compactMap(\.time).map { scale.place(of: $0) }
    #expect(places == places.sorted() && places.first == 0 && places.last == 1)
  }

  @Test func `give the run in short`() throws {
    let summary = try run.summary()
    #expect(summary.workflowType == "Pay" && summary.status == "running")
    #expect(summary.parent?.workflowID == "w" && summary.parent?.runID == "r")
    #expect(summary.runID == "own")
  }
}
