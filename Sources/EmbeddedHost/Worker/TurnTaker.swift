import History
public import Orchestration

/// Takes the turns of runs, and keeps the runs that it may be asked for next. For one thread at a
/// time.
public final class TurnTaker {
  private let definitions: [String: WorkflowDefinition]
  private let codec: any PayloadCodec
  private let capacity: Int
  private var cache: [String: Cached] = [:]
  private var clock = 0

  private struct Cached {
    let run: WorkflowRun
    /// The last event that it has been fed.
    var seen: Int
    var used: Int
  }

  /// What came of a turn.
  public enum Result: Sendable {
    case outcome(TurnOutcome)
    case fault(TaskFailureCause, Failure)
  }

  /// `capacity` is how many runs are kept in memory; others are replayed when they are due.
  public init(
    _ definitions: [WorkflowDefinition], codec: any PayloadCodec = PlainPayloads(),
    capacity: Int = 500
  ) {
    self.definitions = Dictionary(definitions.map { ($0.name, $0) }) { first, _ in first }
    self.codec = codec
    self.capacity = capacity
  }

  /// The last event that the copy of a run here has seen; 0 when there is none.
  public func known(_ runID: String) -> Int { cache[runID]?.seen ?? 0 }

  /// What is kept of a run is no longer true.
  public func forget(_ runID: String) { cache[runID] = nil }

  /// Takes a turn.
  public func take(_ asked: WorkflowTask) -> Result {
    var task = asked
    let kept = cache.removeValue(forKey: task.runID)
    do {
      task.events = try codec.decode(asked.events)
      for place in task.updates.indices {
        task.updates[place].input = try codec.decode(task.updates[place].input)
      }
      let run = try kept.flatMap { $0.seen + 1 == task.firstEventID ? $0.run : nil } ?? begin(task)
      guard let outcome = try run.process(task.events, updates: task.updates) else {
        return .fault(.workerFailure, .application("the history has no turn to take", type: ""))
      }
      if !outcome.commands.contains(where: \.isTerminal) { keep(run, task) }
      return .outcome(try codec.encode(outcome))
    } catch let fault as TurnFault {
      return .fault(fault.cause, .application("\(fault)", type: "TurnFault"))
    } catch {
      return .fault(.workerFailure, Failure(of: error))
    }
  }

  private func begin(_ task: WorkflowTask) throws -> WorkflowRun {
    guard let definition = definitions[task.type] else {
      throw UnknownWorkflow(type: task.type, known: definitions.keys.sorted())
    }
    guard task.firstEventID == 1, let start = task.events.first else { throw TurnFault.lost }
    let info = WorkflowInfo(
      start: start, namespace: task.namespace, workflowID: task.workflowID, runID: task.runID)
    return try WorkflowRun(definition, info, input: Payload.list(start["input"]))
  }

  private func keep(_ run: WorkflowRun, _ task: WorkflowTask) {
    clock += 1
    cache[task.runID] = Cached(run: run, seen: task.events.last?.id ?? 0, used: clock)
    guard cache.count > capacity else { return }
    // A tenth at a time, or every turn would look for the oldest.
    let oldest = cache.sorted { $0.value.used < $1.value.used }.prefix(max(1, capacity / 10))
    for (id, _) in oldest { cache[id] = nil }
  }
}

/// A run of a workflow that this program does not have.
public struct UnknownWorkflow: Error, CustomStringConvertible {
  /// What the run asks for.
  public let type: String
  /// What there is.
  public let known: [String]

  /// `known` is what people may have meant.
  public init(type: String, known: [String]) {
    self.type = type
    self.known = known
  }

  /// For people.
  public var description: String {
    "there is no workflow `\(type)` here; there are " + known.joined(separator: ", ")
  }
}

extension TurnFault {
  /// The protocol's word for it.
  fileprivate var cause: TaskFailureCause {
    if case .nondeterminism = self { return .nondeterminism }
    return .workerFailure
  }
}
