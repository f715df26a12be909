import Orchestration
import Testing
import Workflows

/// Who may approve, merge, roll back, and go on without an approval.
@Suite struct AuthorityTests {
  /// Everything goes well, and one person may do nothing of some kind.
  private func script(_ act: Act, refuses identity: String) -> Script {
    var script = Script.calm()
    script.on(AuthorityActivities.checkAuthority) { call in
      let request = try call.input(as: AuthorityRequest.self)
      let isRefused = request.act == act && request.identity == identity
      return .some(
        Authority(allowed: !isRefused, reason: isRefused ? "\(identity) may not" : ""))
    }
    script.on(AgentActivities.createDesign, Design(architecture: "one service"))
    script.on(AgentActivities.createIssues, [PlannedIssue(id: "I1", title: "issue")])
    script.on(AgentActivities.generateCode, Patch(issueID: "I1", files: ["a.swift": "text"]))
    script.on(AgentActivities.diagnoseIssue) { _ in
      .some(Diagnosis(agentID: "a", rootCause: "pool", confidence: 0.9))
    }
    script.on(AgentActivities.generateFix) { _ in
      .some(FixProposal(description: "more", files: ["pool.py": "SIZE = 2"]))
    }
    script.on(ToolActivities.fetchMetrics, Metrics(values: [:]))
    script.on(ToolActivities.fetchLogs, Logs(lines: []))
    script.on(AgentActivities.generatePostmortem, Postmortem(url: "https://forge/issue/9"))
    return script
  }

  private func feature(
    _ script: Script, _ approval: ApprovalPolicy = .required
  ) throws -> Stage<PlanPatchPRWorkflow> {
    let input = PlanPatchPRInput(requirement: "Add OAuth2", autoMerge: true, approval: approval)
    return try Stage(PlanPatchPRWorkflow.self, input, script)
  }

  @Test func `who may not approve is noted, and the run goes on waiting`() throws {
    let stage = try feature(script(.approve, refuses: "eve")).play()
    try stage.signal("approve", Approval(), from: "eve")
    try stage.play()
    let status = try stage.query(as: PlanPatchPRWorkflow.Status.self)
    #expect(status.state == .waiting && status.approvals.isEmpty && status.notes == ["eve may not"])
    try stage.signal("approve", Approval(note: "fine"), from: "ada")
    #expect(try stage.play().result().merged)
  }

  @Test func `an update that does not count says why`() throws {
    let stage = try feature(script(.approve, refuses: "eve")).play()
    try stage.update("approve", Approval(), from: "eve")
    try stage.play()
    #expect(stage.end == nil && stage.updateFailures.map(\.message) == ["eve may not"])
  }

  @Test func `what its starter may not merge is left open, and nobody is asked`() throws {
    let result = try feature(script(.merge, refuses: "starter")).play().result()
    #expect(!result.merged && result.notMergedBecause == ["starter may not"])
  }

  @Test func `who may not do without an approval has to wait for one`() throws {
    let stage = try feature(script(.waive, refuses: "starter"), .waived).play()
    #expect(stage.end == nil)
    try stage.signal("approve", Approval())
    #expect(try stage.play().result().merged)
    #expect(try feature(script(.waive, refuses: "eve"), .waived).play().result().merged)
  }

  @Test func `a rollback counts from those who may, for as long as the window is open`() throws {
    let input = IncidentInput(
      alert: Alert(id: "a1", service: "shop"),
      numDiagnosticAgents: 3, observationMinutes: 60)
    let stage = try Stage(
      IncidentSwarmWorkflow.self, input, script(.rollBack, refuses: "eve")
    ).play(timers: false)
    try stage.signal("rollback", from: "eve")
    try stage.play(timers: false)
    #expect(stage.end == nil && stage.timerSpans.count == 2)
    #expect(stage.timerSpans[1] < stage.timerSpans[0])
    try stage.signal("rollback", from: "ada")
    #expect(try stage.play().result().rollbackPerformed)
  }

  @Test func `a rollback of its own fails when its starter may not`() throws {
    let input = IncidentRollbackInput(alertID: "a1", prNumber: 7, reason: "worse")
    let stage = try Stage(
      IncidentRollbackWorkflow.self, input, script(.rollBack, refuses: "starter")
    ).play()
    #expect(stage.failure?.applicationType == "NotAllowed")
    #expect(!stage.names.contains("revert_fix"))
  }
}
