/// A child workflow that was started.
public struct ChildHandle<Output: Codable & Sendable>: Sendable {
  /// The id that the parent gave it.
  public let workflowID: String
  /// The run that was started under it.
  public let runID: String
  let result: @Sendable () async throws -> [Payload]

  /// Waits for the child; throws the `Failure` it ended with.
  public func value() async throws -> Output { try await result().decoded(as: Output.self) }
}

extension WorkflowContext {
  /// Starts a child and waits for its result.
  public func run<Child: Workflow>(
    _ child: Child.Type, _ input: Child.Input, id: String, options: ChildOptions = ChildOptions()
  ) async throws -> Child.Output {
    try await start(child, input, id: id, options: options).value()
  }

  /// Starts a child, and waits no longer than until it has started.
  public func start<Child: Workflow>(
    _ child: Child.Type, _ input: Child.Input, id: String, options: ChildOptions = ChildOptions()
  ) async throws -> ChildHandle<Child.Output> {
    try await admit()
    let command = ChildCommand(
      workflowID: id, type: Child.name, input: [try Payload(input)], options: options)
    let (start, end) = core.beginChild(command)
    let runID = try await core.outcome(of: start).decoded(as: String.self)
    return ChildHandle(workflowID: id, runID: runID) { [core] in
      try await core.outcome(of: end)
    }
  }

  /// Sends a signal to another run; throws when there is none.
  public func signal(
    workflowID: String, runID: String = "", _ name: String, _ input: some Encodable = Nothing()
  ) async throws {
    try await admit()
    let signal = ExternalSignal(
      workflowID: workflowID, runID: runID, childOnly: false, name: name,
      input: [try Payload(input)])
    _ = try await core.outcome(of: core.begin(Operation(.signal), .signalExternal(signal)))
  }

  /// Asks another run to stop; throws when there is none.
  public func cancel(workflowID: String, runID: String = "", reason: String = "") async throws {
    try await admit()
    let command = Command.requestCancelExternal(
      workflowID: workflowID, runID: runID, childOnly: false, reason: reason)
    _ = try await core.outcome(of: core.begin(Operation(.cancelRequest), command))
  }
}
