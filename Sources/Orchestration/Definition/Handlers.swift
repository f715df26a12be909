/// What a signal does: it changes the state, and nobody waits for it.
public struct SignalHandler<State: Sendable>: Sendable {
  /// What clients call it.
  public let name: String
  let handle: @Sendable (inout State, [Payload], _ sender: String) throws -> Void

  /// A signal that says nothing but its name.
  public init(_ name: String, _ handle: @escaping @Sendable (inout State) -> Void) {
    self.name = name
    self.handle = { state, _, _ in handle(&state) }
  }

  /// A signal that carries a value.
  public init<Value: Decodable & SendableMetatype>(
    _ name: String, of type: Value.Type,
    _ handle: @escaping @Sendable (inout State, Value) -> Void
  ) {
    self.name = name
    self.handle = { state, input, _ in handle(&state, try input.decoded(as: type)) }
  }

  /// A signal for code that asks who sent it.
  public init(
    from name: String, _ handle: @escaping @Sendable (inout State, _ sender: String) -> Void
  ) {
    self.name = name
    self.handle = { state, _, sender in handle(&state, sender) }
  }

  /// A signal that carries a value, for code that asks who sent it.
  public init<Value: Decodable & SendableMetatype>(
    from name: String, of type: Value.Type,
    _ handle: @escaping @Sendable (inout State, Value, _ sender: String) -> Void
  ) {
    self.name = name
    self.handle = { state, input, sender in
      handle(&state, try input.decoded(as: type), sender)
    }
  }
}

/// A question about the state, which it cannot change: it is given a copy.
public struct QueryHandler<State: Sendable>: Sendable {
  /// What clients call it.
  public let name: String
  let answer: @Sendable (State, [Payload]) throws -> Payload

  /// A question that says nothing but its name.
  public init(
    _ name: String,
    _ answer: @escaping @Sendable (State) throws -> some Encodable & SendableMetatype
  ) {
    self.name = name
    self.answer = { state, _ in try Payload(try answer(state)) }
  }

  /// A question with a value.
  public init<Value: Decodable & SendableMetatype>(
    _ name: String, of type: Value.Type,
    _ answer: @escaping @Sendable (State, Value) throws -> some Encodable & SendableMetatype
  ) {
    self.name = name
    self.answer = { state, input in
      try Payload(try answer(state, try input.decoded(as: type)))
    }
  }
}

/// A question that may change the run. What `validate` throws refuses it, and leaves no trace.
public struct UpdateHandler<State: Sendable>: Sendable {
  /// What clients call it.
  public let name: String
  let validate: @Sendable (State, [Payload]) throws -> Void
  let run: @Sendable (WorkflowContext<State>, [Payload], _ sender: String) async throws -> Payload

  /// A question that carries a value; what `run` gives or throws is the answer.
  public init<Value: Decodable & SendableMetatype>(
    _ name: String, of type: Value.Type,
    validate: @escaping @Sendable (State, Value) throws -> Void = { _, _ in },
    _ run:
      @escaping @Sendable (WorkflowContext<State>, Value) async throws -> some Encodable
      & SendableMetatype
  ) {
    self.name = name
    self.validate = { state, input in try validate(state, try input.decoded(as: type)) }
    self.run = { context, input, _ in
      try Payload(try await run(context, try input.decoded(as: type)))
    }
  }

  /// The same for code that asks who it comes from.
  public init<Value: Decodable & SendableMetatype>(
    from name: String, of type: Value.Type,
    validate: @escaping @Sendable (State, Value) throws -> Void = { _, _ in },
    _ run:
      @escaping @Sendable (WorkflowContext<State>, Value, _ sender: String) async throws
      -> some Encodable & SendableMetatype
  ) {
    self.name = name
    self.validate = { state, input in try validate(state, try input.decoded(as: type)) }
    self.run = { context, input, sender in
      try Payload(try await run(context, try input.decoded(as: type), sender))
    }
  }
}
