import Generation
import Reports
import SourceText
import System
import TraceModel

/// `verify`: the artifacts of a folder held against their manifold.
enum VerifyCommand {
  static let run: Tool.Command = { (invocation, console) throws(SetupFault) in
    guard let order = try ManifoldOrder(invocation, console, verb: "verified"),
      let request = order.request()
    else { return .findings }
    return VerifyRun(order: order, request: request).verify()
  }
}

/// One run of `verify` on an order that has been checked.
struct VerifyRun {
  let order: ManifoldOrder
  let request: GenerationRequest

  private var invocation: Invocation { order.invocation }
  private var console: Console { order.console }

  func verify() -> ExitCode {
    let place = order.place(.artifactsToVerify, request)
    let expected = expected(in: absolute(place))
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
        project: order.project, manifolds: order.manifolds, request: request,
        files: try folder.files())
      let input = reading.input(expected)
      return report(Verifier.verify(input), of: input, in: place)
    } catch {
      console.complain("\(CommandTable.program): \(error.description)")
      return .failure
    }
  }

  /// What the manifold gives today, with answers of an agent that were accepted for it.
  private func expected(in place: String) -> GeneratedProject {
    let day = order.day
    let plain = Generator.generate(request, with: order.pack, time: day)
    let agents = AgentRun(
      console: console, root: absolute(order.project.root), request: request, pack: order.pack,
      settings: nil, isDryRun: true, output: place
    ).results(beside: plain)
    return agents.isEmpty
      ? plain : Generator.generate(request, with: order.pack, time: day, agents: agents)
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
    let report = VerificationReport(
      verification, of: input, time: order.hasGivenDay ? order.day : nil)
    guard write(report.yaml) else { return .failure }
    switch invocation.text(.verificationFormat) {
    case "json": console.send(report.json, to: .output)
    case "yaml": console.result(report.yaml)
    default:
      order.show(
        VerificationTranscript.text(
          of: verification, for: input.request, artifacts: place + "/",
          next: next(verification, place)))
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

  private func write(_ yaml: @autoclosure () -> String) -> Bool {
    guard let path = invocation.text(.reportFile) else { return true }
    do throws(FileAdder.Refusal) {
      try FileAdder.replace(file: path, with: Array(yaml().utf8))
      return true
    } catch {
      console.complain("\(CommandTable.program): cannot write \(path): \(error.clause)")
      return false
    }
  }
}
