import Synchronization

/// How much more this process may take up.
final class Hands: Sendable {
  private struct State {
    var turns: Int
    var activities: Int
  }

  private let state: Mutex<State>
  private let all: (turns: Int, activities: Int)

  init(turns: Int, activities: Int) {
    all = (turns, activities)
    state = Mutex(State(turns: turns, activities: activities))
  }

  var freeTurns: Int { state.withLock { $0.turns } }
  var freeActivities: Int { state.withLock { $0.activities } }
  var areAllFree: Bool {
    state.withLock { $0.turns == all.turns && $0.activities == all.activities }
  }

  func take(turns: Int) { state.withLock { $0.turns -= turns } }
  func giveBackTurn() { state.withLock { $0.turns += 1 } }
  func takeActivity() { state.withLock { $0.activities -= 1 } }
  func giveBackActivity() { state.withLock { $0.activities += 1 } }
}
