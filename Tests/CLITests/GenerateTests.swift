import Foundation
import TestSupport
import Testing

@testable import CLI

@Suite struct `The verb generate` {
  static let manifold = """
    meta: {id: seat-hold}
    constraints:
      business:
        - {id: K1, type: invariant, statement: A seat is sold at most once}
    solution_options:
      - {id: SOL_A, name: One workflow a seat}
      - {id: SOL_B, name: A nightly job}
    recommended_option: SOL_A
    """

  static let pack = """
    name: tiny
    artifacts:
      - {template: core.py, path: "src/{{names.module}}.py", kind: code, type: service, name: Core, covers: [idempotency]}
      - {template: test.py, path: tests/test_core.py, kind: test, type: unit, name: test, covers: [idempotency]}
    """

  /// A project with a manifold and a pack, and the arguments that all runs share.
  func project(_ body: (String, [String]) throws -> Void) throws {
    try withTemporaryFolder { folder in
      try write(Self.manifold, to: "\(folder)/manifolds/seat-hold.cms.yaml")
      try write(Self.pack, to: "\(folder)/pack/pack.yaml")
      try write(
        "# throughline:begin once [{{idempotency.ids}}]\nKEY = 1\n# throughline:end\n",
        to: "\(folder)/pack/core.py")
      try write(
        "@pytest.mark.constraint(\"{{idempotency.id}}\")\ndef test_once():\n    assert True\n",
        to: "\(folder)/pack/test.py")
      try body(
        folder,
        ["--source", folder, "--pack", "\(folder)/pack", "--timestamp", "2031-05-04"])
    }
  }

  @Test func `a dry run prints plan and changes and writes nothing`() throws {
    try project { folder, options in
      let result = run(["generate", "seat-hold", "--dry-run"] + options)
      #expect(result.code == .clean, "\(result.error)")
      #expect(result.output.contains("- Core (satisfies: K1)\n"))
      #expect(result.output.contains("new: src/seat_hold.py\n"))
      #expect(result.output.contains("1/1 constraints fully covered"))
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/generated"))
    }
  }

