/// A workflow whose types are no longer asked for: what a worker keeps in its table.
public struct WorkflowDefinition: Sendable {
  /// What histories call it.
  public let name: String
  let begin: @Sendable (RunCore, [Payload]) throws -> RunCode

  /// The definition of a workflow that is known by its type.
  public init<Flow: Workflow>(_ flow: Flow.Type) {
    name = flow.name
    begin = { core, input in
      let input = try input.decoded(as: Flow.Input.self)
      let context = WorkflowContext(core, flow.initialState(input))
      return RunCode(
        context, signals: flow.signals, queries: flow.queries, updates: flow.updates
      ) { [try Payload(try await flow.run(context, input))] }
    }
  }
}

/// The code of one run with its state inside.
struct RunCode: Sendable {
  let run: @Sendable () async throws -> [Payload]
  /// False when no handler knows the name.
  let signal: @Sendable (String, [Payload], _ sender: String) throws -> Bool
  let query: @Sendable (String, [Payload]) throws -> Payload
  /// Throws for an update that the workflow does not have, or would not have; what was accepted
  /// before is not asked about again.
  let validate: @Sendable (_ request: UpdateRequest, _ wasAccepted: Bool) throws -> Void
  let update: @Sendable (UpdateRequest) async throws -> [Payload]

  init<State: Sendable>(
    _ context: WorkflowContext<State>, signals: [SignalHandler<State>],
    queries: [QueryHandler<State>], updates: [UpdateHandler<State>],
    run: @escaping @Sendable () async throws -> [Payload]
  ) {
    self.run = run
    signal = { name, input, sender in
      guard let handler = signals.first(where: { $0.name == name }) else { return false }
      try handler.handle(&context.state, input, sender)
      return true
    }
    query = { name, input in
      guard let handler = queries.first(where: { $0.name == name }) else {
        throw UnknownHandler("query", name, queries.map(\.name))
      }
      return try handler.answer(context.state, input)
    }
    validate = { request, wasAccepted in
      guard let handler = updates.first(where: { $0.name == request.name }) else {
        throw UnknownHandler("update", request.name, updates.map(\.name))
      }
      if !wasAccepted { try handler.validate(context.state, request.input) }
    }
    update = { request in
      guard let handler = updates.first(where: { $0.name == request.name }) else { return [] }
      return [try await handler.run(context, request.input, request.identity)]
    }
  }
}

/// A query or an update that the workflow does not have.
public struct UnknownHandler: Error, CustomStringConvertible {
  /// What was asked for, and what there is.
  public let description: String

  init(_ kind: String, _ name: String, _ known: [String]) {
    let list = known.isEmpty ? "it has none" : "it has " + known.joined(separator: ", ")
    description = "the workflow has no \(kind) `\(name)`; \(list)"
  }
}
