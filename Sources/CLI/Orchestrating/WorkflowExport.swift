import EmbeddedHost
import History
import Orchestration
import SourceText

/// `workflow export`: a history in the JSON of Temporal's own tools.
struct WorkflowExport {
  let order: WorkflowOrder

  init(_ order: WorkflowOrder) { self.order = order }

  func run() throws -> ExitCode {
    let target = try order.target()
    let texts = try order.access().now { service, _ in
      try service.history(runID: try service.describe(target).runID)
    }
    let bytes = EventText.document(texts)
    guard let path = order.text(.output) else {
      order.console.send(bytes, to: .output)
      return .clean
    }
    do throws(FileAdder.Refusal) {
      try FileAdder.replace(file: path, with: bytes)
    } catch {
      order.console.complain("\(CommandTable.program): cannot write \(path): \(error.clause)")
      return .failure
    }
    return .clean
  }
}

/// `workflow replay`: whether the code still does what a history says it did.
struct WorkflowReplay {
  let order: WorkflowOrder

  init(_ order: WorkflowOrder) { self.order = order }

  func run() throws -> ExitCode {
    let subject = try order.subject("an id, or the file of a history")
    let isFile = subject.hasSuffix(".json") || subject.hasSuffix(".bin")
    let (events, id, run) = isFile ? try file(subject) : try stored()
    let type = events.first?["workflowType"]?["name"]?.text ?? ""
    do {
      _ = try Replay.run(
        WorkflowMessages.definition(of: type), events, namespace: order.namespace,
        workflowID: id, runID: run, codec: order.codec)
    } catch let fault as TurnFault {
      order.console.complain("\(subject): \(fault)")
      return .findings
    }
    order.console.say("\(subject): \(events.count) events, and the code asks for the same")
    return .clean
  }

  private func file(_ path: String) throws -> ([HistoryEvent], String, String) {
    let file = SourceFile(path: path, bytes: try WorkflowOrder.read(path))
    let reading = HistoryFile.read(file)
    guard let run = reading.runs.first, reading.runs.count == 1 else {
      throw ServiceError.invalid("\(path): expected one history, found \(reading.runs.count)")
    }
    return (run.events, run.start?["workflowId"]?.text ?? path, RunTarget.runID(of: run))
  }

  private func stored() throws -> ([HistoryEvent], String, String) {
    let target = try order.target()
    let (run, texts) = try order.access().now { service, _ in
      let run = try service.describe(target)
      return (run, try service.history(runID: run.runID))
    }
    return (EventText.events(texts), run.workflowID, run.runID)
  }
}

extension RunTarget {
  /// The id of the run that a history tells of; it seeds what is random in the code.
  fileprivate static func runID(of run: RunHistory) -> String {
    run.start?["originalExecutionRunId"]?.text ?? run.start?["firstExecutionRunId"]?.text ?? ""
  }
}
