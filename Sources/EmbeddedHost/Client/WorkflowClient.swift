public import Orchestration

/// Typed calls of workflows.
///
///     let client = WorkflowClient(engine, identity: "release bot")
///     let handle = try await client.start(Greeting.self, "Ada", id: "greeting-1", taskQueue: "q")
///     let text = try await handle.result()
public struct WorkflowClient: Sendable {
  let access: any EngineAccess
  let namespace: String
  /// Who asks: it stands in histories.
  let identity: String
  let codec: any PayloadCodec

  /// A client of a database; `codec` is that of its workers.
  public init(
    _ access: any EngineAccess, namespace: String = "default", identity: String,
    codec: any PayloadCodec = PlainPayloads()
  ) {
    self.codec = codec
    self.access = access
    self.namespace = namespace
    self.identity = identity
  }

  /// Starts a workflow. Asking twice with the same `requestID` starts once.
  public func start<Flow: Workflow>(
    _ flow: Flow.Type, _ input: Flow.Input, id: String, taskQueue: String,
    limits: RunLimits = RunLimits(), requestID: String = ""
  ) async throws -> WorkflowHandle<Flow> {
    var request = StartRequest(
      workflowID: id, type: flow.name, taskQueue: taskQueue,
      input: [try codec.encode(Payload(input))], requestID: requestID, identity: identity)
    request.namespace = namespace
    request.limits = limits
    let asked = request
    let runID = try await access.perform { service, now in try service.start(asked, now: now) }
    return handle(flow, id: id, runID: runID)
  }

  /// A workflow that was started before; without a run id the newest of the id.
  public func handle<Flow: Workflow>(
    _ flow: Flow.Type, id: String, runID: String = ""
  ) -> WorkflowHandle<Flow> {
    WorkflowHandle(
      client: self,
      target: RunTarget(namespace: namespace, workflowID: id, runID: runID))
  }
}

/// A workflow that was started.
public struct WorkflowHandle<Flow: Workflow>: Sendable {
  let client: WorkflowClient
  /// Its id and its run.
  public let target: RunTarget

  /// Sends a signal. Sending twice with the same `requestID` signals once.
  public func signal(
    _ name: String, _ input: some Encodable & Sendable = Nothing(), requestID: String = ""
  ) async throws {
    let signal = SignalRequest(
      name: name, input: [try client.codec.encode(Payload(input))], requestID: requestID,
      identity: client.identity)
    try await client.access.perform { [target] service, now in
      try service.signal(target, signal, now: now)
    }
  }

  /// Asks for an answer about the state, as it is after all turns that were taken.
  public func query<Answer: Decodable>(
    _ name: String, _ input: some Encodable & Sendable = Nothing(), as type: Answer.Type
  ) async throws -> Answer {
    let replayed = try await replay()
    return try replayed.query(name, [try Payload(input)]).decoded(as: type)
  }

  /// Puts an update before the workflow, and waits for its answer.
  public func update<Answer: Decodable>(
    _ name: String, _ input: some Encodable & Sendable, id: String, as type: Answer.Type
  ) async throws -> Answer {
    let request = UpdateRequest(
      id: id, name: name, input: [try client.codec.encode(Payload(input))],
      identity: client.identity)
    try await client.access.perform { [target] service, now in
      try service.update(target, request, now: now)
    }
    let outcome = try await client.access.answer(about: target.workflowID) { [target] service in
      try service.outcome(ofUpdate: id, target)
    }
    switch try client.codec.decode(outcome) {
    case .success(let result): return try result.decoded(as: type)
    case .failure(let failure): throw failure
    }
  }

  /// Asks the workflow to stop.
  public func cancel(reason: String = "") async throws {
    try await client.access.perform { [target, client] service, now in
      try service.requestCancel(target, reason: reason, identity: client.identity, now: now)
    }
  }

  /// Ends the workflow here and now.
  public func terminate(reason: String = "") async throws {
    try await client.access.perform { [target, client] service, now in
      try service.terminate(target, reason: reason, identity: client.identity, now: now)
    }
  }

  /// Waits for the end of the workflow, over all runs of its chain; throws the `Failure` it ended
  /// with.
  public func result() async throws -> Flow.Output {
    let end = try await client.access.answer(about: target.workflowID) { [target] service in
      try service.end(of: target)
    }
    return try client.codec.decode(end).get().decoded(as: Flow.Output.self)
  }

  /// The run as it stands, built from its history.
  private func replay() async throws -> WorkflowRun {
    let (run, texts) = try await client.access.perform { [target] service, _ in
      let run = try service.describe(target)
      return (run, try service.history(runID: run.runID))
    }
    return try Replay.run(WorkflowDefinition(Flow.self), run, texts, codec: client.codec)
  }
}
