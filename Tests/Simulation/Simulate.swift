// simulate: runs the embedded host in made-up worlds, and reports the first promise that breaks.
//
//   simulate --seeds 20000 [--from N] [--plant NAME]     look for a violation
//   simulate --seed N [--plant NAME] [--trace]           one schedule
//   simulate --plants [--seeds 2000]                     show that each planted fault is found
//
// A seed decides everything, so a finding is named by its seed.

import SimulationKit

@main
struct Simulate {
  static func main() {
    guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
      print(Options.usage)
      return finish(2)
    }
    if options.allPlants { return finish(findPlants(options) ? 0 : 1) }
    if let seed = options.seed { return finish(runOne(seed, options) ? 0 : 1) }
    finish(runMany(options) ? 0 : 1)
  }

  private static func runOne(_ seed: UInt64, _ options: Options) -> Bool {
    let report = Report(SchedulePlan(seed: seed), options.plants, isTraced: options.isTraced)
    if options.isTraced { for line in report.trace { print(line) } }
    print(report.description, "\nhash \(String(report.hash, radix: 16))")
    return report.violation == nil
  }

  private static func runMany(_ options: Options) -> Bool {
    var transactions = 0
    var seeds = 0
    let clock = ContinuousClock()
    let start = clock.now
    let campaign = Campaign(first: options.from, count: options.seeds, plants: options.plants)
    let failure = campaign.firstFailure { report in
      transactions += report.transactions
      seeds += 1
    }
    let seconds = (clock.now - start) / .seconds(1)
    let pace = Int(Double(seeds) / max(seconds, 0.001) * 60)
    print("\(seeds) schedules, \(transactions) transactions, \(pace) schedules a minute")
    guard let failure else { return true }
    show(failure, options)
    return false
  }

  private static func show(_ failure: Report, _ options: Options) {
    print(failure.description)
    let small = Campaign.shrunk(failure, options.plants)
    print("with as few faults as it needs:\n\(small.description)")
    for line in small.trace.suffix(40) { print("  \(line)") }
  }

  /// Each planted fault has to be found, or finding none in the engine would mean nothing.
  private static func findPlants(_ options: Options) -> Bool {
    var areAllFound = true
    for name in Plants.names {
      guard let plants = Plants(named: name) else { continue }
      let failure = Campaign(first: options.from, count: options.seeds, plants: plants)
        .firstFailure()
      areAllFound = areAllFound && failure != nil
      let words = failure.map {
        "found at seed \($0.plan.seed), as \($0.violation?.invariant.rawValue ?? "")"
      }
      print("\(name): \(words ?? "not found in \(options.seeds) seeds")")
    }
    return areAllFound
  }
}
