public import Orchestration

/// Generates what a manifold asks for, verifies it, and builds the site: nothing that does not hold
/// together is published.
///
/// The inputs' hash is the key of every step: what was published last is not published again, and a
/// step that was done for the same inputs is not done twice, whichever run asks.
public enum PublishWorkflow: Workflow {
  /// What the run has come to.
  public struct State: Sendable, Staged {
    var progress = Progress()
    var fingerprint: InputFingerprint?
    var generation: GenerationOutcome?
    var verification: ToolReport?
    var build: BuildOutcome?
  }

  /// What `get_status` answers.
  public struct Status: Codable, Sendable, Hashable {
    /// How the run stands.
    public var state: RunState
    /// Where it is.
    public var step: String
    /// Of the inputs.
    public var inputHash: String?
    /// Artifacts were generated.
    public var generated: Bool
    /// They hold together.
    public var verified: Bool
    /// The site was built.
    public var built: Bool
  }

  /// Before the first step.
  public static func initialState(_ input: PublishInput) -> State { State() }

  /// Listens to `cancel_workflow`.
  public static var signals: [SignalHandler<State>] { [.cancel] }

  /// Answers `get_status`.
  public static var queries: [QueryHandler<State>] {
    [
      QueryHandler("get_status") { state in
        Status(
          state: state.progress.state, step: state.progress.step,
          inputHash: state.fingerprint?.hash, generated: state.generation != nil,
          verified: state.verification?.isPass ?? false, built: state.build != nil)
      }
    ]
  }

  /// The course of a run.
  public static func run(
    _ context: WorkflowContext<State>, _ input: PublishInput
  ) async throws -> PublishResult {
    try await context.course {
      let fingerprint = try await context.fingerprint(input)
      if fingerprint.isPublished {
        return PublishResult(inputHash: fingerprint.hash, unchanged: true)
      }
      let generation = try await context.generate(input, fingerprint)
      if generation != nil { try await context.verify(input, fingerprint) }
      let build = try await context.build(input, fingerprint)
      return PublishResult(
        inputHash: fingerprint.hash, unchanged: false, artifacts: generation?.artifacts ?? 0,
        notCovered: generation?.notCovered ?? [], pages: build.pages)
    }
  }
}

extension WorkflowContext<PublishWorkflow.State> {
  fileprivate func fingerprint(_ input: PublishInput) async throws -> InputFingerprint {
    enter("fingerprint_inputs")
    let fingerprint = try await run(ProductActivities.fingerprintInputs, input)
    state.fingerprint = fingerprint
    return fingerprint
  }

  /// `nil` without a manifold to generate from.
  fileprivate func generate(
    _ input: PublishInput, _ fingerprint: InputFingerprint
  ) async throws -> GenerationOutcome? {
    guard input.manifold != nil else { return nil }
    enter("generate_artifacts")
    state.generation = try await run(
      ProductActivities.generateArtifacts, request(input, fingerprint))
    return state.generation
  }

  fileprivate func verify(_ input: PublishInput, _ fingerprint: InputFingerprint) async throws {
    enter("verify_artifacts")
    let report = try await run(ProductActivities.verifyArtifacts, request(input, fingerprint))
    state.verification = report
    guard report.isPass else {
      throw refusal("verification fails: \(report.words)", "VerificationFailed")
    }
  }

  fileprivate func build(
    _ input: PublishInput, _ fingerprint: InputFingerprint
  ) async throws -> BuildOutcome {
    enter("build_site")
    let outcome = try await run(ProductActivities.buildSite, request(input, fingerprint))
    state.build = outcome
    return outcome
  }

  /// The step's key names the inputs and not the run: two runs with the same inputs are one.
  private func request(
    _ input: PublishInput, _ fingerprint: InputFingerprint
  ) -> PublishStepRequest {
    PublishStepRequest(
      input: input, hash: fingerprint.hash,
      idempotencyKey: "publish \(fingerprint.hash)/\(state.progress.step)")
  }
}
