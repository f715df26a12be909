import History
import Testing

@testable import Orchestration

/// A world that answers what a run asks for in a random order, and sometimes badly.
struct Chance {
  var random: SeededRandom
  /// Activities that were not answered, timers that have not fired.
  private var activities: [String] = []
  private var timers: [String] = []
  private var scheduled: [Int: String] = [:]

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// A history of a tree, played to its end; nobody knows of it what was asked for but its host.
  static func play(seed: UInt64, size: Int) throws -> Rehearsal {
    var chance = Chance(seed: seed)
    let host = try Rehearsal(Tree.self, .random(size, &chance.random))
    var commands = try host.turn([])
    while commands.last?.isTerminal != true {
      try #require(host.turns.count < 500, "seed \(seed) does not end")
      chance.note(commands, host)
      if chance.isOneIn(7) { try host.restart() }
      commands = try host.turn(chance.arrivals())
    }
    return host
  }

  private mutating func isOneIn(_ count: Int) -> Bool {
    Int.random(in: 0..<count, using: &random) == 0
  }

  private mutating func note(_ commands: [Command], _ host: Rehearsal) {
    for command in commands {
      switch command {
      case .scheduleActivity(let activity): activities.append(activity.id)
      case .startTimer(let id, _, _): timers.append(id)
      case .cancelTimer(let id, _): timers.removeAll { $0 == id }
      default: break
      }
    }
  }

  private mutating func arrivals() -> [Arrival] {
    var arrivals: [Arrival] = []
    repeat {
      if isOneIn(40) { arrivals.append(.cancelRequest) }
      if isOneIn(3) { arrivals.append(.signal("more")) }
      if !activities.isEmpty, !isOneIn(3) { arrivals.append(answer()) }
      if !timers.isEmpty, !isOneIn(3) {
        arrivals.append(.fired(timers.remove(at: .random(in: timers.indices, using: &random))))
      }
    } while isOneIn(2)
    return arrivals
  }

  private mutating func answer() -> Arrival {
    let id = activities.remove(at: .random(in: activities.indices, using: &random))
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return .failed(id, .application("broke \(id)", type: "T"))
    case 1: return .canceled(id)
    default: return .completed(id, Int(id) ?? 0)
    }
  }
}
