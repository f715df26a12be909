import Analysis
import Generation
import Reports
import SourceText
import System
import TraceModel

/// `verify`: the artifacts of a folder held against their manifold.
enum VerifyCommand {
  static let run: Tool.Command = { (invocation, console) throws(SetupFault) in
    let project = try Project.open(invocation)
    let time = try BuildRequest.day(of: invocation)
    let files = try PackFiles(invocation, project)
    let (pack, faults) = ArtifactPack.read(files.all)
    files.report(faults, on: console)
    guard let pack else {
      console.complain("the pack cannot be used, so nothing is verified")
      return .findings
    }
    let manifolds = ManifoldProject(project)
    guard let manifold = manifolds.named(by: invocation, on: console) else { return .findings }
    let run = VerifyRun(
      invocation: invocation, console: console, project: project, manifolds: manifolds,
      manifold: manifold, time: time)
    return run.verify(with: pack)
  }
}

/// One run of `verify` on a project that has been read.
struct VerifyRun {
  let invocation: Invocation
  let console: Console
  let project: Project
  let manifolds: ManifoldProject
  let manifold: NodeIndex
  /// The day that the user names.
  let time: String?

  func verify(with pack: ArtifactPack) -> ExitCode {
    let obstacles = manifolds.obstacles(of: manifold)
    guard obstacles.isEmpty else { return refuse(obstacles) }
    let outcome = GenerationRequest.check(
      manifold, in: manifolds.graph, option: invocation.text(.solutionOption))
    guard let checked = outcome.request else { return refuse(outcome.diagnostics) }
    let (request, _) = manifolds.surrounded(checked, in: project)
    let place =
      invocation.text(.artifactsToVerify)
      ?? joined(project.root, "generated/\(Generator.folderName(for: request))")
    let expected = expected(request, pack, in: absolute(place))
    do throws(SystemError) {
      let folder = ArtifactsFolder(path: absolute(place))
      guard folder.isThere || invocation.isOn(.fix) else {
        console.complain(
          "there is no folder \(place); generate writes it, --artifacts names another")
        return .failure
      }
      let missing = try folder.missing(of: expected.files)
      if invocation.isOn(.fix) { guard fix(missing, in: place) else { return .failure } }
      let reading = ArtifactReading(
        project: project, manifolds: manifolds, request: request, files: try folder.files())
      let input = reading.input(expected)
      return report(Verifier.verify(input), of: input, in: place)
    } catch {
      console.complain("\(CommandTable.program): \(error.description)")
      return .failure
    }
  }

  /// What the manifold gives today, with answers of an agent that were accepted for it.
  private func expected(
    _ request: GenerationRequest, _ pack: ArtifactPack, in place: String
  ) -> GeneratedProject {
    let day = time ?? manifolds.lastChange(of: manifold, in: project)
    let plain = Generator.generate(request, with: pack, time: day)
    let agents = AgentRun(
      console: console, root: absolute(project.root), request: request, pack: pack,
      settings: nil, isDryRun: true, output: place
    ).results(beside: plain)
    return agents.isEmpty
      ? plain : Generator.generate(request, with: pack, time: day, agents: agents)
  }

  // MARK: mending

  /// Writes files that are not there, each as a whole; nothing that is there is touched.
  private func fix(_ missing: [SourceFile], in place: String) -> Bool {
    guard !missing.isEmpty else {
      console.say("nothing is missing")
      return true
    }
    do throws(FileAdder.Refusal) {
      try FileAdder.makeFolder(absolute(place))
      let adder = FileAdder(root: absolute(place))
      for file in missing {
        try adder.add(file.path, String(decoding: file.bytes, as: UTF8.self))
        console.say("written: \(place)/\(file.path)")
      }
      return true
    } catch {
      console.complain("\(CommandTable.program): cannot write below \(place): \(error.clause)")
      return false
    }
  }

  // MARK: the report

  private func report(
    _ verification: Verification, of input: VerificationInput, in place: String
  ) -> ExitCode {
    let report = VerificationReport(verification, of: input, time: time)
    guard write(report.yaml) else { return .failure }
    switch invocation.text(.verificationFormat) {
    case "json": console.send(report.json, to: .output)
    case "yaml": console.result(report.yaml)
    default:
      let text = VerificationTranscript.text(
        of: verification, for: input.request, artifacts: place + "/",
        next: next(verification, place))
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      console.result(lines.map { visibleText(String($0)) }.joined(separator: "\n"))
    }
    let findings = Findings(verification.diagnostics, isStrict: invocation.isOn(.strict))
    let isWhole = verification.status == "SATISFIED" || !invocation.isOn(.strict)
    return findings.hasErrors || !isWhole ? .findings : .clean
  }

  private func next(_ verification: Verification, _ place: String) -> String? {
    if verification.files.contains(where: { $0.state == .missing }) { return "the same with --fix" }
    guard !verification.hasResults, !verification.tests.isEmpty else { return nil }
    return "cd \(place) && python -m pytest --junitxml=results.xml, then verify again"
  }

  private func write(_ yaml: String) -> Bool {
    guard let path = invocation.text(.reportFile) else { return true }
    do throws(FileAdder.Refusal) {
      try FileAdder.replace(file: path, with: Array(yaml.utf8))
      return true
    } catch {
      console.complain("\(CommandTable.program): cannot write \(path): \(error.clause)")
      return false
    }
  }

  private func refuse(_ diagnostics: [Diagnostic]) -> ExitCode {
    var style = ReportStyle()
    style.pathPrefix = repositoryPrefix(of: project.root)
    style.rules = RuleCatalogue.all
    let tree = project.tree
    console.report(Findings(diagnostics), as: .text, on: .error, style: style) { path in
      try? tree.read(path).get()
    }
    console.complain("nothing is verified because of errors")
    return .findings
  }
}
