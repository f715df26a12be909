import Activities
import EmbeddedHost
import Orchestration
import Pipeline
import SourceText
import Workflows

/// What `ModulePipeline` asks for, on copies of the branch that it builds on.
struct ModuleActivities: Sendable {
  let supply: ActivitySupply

  private static let minutes = 9
  /// The tool that says whether programs of a module hold.
  private static let build = "module_build"

  func add(to table: inout ActivityTable) {
    table.add(blocking: ProductActivities.renderPrompt) { try prompt($0, $1) }
    table.add(blocking: ProductActivities.checkModuleStep) { try check($0, $1) }
  }

  // MARK: prompts

  private func prompt(_ request: PromptRequest, _ watch: Watch) throws -> Prompt {
    let copy = try supply.copy(of: request.base)
    var flags = request.wish.isEmpty ? [] : ["--request=\(request.wish)"]
    if request.step == .stabilise {
      let printed = try copy.report(Self.build, ["step": request.step.rawValue], watch)
      let path = try copy.leave("printed.txt", printed.map(Self.words) ?? "")
      flags.append("--input=\(path)")
    }
    let names = ["prompt", request.module, Self.prompt(for: request.step).rawValue]
    let ended = try run(flags + ["--"] + names, on: copy, watch)
    guard ended.status == ExitCode.clean.rawValue else { throw Self.failure(ended) }
    let text = String(decoding: ended.output, as: UTF8.self)
    return Prompt(text: text + Self.reminder(of: request.findings), commit: copy.commit)
  }

  private static func prompt(for step: Workflows.ModuleStep) -> ModulePrompt {
    switch step {
    case .design: .design
    case .requirements: .requirements
    case .tasks: .tasks
    case .code: .code
    case .stabilise: .compilationFix
    case .actualDocuments: .actualDocuments
    case .endToEndTests: .endToEndTests
    }
  }

  private static func reminder(of findings: [String]) -> String {
    guard !findings.isEmpty else { return "" }
    return "\nThe last answer was refused:\n\n" + findings.map { "- \($0)\n" }.joined()
  }

  // MARK: checks

  private func check(_ request: StepCheckRequest, _ watch: Watch) throws -> StepCheck {
    let files = request.answer.files
    let unsafe = SafePath.faults(of: files)
    guard unsafe.isEmpty else { return StepCheck(passed: false, findings: unsafe) }
    let copy = try supply.copy(of: request.base)
    let own = ModuleStepFiles(
      step: request.step, documents: try documents(of: request.module, on: copy, watch))
    let strangers = own.faults(files.keys)
    guard strangers.isEmpty else { return StepCheck(passed: false, findings: strangers) }
    let before = try findings(request.module, on: copy, watch)
    let changes = request.step == .stabilise ? Self.changes(files, on: copy) : []
    try copy.write(files)
    var found = own.required.filter { copy.text(of: $0) == nil }.map { "\($0) is missing" }
    let known = Set(before.map(\.text))
    found += try findings(request.module, on: copy, watch)
      .filter { !known.contains($0.text) && ($0.isError || files[$0.path ?? ""] != nil) }
      .map(\.text)
    if let report = try copy.report(Self.build, ["step": request.step.rawValue], watch),
      !report.passed
    {
      found.append("the build fails: " + Self.words(report))
    }
    return StepCheck(passed: found.isEmpty, findings: Array(found.prefix(50)), changes: changes)
  }

  private static func words(_ report: ToolReport) -> String {
    let parts = [report.notRun, report.details].compactMap(\.self) + report.issues.map(\.message)
    return parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private struct Status: Decodable { let documents: String }

  private func documents(
    of module: String, on copy: BranchCopy, _ watch: Watch
  ) throws -> String {
    let ended = try run(["--format=json", "--", "status", module], on: copy, watch)
    guard ended.status == ExitCode.clean.rawValue else { throw Self.failure(ended) }
    return try Payload(json: ended.output).decoded(as: Status.self).documents
  }

  /// One line of the check of a module; its summary is no finding and names no rule.
  private struct Finding: Decodable {
    let severity: String?
    let rule: String?
    let path: String?
    let summary: String?

    var isError: Bool { severity == "error" }
    /// Without the line: that changes when something is put before it.
    var text: String { "\(path ?? ""): \(summary ?? "") (\(rule ?? ""))" }
  }

  private func findings(
    _ module: String, on copy: BranchCopy, _ watch: Watch
  ) throws -> [Finding] {
    let ended = try run(["--format=json", "--", "check", module], on: copy, watch)
    let isFound = ended.status == ExitCode.findings.rawValue && !ended.output.isEmpty
    guard isFound || ended.status == ExitCode.clean.rawValue else { throw Self.failure(ended) }
    return try ended.output.split(separator: 0x0A)
      .map { try Payload(json: Array($0)).decoded(as: Finding.self) }
      .filter { $0.rule != nil && $0.severity != "note" }
  }

  // MARK: what was changed

  private static func changes(_ files: [String: String], on copy: BranchCopy) -> [AgentChange] {
    files.sorted { $0.key < $1.key }.flatMap { path, text in
      let kinds = ProgramChange.kinds(at: path, from: copy.text(of: path), to: text)
      guard !kinds.isEmpty else {
        return [AgentChange(path: path, kind: .docLint, description: "the file is as it was")]
      }
      return kinds.map { change(at: path, $0) }
    }
  }

  private static func change(at path: String, _ change: ProgramChange) -> AgentChange {
    switch change {
    case .rename: AgentChange(path: path, kind: .rename)
    case .imports: AgentChange(path: path, kind: .import)
    case .types: AgentChange(path: path, kind: .type)
    case .comments: AgentChange(path: path, kind: .docLint)
    case .behaviour(let reason): AgentChange(path: path, kind: .behaviour, description: reason)
    }
  }

  // MARK: the verb

  private func run(
    _ words: [String], on copy: BranchCopy, _ watch: Watch
  ) throws -> OwnProgram.Ending {
    try OwnProgram.run(["module"] + words, in: copy.folder, minutes: Self.minutes, watch)
  }

  private static func failure(_ ended: OwnProgram.Ending) -> Failure {
    .application(
      "module ends with \(ended.status): \(ended.words)", type: "ModuleRefused",
      nonRetryable: ended.status != ExitCode.failure.rawValue)
  }
}
