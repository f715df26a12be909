import Orchestration
import Testing
import Workflows

@Suite struct IncidentSwarmTests {
  typealias Status = IncidentSwarmWorkflow.Status
  private static let alert = Alert(id: "alert-123", service: "api", message: "High error rate")

  /// Agents that name causes with confidences, one after the other.
  private func script(_ diagnoses: [(String, Double)]) -> Script {
    var script = Script.calm()
    script.on(ToolActivities.fetchMetrics, Metrics(values: ["error_rate": 15.5]))
    script.on(ToolActivities.fetchLogs, Logs(lines: ["pool exhausted"]))
    script.on(AgentActivities.diagnoseIssue) { call in
      let (cause, confidence) = diagnoses[call.count - 1]
      let agent = try call.input(as: DiagnosisRequest.self).agentID
      return .some(
        Diagnosis(
          agentID: agent, rootCause: cause, confidence: confidence, suggestedFix: "more pool"))
    }
    script.on(
      AgentActivities.generateFix,
      FixProposal(description: "a bigger pool", files: ["pool.conf": "size = ```20```"]))
    script.on(AgentActivities.generatePostmortem, Postmortem(url: "https://docs/pm"))
    return script
  }

  private let sure = [("pool", 0.9), ("Pool", 0.95), ("the pool", 0.85)]

  private func stage(
    _ script: Script, agents: Int = 3, autoFix: Bool = true
  ) throws -> Stage<IncidentSwarmWorkflow> {
    let input = IncidentInput(alert: Self.alert, numDiagnosticAgents: agents, autoFix: autoFix)
    return try Stage(IncidentSwarmWorkflow.self, input, id: "incident-alert-123", script)
  }

  @Test func `agents that agree make a hotfix, and a postmortem is written`() throws {
    let stage = try stage(script(sure)).play()
    let result = try stage.result()
    #expect(result.fixApplied && result.hotfixPrURL == "https://forge/pr/41")
    #expect(result.postmortemURL == "https://docs/pm" && result.issueURL == nil)
    #expect(result.consensus?.key == "pool" && !result.rollbackPerformed)
    #expect(stage.names.prefix(2) == ["fetch_metrics", "fetch_logs"])
    #expect(stage.timerSpans == [.minutes(30)])
    // The observation is no part of the resolution.
    #expect(result.resolutionTimeMinutes < 1)
    let told = try stage.inputs(of: "diagnose_issue", as: DiagnosisRequest.self)
    #expect(told.map(\.agentID) == ["agent-1", "agent-2", "agent-3"])
    #expect(told[0].metrics == ["error_rate": 15.5] && told[0].logs == ["pool exhausted"])
    let status = try stage.query(as: Status.self)
    #expect(status.state == .completed && status.alertID == "alert-123" && status.fixApplied)
    #expect(status.diagnosesCount == 3 && status.consensusReached)
  }

  @Test(arguments: [(0.70, false), (0.7001, true)])
  func `a fix needs more than 0.70`(_ confidence: Double, _ isFixed: Bool) throws {
    let stage = try stage(script([("pool", confidence)]), agents: 1).play()
    let result = try stage.result()
    #expect(result.fixApplied == isFixed && (result.issueURL == nil) == isFixed)
    #expect(stage.names.contains("generate_fix") == isFixed)
    #expect(stage.names.last == "generate_postmortem")
  }

  @Test func `without permission people get an issue with the proposals`() throws {
    let stage = try stage(script(sure), autoFix: false).play()
    #expect(try stage.result().issueURL == "https://forge/issue/1")
    #expect(!stage.names.contains("create_branch"))
    let body = try stage.inputs(of: "create_issue", as: IssueRequest.self)[0].body
    #expect(body.contains("Proposal:\n- more pool") && body.contains("agent-2: Pool (95.0 % sure)"))
  }

  @Test func `agents that disagree are listed as a conflict`() throws {
    let stage = try stage(script([("pool", 0.9), ("leak", 0.8), ("network", 0.7)])).play()
    let result = try stage.result()
    #expect(!result.fixApplied && result.consensus?.confidence == 0.3)
    #expect(result.consensus?.conflictingDiagnoses.map(\.rootCause) == ["leak", "network"])
    let body = try stage.inputs(of: "create_issue", as: IssueRequest.self)[0].body
    #expect(body.contains("In conflict with:\n- agent-2: leak (80.0 % sure)"))
  }

