import SourceText
import TestSupport
import Testing

@testable import Generation

@Suite struct AgentTests {
  static let prompt = SourceFile(
    path: "agent.txt", text: "{{task.id}} {{task.mark}} {{task.code_path}}: {{task.statement}}\n")

  static let manifold = """
    meta: {id: seat-hold}
    constraints:
      business:
        - {id: K1, type: invariant, statement: A seat is sold at most once}
        - {id: K-2, type: boundary, statement: The display wall shows three coloured tiles}
        - {id: K_2, type: boundary, statement: The display wall shows five coloured tiles}
    failure_modes:
      - {id: X2, scenario: The curtain falls too early}
    """

  private func generated() throws -> (GenerationRequest, ArtifactPack, GeneratedProject) {
    let request = try Sample.request(Self.manifold)
    let pack = try #require(ArtifactPack.read(Sample.pack + [Self.prompt]).pack)
    return (request, pack, Generator.generate(request, with: pack, time: nil))
  }

  private func task() throws -> (AgentTask, GenerationRequest) {
    let (request, pack, project) = try generated()
    let (tasks, _) = AgentTask.all(for: project, of: request, with: pack)
    return (try #require(tasks.first), request)
  }

  @Test func `what no archetype covers is asked for, each in files of its own`() throws {
    let (request, pack, project) = try generated()
    let (tasks, faults) = AgentTask.all(for: project, of: request, with: pack)
    #expect(faults.isEmpty)
    #expect(tasks.map(\.id) == ["K-2", "K_2", "X2"])
    #expect(tasks.map(\.codePath).map { $0.dropFirst(19) } == ["k_2.py", "k_2_2.py", "x2.py"])
    #expect(tasks.map(\.kind) == [.constraint, .constraint, .failureMode])
    #expect(
      String(decoding: tasks[0].prompt, as: UTF8.self)
        == "K-2 constraint src/services/agent_k_2.py: The display wall shows three coloured tiles\n"
    )
  }

  @Test func `a pack without the template asks nobody`() throws {
    let request = try Sample.request(Self.manifold)
    let pack = try #require(ArtifactPack.read(Sample.pack).pack)
    let project = Generator.generate(request, with: pack, time: nil)
    #expect(AgentTask.all(for: project, of: request, with: pack).tasks.isEmpty)
  }

  static let code = "# throughline:begin tiles [K-2]\\nTILES = 3\\n# throughline:end\\n"
  static let tests = #"@pytest.mark.constraint(\"K-2\")\ndef test_tiles():\n    assert True\n"#

  private static func answer(_ code: String = code, _ tests: String = tests) -> String {
    """
    {"files": [{"path": "src/services/agent_k_2.py", "text": "\(code)"},
     {"path": "tests/test_agent_k_2.py", "text": "\(tests)"}]}
    """
  }

  @Test func `a good answer becomes files that say who wrote them, and counts`() throws {
    let (request, pack, project) = try generated()
    let task = try #require(AgentTask.all(for: project, of: request, with: pack).tasks.first)
    let answer = try AgentAnswer.read(Array(Self.answer().utf8), to: task, of: request).get()
    let result = AgentResult(task, .accepted(answer))
    let whole = Generator.generate(request, with: pack, time: nil, agents: [result])
    #expect(whole.diagnostics == project.diagnostics)
    #expect(whole.coverage.ids(.full) == ["K1", "K-2"])
    let code = try #require(whole.files.first { $0.path == task.codePath })
    let text = String(decoding: code.bytes, as: UTF8.self)
    #expect(text.contains("\n# Written by: an agent, to the prompt \(task.fingerprint)\n"))
    let report = String(decoding: whole.report.bytes, as: UTF8.self)
    #expect(report.contains("origin: \"agent\""))
    #expect(report.contains("  - asked_for: \"K-2\"\n"))
    #expect(report.contains("    result: \"accepted\"\n"))
    // Every file of the pack is as it would be without the agent.
    let plain = Set(project.artifacts.map(\.bytes))
    #expect(whole.artifacts.filter { !$0.isByAgent }.allSatisfy { plain.contains($0.bytes) })
  }

  @Test func `what was accepted is taken up again byte for byte`() throws {
    let (task, request) = try task()
    let first = try AgentAnswer.read(Array(Self.answer().utf8), to: task, of: request).get()
    let kept = try AgentAnswer.keep(
      code: first.artifacts[0].bytes, tests: first.artifacts[1].bytes, to: task, of: request
    ).get()
    #expect(kept.artifacts.map(\.bytes) == first.artifacts.map(\.bytes))
  }

