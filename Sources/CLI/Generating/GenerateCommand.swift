import Analysis
import Generation
import Notation
import Reports
import SourceText
import System
import TraceModel

/// `generate`: every artifact of a manifold, from one plan.
enum GenerateCommand {
  static let run: Tool.Command = { (invocation, console) throws(SetupFault) in
    let project = try Project.open(invocation)
    let time = try BuildRequest.day(of: invocation)
    let files = try PackFiles(invocation, project)
    let (pack, faults) = ArtifactPack.read(files.all)
    files.report(faults, on: console)
    guard let pack else {
      console.complain("the pack cannot be used, so nothing is generated")
      return .findings
    }
    let run = GenerateRun(
      invocation: invocation, console: console, project: project,
      manifolds: ManifoldProject(project), files: files, pack: pack, time: time)
    guard let manifold = run.manifolds.named(by: invocation, on: console) else { return .findings }
    return run.generate(manifold)
  }
}

/// One run of `generate` on a project that has been read.
struct GenerateRun {
  let invocation: Invocation
  let console: Console
  let project: Project
  let manifolds: ManifoldProject
  let files: PackFiles
  let pack: ArtifactPack
  /// The day that the user names; `nil` for that of the newest change of the inputs.
  let time: String?

  func generate(_ manifold: NodeIndex) -> ExitCode {
    let obstacles = manifolds.obstacles(of: manifold)
    guard obstacles.isEmpty else { return refuse(obstacles) }
    let outcome = GenerationRequest.check(
      manifold, in: manifolds.graph, option: invocation.text(.solutionOption))
    guard let checked = outcome.request else { return refuse(outcome.diagnostics) }
    let (request, faults) = manifolds.surrounded(checked, in: project)
    report(faults)
    report(outcome.diagnostics)
    let day = time ?? manifolds.lastChange(of: manifold, in: project)
    guard let agents = agentRun(request) else { return .usage }
    let plain = Generator.generate(request, with: pack, time: day)
    let isSound = !plain.diagnostics.contains { $0.severity == .error }
    let results = isSound ? agents.results(beside: plain) : []
    report(AgentRun.findings(of: results))
    let generated =
      results.isEmpty
      ? plain : Generator.generate(request, with: pack, time: day, agents: results)
    files.report(generated.diagnostics, on: console)
    guard !generated.diagnostics.contains(where: { $0.severity == .error }) else {
      return refuse([])
    }
    return write(generated, for: request)
  }

  /// `nil` when an agent is asked for and none can be, which has been said.
  private func agentRun(_ request: GenerationRequest) -> AgentRun? {
    let settings = project.configuration.agent
    if invocation.isOn(.askAgent), let complaint = AgentSettings.complaint(about: settings) {
      console.complain("--agent: \(complaint)")
      return nil
    }
    return AgentRun(
      console: console, root: absolute(project.root), request: request, pack: pack,
      settings: invocation.isOn(.askAgent) ? settings : nil,
      isDryRun: invocation.isOn(.dryRun), output: absolute(outputPlace(request)))
  }

  private func write(_ generated: GeneratedProject, for request: GenerationRequest) -> ExitCode {
    let place = outputPlace(request)
    let folder = GeneratedFolder(path: absolute(place), report: generated.report.path)
    do throws(SystemError) {
      // A report that differs in its time alone is the same: committing a manifold changes its day.
      let files = time == nil ? folder.keepingTime(of: generated.files) : generated.files
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
      let transcript = GenerationTranscript.text(
        of: generated, for: request, output: place + "/",
        changes: isDryRun ? state.changes : nil, next: next(place, isDryRun))
      let lines = transcript.split(separator: "\n", omittingEmptySubsequences: false)
      console.result(lines.map { visibleText(String($0)) }.joined(separator: "\n"))
      return .clean
    } catch {
      console.complain("\(CommandTable.program): \(error.description)")
      return .failure
    }
  }

  private func next(_ place: String, _ isDryRun: Bool) -> String? {
    if isDryRun { return "the same without --dry-run" }
    return pack.testCommand.isEmpty ? nil : "cd \(place) && \(pack.testCommand)"
  }

  private func outputPlace(_ request: GenerationRequest) -> String {
    if let given = invocation.text(.artifactFolder) { return given }
    return joined(project.root, "generated/\(Generator.folderName(for: request))")
  }

  // MARK: refusals

  private func refuse(_ diagnostics: [Diagnostic]) -> ExitCode {
    report(diagnostics)
    console.complain("nothing is generated because of errors")
    return .findings
  }

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

  private func report(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    var style = ReportStyle()
    style.pathPrefix = repositoryPrefix(of: project.root)
    style.rules = RuleCatalogue.all
    let tree = project.tree
    console.report(Findings(diagnostics), as: .text, on: .error, style: style) { path in
      try? tree.read(path).get()
    }
  }
}
