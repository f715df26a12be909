import Foundation
import TestSupport
import Testing

/// `Publish` with the worker of the program: generate, verify, build.
@Suite struct `Publishing by a workflow` {
  static let manifold = """
    meta: {id: seat-hold}
    constraints:
      business:
        - {id: K1, type: invariant, statement: A seat is sold at most once}
    solution_options:
      - {id: SOL_A, name: One workflow a seat}
    recommended_option: SOL_A
    """

  static let pack = """
    name: tiny
    artifacts:
      - {template: core.py, path: "src/{{names.module}}.py", kind: code, type: service, name: Core, covers: [idempotency]}
      - {template: test.py, path: tests/test_core.py, kind: test, type: unit, name: test, covers: [idempotency]}
    """

  static let failure = """
    <testsuite><testcase classname="tests.test_core" name="test_once"><failure>no</failure>
    </testcase></testsuite>
    """

  /// A project with a manifold and a small pack of its own.
  func project(_ body: (String, Workers) async throws -> Void) async throws {
    try await withFolder { root in
      let folder = "\(root)/project"
      let templates = "\(folder)/site-templates/artifacts/python"
      try write(Self.manifold, to: "\(folder)/content/manifolds/seat-hold.cms.yaml")
      try write("# Start\n\nBefore.\n", to: "\(folder)/content/_index.md")
      try write(Self.pack, to: "\(templates)/pack.yaml")
      try write(
        "# throughline:begin once [{{idempotency.ids}}]\nSOLD = 1\n# throughline:end\n",
        to: "\(templates)/core.py")
      try write(
        "import pytest\n\n@pytest.mark.constraint(\"{{idempotency.id}}\")\ndef test_once():\n    assert sold() == 1\n",
        to: "\(templates)/test.py")
      try await body(folder, Workers(folder: root))
    }
  }

  private func home(_ folder: String) throws -> String {
    try String(contentsOfFile: "\(folder)/public/index.html", encoding: .utf8)
  }

  @Test func `the same inputs are published once, other ones again, faulty ones never`()
    async throws
  {
    try await project { folder, workers in
      try workers.workflow("start", "Publish", "--manifold", "seat-hold", "--id", "first")
      let worker = try workers.start()
      defer { worker.terminate() }
      let first = try await workers.end(of: "first")
      #expect(first.output.contains(#""unchanged":false,"artifacts":2"#), "\(workers.said)")
      #expect(try home(folder).contains("Before."))
      #expect(FileManager.default.fileExists(atPath: "\(folder)/generated/seat-hold/src"))

      try workers.workflow("start", "Publish", "--manifold", "seat-hold", "--id", "again")
      #expect(try await workers.end(of: "again").output.contains(#""unchanged":true"#))
      #expect(try !workers.workflow("show", "again").output.contains("generate_artifacts"))

      try write("# Start\n\nAfter.\n", to: "\(folder)/content/_index.md")
      try workers.workflow("start", "Publish", "--manifold", "seat-hold", "--id", "edited")
      #expect(try await workers.end(of: "edited").output.contains(#""unchanged":false"#))
      #expect(try home(folder).contains("After."))

      try write("# Start\n\nToo late.\n", to: "\(folder)/content/_index.md")
      try write(Self.failure, to: "\(folder)/generated/seat-hold/results.xml")
      try workers.workflow("start", "Publish", "--manifold", "seat-hold", "--id", "faulty")
      let faulty = try await workers.end(of: "faulty")
      #expect(faulty.status == 1)
      #expect(faulty.errors.contains("verification fails: "), "\(faulty.errors)")
      #expect(try home(folder).contains("After."))
    }
  }

  @Test(arguments: [
    (["--manifold", "--fix"], #"the project has no manifold "--fix""#),
    (["--destination", "../out"], "destination ../out: "),
    (["--destination", "linked/out"], "destination linked/out: linked is a link"),
    (["--input", #"{"source":"/etc"}"#], "source /etc: "),
    (["--destination", "content"], "build ends with 2"),
  ])
  func `a request leads nowhere else`(_ words: [String], _ reason: String) async throws {
    try await project { folder, workers in
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/linked", withDestinationPath: "/tmp")
      let run = try workers.workflow(["run", "Publish", "--id", "x"] + words)
      #expect(run.status == 1)
      #expect(run.errors.contains(reason), "\(run.errors)")
    }
  }

  @Test func `a worker that dies in the middle leaves nothing, and another goes on`() async throws {
    try await project { folder, workers in
      for number in 0..<400 {
        let text = String(
          repeating: "A paragraph with *some* [text](../_index.md). \n\n", count: 40)
        try write("# Page \(number)\n\n\(text)", to: "\(folder)/content/pages/p\(number).md")
      }
      try workers.workflow("start", "Publish", "--manifold", "seat-hold", "--id", "killed")
      let first = try workers.start()
      kill(first, onceItSays: "activity started activity=build_site", in: workers.messages)
      for _ in 0..<4 where first.isRunning { _ = try await becomesTrue { !first.isRunning } }
      #expect(try await becomesTrue { !isProcess(naming: folder) })
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/public/index.html"))
      let second = try workers.start()
      defer { second.terminate() }
      let end = try await workers.end(of: "killed")
      #expect(end.output.contains(#""unchanged":false"#), "\(end.errors)\(workers.said)")
      let steps = try workers.workflow("show", "killed").output
      #expect(steps.contains("attempt 2") || steps.contains("2 attempts"), "\(steps)")
      try workers.workflow("start", "Publish", "--manifold", "seat-hold", "--id", "then")
      #expect(try await workers.end(of: "then").output.contains(#""unchanged":true"#))
    }
  }
}
