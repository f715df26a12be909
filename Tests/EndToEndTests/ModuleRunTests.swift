import Foundation
import TestSupport
import Testing

/// `ModulePipeline` with the worker of the program, scripted agents and a repository of this machine.
@Suite struct `A module by a workflow` {
  static let settings = """
    title: Seats
    orchestration:
      agents:
        default: {script: agents.yaml}
      forge: {repository: ../bare.git}
    """

  static let design = """
    # Seats

    ## Overview
    Guests hold a seat for a while before they pay.

    ## Category
    Generic: others call it in their own process.

    ## API surface
    - `hold(seat, guest)` keeps a seat, or says who has it

    ## Data model
    A seat, and who holds it.

    ## Persistence
    None: a hold is gone when the process ends.

    ## Security
    A guest acts for nobody else.

    ## Observability
    Each call leaves a line with the seat and the outcome.

    ## Schemas
    `Seat` with its number and its holder.

    ## Phases

    ### Holding (PHASE-SEAT-1)
    A guest can hold a seat and give it back.

    """

  static let requirements = """
    # Requirements of Seats

    ### REQ-SEAT-1: One guest a seat
    A seat is held by one guest.

    """

  static let docs = "modules/seats/docs"

  /// Answers in the order in which they are asked for.
  static let agents = """
    run_agent:
      - when: {role: reasoning}
        answers:
          - {files: {README.md: "# Seats\\n"}, changes: [], explanation: elsewhere}
          - {files: {\(docs)/INTENT_DESIGN.md: \(quoted(design))}, changes: [], explanation: A design.}
          - {files: {\(docs)/INTENT_REQUIREMENTS.md: \(quoted(requirements))}, changes: [], explanation: Only half.}
          - {files: {\(docs)/INTENT_REQUIREMENTS.md: \(quoted(requirements))}, changes: [], explanation: Still half.}
      - when: {role: coding}
        answer: {files: {modules/seats/hold.py: "LIMIT = 50\\n"}, changes: [{path: modules/seats/hold.py, kind: rename, description: a name}], explanation: it compiles now}
    give_opinion:
      - {when: {reviewer: reviewer-1}, answer: {reviewer: reviewer-1, agrees: true, notes: [well said]}}
    """

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacingOccurrences(of: "\n", with: "\\n") + "\""
  }

  private func git(_ arguments: [String], in folder: String) throws -> String {
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/git")
    process.arguments = ["-c", "user.name=A", "-c", "user.email=a@example.org"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardOutput = pipe
    try process.run()
    let said = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "git \(arguments)")
    return String(decoding: said, as: UTF8.self)
  }

  /// A worker's project, and a repository in which a module has been begun.
  private func project(_ body: (String, Workers) async throws -> Void) async throws {
    try await withFolder { root in
      let work = "\(root)/work"
      try write("title: Seats\n", to: "\(work)/content/site.yaml")
      try write("LIMIT = 5\n", to: "\(work)/modules/seats/hold.py")
      let begun = try BuiltTool.run(["module", "new", "seats", "--code", "SEAT"], in: work)
      #expect(begun.status == 0, "\(begun.errors)")
      _ = try git(["init", "-q", "-b", "main", "."], in: work)
      _ = try git(["add", "content", "modules"], in: work)
      _ = try git(["commit", "-q", "-m", "begin"], in: work)
      _ = try git(["clone", "-q", "--bare", "work", "bare.git"], in: root)
      try write(Self.settings, to: "\(root)/project/content/site.yaml")
      try write(Self.agents, to: "\(root)/project/agents.yaml")
      try await body(root, Workers(folder: root))
    }
  }

  @Test func `from prompt to approval, and on to a step whose answers are refused`() async throws {
    try await project { root, workers in
      let input = """
        {"module": "seats", "wish": "hold seats", "steps": ["design", "requirements"],
         "second_opinions": 1}
        """
      try workers.workflow("start", "ModulePipeline", "--id", "seats", "--input", input)
      let worker = try workers.start()
      defer { worker.terminate() }
      #expect(
        try await workers.answer("seats", with: #""waiting_for":"design""#), "\(workers.said)")
      // The file of another step was refused; what people see is the second answer.
      let branch = try git(["show", "--stat", "module/seats/design"], in: "\(root)/bare.git")
      #expect(branch.contains("INTENT_DESIGN.md") && !branch.contains("README.md"))
      let records = try String(
        contentsOfFile: proposal(below: "\(root)/bare.git-records"), encoding: .utf8)
      #expect(records.contains("reviewer-1 agrees: well said"))
      try workers.workflow("signal", "seats", "approve", "--identity", "Ada")
      let end = try await workers.end(of: "seats")
      #expect(end.output.contains(#""stopped_at":"requirements""#), "\(end.errors)\(workers.said)")
      #expect(end.output.contains("INTENT_SCENARIOS.md is missing"))
      #expect(end.output.contains("(requirement-level)"))
      let merged = try git(["show", "main:\(Self.docs)/INTENT_DESIGN.md"], in: "\(root)/bare.git")
      #expect(merged == Self.design)
      // Prompts are made of the branch as it is, and say what was wrong.
      let history = try workers.workflow("export", "seats").output
      #expect(!history.isEmpty)
      let decoded = payloads(of: history)
      #expect(decoded.contains { $0.contains("README.md is no file of the step design") })
      #expect(
        decoded.contains {
          $0.contains("You write") && $0.contains("Guests hold a seat for a while before they pay.")
            && $0.contains("INTENT_REQUIREMENTS.md")
        })
    }
  }

  @Test func `stabilise stops at what alters behaviour, whatever the agent says`() async throws {
    try await project { root, workers in
      let input = #"{"module": "seats", "steps": ["stabilise"]}"#
      let run = try workers.workflow(
        "run", "ModulePipeline", "--id", "stabilise", "--input", input)
      #expect(run.output.contains(#""stopped_at":"stabilise""#), "\(run.errors)")
      #expect(run.output.contains("modules/seats/hold.py: 5 became 50"))
      #expect(run.output.contains("the agent says: it compiles now"))
      #expect(try git(["branch"], in: "\(root)/bare.git") == "* main\n")
    }
  }

  private func proposal(below records: String) throws -> String {
    let all = FileManager.default.enumerator(atPath: records)?.compactMap { $0 as? String } ?? []
    let found = try #require(all.first { $0.contains("pull") && $0.hasSuffix(".json") }, "\(all)")
    return "\(records)/\(found)"
  }

  /// Everything in a history that is in base64, as text.
  private func payloads(of history: String) -> [String] {
    history.split(separator: "\"").compactMap { word in
      Data(base64Encoded: String(word)).map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
