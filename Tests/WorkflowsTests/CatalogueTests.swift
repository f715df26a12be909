import History
import Orchestration
import Testing
import Workflows

@Suite struct CatalogueTests {
  @Test func `every workflow is there under its name`() {
    #expect(
      Catalogue.definitions.map(\.name) == [
        "PlanPatchPRWorkflow", "IncrementalPatchWorkflow", "IncidentSwarmWorkflow",
        "IncidentRollbackWorkflow", "ContinuousMonitoringWorkflow", "CodeMigrationWorkflow",
        "QualityGateWorkflow", "ContinuousQualityWorkflow", "PublishWorkflow",
        "ModulePipelineWorkflow",
      ])
    #expect(Catalogue.entry(named: "PublishWorkflow")?.keys.isEmpty == false)
    #expect(Catalogue.entry(named: "publish") == nil)
  }

  /// The defaults that a command line shows are those that an input has.
  @Test func `keys and defaults are those of the inputs`() throws {
    try expectKeys(PlanPatchPRInput.self, "PlanPatchPRWorkflow", #"{"requirement":"r"}"#)
    try expectKeys(IncrementalPatchInput.self, "IncrementalPatchWorkflow", #"{"description":"d"}"#)
    try expectKeys(IncidentInput.self, "IncidentSwarmWorkflow", #"{"alert":{"id":"a"}}"#)
    try expectKeys(
      IncidentRollbackInput.self, "IncidentRollbackWorkflow", #"{"alert_id":"a","pr_number":1}"#)
    try expectKeys(ContinuousMonitoringInput.self, "ContinuousMonitoringWorkflow", "{}")
    try expectKeys(CodeMigrationInput.self, "CodeMigrationWorkflow", #"{"migration_type":"m"}"#)
    try expectKeys(QualityGateInput.self, "QualityGateWorkflow", #"{"pr_number":1,"branch":"b"}"#)
    try expectKeys(ContinuousQualityInput.self, "ContinuousQualityWorkflow", "{}")
    try expectKeys(PublishInput.self, "PublishWorkflow", "{}")
    try expectKeys(ModulePipelineInput.self, "ModulePipelineWorkflow", #"{"module":"m"}"#)
  }

  private func expectKeys<Input: Codable & SendableMetatype>(
    _ type: Input.Type, _ name: String, _ least: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let entry = try #require(Catalogue.entry(named: name), sourceLocation: sourceLocation)
    let input = try Payload(json: Array(least.utf8)).decoded(as: type)
    let given = try members(Array(least.utf8))
    let whole = try members(try Payload(input).data)
    for key in entry.keys {
      if let value = key.defaultValue {
        #expect(whole[key.name, default: "null"] == value, sourceLocation: sourceLocation)
      } else {
        #expect(given[key.name] != nil, "\(key.name)", sourceLocation: sourceLocation)
      }
    }
    let required = entry.keys.filter { $0.defaultValue == nil }.map(\.name)
    #expect(Set(required) == Set(given.keys), sourceLocation: sourceLocation)
    let known = Set(entry.keys.map(\.name))
    #expect(known.isSuperset(of: whole.keys), sourceLocation: sourceLocation)
  }

  private func members(_ json: [UInt8]) throws -> [String: String] {
    let document = HistoryDocument(json: json)
    let root = try #require(document.root)
    return Dictionary(
      uniqueKeysWithValues: root.children.map {
        ($0.key, String(decoding: $0.source, as: UTF8.self))
      })
  }

  @Test func `an input without a required key is refused`() {
    let payload = Payload(json: Array(#"{"auto_merge":true}"#.utf8))
    #expect(throws: DecodingError.self) { try payload.decoded(as: PlanPatchPRInput.self) }
  }

  @Test func `limits are those of the table, and people have none`() throws {
    let limits = Catalogue.entries.map(\.executionTimeout)
    #expect(
      limits == [
        .hours(2), .minutes(30), .hours(1), .minutes(30), nil, .hours(4), .minutes(30), nil,
        .hours(1), .hours(4),
      ])
    let plan = try #require(Catalogue.entry(named: "PlanPatchPRWorkflow"))
    func limit(_ merge: Bool, _ approval: ApprovalPolicy) throws -> TimeSpan? {
      let input = PlanPatchPRInput(requirement: "r", autoMerge: merge, approval: approval)
      return plan.executionTimeout(for: [try Payload(input)])
    }
    #expect(try limit(true, .required) == nil)
    #expect(try limit(true, .waived) == .hours(2))
    #expect(try limit(false, .required) == .hours(2))
    let incident = try #require(Catalogue.entry(named: "IncidentSwarmWorkflow"))
    let long = IncidentInput(alert: Alert(id: "a"), observationMinutes: 90)
    #expect(incident.executionTimeout(for: [try Payload(long)]) == .hours(2))
  }
}

@Suite struct ActivityPolicyTests {
  @Test func `retries of the four policies`() {
    func waits(_ policy: RetryPolicy) -> [TimeSpan] {
      (1..<max(2, policy.maximumAttempts)).map { policy.delay(after: $0) }
    }
    #expect(waits(.standard) == [.seconds(1), .seconds(2)])
    #expect(waits(.aggressive) == [.seconds(1), .seconds(2), .seconds(4), .seconds(8)])
    #expect(waits(.forge) == [.seconds(2), .seconds(4)])
    #expect(RetryPolicy.never.maximumAttempts == 1)
    #expect(RetryPolicy.standard.effectiveMaximumInterval == .seconds(10))
    #expect(RetryPolicy.aggressive.effectiveMaximumInterval == .seconds(30))
    #expect(RetryPolicy.forge.effectiveMaximumInterval == .seconds(20))
  }

  @Test func `limits of time of the activities`() {
    let agents = AgentActivities.self
    #expect(agents.createDesign.options.startToClose == .minutes(10))
    #expect(agents.createIssues.options.startToClose == .minutes(5))
    #expect(agents.generateCode.options.startToClose == .minutes(15))
    #expect(agents.generateCode.options.heartbeat == .minutes(2))
    #expect(agents.diagnoseIssue.options.heartbeat == .minutes(2))
    #expect(agents.analyzeCodebase.options.heartbeat == .minutes(3))
    #expect(agents.analyzeCodebase.options.startToClose == .minutes(15))
    #expect(agents.generatePostmortem.options.startToClose == .minutes(5))
    let forge = ForgeActivities.self
    #expect(forge.createBranch.options.startToClose == .minutes(1))
    #expect(forge.createPullRequest.options.startToClose == .minutes(3))
    #expect(forge.mergePullRequest.options.startToClose == .minutes(2))
    #expect(forge.updateStatus.options.startToClose == .seconds(30))
    #expect(forge.createPullRequest.options.retry == .forge)
    #expect(forge.createPullRequest.options.cancellation == .waitUntilStopped)
    let tools = ToolActivities.self
    #expect(tools.runLinters.options.startToClose == .minutes(5))
    #expect(tools.checkDependencies.options.startToClose == .minutes(3))
    #expect(tools.fetchLogs.options.startToClose == .minutes(2))
    #expect(tools.validateStep.options.startToClose == .minutes(5))
  }
}