  @Test func `the project says where the runbook is and where people look`() throws {
    try project { folder, options in
      try write("runbook_base: https://forge.example/o/r\n", to: "\(folder)/content/site.yaml")
      try write(
        "telemetry: {tables: [{name: sales, constraints: [K1]}]}\n",
        to: "\(folder)/manifolds/seat-hold.context.yaml")
      try write(
        """
        # throughline:begin once [{{idempotency.ids}}]
        PLACE = "{{manifold.runbook}}"
        {{#each idempotency.sources.tables}}
        TABLE = "{{name}}"
        {{/each}}
        # throughline:end

        """, to: "\(folder)/pack/core.py")
      let result = run(["generate", "seat-hold"] + options)
      #expect(result.code == .clean, "\(result.error)")
      let core = try String(
        contentsOfFile: "\(folder)/generated/seat-hold/src/seat_hold.py", encoding: .utf8)
      #expect(
        core.contains("PLACE = \"https://forge.example/o/r/docs/RUNBOOK.md\"\nTABLE = \"sales\""))
    }
  }

  @Test func `generating again changes nothing`() throws {
    try project { folder, options in
      let first = run(["gen-all", "seat-hold", "--option=SOL_A"] + options)
      #expect(first.code == .clean, "\(first.error)")
      let report = "\(folder)/generated/seat-hold/seat-hold-generation.yaml"
      let before = try String(contentsOfFile: report, encoding: .utf8)
      #expect(before.contains("generated_at: \"2031-05-04\""))
      let number = try inode(of: report)
      #expect(run(["generate", "seat-hold", "--option=A"] + options).code == .clean)
      #expect(try String(contentsOfFile: report, encoding: .utf8) == before)
      #expect(try inode(of: report) == number)
      let dry = run(["generate", "seat-hold", "-n"] + options).output
      #expect(dry.contains("same: src/seat_hold.py\n"))
    }
  }

  @Test func `a report that differs in its day alone is not written again`() throws {
    try project { folder, options in
      #expect(run(["generate", "seat-hold"] + options).code == .clean)
      // Outside of a repository there is no day, unless one is named.
      let undated = ["--source", folder, "--pack", "\(folder)/pack"]
      let dry = run(["generate", "seat-hold", "-n"] + undated).output
      #expect(dry.contains("same: seat-hold-generation.yaml\n"))
      let other = ["--timestamp", "2032-01-01"]
      let dated = run(["generate", "seat-hold", "-n"] + undated + other).output
      #expect(dated.contains("changed: seat-hold-generation.yaml\n"))
    }
  }

  @Test func `a changed manifold exchanges the folder and drops what is no longer planned`() throws
  {
    try project { folder, options in
      #expect(run(["generate", "seat-hold"] + options).code == .clean)
      let list = Self.pack.replacingOccurrences(
        of: "tests/test_core.py", with: "tests/test_once.py")
      try write(list, to: "\(folder)/pack/pack.yaml")
      let output = "\(folder)/generated/seat-hold"
      try write("cache", to: "\(output)/tests/__pycache__/x.pyc")
      let dry = run(["generate", "seat-hold", "-n"] + options).output
      #expect(dry.contains("new: tests/test_once.py\n"))
      #expect(dry.contains("removed: tests/test_core.py\n"))
      #expect(run(["generate", "seat-hold"] + options).code == .clean)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: "\(output)/tests") == ["test_once.py"])
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: "\(folder)/generated") == ["seat-hold"])
    }
  }

  @Test func `a folder with foreign files stays as it is`() throws {
    try project { folder, options in
      try write("mine", to: "\(folder)/out/notes.txt")
      let result = run(["generate", "seat-hold", "--output", "\(folder)/out"] + options)
      #expect(result.code == .findings)
      #expect(
        result.error.contains(
          "holds 1 file that no generation has written; nothing is written\n  notes.txt"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/out") == ["notes.txt"])
      try FileManager.default.removeItem(atPath: "\(folder)/out/notes.txt")
      #expect(run(["generate", "seat-hold", "--output", "\(folder)/out"] + options).code == .clean)
      // Our report does not make a new file ours.
      try write("mine", to: "\(folder)/out/src/mine.py")
      #expect(
        run(["generate", "seat-hold", "--output", "\(folder)/out"] + options).code == .findings)
    }
  }

  @Test func `a file that was changed by hand is not overwritten unasked`() throws {
    try project { folder, options in
      #expect(run(["generate", "seat-hold"] + options).code == .clean)
      let core = "\(folder)/generated/seat-hold/src/seat_hold.py"
      let before = try String(contentsOfFile: core, encoding: .utf8)
      try write(before + "# mine\n", to: core)
      let dry = run(["generate", "seat-hold", "-n"] + options).output
      #expect(dry.contains("edited: src/seat_hold.py\n"))
      let result = run(["generate", "seat-hold"] + options)
      #expect(result.code == .findings)
      #expect(result.error.contains("1 file was changed by hand"))
      #expect(try String(contentsOfFile: core, encoding: .utf8) == before + "# mine\n")
      #expect(run(["generate", "seat-hold", "--force"] + options).code == .clean)
      #expect(try String(contentsOfFile: core, encoding: .utf8) == before)
    }
  }

  @Test func `a protected file is overwritten by nothing`() throws {
    try project { folder, options in
      #expect(run(["generate", "seat-hold"] + options).code == .clean)
      let core = "\(folder)/generated/seat-hold/src/seat_hold.py"
      try write("# throughline:protected\n", to: core)
      let result = run(["generate", "seat-hold", "--force"] + options)
      #expect(result.code == .findings)
      #expect(result.error.contains("1 file is protected"))
      #expect(try String(contentsOfFile: core, encoding: .utf8) == "# throughline:protected\n")
    }
  }

  @Test func `results of tests are no foreign files`() throws {
    try project { folder, options in
      #expect(run(["generate", "seat-hold"] + options).code == .clean)
      try write("<testsuite/>", to: "\(folder)/generated/seat-hold/results.xml")
      #expect(run(["generate", "seat-hold"] + options).code == .clean)
    }
  }

  @Test func `an unknown option lists those that there are`() throws {
    try project { folder, options in
      let result = run(["generate", "seat-hold", "--option=SOL_C"] + options)
      #expect(result.code == .findings)
      #expect(
        result.error.contains("options are SOL_A (One workflow a seat), SOL_B (A nightly job)"))
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/generated"))
    }
  }

  @Test func `a name that two manifolds have is an error with their files`() throws {
    try project { folder, options in
      try write(Self.manifold, to: "\(folder)/other/manifolds/seat-hold.cms.yaml")
      let result = run(["generate", "seat-hold", "-n"] + options)
      #expect(result.code == .findings)
      #expect(
        result.error.contains(
          "  manifolds/seat-hold.cms.yaml\n  other/manifolds/seat-hold.cms.yaml\n"))
      #expect(
        run(["generate", "other/manifolds/seat-hold.cms.yaml", "-n"] + options).code == .clean)
    }
  }

  @Test func `a manifold that is not there is named with the nearest`() throws {
    try project { _, options in
      let result = run(["generate", "seat-hols"] + options)
      #expect(result.code == .findings)
      #expect(result.error.contains("the nearest name is \"seat-hold\""))
    }
  }

  @Test func `dependencies in a circle stop everything`() throws {
    try project { folder, options in
      let circle = Self.manifold.replacingOccurrences(
        of: "at most once}",
        with:
          "at most once, depends_on: [K2]}\n    - {id: K2, type: goal, statement: x, depends_on: [K1]}"
      )
      try write(circle, to: "\(folder)/manifolds/seat-hold.cms.yaml")
      let result = run(["generate", "seat-hold"] + options)
      #expect(result.code == .findings)
      #expect(result.error.contains("[dependency-cycle]"))
      #expect(!FileManager.default.fileExists(atPath: "\(folder)/generated"))
    }
  }

  @Test func `a link in place of the output folder is refused`() throws {
    try project { folder, options in
      try FileManager.default.createDirectory(
        atPath: "\(folder)/elsewhere", withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/out", withDestinationPath: "elsewhere")
      let result = run(["generate", "seat-hold", "-o", "\(folder)/out"] + options)
      #expect(result.code == .failure)
      #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/elsewhere").isEmpty)
    }
  }

  private func inode(of path: String) throws -> UInt64? {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return (attributes[.systemFileNumber] as? NSNumber)?.uint64Value
  }
}
