import Foundation
import History
import Orchestration
import SourceText
import System
import Testing

@testable import Activities

@Suite struct AgentTests {
  private let question = AgentQuestion(
    activity: "diagnose_issue", task: "t",
    request: Array(#"{"agent_id":"a1","alert":{"id":"x"}}"#.utf8))

  private func script(_ text: String) throws -> ScriptedAgent {
    try ScriptedAgent(SourceFile(path: "script.yaml", text: text))
  }

  private func answer(_ agent: any AgentSource, _ key: String = "k") async throws -> String {
    String(decoding: try await agent.answer(question, Attempt(key: key)), as: UTF8.self)
  }

  private func failure(_ body: () async throws -> Void) async -> Failure? {
    do { try await body() } catch { return error as? Failure }
    return nil
  }

  @Test func `a script answers by fields, then in order, the same for the same key`() async throws {
    let agent = try script(
      """
      diagnose_issue:
        - when: {agent_id: other}
          answer: {n: 0}
        - when: {alert.id: x, agent_id: a1}
          answers: [{n: 1}, {n: 2, t: "3", z: null}]
      """)
    #expect(try await answer(agent, "first") == #"{"n":1}"#)
    #expect(try await answer(agent, "second") == #"{"n":2,"t":"3","z":null}"#)
    #expect(try await answer(agent, "first") == #"{"n":1}"#)
    let missing = try #require(await failure { _ = try await answer(agent, "third") })
    #expect(missing.applicationType == "NoScriptedAnswer")
    #expect(missing.message.contains("script.yaml") && missing.message.contains("diagnose_issue"))
  }

  @Test(arguments: ["- a", "x: {answer: 1, oops: 2}", "x: {when: {}}", "x: [", "x: {answers: 1}"])
  func `what is no script says where`(_ text: String) {
    #expect(failureType { _ = try script(text) } == "BadScript")
  }

  @Test func `a program is given the question and says the answer`() async throws {
    let agent = CommandAgent(
      [
        "python3", "-c",
        "import json,sys; q=json.load(sys.stdin); print(json.dumps([q['activity'], q['request']['agent_id']]))",
      ])
    #expect(try await answer(agent) == "[\"diagnose_issue\", \"a1\"]\n")
  }

  @Test(arguments: [
    ("echo no >&2; exit 3", 60, "AgentFailed"), ("sleep 60", 1, "AgentTimedOut"),
    ("yes", 60, "BadAgentAnswer"), ("kill -11 $$", 60, "AgentFailed"),
  ])
  func `a program that fails says how`(_ script: String, _ seconds: Int, _ type: String)
    async throws
  {
    let agent = CommandAgent(["/bin/sh", "-c", script], seconds: seconds)
    #expect(await failure { _ = try await answer(agent) }?.applicationType == type)
  }

  @Test func `a program that nobody waits for ends`() async throws {
    let agent = CommandAgent(["/bin/sleep", "9061.75"])
    let task = Task { try await agent.answer(question, Attempt(key: "k")) }
    try await Task.sleep(for: .milliseconds(300))
    task.cancel()
    #expect(await failure { _ = try await task.value }?.isCancellation == true)
    #expect(processes(with: "9061.75").isEmpty)
  }

  @Test(arguments: [
    "http://example.org/v1", "file:///etc/passwd", "https://a b", "ftp://x",
    "http://localhost.evil.example/v1",
  ])
  func `a key does not go where others can read it`(_ base: String) {
    #expect(failureType { _ = try HTTPClient(base) } == "BadAddress")
  }

  private func chat(_ model: String) async throws -> String {
    let (child, port) = try startServer("chat_server.py")
    defer { child.kill() }
    return try await answer(
      try ChatAgent("http://127.0.0.1:\(port)/v1", model: model, key: "k3y-of-ours", seconds: 10))
  }

  @Test(arguments: ["plain", "fenced"])
  func `a server answers, and nobody else can read the key`(_ model: String) async throws {
    #expect(try await chat(model) == "\"a1\"")
  }

  @Test(arguments: [
    ("busy", "RateLimited", false), ("broken", "AgentFailed", false),
    ("moved", "AgentFailed", true),
    ("empty", "BadAgentAnswer", false), ("endless", "NoConnection", false),
  ])
  func `a server that fails says how`(_ model: String, _ type: String, _ isFinal: Bool) async throws
  {
    let found = try #require(await failure { _ = try await chat(model) })
    guard case .application(let info) = found.kind else { return }
    #expect(info.type == type && info.nonRetryable == isFinal, "\(found.message)")
    #expect(info.nextRetryDelay == (model == "busy" ? .seconds(9) : nil))
    #expect(!found.message.contains("k3y"))
  }
}