  @Test func `a fix whose tests fail becomes an issue that carries it, and its branch goes`() throws
  {
    var script = script(sure)
    script.on(ToolActivities.runTests, ToolReport.found(1))
    let stage = try stage(script).play()
    let result = try stage.result()
    #expect(!result.fixApplied && result.issueURL != nil && result.postmortemURL != nil)
    #expect(result.notes == ["tests of the fix: issue 0"])
    #expect(!stage.names.contains("create_pull_request"))
    #expect(stage.names.contains("delete_branch"))
    let body = try stage.inputs(of: "create_issue", as: IssueRequest.self)[0].body
    #expect(body.contains("a bigger pool") && body.contains("````\nsize = ```20```\n````"))
  }

  @Test func `a fix that nobody could write becomes an issue`() throws {
    var script = script(sure)
    script.on(AgentActivities.generateFix) { _ in .failure("no idea") }
    let stage = try stage(script).play()
    #expect(try stage.result().notes == ["generate_fix: no idea"])
    #expect(try stage.result().issueURL != nil && stage.names.contains("delete_branch"))
  }

  @Test func `agents and sources that are silent are noted, and support nobody`() throws {
    var script = script(sure)
    script.on(ToolActivities.fetchLogs) { _ in .failure("no logs") }
    script.on(AgentActivities.diagnoseIssue) { call in
      call.count == 2
        ? .some(Diagnosis(agentID: "agent-2", rootCause: "pool", confidence: 1))
        : .failure("busy")
    }
    let result = try stage(script).play().result()
    #expect(result.notes == ["telemetry: no logs", "diagnose_issue: busy", "diagnose_issue: busy"])
    #expect(result.consensus?.confidence == 0.333333333 && !result.fixApplied)
  }

  @Test func `no diagnosis at all is an issue without a cause`() throws {
    var script = script([])
    script.on(AgentActivities.diagnoseIssue) { _ in .failure("busy") }
    let stage = try stage(script).play()
    let result = try stage.result()
    #expect(result.consensus == nil && result.issueURL != nil && result.postmortemURL != nil)
    let title = try stage.inputs(of: "create_issue", as: IssueRequest.self)[0].title
    #expect(title == "Incident alert-123: High error rate")
  }

  @Test func `a rollback in the observation window takes the hotfix back`() throws {
    let stage = try stage(script(sure)).play(timers: false)
    #expect(try stage.query(as: Status.self).step == "observe")
    try stage.signal("rollback")
    let result = try stage.play().result()
    #expect(result.rollbackPerformed && !result.fixApplied && result.hotfixPrNumber == 41)
    let reverted = try stage.inputs(of: "revert_fix", as: PullRequestAction.self)
    #expect(reverted.map(\.number) == [41])
    let status = try stage.query(as: Status.self)
    #expect(status.state == .rolledBack && status.rollbackPerformed && !status.fixApplied)
    let postmortem = try stage.inputs(of: "generate_postmortem", as: PostmortemRequest.self)[0]
    #expect(postmortem.outcome.hasSuffix("A hotfix was made and taken back."))
  }

  @Test func `without a rollback the window closes`() throws {
    let stage = try stage(script(sure)).play()
    #expect(!stage.names.contains("revert_fix"))
    #expect(try stage.query(as: Status.self).state == .completed)
  }

  @Test func `a rollback before there is a hotfix means that none is made`() throws {
    let stage = try stage(script(sure))
    try stage.signal("rollback")
    let result = try stage.play().result()
    #expect(!stage.names.contains("create_branch") && !stage.names.contains("revert_fix"))
    #expect(result.issueURL != nil && !result.rollbackPerformed)
  }

  @Test func `later a rollback is a run of its own`() throws {
    let input = IncidentRollbackInput(alertID: "alert-123", prNumber: 41, reason: "worse")
    let stage = try Stage(IncidentRollbackWorkflow.self, input, Script.calm()).play()
    let result = try stage.result()
    #expect(result.rollbackPerformed && result.revertPrURL == "https://forge/pr/99")
    let status = try stage.query(as: IncidentRollbackWorkflow.Status.self)
    #expect(status.state == .rolledBack && status.rollbackPerformed)
  }

