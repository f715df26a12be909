import EmbeddedHost
import History
import Orchestration

/// What clients ask for.
extension Simulation {
  func clientStep() throws {
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<4: try startNext()
    case 4..<6: try send(.signal)
    case 6: try send(.update)
    case 7: try askAgain()
    default: try disturb()
    }
  }

  private func startNext() throws {
    let open = ledger.starts.indices.filter { ledger.starts[$0].runID == nil }
    if let place = open.first { try start(place) } else { try send(.signal) }
  }

  /// Starts a workflow that was planned, or asks for it once more.
  func start(_ place: Int) throws {
    let planned = ledger.starts[place]
    var runID: String?
    var request = StartRequest(
      workflowID: planned.workflowID, type: planned.type, taskQueue: Self.queue,
      input: [try Payload(1 + place % 4)], requestID: planned.requestID, identity: "client")
    if place % 3 == 2 { request.limits.run = .seconds(Int64(60 + place * 40)) }
    if planned.type == "Stubborn" { request.limits.retry = RetryPolicy(maximumAttempts: 3) }
    let greets = !planned.wasTried && planned.type == "Tally" && chance(50)
    let greeting = greets ? newMessage(.signal, planned.workflowID) : nil
    ledger.starts[place].wasTried = true
    let answer = try ask("start \(planned.workflowID) \(planned.type)") { service in
      if let greeting {
        runID = try service.signalWithStart(request, signal: signal(greeting), now: now)
      } else {
        runID = try service.start(request, now: now)
      }
    }
    try demand(.startOnce, answer != .refused, "\(planned.requestID) is refused")
    guard answer == .done else { return ledger.unheardStarts.append(place) }
    if let greeting { ledger.messages[greeting].isConfirmed = true }
    try demand(
      .startOnce, planned.runID == nil || planned.runID == runID,
      "\(planned.requestID) started \(planned.runID ?? "") and then \(runID ?? "")")
    ledger.starts[place].runID = runID
  }

  func send(_ kind: Ledger.Message.Kind, to workflowID: String? = nil) throws {
    let started = ledger.starts.filter { $0.runID != nil }
    guard !started.isEmpty else { return }
    let any = started[Int.random(in: 0..<started.count, using: &random)].workflowID
    try send(newMessage(kind, workflowID ?? any))
  }

  /// Plans a message; its place.
  private func newMessage(_ kind: Ledger.Message.Kind, _ workflowID: String) -> Int {
    ledger.messages.append(
      Ledger.Message(
        kind: kind, workflowID: workflowID, requestID: newRequestID(kind.rawValue)))
    return ledger.messages.count - 1
  }

  private func signal(_ place: Int) throws -> SignalRequest {
    let id = ledger.messages[place].requestID
    return SignalRequest(name: "add", input: [try Payload(id)], requestID: id, identity: "client")
  }

  /// Sends a message, or sends it again.
  private func send(_ place: Int) throws {
    let message = ledger.messages[place]
    let target = RunTarget(workflowID: message.workflowID)
    let amount = Int.random(in: -1...3, using: &random)
    let answer = try ask("\(message.requestID) to \(message.workflowID)") { service in
      switch message.kind {
      case .signal: try service.signal(target, signal(place), now: now)
      case .update:
        let update = UpdateRequest(
          id: message.requestID, name: "pay", input: [try Payload(amount)], identity: "client")
        try service.update(target, update, now: now)
      }
    }
    switch answer {
    case .done: ledger.messages[place].isConfirmed = true
    case .unheard: ledger.unheardMessages.append(place)
    case .refused, .undone: break
    }
  }

  /// Clients that heard nothing ask again; so do some that did.
  private func askAgain() throws {
    if let place = ledger.unheardStarts.popLast() { return try start(place) }
    if let place = ledger.unheardMessages.popLast() { return try send(place) }
    guard plan.has(.duplicateRequest) else { return }
    let place = Int.random(in: 0..<(ledger.messages.count + ledger.starts.count), using: &random)
    if place < ledger.messages.count {
      if ledger.messages[place].isConfirmed { try send(place) }
    } else if ledger.starts[place - ledger.messages.count].runID != nil {
      try start(place - ledger.messages.count)
    }
  }

  private func disturb() throws {
    guard !ledger.starts.isEmpty else { return }
    let target = RunTarget(
      workflowID: ledger.starts[Int.random(in: 0..<ledger.starts.count, using: &random)].workflowID)
    if strikes(.terminate, 35) {
      _ = try ask("terminate \(target)") {
        try $0.terminate(target, reason: "enough", identity: "client", now: now)
      }
    } else if strikes(.cancel, 50) {
      _ = try ask("cancel \(target)") {
        try $0.requestCancel(target, identity: "client", now: now)
      }
    } else if strikes(.signalAtEnd, 80), let turn = turnThatEndsItsRun() {
      try send(.signal, to: turn.task.workflowID)
    }
  }

  private func turnThatEndsItsRun() -> SimulatedWorker.TakenTurn? {
    workers.lazy.flatMap(\.taken).first { $0.endsRun }
  }

  enum Answer { case done, refused, undone, unheard }

  /// A client's transaction.
  func ask(_ what: String, _ body: (Service) throws -> Void) throws -> Answer {
    var refusal: ServiceError?
    let fate = try commit(what) { service in
      refusal = nil
      do { try service.step { try body(service) } } catch let error as ServiceError {
        refusal = error
      }
    }
    if fate == .undone { return .undone }
    if fate == .unheard || strikes(.lostAnswer, 25) { return .unheard }
    if let refusal { note("refused: \(refusal)") }
    return refusal == nil ? .done : .refused
  }
}
