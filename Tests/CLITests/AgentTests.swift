import Foundation
import TestSupport
import Testing

@testable import CLI

@Suite struct `The option --agent` {
  static let manifold = """
    meta: {id: seat-hold}
    constraints:
      business:
        - {id: K1, type: invariant, statement: A seat is sold at most once}
        - {id: K2, type: boundary, statement: The display wall shows three coloured tiles}
    """

  static let pack = """
    name: tiny
    artifacts:
      - {template: core.py, path: "src/{{names.module}}.py", kind: code, type: service, name: Core, covers: [idempotency]}
    """

  /// A project with an agent as `site.yaml` describes it, and the arguments that runs share.
  func project(agent: String, _ body: (String, [String]) throws -> Void) throws {
    try withTemporaryFolder { folder in
      try write("title: Seats\n\(agent)", to: "\(folder)/content/site.yaml")
      try write(Self.manifold, to: "\(folder)/manifolds/seat-hold.cms.yaml")
      try write(Self.pack, to: "\(folder)/pack/pack.yaml")
      try write("{{task.id}}: {{task.statement}}\n", to: "\(folder)/pack/agent.txt")
      try write(
        "# throughline:begin once [{{idempotency.ids}}]\nKEY = 1\n# throughline:end\n",
        to: "\(folder)/pack/core.py")
      try body(folder, ["--source", folder, "--pack", "\(folder)/pack"])
    }
  }

  private func shell(_ script: String) -> String {
    "agent: {command: [/bin/sh, -c, '\(script)'], timeout: 5}\n"
  }

  @Test(arguments: [
    ("", "names no agent"),
    ("agent: {command: a, http: 'http://localhost/'}\n", "expected one"),
    ("agent: {http: 'https://127.0.0.1/'}\n", "on this machine"),
    ("agent: {http: 'http://agent.example/'}\n", "on this machine"),
    ("agent: {http: 'http://127.0.0.1.agent.example/'}\n", "on this machine"),
    ("agent: {http: 'http://127.0.0.1:0/'}\n", "on this machine"),
    ("agent: {http: 'http://localhost:1@agent.example/'}\n", "on this machine"),
  ])
  func `without an agent that can be asked nothing is done`(_ agent: String, _ words: String) throws
  {
    try project(agent: agent) { folder, options in
      let result = run(["generate", "seat-hold", "--agent"] + options)
      #expect(result.code == .usage)
      #expect(result.error.contains(words), "\(result.error)")
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/generated"))
    }
  }

  @Test func `nobody is asked without the option, nor in a dry run`() throws {
    try project(agent: shell("touch asked")) { folder, options in
      #expect(run(["generate", "seat-hold"] + options).code == .clean)
      let dry = run(["generate", "seat-hold", "--agent", "-n"] + options)
      #expect(dry.code == .clean)
      #expect(dry.error.contains("K2 would be put to the agent"), "\(dry.error)")
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/asked"))
      _ = run(["generate", "seat-hold", "--agent"] + options)
      #expect(FileManager.default.fileExists(atPath: "\(folder)/asked"))
    }
  }

  @Test func `the command gets the prompt and no environment of the user`() throws {
    try project(agent: shell("cat > prompt; env > environment")) { folder, options in
      _ = run(["generate", "seat-hold", "--agent"] + options)
      let prompt = try String(contentsOfFile: "\(folder)/prompt", encoding: .utf8)
      #expect(prompt == "K2: The display wall shows three coloured tiles\n")
      let environment = try String(contentsOfFile: "\(folder)/environment", encoding: .utf8)
      #expect(!environment.contains("HOME=") && !environment.contains("USER="))
    }
  }

  @Test(arguments: [
    ("exit 3", "(call): the command ends with status 3"),
    ("kill -9 $$", "(call): the command ends with signal 9"),
    ("yes", "(call): the command writes more than"),
    ("echo hello", "(format): line 1 of the answer is no JSON"),
    (#"echo "{\"files\": []}""#, "(path): the answer has no src/services/agent_k2.py"),
  ])
  func `a refused answer is a warning, and the project is as without it`(
    _ script: String, _ words: String
  ) throws {
    try project(agent: shell(script)) { folder, options in
      let result = run(["generate", "seat-hold", "--agent"] + options)
      #expect(result.code == .clean)
      #expect(result.error.contains(words), "\(result.error)")
      #expect(result.error.contains("[agent-answer]"))
      #expect(result.output.contains("- K2: not covered, agent"))
      let output = "\(folder)/generated/seat-hold"
      let report = try String(
        contentsOfFile: "\(output)/seat-hold-generation.yaml", encoding: .utf8)
      #expect(report.contains("result: \"refused\""))
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: "\(output)/src") == ["seat_hold.py"])
    }
  }

  @Test func `a command that is not there is a refusal`() throws {
    try project(agent: "agent: {command: no-such-agent}\n") { _, options in
      let result = run(["generate", "seat-hold", "--agent"] + options)
      #expect(result.error.contains("there is no program \"no-such-agent\""), "\(result.error)")
    }
  }
}
