import EmbeddedHost
import History
import Orchestration

/// What the checks know of a schedule from the transactions before.
struct Audit {
  /// An activity, by the event that asked for it.
  struct Place: Hashable {
    var run: Int
    var event: Int

    init(_ run: Int, _ event: Int) {
      self.run = run
      self.event = event
    }

    init(_ token: ActivityToken) { self.init(token.run, token.event) }
  }

  /// A right that a worker holds; listed while the engine knows the worker to be alive.
  struct Claim: Hashable {
    var isTurn: Bool
    var run: Int
    var event: Int
    var fence: Int
    var isListed: Bool
  }

  /// Rows that had been changed at the last look.
  var changes = -1
  /// Those of the last look.
  var claims: Set<Claim> = []
  /// By key of the run.
  var runs: [Int: RunModel] = [:]
  /// What a next attempt may know of the one before: what the engine has confirmed last, or what was
  /// said after that and has perhaps been written.
  var heartbeats: [Place: [[Payload]]] = [:]
  /// Refusals that the engine has noted.
  var refusals = 0
}
