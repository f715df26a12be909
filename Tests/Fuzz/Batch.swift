import Foundation
import Glibc

/// A run of inputs in a child process, and the parent that watches it.
enum Batch {
  static let size = 20_000
  private static let longestSilence = 10.0

  // MARK: the child

  /// Runs inputs from `options.first` on, leaving the number of each in a shared page before it
  /// starts; a broken promise ends the child with status 9 after saying which.
  static func runAsChild(_ options: Options, _ inputs: Inputs, progress: String) -> Never {
    guard let counter = sharedCounter(progress) else { exit(3) }
    for number in options.first..<options.first + options.executions {
      counter.pointee = UInt64(number)
      if let complaint = options.target.run(inputs.input(number)) {
        print("broken promise: \(complaint)")
        exit(9)
      }
    }
    exit(0)
  }

  /// Eight bytes of a file, seen by both processes.
  private static func sharedCounter(_ path: String) -> UnsafeMutablePointer<UInt64>? {
    let file = open(path, O_RDWR | O_CREAT, 0o600)
    guard file >= 0, ftruncate(file, 8) == 0 else { return nil }
    let page = mmap(nil, 8, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
    close(file)
    return page == MAP_FAILED ? nil : page?.assumingMemoryBound(to: UInt64.self)
  }

  // MARK: the parent

  /// Runs everything in batches; gives the number of findings.
  static func superviseAll(_ options: Options, _ inputs: Inputs) -> Int {
    try? FileManager.default.createDirectory(
      atPath: options.saving, withIntermediateDirectories: true)
    let progress = "\(options.saving)/progress-\(getpid())"
    guard let counter = sharedCounter(progress) else { return 1 }
    defer { unlink(progress) }
    print(
      "\(options.target.name): \(options.executions) executions, seed \(options.seed), "
        + "\(inputs.seedCount) seeds")
    let clock = ContinuousClock()
    let start = clock.now
    var findings = 0
    var next = 0
    while next < options.executions, findings < 20 {
      var child = options
      child.first = next
      child.executions = min(size, options.executions - next)
      let outcome = supervise(child, progress, counter)
      if case .clean = outcome {
        next += child.executions
        continue
      }
      let number = Int(counter.pointee)
      report(outcome, number, inputs.input(number), options)
      findings += 1
      next = number + 1
    }
    let seconds = (clock.now - start) / .seconds(1)
    print("\(findings) findings, \(Int(Double(next) / seconds)) executions/s")
    return findings
  }

  private enum Outcome {
    case clean
    case ended(status: Int32)
    case hung
  }

  private static func supervise(
    _ options: Options, _ progress: String, _ counter: UnsafeMutablePointer<UInt64>
  ) -> Outcome {
    counter.pointee = UInt64(options.first)
    guard let child = spawn(options, progress) else { return .ended(status: -1) }
    var last = UInt64.max
    var silence = 0.0
    var status: Int32 = 0
    while waitpid(child, &status, WNOHANG) == 0 {
      usleep(20_000)
      silence = counter.pointee == last ? silence + 0.02 : 0
      last = counter.pointee
      if silence > longestSilence {
        kill(child, SIGKILL)
        waitpid(child, &status, 0)
        return .hung
      }
    }
    return status == 0 ? .clean : .ended(status: status)
  }

  private static func spawn(_ options: Options, _ progress: String) -> pid_t? {
    var words = [
      "/proc/self/exe", options.target.name, String(options.executions), "--seed",
      String(options.seed), "--first", String(options.first), "--progress", progress,
    ]
    if let corpus = options.corpus { words += ["--corpus", corpus] }
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    // A backtrace of each trap would take longer than the run; the saved input reproduces it. The
    // rest is handed on for the sanitizers' options.
    let inherited = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
    var environment: [UnsafeMutablePointer<CChar>?] =
      (inherited + ["SWIFT_BACKTRACE=enable=no"]).map { strdup($0) } + [nil]
    defer { for pointer in arguments + environment { free(pointer) } }
    var child: pid_t = 0
    return posix_spawn(&child, words[0], nil, nil, &arguments, &environment) == 0 ? child : nil
  }

  private static func report(
    _ outcome: Outcome, _ number: Int, _ input: [UInt8], _ options: Options
  ) {
    let path = "\(options.saving)/\(options.target.name)-\(options.seed)-\(number)"
    let isSaved = FileManager.default.createFile(atPath: path, contents: Data(input))
    let reason =
      switch outcome {
      case .clean: "nothing"
      case .hung: "no progress for \(Int(longestSilence)) s"
      case .ended(let status) where status & 0x7F != 0: "signal \(status & 0x7F)"
      case .ended(let status): "status \(status >> 8 & 0xFF)"
      }
    print("finding \(number): \(reason); \(isSaved ? "saved" : "could not save") \(path)")
  }
}
