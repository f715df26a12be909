import Glibc
import Markdown
import Reports
import SourceText

/// The command line: from arguments to an exit code.
@main
struct Tool {
  static func main() {
    // First of all: a worker must stay small, so it touches nothing else of this program.
    if CommandLine.arguments.dropFirst().first == MarkdownWorker.verb {
      exit(MarkdownWorker.run())
    }
    let environment = processEnvironment()
    let console = Console.standard(environment: environment)
    let arguments = Array(CommandLine.arguments.dropFirst())
    exit(run(arguments, environment: environment, on: console).rawValue)
  }

  /// Runs one command line; everything that is not a pure function starts here.
  static func run(
    _ arguments: [String], environment: [String: String] = [:], on console: Console
  ) -> ExitCode {
    let code: ExitCode
    do throws(UsageFault) {
      let invocation = try CommandLineParser.parse(arguments, environment: environment)
      code = run(invocation, on: console)
    } catch {
      console.send(Array(error.report.utf8), to: .error)
      return .usage
    }
    // A report that did not arrive must not look like a clean one.
    guard let reason = console.lostOutput else { return code }
    console.complain("\(CommandTable.program): cannot write the output: \(reason)")
    return .failure
  }

  private static func run(_ invocation: Invocation, on console: Console) -> ExitCode {
    if invocation.isOn(.quiet) { console.verbosity = .quiet }
    if invocation.isOn(.verbose) { console.verbosity = .verbose }
    guard let command = commands[invocation.verb.name] else { return .failure }
    do throws(SetupFault) {
      return try command(invocation, console)
    } catch {
      return error.report(on: console)
    }
  }

  /// What a verb does.
  typealias Command = @Sendable (Invocation, Console) throws(SetupFault) -> ExitCode

  /// The code behind every verb of the table.
  static let commands: [String: Command] = [
    "init": InitCommand.run,
    "new": NewCommand.run,
    "build": build,
    "serve": build,
    "check": build,
    "export": ExportCommand.run,
    "report": ReportCommand.run,
    "manifold": ManifoldCommand.run,
    "generate": GenerateCommand.run,
    "verify": VerifyCommand.run,
    "patterns": PatternsCommand.run,
    "module": ModuleCommand.run,
    "workflow": WorkflowCommand.run,
    "worker": WorkerCommand.run,
    "list": ListCommand.run,
    "config": ConfigCommand.run,
    "clean": CleanCommand.run,
    "completions": printCompletions,
    "version": printVersion,
    "help": printHelp,
    "markdown-worker": runMarkdownWorker,
  ]

  private static let build: Command = { (invocation, console) throws(SetupFault) in
    let project = try Project.open(invocation)
    return runBuild(try BuildRequest(invocation, project, console))
  }

  private static let printVersion: Command = { (_, console) throws(SetupFault) in
    console.result("\(CommandTable.program) \(Version.text)\n")
    return .clean
  }

  private static let printCompletions: Command = { (invocation, console) throws(SetupFault) in
    console.result(invocation.operands.first.flatMap(Completions.text) ?? "")
    return .clean
  }

  private static let printHelp: Command = { (invocation, console) throws(SetupFault) in
    guard let name = invocation.operands.first else {
      console.result(HelpText.overview)
      return .clean
    }
    guard let verb = CommandTable.verb(named: name), !verb.isHidden else {
      let names = CommandTable.visible.map(\.name)
      throw .usage(UsageFault("unknown verb \(quoted(name))" + suggestion(for: name, among: names)))
    }
    console.result(HelpText.explanation(of: verb))
    return .clean
  }

  private static let runMarkdownWorker: Command = { (_, console) throws(SetupFault) in
    console.complain("markdown-worker is run by builds only")
    return .usage
  }

  static func processEnvironment() -> [String: String] {
    var result: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let parts = String(cString: text).split(separator: "=", maxSplits: 1)
      if parts.count == 2 { result[String(parts[0])] = String(parts[1]) }
      entry += 1
    }
    return result
  }
}

extension SetupFault {
  /// Says what is wrong, and returns the exit code for it.
  func report(on console: Console) -> ExitCode {
    switch self {
    case .usage(let fault):
      console.send(Array(fault.report.utf8), to: .error)
      return .usage
    case .configuration(let findings, let file):
      console.report(findings, as: .text, on: .error, style: ReportStyle()) { path in
        path == file?.path ? file : nil
      }
      return .usage
    case .cannotOpen(let reason):
      console.complain("\(CommandTable.program): \(reason)")
      return .failure
    }
  }
}
