import EmbeddedHost
import Foundation
import Notation
import Orchestration
import SourceText
import System
import TestSupport
import Testing
import Workflows

@testable import Activities

@Suite struct SupplyTests {
  @Test func `the table has everything that contracts promise but the product's own verbs`() throws
  {
    let table = try ActivitySupply(
      ActivityConfiguration(), read: { _ in nil }, secret: { _ in nil }
    )
    .table
    #expect(table.names.count == 12 + 13 + 13 + 1)
    #expect(Set(AgentTask.words.keys).isSubset(of: Set(table.names)))
    #expect(!table.names.contains(ProductActivities.buildSite.name))
  }

  @Test func `a configuration is read, and every fault of it has a place`() throws {
    let read = { (text: String) in
      let file = SourceFile(path: "site.yaml", text: text)
      let parsed = YAMLParser.parse(file)
      return ActivityConfiguration.read(try #require(parsed.root), parsed.lines)
    }
    let good = try read(
      """
      agents:
        default: {script: demo.yaml}
        run_agent: {command: [agent, -x], environment: [KEY], timeout: 60}
        give_opinion: {http: "https://h/v1", model: m, key: K}
      forge: {repository: r.git, address: "https://f.example"}
      tools:
        unit_tests: {command: [pytest, "{output}"], results: [r.xml], timeout: 5, memory: 100, network: true}
      isolation: required
      authority: {approve: [ada, grace], waive: []}
      """)
    #expect(good.faults.isEmpty)
    #expect(
      good.configuration.agents["run_agent"]
        == .command(["agent", "-x"], variables: ["KEY"], seconds: 60))
    #expect(
      good.configuration.forge
        == .local(repository: "r.git", records: "r.git-records", address: "https://f.example"))
    #expect(good.configuration.tools["unit_tests"]?.megabytes == 100)
    #expect(good.configuration.isolation == .required)
    #expect(good.configuration.authority == [.approve: ["ada", "grace"], .waive: []])
    let bad = try read(
      """
      agent: {}
      agents: {default: {}, nobody: {script: x}}
      forge: {api: https://h}
      tools:
        unit_test: {command: [x]}
        linting: {command: "make lint"}
        security: {command: [x, "{who}"], timeout: 0}
      isolation: maybe
      """)
    #expect(bad.faults.filter { $0.kind == .unknownKey }.count == 3)
    #expect(bad.faults.allSatisfy { $0.range.line > 0 })
    #expect(bad.faults.count == 9, "\(bad.faults.map(\.summary))")
  }

  /// Agent, forge and tools under a workflow, on the engine.
  @Test func `a workflow makes a branch, a commit, a test run and a proposal`() async throws {
    let root = "/tmp/throughline-supply-\(UInt32.random(in: 0...UInt32.max))"
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    // The engine closes its database a moment after it has stopped, which removes files, too.
    defer {
      for _ in 0..<100 where FileManager.default.fileExists(atPath: root) {
        try? FileManager.default.removeItem(atPath: root)
        usleep(10_000)
      }
    }
    try makeRepository(in: root)
    let script =
      #"{"generate_code":[{"answer":{"issue_id":"patch","files":{"b.txt":"b\n"},"tests":{},"description":"adds b"}}]}"#
    let configuration = ActivityConfiguration(
      agents: ["default": .scripted(path: "s.json")],
      forge: .local(repository: "\(root)/bare.git", records: "\(root)/records", address: nil),
      tools: ["unit_tests": ToolCommand(["test", "-f", "b.txt"])], workFolder: root)
    let supply = try ActivitySupply(
      configuration, read: { _ in Array(script.utf8) }, secret: { _ in nil })
    var options = EngineOptions(path: "\(root)/engine.db")
    options.taskQueues = ["q"]
    let engine = Engine(
      options, workflows: [WorkflowDefinition(IncrementalPatchWorkflow.self)],
      activities: supply.table)
    try engine.start()
    let client = WorkflowClient(engine, identity: "test")
    let handle = try await client.start(
      IncrementalPatchWorkflow.self, IncrementalPatchInput(description: "Add b"), id: "patch-1",
      taskQueue: "q")
    let result = try await handle.result()
    #expect(result.filesChanged == ["b.txt"] && result.prNumber == 1)
    let log = try git(["log", "--format=%B", result.branchName], in: "\(root)/bare.git")
    #expect(log.contains("Throughline-Key: patch-1/create_commit patch"))
    await engine.stop()
  }
}
