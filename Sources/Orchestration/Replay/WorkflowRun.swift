public import History

/// What a turn of workflow code came to.
public struct TurnOutcome: Sendable {
  /// In the order in which their events are to be written.
  public var commands: [Command]
  /// Updates that the workflow would not have, and why.
  public var rejected: [(id: String, failure: Failure)]
}

/// Why a turn came to nothing. The run is not failed by it: it waits for code that is mended.
public enum TurnFault: Error, Sendable, CustomStringConvertible {
  case nondeterminism(Nondeterminism)
  /// The code waits for something that is not its context; `after` names its last call.
  case foreignWait(after: String)
  /// The code threw what is not a `Failure`.
  case codeError(String)
  /// The code did not come to rest.
  case endless
  /// A turn that was taken live never happened: the run has to be built again.
  case lost

  /// What stopped the turn, in words.
  public var description: String {
    switch self {
    case .nondeterminism(let difference): difference.description
    case .foreignWait(let call):
      "the code waits for something that is not its context, after its call of \(call)"
    case .codeError(let text): text
    case .endless: "the code did not come to rest in one turn"
    case .lost: "the last turn was not recorded"
    }
  }
}

/// One run at work: fed with the events of its history, it takes the code through the same turns.
public final class WorkflowRun {
  /// What the run knows of itself.
  public let info: WorkflowInfo
  let core: RunCore
  private let code: RunCode
  private var reader = TurnReader()
  private var root: Task<Void, Never>?
  /// Commands of the live turn, whose events are still to come.
  private var sent: [CommandMatch.Asked] = []
  /// The event that began the turn at hand.
  private var turnID = 0

  /// A run that is to be fed with its history from the first event.
  public init(_ definition: WorkflowDefinition, _ info: WorkflowInfo, input: [Payload]) throws {
    self.info = info
    core = RunCore(info)
    code = try definition.begin(core, input)
  }

  deinit {
    // Whatever the code waits for that is not its context may hear of this.
    core.executor.asRun { root?.cancel() }
    core.evict()
  }

  /// What the code waits for, oldest first.
  public var waiting: [String] { core.waiting }

  /// Takes the code through the turns of these events, which follow those that came before;
  /// what the live turn among them came to, or `nil` when there is none.
  ///
  /// After a fault the run is of no more use.
  public func process(
    _ events: some Sequence<HistoryEvent>, updates: [UpdateRequest] = []
  ) throws(TurnFault) -> TurnOutcome? {
    for step in reader.read(events) {
      switch step {
      case .lost: throw .lost
      case .recorded(let recorded): try match(recorded)
      case .misplaced(let event, let expected):
        throw fault(CommandMatch.Difference(event: event, expected: expected))
      case .turn(let turn):
        guard let outcome = try take(turn, updates) else { continue }
        return outcome
      }
    }
    return nil
  }

  /// Answers a question about the state.
  public func query(_ name: String, _ input: [Payload]) throws -> Payload {
    try code.query(name, input)
  }

  private func take(_ turn: Turn, _ updates: [UpdateRequest]) throws(TurnFault) -> TurnOutcome? {
    turnID = turn.startedID
    core.begin(turn)
    var outcome = TurnOutcome(commands: [], rejected: [])
    do {
      try deliver(turn, turn.recorded == nil ? updates : turn.acceptedUpdates, &outcome)
    } catch {
      throw fault(error)
    }
    try settle()
    sent = core.takeCommands()
    if let recorded = turn.recorded {
      try match(recorded)
      return nil
    }
    outcome.commands = sent.map(\.command)
    return outcome
  }

  /// Signals first, so that code that goes on sees them; then what was waited for.
  private func deliver(
    _ turn: Turn, _ updates: [UpdateRequest], _ outcome: inout TurnOutcome
  ) throws(CommandMatch.Difference) {
    for event in turn.arrived where event.type == .workflowExecutionSignaled { signal(event) }
    if root == nil { start() }
    for update in updates { accept(update, &outcome) }
    for event in turn.arrived { try core.apply(event) { root?.cancel() } }
    core.applyCancellations()
  }

  private func signal(_ event: HistoryEvent) {
    // A signal that cannot be read must not stop the run: its sender can do nothing about it now.
    let name = event["signalName"]?.text ?? ""
    let sender = event["identity"]?.text ?? ""
    let isKnown = try? code.signal(name, Payload.list(event["input"]), sender)
    if isKnown != true { core.unhandledSignals.append(name) }
  }

  private func start() {
    root = core.executor.start { [core, code] in
      do { core.end = .success(try await code.run()) } catch { core.end = .failure(error) }
    }
  }

  private func accept(_ update: UpdateRequest, _ outcome: inout TurnOutcome) {
    do { try code.validate(update, core.isReplaying) } catch {
      return outcome.rejected.append((update.id, Failure(of: error)))
    }
    core.ask(.acceptUpdate(update))
    _ = core.executor.start { [core, code] in
      do {
        let result = try await code.update(update)
        core.ask(.completeUpdate(id: update.id, name: update.name, .success(result)))
      } catch {
        let failure = Failure(of: error)
        core.ask(.completeUpdate(id: update.id, name: update.name, .failure(failure)))
      }
    }
  }

  /// Lets the code run until nothing moves.
  private func settle() throws(TurnFault) {
    repeat {
      let isAtRest = core.executor.drain { [core] in core.applyCancellations() }
      guard isAtRest, !core.isObstinate else { throw .endless }
    } while core.resolveCondition()
    if core.executor.takeStranger() { throw .foreignWait(after: core.lastCall) }
    if core.end == nil, !core.isWaiting { throw .foreignWait(after: core.lastCall) }
    if core.end != nil { try close() }
  }

  private func close() throws(TurnFault) {
    guard let command = try core.terminalCommand() else { return }
    core.close(command)
  }

  private func match(_ recorded: [HistoryEvent]) throws(TurnFault) {
    do {
      for (operation, eventID) in try CommandMatch.pairs(sent, recorded) {
        core.recorded(operation, as: eventID)
      }
    } catch {
      throw fault(error)
    }
    sent = []
  }

  private func fault(_ difference: CommandMatch.Difference) -> TurnFault {
    let nothing = "nothing more in this turn"
    return .nondeterminism(
      Nondeterminism(
        workflowID: info.workflowID, runID: info.runID, eventID: difference.event?.id ?? turnID,
        recorded: difference.event.map(CommandMatch.words) ?? nothing,
        produced: difference.expected ?? difference.command.map(CommandMatch.words) ?? nothing))
  }
}

extension Failure {
  /// What any error is, once it has to be told to others.
  public init(of error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case is CancellationError: self = .canceled()
    default: self = .application("\(error)", type: "\(Swift.type(of: error))")
    }
  }
}
