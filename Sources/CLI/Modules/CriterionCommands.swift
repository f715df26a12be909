import Pipeline
import Reports
import SourceText
import System

/// Runs the programs of the project that decide criteria of a gate, or make what is computed from.
struct CriterionCommands {
  private let order: ModuleOrder

  init(_ order: ModuleOrder) { self.order = order }

  /// Nothing is run when nothing is to be written.
  func outcomes(for gate: Gate) -> [Criterion.ID: GateInput.Outcome] {
    guard !order.invocation.isOn(.dryRun) else { return [:] }
    var outcomes: [Criterion.ID: GateInput.Outcome] = [:]
    for id in Criterion.ID.of(gate.kind) where id.takesCommand {
      guard let command = order.reading.settings.commands[id] else { continue }
      order.console.say("\(id.rawValue): \(visibleText(command.joined(separator: " ")))")
      outcomes[id] = run(command)
    }
    return outcomes
  }

  private func run(_ command: [String]) -> GateInput.Outcome {
    do throws(ProcessError) {
      let seconds = order.project.configuration.moduleTimeout
      let result = try ProcessRunner.run(
        command, environment: Self.environment, directory: absolute(order.project.root),
        limits: ProcessLimits(milliseconds: seconds * 1_000, outputBytes: 1 << 20))
      if result.isSuccess { return .passed }
      let reason = result.isTimedOut ? "it does not end within \(seconds) s" : result.ending.clause
      return .failed("\(reason): \(result.lastLine)")
    } catch {
      return .failed("it cannot be run: \(error.clause)")
    }
  }

  /// A build needs its tools and a home; nothing else of the user's reaches it.
  private static var environment: [String: String] {
    let own = Tool.processEnvironment()
    var environment = ProcessRunner.plainEnvironment
    for name in ["PATH", "HOME", "TMPDIR"] {
      if let value = own[name] { environment[name] = value }
    }
    return environment
  }
}
