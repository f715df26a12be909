import EmbeddedHost
import Glibc
import History
import Orchestration
import SourceText
import Synchronization

/// The engine as a program of its own, for whoever measures it, kills it, or counts what it did.
///
///     engine-trial bench DATABASE RUNS STEPS AT_ONCE   how long they take, as JSON
///     engine-trial replay EVENTS                       how long reading and replaying take, as JSON
///     engine-trial work DATABASE EFFECTS [crash N]     a worker until TERM; dies at commit point N
///                                                      (TRIAL_LEASE: its lease in milliseconds, 500)
///     engine-trial start DATABASE TYPE FIRST COUNT STEPS PAUSE   starts runs, a line for each
///     engine-trial signal DATABASE ID NAME REQUEST     signals, and says so
///     engine-trial status DATABASE                     every run with status and result, as lines
///     engine-trial export DATABASE ID                  a history
///     engine-trial check DATABASE                      replays and lints every history
@main
struct EngineTrial {
  static func main() async throws {
    let words = Array(CommandLine.arguments.dropFirst())
    guard words.count > 1 else { return print("see the top of EngineTrial.swift") }
    switch words[0] {
    case "bench": try await bench(words)
    case "replay": try replay(events: Int(words[1]) ?? 0)
    case "work": try await work(words)
    case "start": try start(words)
    case "signal": try signal(words)
    case "status": try status(words[1])
    case "check": try check(words[1])
    default: try export(words)
    }
  }

  static func engine(
    _ path: String, effects: String?, onCommit: (@Sendable (CommitPoint) -> Void)? = nil
  ) -> Engine {
    var options = EngineOptions(path: path)
    options.taskQueues = ["trial"]
    options.activities = 64
    let lease = getenv("TRIAL_LEASE").flatMap { Int64(String(cString: $0)) } ?? 500
    options.lease = .milliseconds(lease)
    options.onCommit = onCommit
    return Engine(
      options, workflows: trialWorkflows, activities: TrialActivities.table(effects: effects))
  }

  static func work(_ words: [String]) async throws {
    var mask = sigset_t()
    sigemptyset(&mask)
    sigaddset(&mask, SIGTERM)
    pthread_sigmask(SIG_BLOCK, &mask, nil)
    let crashAt = words.count > 4 ? Int(words[4]) : nil
    let points = CommitCounter()
    let engine = engine(words[1], effects: words[2]) { _ in
      if points.next() == crashAt { kill(getpid(), SIGKILL) }
    }
    try engine.start()
    var number: Int32 = 0
    sigwait(&mask, &number)
    await engine.stop()
  }

  static func start(_ words: [String]) throws {
    let access = try DirectAccess(path: words[1])
    let (first, count) = (Int(words[3]) ?? 0, Int(words[4]) ?? 0)
    let input = try Payload(
      StepsInput(steps: Int(words[5]) ?? 1, pause: Int(words[6]) ?? 0))
    for number in first..<first + count {
      let request = StartRequest(
        workflowID: "run-\(number)", type: words[2], taskQueue: "trial", input: [input],
        requestID: "start-\(number)", identity: "trial")
      let run = try access.now { service, now in try service.start(request, now: now) }
      acknowledge("started run-\(number) \(run)")
    }
  }

  static func signal(_ words: [String]) throws {
    let signal = SignalRequest(
      name: words[3], input: [], requestID: words[4], identity: "trial")
    try DirectAccess(path: words[1]).now { service, now in
      try service.signal(RunTarget(workflowID: words[2]), signal, now: now)
    }
    acknowledge("signalled \(words[2]) \(words[4])")
  }

  static func status(_ path: String) throws {
    var filter = RunFilter()
    filter.limit = 100_000
    let asked = filter
    let access = try DirectAccess(path: path)
    for run in try access.now({ service, _ in try service.list(asked) }) {
      let target = RunTarget(workflowID: run.workflowID, runID: run.runID)
      let end = try access.now { service, _ in try service.end(of: target) }
      let result = (try? end?.get().decoded(as: Int.self)).map { "\($0)" } ?? "-"
      print(run.workflowID, run.status.word, result, run.events, run.runID)
    }
  }

  /// A line for every history that the code, or the linter of histories, does not agree with.
  static func check(_ path: String) throws {
    var filter = RunFilter()
    filter.limit = 100_000
    let asked = filter
    let access = try DirectAccess(path: path)
    let runs = try access.now { service, _ in try service.list(asked) }
    for run in runs where run.type != "Poison" {
      let texts = try access.now { service, _ in try service.history(runID: run.runID) }
      do {
        let definition = trialWorkflows.first { $0.name == run.type }
        if let definition { _ = try Replay.run(definition, run, texts) }
      } catch { print("\(run.workflowID): \(error)") }
      for fault in lint(texts) { print("\(run.workflowID): \(fault)") }
    }
  }

  private static func lint(_ texts: [[UInt8]]) -> [String] {
    let file = SourceFile(path: "history.json", bytes: EventText.document(texts))
    let lines = LineMap(file)
    let faults = HistoryFile.read(file).runs.first?.faults { lines.range($0) }
    return faults?.map(\.summary) ?? ["no history"]
  }

  static func export(_ words: [String]) throws {
    let target = RunTarget(workflowID: words[2])
    let texts = try DirectAccess(path: words[1]).now { service, _ in
      try service.history(runID: try service.describe(target).runID)
    }
    print(String(decoding: EventText.document(texts), as: UTF8.self), terminator: "")
  }

  /// A line that is there as soon as it is said, whatever becomes of this process.
  static func acknowledge(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = bytes.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
  }
}

/// Counts commit points, from 1.
final class CommitCounter: Sendable {
  private let count = Atomic(0)

  func next() -> Int { count.add(1, ordering: .relaxed).newValue }

  var value: Int { count.load(ordering: .relaxed) }
}
