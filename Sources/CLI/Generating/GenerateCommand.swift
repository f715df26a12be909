import Generation
import Reports
import SourceText
import System
import TraceModel

/// `generate`: every artifact of a manifold, from one plan.
enum GenerateCommand {
  static let run: Tool.Command = { (invocation, console) throws(SetupFault) in
    guard let order = try ManifoldOrder(invocation, console, verb: "generated"),
      let request = order.request()
    else { return .findings }
    return GenerateRun(order: order, request: request).generate()
  }
}

/// One run of `generate` on an order that has been checked.
struct GenerateRun {
  let order: ManifoldOrder
  let request: GenerationRequest

  private var invocation: Invocation { order.invocation }
  private var console: Console { order.console }

  func generate() -> ExitCode {
    let day = order.day
    guard let agents = agentRun() else { return .usage }
    let plain = Generator.generate(request, with: order.pack, time: day)
    let isSound = !plain.diagnostics.contains { $0.severity == .error }
    let results = isSound ? agents.results(beside: plain) : []
    order.report(AgentRun.findings(of: results))
    let generated =
      results.isEmpty
      ? plain : Generator.generate(request, with: order.pack, time: day, agents: results)
    order.files.report(generated.diagnostics, on: console)
    let isFaulty = generated.diagnostics.contains { $0.severity == .error }
    let isNothing = generated.artifacts.isEmpty && !invocation.isOn(.dryRun)
    guard !isFaulty, !isNothing else {
      console.complain("nothing is generated")
      return .findings
    }
    return write(generated)
  }

  /// `nil` when an agent is asked for and none can be, which has been said.
  private func agentRun() -> AgentRun? {
    let settings = order.project.configuration.agent
    if invocation.isOn(.askAgent), let complaint = AgentSettings.complaint(about: settings) {
      console.complain("--agent: \(complaint)")
      return nil
    }
    return AgentRun(
      console: console, root: absolute(order.project.root), request: request, pack: order.pack,
      settings: invocation.isOn(.askAgent) ? settings : nil,
      isDryRun: invocation.isOn(.dryRun), output: absolute(place))
  }

  private func write(_ generated: GeneratedProject) -> ExitCode {
    let place = place
    let folder = GeneratedFolder(path: absolute(place), report: generated.report.path)
    do throws(SystemError) {
      // A report that differs in its time alone is the same: committing a manifold changes its day.
      let files = order.hasGivenDay ? generated.files : folder.keepingTime(of: generated.files)
      let state = try folder.state(for: files)
      guard state.foreign.isEmpty else { return refuse(place, state.foreign) }
      let isDryRun = invocation.isOn(.dryRun)
      if !isDryRun, !state.protected.isEmpty {
        return refuse(protected: state.protected, in: place)
      }
      if !isDryRun, !state.edited.isEmpty, !invocation.isOn(.overwrite) {
        return refuse(edited: state.edited, in: place)
      }
      if !isDryRun, !state.isSame { try folder.write(files) }
      if invocation.text(.generationFormat) == "json" {
        let account = GenerationAccount(generated, for: request, output: place, state.changes)
        console.send(account.json, to: .output)
        return .clean
      }
      // Of what was written the report says the same; of a dry run the plan is the result.
      guard isDryRun || !invocation.isOn(.quiet) else { return .clean }
      order.show(
        GenerationTranscript.text(
          of: generated, for: request, output: place + "/",
          changes: isDryRun ? state.changes : nil, next: next(place, isDryRun)))
      return .clean
    } catch {
      console.complain("\(CommandTable.program): \(error.description)")
      return .failure
    }
  }

  private func next(_ place: String, _ isDryRun: Bool) -> String? {
    if isDryRun { return "the same without --dry-run" }
    return order.pack.testCommand.isEmpty ? nil : "cd \(place) && \(order.pack.testCommand)"
  }

  private var place: String { order.place(.artifactFolder, request) }

  // MARK: refusals

  private func refuse(_ place: String, _ foreign: [String]) -> ExitCode {
    let count = foreign.count == 1 ? "1 file" : "\(foreign.count) files"
    console.complain("\(place) holds \(count) that no generation has written; nothing is written")
    list(foreign)
    return .findings
  }

  private func refuse(edited: [String], in place: String) -> ExitCode {
    let what = edited.count == 1 ? "1 file was" : "\(edited.count) files were"
    console.complain(
      "\(what) changed by hand in \(place); nothing is written, --force overwrites")
    list(edited)
    return .findings
  }

  private func refuse(protected: [String], in place: String) -> ExitCode {
    let what = protected.count == 1 ? "1 file is" : "\(protected.count) files are"
    console.complain(
      "\(what) protected in \(place) by a line with throughline:protected; nothing is written")
    list(protected)
    return .findings
  }

  private func list(_ paths: [String]) {
    for path in paths.prefix(20) { console.complain("  \(displayName(path))") }
    if paths.count > 20 { console.complain("  and \(paths.count - 20) more") }
  }
}
