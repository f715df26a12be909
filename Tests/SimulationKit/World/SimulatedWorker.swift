import EmbeddedHost
import History
import Orchestration

/// One process at work on the database, without its threads.
final class SimulatedWorker {
  /// What an activity brings, or its sign of life.
  struct Report {
    enum Kind {
      case heartbeat([Payload])
      case completed([Payload])
      case failed(Failure)
      case canceled
    }
    var task: ActivityTask
    var kind: Kind
  }

  struct TakenTurn {
    var task: WorkflowTask
    var result: TurnTaker.Result

    var endsRun: Bool {
      guard case .outcome(let outcome) = result else { return false }
      return outcome.commands.contains(where: \.isTerminal)
    }
    var isFault: Bool {
      if case .fault = result { return true }
      return false
    }
  }

  struct Attempt {
    var task: ActivityTask
    var mustStop = false
    var isHung = false
  }

  static let lease = TimeSpan.seconds(10)
  static let beat = TimeSpan.seconds(3)

  let identity: String
  let taker: TurnTaker
  /// Claimed, and not taken yet.
  var turns: [WorkflowTask] = []
  /// Taken, and not brought yet.
  var taken: [TakenTurn] = []
  var attempts: [Attempt] = []
  var reports: [Report] = []
  /// Reports that are brought once more, later.
  var repeated: [Report] = []
  var nextBeat = Moment(nanoseconds: 0)
  /// It does not reach the database before this many transactions have been made.
  var silentUntil = 0

  init(_ identity: String, capacity: Int) {
    self.identity = identity
    taker = TurnTaker(Flows.definitions, capacity: capacity)
  }

  /// Takes the next turn in hand; false when there is none.
  func takeTurn() -> Bool {
    guard !turns.isEmpty else { return false }
    let task = turns.removeFirst()
    taken.append(TakenTurn(task: task, result: taker.take(task)))
    return true
  }

  /// What the engine answered to a sign of life.
  func hear(_ answer: HeartbeatAnswer, _ token: ActivityToken) {
    guard let place = attempts.firstIndex(where: { $0.task.token == token }) else { return }
    switch answer {
    case .goOn: break
    case .cancelRequested: attempts[place].mustStop = true
    case .gone: attempts.remove(at: place)
    }
  }
}
