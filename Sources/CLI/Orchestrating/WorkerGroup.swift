import Dispatch
import EmbeddedHost
import Glibc
import SourceText
import Synchronization
import System

/// Several workers, each a process of its own: a run that kills its worker holds up no other.
final class WorkerGroup {
  /// Tells a worker that it belongs to a group.
  static let mark = "THROUGHLINE_WORKER_OF_GROUP"
  /// A worker that dies again and again is not started again at once.
  private static let patience = 1.0

  private let console: Console
  private let arguments: [String]
  private let metricsPort: Int?
  private var workers: [SupervisedProcess?]

  init(_ invocation: Invocation, _ console: Console) throws {
    self.console = console
    try invocation.makeDatabaseFolder()
    let given = invocation.verb.options.compactMap { option -> String? in
      let isShared = ![Option.workerCount.name, Option.metricsPort.name].contains(option.name)
      guard isShared, let value = invocation.given[option.name] else {
        return nil
      }
      return "--\(option.name)=\(value.text)"
    }
    metricsPort = invocation.number(.metricsPort)
    let last = (metricsPort ?? 0) + (invocation.number(.workerCount) ?? 1) - 1
    guard last <= Int(UInt16.max) else {
      throw ServiceError.invalid("there are not as many ports behind --metrics as workers")
    }
    arguments = ["/proc/self/exe", "worker"] + given
    workers = Array(repeating: nil, count: invocation.number(.workerCount) ?? 1)
  }

  /// Starts workers, and starts again those that die, until TERM or Ctrl-C.
  func run() throws -> ExitCode {
    let signals = EndSignals()
    let isEnding = Atomic(false)
    for place in workers.indices { workers[place] = try start(place) }
    signals.whenAsked { isEnding.store(true, ordering: .releasing) }
    while !isEnding.load(ordering: .acquiring) {
      usleep(100_000)
      for place in workers.indices { try replaceIfDead(place) }
    }
    return end()
  }

  private func start(_ place: Int) throws -> SupervisedProcess {
    var environment = Tool.processEnvironment()
    environment[Self.mark] = "1"
    // Each counts what it has done itself.
    let port = metricsPort.map { $0 == 0 ? 0 : $0 + place }
    let counts = port.map { ["--\(Option.metricsPort.name)=\($0)"] } ?? []
    return try SupervisedProcess(arguments + counts, environment: environment)
  }

  private func replaceIfDead(_ place: Int) throws {
    guard let ending = workers[place]?.poll() else { return }
    console.complain("worker \(place + 1) ended (\(ending)); starting another")
    usleep(UInt32(Self.patience * 1_000_000))
    workers[place] = try start(place)
  }

  /// Every worker is asked, and given the time it takes to hand its work on.
  private func end() -> ExitCode {
    for worker in workers { worker?.endSoon() }
    for _ in 0..<100 where workers.contains(where: { $0?.poll() == nil }) { usleep(100_000) }
    for worker in workers { worker?.endNow() }
    return .clean
  }
}
