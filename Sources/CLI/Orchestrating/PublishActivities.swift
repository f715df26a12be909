import Activities
import EmbeddedHost
import Orchestration
import SourceText
import System
import Workflows

/// What `Publish` asks for, done by the verbs that people use.
///
/// Each verb writes all or nothing and changes nothing that is as it should be, so that an attempt
/// that ended anywhere can be made again.
struct PublishActivities: Sendable {
  /// The worker's folder, absolute.
  let root: String

  /// Less than the limit of an activity: what is late says so itself.
  private static let minutes = 14

  func add(to table: inout ActivityTable) {
    typealias Ask = ProductActivities
    table.add(blocking: Ask.fingerprintInputs) { try fingerprint($0, $1) }
    table.add(blocking: Ask.generateArtifacts) { try generate($0.input, $1) }
    table.add(blocking: Ask.verifyArtifacts) { try verify($0.input, $1) }
    table.add(blocking: Ask.buildSite) { try build($0, $1) }
  }

  // MARK: inputs

  private func fingerprint(_ input: PublishInput, _ watch: Watch) throws -> InputFingerprint {
    let place = try PublishPlace(input, below: root)
    let state = try PublishedState(of: input, at: place, watch)
    return InputFingerprint(
      hash: state.inputs, isPublished: try PublicationRecord(place).state == state)
  }

  // MARK: artifacts

  private struct Generated: Decodable {
    let artifacts: Int
    let notCovered: [String]
  }

  private func generate(_ input: PublishInput, _ watch: Watch) throws -> GenerationOutcome {
    let ended = try run("generate", input, ["--format=json"], watch)
    guard ended.status == ExitCode.clean.rawValue else {
      throw Self.failure("GenerationRefused", "generate", ended)
    }
    let account = try Payload(json: ended.output).decoded(as: Generated.self)
    return GenerationOutcome(artifacts: account.artifacts, notCovered: account.notCovered)
  }

  private struct Verified: Decodable {
    struct Finding: Decodable {
      let severity: String
      let rule: String
      let file: String
      let message: String
    }
    let findings: [Finding]
  }

  private func verify(_ input: PublishInput, _ watch: Watch) throws -> ToolReport {
    let ended = try run("verify", input, ["--format=json"], watch)
    let codes = [ExitCode.clean.rawValue, ExitCode.findings.rawValue]
    guard codes.contains(ended.status), !ended.output.isEmpty else {
      throw Self.failure("VerificationRefused", "verify", ended)
    }
    let findings = try Payload(json: ended.output).decoded(as: Verified.self).findings
    let errors = findings.filter { $0.severity == "error" }
    let warnings = findings.filter { $0.severity == "warning" }
    // People read the first dozen, and a history keeps them all.
    let issues = (errors + warnings).prefix(50).map { finding in
      ToolIssue(
        message: "\(finding.file): \(finding.message) (\(finding.rule))",
        severity: finding.severity == "error" ? .high : .low)
    }
    return ToolReport(
      passed: ended.status == ExitCode.clean.rawValue, issues: issues,
      details: "\(errors.count) errors, \(warnings.count) warnings")
  }

  private func run(
    _ verb: String, _ input: PublishInput, _ flags: [String], _ watch: Watch
  ) throws -> OwnProgram.Ending {
    let place = try PublishPlace(input, below: root)
    let option = input.option.map { ["--option=\($0)"] } ?? []
    return try OwnProgram.run(
      [verb, "--source=\(place.source)"] + flags + option + ["--", input.manifold ?? ""],
      in: place.source, minutes: Self.minutes, watch)
  }

  // MARK: the site

  private func build(_ request: PublishStepRequest, _ watch: Watch) throws -> BuildOutcome {
    let place = try PublishPlace(request.input, below: root)
    let before = try PublishedState(of: request.input, at: place, watch)
    guard before.inputs == request.hash else { throw Self.changed("and nothing is built") }
    let outcome = try build(place, watch)
    let after = try PublishedState(of: request.input, at: place, watch)
    guard after.inputs == request.hash else { throw Self.changed("while the site was built") }
    try PublicationRecord(place).keep(after)
    return outcome
  }

  private static func changed(_ consequence: String) -> Failure {
    .application(
      "the project has changed since it was looked at, \(consequence): publish again",
      type: "InputsChanged", nonRetryable: true)
  }

  private struct Changes: Decodable {
    let added: [String]
    let changed: [String]
  }

  private func build(_ place: PublishPlace, _ watch: Watch) throws -> BuildOutcome {
    let folder = try TemporaryFolder()
    let list = "changed.json"
    let ended = try OwnProgram.run(
      ["build"] + place.flags + ["--format=json", "--changed-files=\(folder.path)/\(list)"],
      in: place.source, minutes: Self.minutes, watch)
    guard ended.status == ExitCode.clean.rawValue else {
      throw Self.failure("BuildRefused", "build", ended, first: Self.firstError(ended.output))
    }
    let bytes = folder.read(list, limit: 64 << 20) ?? []
    let changes = try Payload(json: bytes).decoded(as: Changes.self)
    let site = FolderExchange(path: "\(place.source)/\(place.destination)")
    let files = try site.contents(leavingOut: []) ?? []
    let isPage = { (path: String) in path.hasSuffix(".html") }
    return BuildOutcome(
      pages: files.count { isPage($0.path) },
      changed: (changes.added + changes.changed).count(where: isPage))
  }

  private struct Finding: Decodable {
    let severity: String?
    let path: String?
    let summary: String?
  }

  /// The first error among findings, a line each.
  private static func firstError(_ output: [UInt8]) -> String? {
    for line in output.split(separator: 0x0A) {
      guard let finding = try? Payload(json: Array(line)).decoded(as: Finding.self),
        finding.severity == "error", let summary = finding.summary
      else { continue }
      return "\(finding.path ?? ""): \(summary)"
    }
    return nil
  }

  // MARK: refusals

  /// What a project's author has to mend, no second attempt does; the system's trouble may pass.
  private static func failure(
    _ type: String, _ verb: String, _ ended: OwnProgram.Ending, first: String? = nil
  ) -> Failure {
    .application(
      "\(verb) ends with \(ended.status): \(first ?? ended.words)", type: type,
      nonRetryable: ended.status != ExitCode.failure.rawValue)
  }
}
