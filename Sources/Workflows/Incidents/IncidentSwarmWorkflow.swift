import History
public import Orchestration

/// Several agents look for the cause of an incident; when most of them agree, a hotfix is proposed,
/// otherwise people are asked. A postmortem is written in either case.
///
/// After a hotfix the run watches for a while: `rollback` takes it back. Once that time is over, the
/// same is done by a run of `IncidentRollbackWorkflow`.
///
/// The example that this is built after makes an issue only when the tests of a fix fail, fixes at a
/// confidence of 0.70 exactly, and does nothing on `rollback` but remember it. Its text asks for more
/// than 70 %, for an issue in every other case, and for a rollback.
public enum IncidentSwarmWorkflow: Workflow {
  /// Before the first step.
  public static func initialState(_ input: IncidentInput) -> State {
    State(alertID: input.alert.id)
  }

  /// Listens to `cancel_workflow` and `rollback`.
  public static var signals: [SignalHandler<State>] {
    [.cancel, SignalHandler(from: "rollback") { $0.rollbackAsked.append($1) }]
  }

  /// Answers `get_status`.
  public static var queries: [QueryHandler<State>] { [QueryHandler("get_status", Status.init)] }

  /// The course of a run.
  public static func run(
    _ context: WorkflowContext<State>, _ input: IncidentInput
  ) async throws -> IncidentResult {
    do {
      return try await context.course { try await context.incident(input) }
    } catch let failure as Failure {
      // What was called off has been taken back by now, and there is something to learn of it, too.
      if context.state.progress.state == .cancelled {
        try await context.shielded { try await context.writePostmortem(input) }
      }
      throw failure
    }
  }
}

extension WorkflowContext<IncidentSwarmWorkflow.State> {
  fileprivate func incident(_ input: IncidentInput) async throws -> IncidentResult {
    do {
      try await diagnose(input)
      try await resolve(input)
    } catch let failure as Failure where !failure.isCancellation {
      note(state.progress.step, failure)
      try await writePostmortem(input)
      throw failure
    }
    try await writePostmortem(input)
    return IncidentResult(state)
  }

  /// Gathers what is known, and asks all agents at once; one that fails is an answer less.
  fileprivate func diagnose(_ input: IncidentInput) async throws {
    let (metrics, logs) = try await telemetry(input.alert)
    enter("diagnose_issue")
    let count = min(16, max(1, input.numDiagnosticAgents))
    let answers = try await attempts(Array(1...count)) { number in
      let request = DiagnosisRequest(
        alert: input.alert, agentID: "agent-\(number)", metrics: metrics, logs: logs)
      let diagnosis = try await self.run(AgentActivities.diagnoseIssue, request)
      self.state.diagnoses.append(diagnosis)
      return diagnosis
    }
    // The order of the agents, not that of their answers.
    state.diagnoses = answers.compactMap { try? $0.get() }
    for case .failure(let failure) in answers { note("diagnose_issue", failure) }
    state.consensus = ConsensusRule.consensus(of: state.diagnoses, asked: count)
  }

  /// What came with the alert, and what the service says; a source that is silent is noted.
  private func telemetry(_ alert: Alert) async throws -> ([String: Double], [String]) {
    enter("fetch_metrics")
    let request = TelemetryRequest(service: alert.service, timestamp: alert.timestamp)
    async let metrics = fetched { try await self.run(ToolActivities.fetchMetrics, request).values }
    async let logs = fetched { try await self.run(ToolActivities.fetchLogs, request).lines }
    let (values, lines) = (try await metrics ?? [:], try await logs ?? [])
    return (alert.metrics.merging(values) { given, _ in given }, alert.logs + lines)
  }

  private func fetched<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value? {
    do { return try await body() } catch let failure as Failure where !failure.isCancellation {
      note("telemetry", failure)
      return nil
    }
  }

  /// A hotfix that is watched for a while, or an issue for people.
  fileprivate func resolve(_ input: IncidentInput) async throws {
    let isFixed = try await mayFix(input) ? try await fix(input) : false
    if !isFixed { try await askPeople(input) }
    state.resolutionMinutes = minutesSinceStart
    if isFixed { try await observe(input) }
  }

