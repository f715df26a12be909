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
  var areAllTurnsFree: Bool { state.withLock { $0.turns == all.turns } }
  /// Turns that a worker has who takes one that nothing may stand beside.
  var allTurns: Int { all.turns }
  var areAllFree: Bool {
    state.withLock { $0.turns == all.turns && $0.activities == all.activities }
  }

  func take(turns: Int) { state.withLock { $0.turns -= turns } }
  func giveBack(turns: Int) { state.withLock { $0.turns += turns } }
  func takeActivity() { state.withLock { $0.activities -= 1 } }
  func giveBack(turns: Int, activities: Int) {
    state.withLock { state in
      state.turns += turns
      state.activities += activities
    }
  }
  func giveBackActivity() { state.withLock { $0.activities += 1 } }
}
