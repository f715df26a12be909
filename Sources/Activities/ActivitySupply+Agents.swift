import EmbeddedHost
import Orchestration
import Workflows

extension ActivitySupply {
  func addAgents(to table: inout ActivityTable) {
    typealias Ask = AgentActivities
    add(Ask.createDesign, to: &table)
    add(Ask.createIssues, to: &table) { AnswerFaults.of($1) }
    add(Ask.generateCode, to: &table) { AnswerFaults.of($1, for: $0.issue.id) }
    add(Ask.reviewCode, to: &table) { AnswerFaults.of($1, for: $0.patches) }
    add(Ask.diagnoseIssue, to: &table) { AnswerFaults.of($1, by: $0.agentID) }
    add(Ask.generateFix, to: &table) { SafePath.faults(of: $1.files) }
    add(Ask.analyzeCodebase, to: &table) { AnswerFaults.of($1) }
    add(Ask.createMigrationPlan, to: &table) { AnswerFaults.of($1) }
    add(Ask.generateMigrationStep, to: &table) { SafePath.faults(of: $1.files) }
    add(Ask.runAgent, to: &table) { AnswerFaults.of($1) }
    add(Ask.giveOpinion, to: &table) { AnswerFaults.of($1, by: $0.reviewer) }
    table.add(Ask.generatePostmortem) { request, context in
      try await postmortem(request, Attempt(context))
    }
  }

  private func add<Input, Output>(
    _ contract: Activity<Input, Output>, to table: inout ActivityTable,
    faults: @escaping @Sendable (Input, Output) -> [String] = { _, _ in [] }
  ) {
    table.add(contract) { request, context in
      try await ask(contract.name, request, Attempt(context)) { faults(request, $0) }
    }
  }

  /// What an agent answers to a request, after everything has been looked at.
  func ask<Answer: Decodable & Sendable>(
    _ activity: String, _ request: some Encodable & Sendable, _ attempt: Attempt,
    faults: (Answer) -> [String]
  ) async throws -> Answer {
    guard let agent = agents[activity] ?? agents["default"] else {
      throw Failure.final("NotConfigured", "no agent is configured for `\(activity)`")
    }
    let question = AgentQuestion(
      activity: activity, task: AgentTask.words[activity] ?? "", request: try Payload(request).data)
    let bytes = try await agent.answer(question, attempt)
    return try AnswerReading.value(bytes, from: agent.name, faults: faults)
  }

  private struct Report: Codable, Sendable {
    let title: String
    let body: String
  }

  /// The agent writes, and the forge keeps: an address that an agent makes up leads nowhere.
  private func postmortem(
    _ request: PostmortemRequest, _ attempt: Attempt
  ) async throws -> Postmortem {
    let forge = try requiredForge
    let report: Report = try await ask(
      AgentActivities.generatePostmortem.name, request, attempt
    ) { $0.title.isEmpty ? ["the title is empty"] : [] }
    let issue = IssueRequest(
      title: String(report.title.prefix(200)), body: report.body, labels: ["postmortem"],
      idempotencyKey: request.idempotencyKey)
    return try await attempt.blocking { Postmortem(url: try forge.createIssue(issue, $0).url) }
  }

  var requiredForge: any Forge {
    get throws {
      guard let forge else { throw Failure.final("NotConfigured", "no forge is configured") }
      return forge
    }
  }
}