  /// A rollback that somebody asked for before there is a fix stands for "do not fix".
  private func mayFix(_ input: IncidentInput) async throws -> Bool {
    guard let consensus = state.consensus, input.autoFix, ConsensusRule.allowsFix(consensus)
    else { return false }
    return try await !isRollbackDue()
  }

  /// One of those who asked for a rollback may do so; who may not is noted.
  private func isRollbackDue() async throws -> Bool {
    while !state.rollbackAsked.isEmpty {
      let sender = state.rollbackAsked.removeFirst()
      guard let objection = try await objection(to: .rollBack, by: sender) else { return true }
      state.progress.remark(objection)
    }
    return false
  }

  /// A hotfix with passing tests as a pull request; false when there is none, for whatever reason.
  private func fix(_ input: IncidentInput) async throws -> Bool {
    do {
      guard let consensus = state.consensus else { return false }
      let branch = BranchName.hotfix(input.alert.id)
      try await makeBranch(branch, from: input.base)
      guard try await hasTestedFix(input, consensus, on: branch) else {
        try await compensate(because: "the fix is no good")
        return false
      }
      state.hotfix = try await propose(
        "Hotfix: \(consensus.rootCause)", state.proposal?.description ?? "", branch: branch,
        base: input.base)
      state.progress.effects.removeAll()
      return true
    } catch let failure as Failure where !failure.isCancellation {
      note(state.progress.step, failure)
      try await compensate(because: failure.root.message)
      return false
    }
  }

  private func hasTestedFix(
    _ input: IncidentInput, _ consensus: Consensus, on branch: String
  ) async throws -> Bool {
    enter("generate_fix")
    let request = FixRequest(alert: input.alert, consensus: consensus, branch: branch)
    let proposal = try await run(AgentActivities.generateFix, request)
    state.proposal = proposal
    guard !proposal.files.isEmpty else { return false }
    try await commit(proposal.files, to: branch, proposal.description, step: "fix")
    enter("run_tests")
    let report = try await run(ToolActivities.runTests, TestRequest(target: branch, type: "fix"))
    if !report.isPass { state.progress.notes.append("tests of the fix: \(report.words)") }
    return report.isPass
  }

  /// An issue that carries all that is known, and the proposal.
  private func askPeople(_ input: IncidentInput) async throws {
    enter("create_issue")
    let request = IssueRequest(
      title: "Incident \(input.alert.id): \(state.consensus?.rootCause ?? input.alert.message)",
      body: IncidentText.issue(input, state), labels: ["incident", input.alert.severity.rawValue],
      idempotencyKey: key("create_issue"))
    state.issue = try await run(ForgeActivities.createIssue, request)
  }

  /// Waits for somebody who wants the hotfix back, no longer than the input says.
  private func observe(_ input: IncidentInput) async throws {
    enter("observe")
    let end = now + .minutes(Int64(max(0, input.observationMinutes)))
    var isDue = try await isRollbackDue()
    while !isDue, try await wait(atMost: end - now, until: { !$0.rollbackAsked.isEmpty }) {
      isDue = try await isRollbackDue()
    }
    guard isDue, let hotfix = state.hotfix else { return }
    enter("revert_fix")
    let action = PullRequestAction(
      number: hotfix.number, reason: "rollback was asked for", idempotencyKey: key("revert_fix"))
    _ = try await run(ForgeActivities.revertFix, action)
    state.isRolledBack = true
  }

  fileprivate func writePostmortem(_ input: IncidentInput) async throws {
    state.progress.step = "generate_postmortem"
    let request = PostmortemRequest(
      alert: input.alert, consensus: state.consensus, outcome: IncidentText.outcome(state),
      links: [state.hotfix?.url, state.issue?.url].compactMap { $0 },
      idempotencyKey: key("generate_postmortem"))
    do {
      state.postmortem = try await run(AgentActivities.generatePostmortem, request)
    } catch let failure as Failure where !failure.isCancellation {
      // The incident is over; that nobody could write about it does not bring it back.
      note("generate_postmortem", failure)
    }
    if state.isRolledBack { state.progress.state = .rolledBack }
  }

  fileprivate func note(_ step: String, _ failure: Failure) {
    state.progress.notes.append("\(step): \(failure.root.message)")
  }
}
