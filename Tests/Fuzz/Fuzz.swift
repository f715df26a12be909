// fuzz: throws changed inputs at one parser and reports every trap, hang and broken promise.
//
//   fuzz yaml 100000 --seed 1 [--corpus DIR] [--save DIR]     look for findings
//   fuzz yaml --replay FILE                                   run one input, and time it
//
// Inputs are a pure function of seed, number and corpus, so a finding is named by its number. Each
// batch runs in a child process: a trap ends the child, not the run.
//
//   FuzzTarget.swift  the table of parsers; adding one is one line
//   Mutator.swift     how an input is made from seeds and tokens
//   Batch.swift       the child's loop and the parent's watch over it

import Foundation

@main
struct Fuzz {
  static func main() {
    guard let options = Options(Array(CommandLine.arguments.dropFirst())) else {
      print(Options.usage)
      exit(2)
    }
    if let file = options.replay { exit(replay(file, options.target)) }
    let inputs = Inputs(options)
    if let progress = options.progress {
      Batch.runAsChild(options, inputs, progress: progress)
    } else {
      exit(Batch.superviseAll(options, inputs) == 0 ? 0 : 1)
    }
  }

  /// Runs one input a few times and prints the best time.
  private static func replay(_ path: String, _ target: FuzzTarget) -> Int32 {
    guard let data = FileManager.default.contents(atPath: path) else {
      print("cannot read \(path)")
      return 3
    }
    let bytes = [UInt8](data)
    var best = Duration.seconds(1_000)
    var complaint: String?
    for _ in 0..<10 {
      best = min(best, ContinuousClock().measure { complaint = target.run(bytes) })
    }
    print("\(bytes.count) bytes, best of 10: \(best)")
    if let complaint { print("broken promise: \(complaint)") }
    return complaint == nil ? 0 : 1
  }
}

/// What the command line asks for.
struct Options {
  var target: FuzzTarget
  var executions = 10_000
  var seed: UInt64 = 1
  var corpus: String?
  var saving = ".build/fuzz"
  var replay: String?
  // Only from parent to child:
  var progress: String?
  var first = 0

  static let usage = """
    usage: fuzz PARSER [EXECUTIONS] [--seed N] [--corpus DIR] [--save DIR]
           fuzz PARSER --replay FILE
    parsers: \(FuzzTarget.all.map(\.name).joined(separator: " "))
    """

  init?(_ arguments: [String]) {
    guard let name = arguments.first,
      let target = FuzzTarget.all.first(where: { $0.name == name })
    else { return nil }
    self.target = target
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() {
      if let count = Int(argument), count >= 0 {
        executions = count
        continue
      }
      guard let value = rest.popFirst() else { return nil }
      switch argument {
      case "--seed": seed = UInt64(value) ?? 1
      case "--corpus": corpus = value
      case "--save": saving = value
      case "--replay": replay = value
      case "--progress": progress = value
      case "--first": first = Int(value) ?? 0
      default: return nil
      }
    }
  }
}
