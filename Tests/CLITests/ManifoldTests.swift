import Foundation
import TestSupport
import Testing

@testable import CLI

@Suite struct `The verb manifold` {
  static let manifold = """
    meta: {id: seat-hold, outcome_anchor: Nobody is sold a seat twice}
    constraints:
      business:
        - {id: K1, type: invariant, statement: A seat is sold at most once}
      technical:
        - {id: L1, type: goal, statement: A hold is confirmed in less than 250 ms}
    """

  func project(_ body: (String, [String]) throws -> Void) throws {
    try withTemporaryFolder { folder in
      try write(Self.manifold, to: "\(folder)/content/manifolds/seat-hold.cms.yaml")
      try body(folder, ["--source", folder])
    }
  }

  func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  @Test func `a step prints its report, and only validate fails`() throws {
    try project { folder, options in
      for step in ["tensions", "anchor", "options", "failures", "context"] {
        let result = run(["manifold", step, "seat-hold"] + options)
        #expect(result.code == .clean, "\(result.error)")
        #expect(result.output.contains("seat-hold"))
      }
      let result = run(["manifold", "validate", "seat-hold"] + options)
      #expect(result.code == .findings)
      #expect(result.output.hasPrefix("seat-hold: needs work\n"))
      #expect(result.output.contains("no security constraint is declared"))
      let files = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/content/manifolds")
      #expect(files == ["seat-hold.cms.yaml"])
    }
  }

  @Test func `a report is written under the name that readers know`() throws {
    try project { folder, options in
      let place = "\(folder)/content/manifolds"
      for step in ["tensions", "anchor", "options", "failures", "context"] {
        let result = run(["manifold", step, "seat-hold", "-o", place] + options)
        #expect(result.code == .clean, "\(result.error)")
      }
      _ = run(["manifold", "validate", "seat-hold", "-o", place] + options)
      let files = try FileManager.default.contentsOfDirectory(atPath: place).sorted()
      #expect(
        files == [
          "seat-hold-failures.yaml", "seat-hold-outcome.yaml", "seat-hold-solution-space.yaml",
          "seat-hold-tensions.yaml", "seat-hold-validation.yaml", "seat-hold.cms.yaml",
          "seat-hold.context.yaml",
        ])
      let listed = run(["list", "inputs"] + options).output
      #expect(listed.split(separator: "\n").filter { $0.hasSuffix("\treports") }.count == 6)
    }
  }

  @Test func `the same again changes nothing, and an edited or foreign file stays`() throws {
    try project { folder, options in
      let path = "\(folder)/out.yaml"
      let step = ["manifold", "tensions", "seat-hold", "-o", path] + options
      #expect(run(step + ["-n"]).output == "would write \(path)\n")
      #expect(!FileManager.default.fileExists(atPath: path))
      #expect(run(step).output == "wrote \(path)\n")
      let written = try text(path)
      #expect(run(step).output == "\(path) is as it was\n")
      try write(written + "# mine\n", to: path)
      let edited = run(step)
      #expect(edited.code == .findings)
      #expect(edited.error.contains("was changed by hand; nothing is written"))
      #expect(try text(path) == written + "# mine\n")
      try write("mine\n", to: path)
      #expect(run(step).error.contains("is there, and no step has written it"))
      #expect(try text(path) == "mine\n")
      #expect(run(step + ["--force"]).code == .clean)
      #expect(try text(path) == written)
    }
  }

  @Test func `the ending of the file decides its form, unless another is asked for`() throws {
    try project { folder, options in
      let step = ["manifold", "failures", "seat-hold"] + options
      _ = run(step + ["-o", "\(folder)/a.json"])
      let json = try text("\(folder)/a.json")
      #expect(json.hasPrefix("{\n  \"meta\": {"))
      _ = run(step + ["-o", "\(folder)/a.txt"])
      let lines = try text("\(folder)/a.txt")
      #expect(lines.hasPrefix("seat-hold: "))
      #expect(run(step + ["--format", "yaml"]).output.contains("\nmeta:\n"))
    }
  }

  @Test func `a manifold that is begun has no findings, and is not overwritten`() throws {
    try withTemporaryFolder { folder in
      let options = ["--source", folder]
      let begin = ["manifold", "init", "coat-check", "--outcome", "Nobody leaves: without a coat"]
      let dry = run(begin + options + ["-n"])
      #expect(dry.code == .clean)
      let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(files.isEmpty)
      #expect(run(begin + options).code == .clean)
      let manifold = "\(folder)/content/manifolds/coat-check.yaml"
      let text = try text(manifold)
      #expect(text.contains("\noutcome: \"Nobody leaves: without a coat\"\n"))
      let companion = try self.text("\(folder)/content/manifolds/coat-check.md")
      #expect(companion.hasPrefix("# Coat check\n"))
      let check = run(["check", "--strict"] + options)
      #expect(check.code == .clean, "\(check.output)\(check.error)")
      let again = run(begin + options)
      #expect(again.code == .findings)
      #expect(again.error.contains("is already there; nothing is written"))
      let validation = run(["manifold", "validate", "coat-check"] + options)
      #expect(validation.code == .findings)
      #expect(validation.output.contains("the manifold declares no constraint"))
    }
  }

  @Test func `the examples of a manifold that is begun are themselves valid`() throws {
    try withTemporaryFolder { folder in
      let options = ["--source", folder]
      _ = run(["manifold", "init", "coat-check", "--outcome", "Nobody is charged twice"] + options)
      let path = "\(folder)/content/manifolds/coat-check.yaml"
      let lines = try text(path).split(separator: "\n", omittingEmptySubsequences: false)
      let filled = lines.map { line -> String in
        guard let mark = line.range(of: "# - ") ?? line.range(of: "#   "), line.hasPrefix("    ")
        else { return String(line) }
        return line[..<mark.lowerBound] + String(line[line.index(mark.lowerBound, offsetBy: 2)...])
      }
      try write(filled.joined(separator: "\n"), to: path)
      let result = run(["manifold", "validate", "coat-check"] + options)
      #expect(result.output.contains("5 of 5 constraints can be tested"), "\(result.output)")
      #expect(!result.output.contains("unknown-key"))
      #expect(!result.output.contains("CRITICAL"))
    }
  }

  @Test func `what cannot be begun or found is said`() throws {
    try project { _, options in
      let wrong = run(["manifold", "init", "Coat Check"] + options)
      #expect(wrong.code == .usage)
      #expect(wrong.error.contains("lower-case letters"))
      let near = run(["manifold", "tensions", "seat-hole"] + options)
      #expect(near.code == .findings)
      #expect(near.error.contains("the nearest name is \"seat-hold\""))
      #expect(run(["manifold", "tension", "seat-hold"] + options).code == .usage)
    }
  }

  @Test func `a file that cannot be read stops all steps but validate`() throws {
    try project { folder, options in
      try write("constraints: [\n", to: "\(folder)/content/manifolds/seat-hold.cms.yaml")
      let result = run(["manifold", "tensions", "seat-hold"] + options)
      #expect(result.code == .findings)
      #expect(result.output.isEmpty)
      #expect(run(["manifold", "validate", "seat-hold"] + options).code == .findings)
    }
  }
}
