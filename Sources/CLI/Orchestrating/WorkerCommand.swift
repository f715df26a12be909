import Dispatch
import EmbeddedHost
import Glibc
import History
import Orchestration
import PreviewServer
import SourceText
import System
import Workflows

/// `worker`: does the work of workflows until it is told to end.
enum WorkerCommand {
  static let run: Tool.Command = { (invocation, console) throws(SetupFault) in
    do {
      if (invocation.number(.workerCount) ?? 1) > 1 {
        return try WorkerGroup(invocation, console).run()
      }
      return try WorkerRun(invocation, console).run()
    } catch let fault as SetupFault {
      throw fault
    } catch let fault as UsageFault {
      throw .usage(fault)
    } catch {
      throw .cannotOpen("\(error)")
    }
  }
}

/// One worker in this process.
struct WorkerRun {
  let engine: Engine
  /// Serves as long as this value is there.
  private let metrics: TextServer?
  private let console: Console

  init(_ invocation: Invocation, _ console: Console) throws {
    try invocation.makeDatabaseFolder()
    var options = EngineOptions(path: invocation.databasePath)
    options.namespace = invocation.text(.namespace) ?? options.namespace
    options.taskQueues = try invocation.taskQueues()
    options.turns = invocation.number(.turnLimit) ?? options.turns
    options.activities = invocation.number(.activityLimit) ?? options.activities
    if let identity = invocation.text(.identity) { options.identity = identity }
    options.codec = try PayloadKeys.codec(Tool.processEnvironment())
    let days = invocation.number(.retention) ?? 30
    options.retention = days == 0 ? nil : .hours(24 * Int64(days))
    let log = EngineLog(console, isJSON: invocation.text(.logForm) == "json").write
    let counts = invocation.number(.metricsPort) == nil ? nil : EngineMetrics(options)
    self.console = console
    metrics = try Self.serve(counts, invocation, console)
    engine = Engine(
      options, workflows: Catalogue.definitions,
      activities: try WorkerSupply.activities(invocation, console)
    ) { event in
      counts?.record(event)
      log(event)
    }
  }

  private static func serve(
    _ counts: EngineMetrics?, _ invocation: Invocation, _ console: Console
  ) throws -> TextServer? {
    guard let counts, let port = invocation.number(.metricsPort) else { return nil }
    let server = try TextServer(
      path: "metrics", type: "text/plain; version=0.0.4; charset=utf-8", port: UInt16(port)
    ) { counts.text(now: WallClock.now) }
    console.say("counts at http://127.0.0.1:\(server.port)/metrics")
    return server
  }

  /// Works until TERM or Ctrl-C.
  func run() throws -> ExitCode {
    let signals = EndSignals()
    if Tool.processEnvironment()[WorkerGroup.mark] != nil { SupervisedProcess.endWithParent() }
    try engine.start()
    signals.wait()
    console.say("ending; once more ends at once")
    signals.whenAsked { _exit(ExitCode.failure.rawValue) }
    stop()
    metrics?.stop()
    return .clean
  }

  /// Returns when everything that ran has ended, and the rest is handed on.
  func stop() {
    let done = DispatchSemaphore(value: 0)
    Task { [engine] in
      await engine.stop()
      done.signal()
    }
    done.wait()
  }
}

/// The signals by which a process is asked to end.
struct EndSignals {
  private let mask: sigset_t

  /// From here on they wait to be asked for; to be made before any other thread.
  init() {
    var mask = sigset_t()
    sigemptyset(&mask)
    sigaddset(&mask, SIGTERM)
    sigaddset(&mask, SIGINT)
    pthread_sigmask(SIG_BLOCK, &mask, nil)
    self.mask = mask
  }

  /// Returns when one has come.
  func wait() {
    var (mask, number) = (self.mask, Int32(0))
    while sigwait(&mask, &number) != 0 {}
  }

  /// Calls `body` when the next one comes.
  func whenAsked(_ body: @escaping @Sendable () -> Void) {
    DispatchQueue.global().async { [self] in
      wait()
      body()
    }
  }
}
