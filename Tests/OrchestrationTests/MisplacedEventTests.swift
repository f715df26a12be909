import History
import SourceText
import Testing

@testable import Orchestration

/// Events that cannot stand where they stand.
@Suite struct `Misplaced events` {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// What is said of the last event but those of the next turn; `nil` when nothing is wrong.
    let fault: String?
    /// Comes behind the first turn, whose activity is event 5.
    let write: @Sendable (inout HistoryText) -> Void

    init(_ name: String, _ fault: String?, _ write: @escaping @Sendable (inout HistoryText) -> Void)
    {
      testDescription = name
      self.fault = fault
      self.write = write
    }
  }

  @Test(arguments: [
    Case("an outcome", nil) { history in
      history.add(.activityTaskCompleted) { json in
        json.member("scheduledEventId", "5")
        json.payloads("result", [Payload(json: Array("\"a\"".utf8))])
      }
    },
    Case("the start of an attempt", nil) { $0.add(.activityTaskStarted) },
    Case("what nobody here knows", nil) { $0.add(.workflowExecutionOptionsUpdated) },
    Case(
      "an outcome of nothing",
      "the history has TimerFired (9), the code asks for nothing that it could settle"
    ) { history in
      history.add(.timerFired) { json in
        json.member("timerId", "9")
        json.member("startedEventId", "4")
      }
    },
    Case(
      "an outcome of another kind",
      "the history has TimerFired (9), the code asks for the outcome of activity charge (1)"
    ) { history in
      history.add(.timerFired) { json in
        json.member("timerId", "9")
        json.member("startedEventId", "5")
      }
    },
    Case(
      "a command of a turn that is over",
      "the history has TimerStarted (1), the code asks for nothing outside of a turn"
    ) { history in
      history.add(.workflowExecutionSignaled)
      history.add(.timerStarted) { json in
        json.member("timerId", "1")
        json.member("workflowTaskCompletedEventId", "4")
      }
    },
    Case(
      "a command of another turn",
      "the history has TimerStarted (1), the code asks for nothing outside of a turn"
    ) { history in
      history.add(.timerStarted) { json in
        json.member("timerId", "1")
        json.member("workflowTaskCompletedEventId", "3")
      }
    },
    Case(
      "a command that no code here can ask for",
      "the history has NexusOperationScheduled, the code asks for nothing more in this turn"
    ) { $0.add(.nexusOperationScheduled) },
    Case(
      "a turn without a start",
      "the history has WorkflowTaskCompleted, the code asks for the start of its task"
    ) { history in
      history.add(.workflowTaskScheduled)
      history.add(.workflowTaskCompleted)
    },
  ])
  func `event`(_ row: Case) throws {
    var history = HistoryText()
    history.add(.workflowExecutionStarted)
    _ = history.addTask()
    history.add(.workflowTaskCompleted)
    history.add(.activityTaskScheduled) { json in
      json.member("activityId", "1")
      json.object("activityType") { $0.member("name", "charge") }
    }
    row.write(&history)
    let place = history.events.count
    _ = history.addTask()
    let run = try WorkflowRun(
      WorkflowDefinition(`Steps of workflows`.Sequence.self), Rehearsal.info,
      input: [try Payload(7)])
    let found = text { _ = try run.process(try eventsOf(history.events)) }
    #expect(found == row.fault.map { "run r of w, event \(place): \($0)" })
  }

  @Test func `a history that begins in the middle`() throws {
    let events = try eventsOf(#"{"eventId":"7","eventType":"EVENT_TYPE_WORKFLOW_TASK_SCHEDULED"}"#)
    let run = try WorkflowRun(
      WorkflowDefinition(`Steps of workflows`.Sequence.self), Rehearsal.info,
      input: [try Payload(7)])
    #expect(
      text { _ = try run.process(events) }
        == "run r of w, event 7: the history has WorkflowTaskScheduled, "
        + "the code asks for event 1 before it")
  }

  private func text(_ body: () throws -> Void) -> String? {
    do { try body() } catch { return "\(error)" }
    return nil
  }
}