  @Test func `a refused answer leaves the demand open, with the reason in the report`() throws {
    let (request, pack, project) = try generated()
    let task = try #require(AgentTask.all(for: project, of: request, with: pack).tasks.first)
    let result = AgentResult(task, .refused(AgentRefusal(.tests, "its test \"x\" does not pass")))
    let whole = Generator.generate(request, with: pack, time: nil, agents: [result])
    #expect(whole.coverage.ids(.full) == ["K1"])
    #expect(whole.artifacts.map(\.path) == project.artifacts.map(\.path))
    let report = String(decoding: whole.report.bytes, as: UTF8.self)
    #expect(
      report.contains("    stage: \"tests\"\n    reason: \"its test \\\"x\\\" does not pass\""))
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var answer: String
    var stage: AgentRefusal.Stage
    var words: String
    var testDescription: String { name }
  }

  @Test(arguments: [
    Case(name: "nothing", answer: "", stage: .format, words: "JSON"),
    Case(name: "a list", answer: "[]", stage: .format, words: "no JSON object"),
    Case(name: "no files", answer: "{\"files\": {}}", stage: .format, words: "list of files"),
    Case(
      name: "another key", answer: "{\"files\": [], \"note\": \"x\"}", stage: .format,
      words: "\"note\" is no key"),
    Case(
      name: "a key twice", answer: "{\"files\": [], \"files\": []}", stage: .format, words: "JSON"),
    Case(
      name: "a mode", answer: #"{"files": [{"path": "a", "text": "", "mode": "0755"}]}"#,
      stage: .format, words: "path and text"),
    Case(
      name: "a number for a text", answer: #"{"files": [{"path": "a", "text": 1}]}"#,
      stage: .format, words: "path and text"),
    Case(
      name: "upwards", answer: #"{"files": [{"path": "src/services/../../x", "text": ""}]}"#,
      stage: .path, words: "lead out"),
    Case(
      name: "absolute", answer: #"{"files": [{"path": "/etc/passwd", "text": ""}]}"#,
      stage: .path, words: "absolute"),
    Case(
      name: "the same by another spelling",
      answer: #"{"files": [{"path": "src//services/agent_k_2.py", "text": ""}]}"#,
      stage: .path, words: "not asked for"),
    Case(
      name: "only code",
      answer: #"{"files": [{"path": "src/services/agent_k_2.py", "text": "x"}]}"#,
      stage: .path, words: "has no tests/test_agent_k_2.py"),
    Case(name: "empty code", answer: answer(""), stage: .text, words: "is empty"),
    Case(
      name: "a last line without end", answer: answer("X = 1"), stage: .text, words: "last line"),
    Case(name: "a NUL", answer: answer(code + #"# \u0000\n"#), stage: .format, words: "no JSON"),
    Case(name: "reordered", answer: answer(code + #"# \u202e\n"#), stage: .text, words: "U+202E"),
    Case(
      name: "a carriage return that hides a line", answer: answer(code + #"x\r\n"#), stage: .text,
      words: "U+D"),
    Case(name: "no block", answer: answer(#"X = 1\n"#), stage: .marks, words: "no block"),
    Case(
      name: "an open block", answer: answer(#"# throughline:begin a [K-2]\nX = 1\n"#),
      stage: .marks, words: "never ended"),
    Case(
      name: "a block of comments",
      answer: answer(#"# throughline:begin a [K-2]\n# X\n# throughline:end\nX = 1\n"#),
      stage: .marks, words: "holds no code"),
    Case(
      name: "another id", answer: answer(code + #"# Satisfies: K1\n"#), stage: .marks,
      words: "names K1"),
    Case(
      name: "an id nobody declares",
      answer: answer(#"# throughline:begin a [K-2, Q9]\nX = 1\n# throughline:end\n"#),
      stage: .marks, words: "expected K-2 alone"),
    Case(
      name: "a protected file", answer: answer(code + #"X = 1  # throughline:protected\n"#),
      stage: .marks, words: "no block"),
    Case(
      name: "no mark", answer: answer(code, #"def test_x():\n    pass\n"#), stage: .marks,
      words: "is marked with"),
    Case(
      name: "marked as another kind",
      answer: answer(code, #"@pytest.mark.failure_mode(\"K-2\")\ndef test_x():\n    pass\n"#),
      stage: .marks, words: "is marked with"),
    Case(
      name: "a test that hides another",
      answer: answer(code, tests + #"def test_tiles():\n    pass\n"#),
      stage: .marks, words: "twice"),
    Case(
      name: "a block among the tests", answer: answer(code, code + tests), stage: .marks,
      words: "blocks are for code"),
  ])
  func `a bad answer is refused with its reason`(_ test: Case) throws {
    let (task, request) = try task()
    let result = AgentAnswer.read(Array(test.answer.utf8), to: task, of: request)
    guard case .failure(let refusal) = result else {
      Issue.record("accepted")
      return
    }
    #expect(refusal.stage == test.stage, "\(refusal.text)")
    #expect(refusal.text.contains(test.words), "\(refusal.text)")
  }

  @Test func `what is quoted from an answer cannot spoil a report`() throws {
    let (task, request) = try task()
    let path = String(repeating: "x", count: 5_000) + #"\u001b[2J\n"#
    let text = "{\"files\": [{\"path\": \"\(path)\", \"text\": \"\"}]}"
    let result = AgentAnswer.read(Array(text.utf8), to: task, of: request)
    guard case .failure(let refusal) = result else {
      Issue.record("accepted")
      return
    }
    #expect(refusal.text.utf8.count < 400)
    #expect(refusal.text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
  }

  @Test(.enabled(if: Inputs.isNamed(Inputs.hostile)))
  func `a hostile reply is refused`() throws {
    let (task, request) = try task()
    let bytes = try Inputs.bytes("config/agent-reply-hostile.json", in: Inputs.hostile)
    guard case .failure(let refusal) = AgentAnswer.read(bytes, to: task, of: request) else {
      Issue.record("accepted")
      return
    }
    #expect(refusal.stage == .format)
  }
}
