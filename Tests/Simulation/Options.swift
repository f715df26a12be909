import Glibc
import SimulationKit

/// What the command line asks for.
struct Options {
  var seeds = 2_000
  var from: UInt64 = 1
  var seed: UInt64?
  var plants = Plants()
  var allPlants = false
  var isTraced = false

  static let usage = """
    usage: simulate [--seeds N] [--from N] [--plant NAME]
           simulate --seed N [--plant NAME] [--trace]
           simulate --plants [--seeds N]
    plants: \(Plants.names.joined(separator: " "))
    """

  init?(_ arguments: [String]) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--trace": isTraced = true
      case "--plants": allPlants = true
      default:
        guard let value = rest.popFirst(), take(argument, value) else { return nil }
      }
    }
  }

  private mutating func take(_ option: String, _ value: String) -> Bool {
    if option == "--plant" {
      guard let named = Plants(named: value) else { return false }
      plants = named
      return true
    }
    guard let number = UInt64(value) else { return false }
    switch option {
    case "--seeds": seeds = Int(clamping: number)
    case "--from": from = number
    case "--seed": seed = number
    default: return false
    }
    return true
  }
}

/// Ends the program with a verdict.
func finish(_ code: Int32) { exit(code) }