  @Test func `a rollback that fails is told, and a postmortem is written all the same`() throws {
    var script = script(sure)
    script.on(ForgeActivities.revertFix) { _ in .failure("conflict") }
    let stage = try stage(script).play(timers: false)
    try stage.signal("rollback")
    try stage.play()
    #expect(stage.failure?.root.message == "conflict")
    #expect(stage.names.last == "generate_postmortem")
    let status = try stage.query(as: Status.self)
    #expect(
      status.state == .failed && status.fixApplied && status.notes == ["revert_fix: conflict"])
  }

  @Test func `a postmortem that cannot be written fails nothing`() throws {
    var script = script(sure)
    script.on(AgentActivities.generatePostmortem) { _ in .failure("no paper") }
    let result = try stage(script).play().result()
    #expect(result.fixApplied && result.postmortemURL == nil)
    #expect(result.notes == ["generate_postmortem: no paper"])
  }

  @Test func `cancelled in the middle of a fix, the branch goes, and a postmortem says so`() throws
  {
    var script = script(sure)
    script.on(AgentActivities.generateFix) { _ in .held() }
    let stage = try stage(script).play()
    stage.cancel()
    try stage.play()
    #expect(stage.end == .cancel(details: []))
    #expect(stage.names.suffix(2) == ["delete_branch", "generate_postmortem"])
    let told = try stage.inputs(of: "generate_postmortem", as: PostmortemRequest.self)
    #expect(
      told.map { $0.outcome.hasSuffix("Nothing was mended. The work on it was called off.") } == [
        true
      ])
    #expect(try stage.query(as: Status.self).state == .cancelled)
  }
}

@Suite struct ContinuousMonitoringTests {
  private func script(_ looks: [Result<AlertBatch, Failure>]) -> Script {
    var script = Script.calm()
    script.on(ToolActivities.fetchAlerts) { call in
      guard call.count <= looks.count else { return .held() }
      switch looks[call.count - 1] {
      case .success(let batch): return .some(batch)
      case .failure(let failure): return .failure(failure.message)
      }
    }
    return script
  }

  private func batch(_ ids: [String], _ cursor: String) -> Result<AlertBatch, Failure> {
    .success(AlertBatch(alerts: ids.map { Alert(id: $0) }, cursor: cursor))
  }

  @Test func `a child for every alert, one only, every 30 seconds`() throws {
    let script = script([
      batch(["a", "b"], "1"), .failure(.application("down", type: "Test")), batch(["a"], "2"),
    ])
    let stage = try Stage(ContinuousMonitoringWorkflow.self, ContinuousMonitoringInput(), script)
    try stage.play()
    #expect(stage.children.map(\.workflowID) == ["incident-a", "incident-b", "incident-a"])
    #expect(stage.children.allSatisfy { $0.options.parentClose == .abandon })
    #expect(stage.children.allSatisfy { $0.options.reuse == .rejectDuplicate })
    #expect(stage.children.allSatisfy { $0.options.limits.execution == .hours(1) })
    #expect(stage.timerSpans == [.seconds(30), .seconds(30), .seconds(30)])
    let cursors = try stage.inputs(of: "fetch_alerts", as: AlertPoll.self).map(\.cursor)
    #expect(cursors == ["", "1", "1", "2"])
    let status = try stage.query(as: ContinuousMonitoringWorkflow.Status.self)
    #expect(status.incidentsStarted == 2 && status.recentIncidents == ["incident-a", "incident-b"])
    #expect(status.notes == ["fetch_alerts: down", "incident-a: ALREADY_EXISTS"])
  }

  @Test func `after so many looks it goes on in a new run`() throws {
    let script = script([batch(["a"], "1"), batch([], "2")])
    let input = ContinuousMonitoringInput(pollsPerRun: 2, incidentsStarted: 5)
    let stage = try Stage(ContinuousMonitoringWorkflow.self, input, script).play()
    guard case .continueAsNew(let next)? = stage.end else {
      Issue.record("ended with \(String(describing: stage.end))")
      return
    }
    let input2 = try next.input.decoded(as: ContinuousMonitoringInput.self)
    #expect(input2.cursor == "2" && input2.incidentsStarted == 6)
  }

  @Test func `cancelled by a signal it stops, and its incidents go on`() throws {
    let script = script([batch(["a"], "1")])
    let stage = try Stage(ContinuousMonitoringWorkflow.self, ContinuousMonitoringInput(), script)
    try stage.play()
    try stage.signal("cancel_workflow")
    try stage.play()
    #expect(stage.failure?.applicationType == "CancelledBySignal")
    let status = try stage.query(as: ContinuousMonitoringWorkflow.Status.self)
    #expect(status.state == .cancelled)
  }
}
