import Foundation
import TestSupport
import Testing

@testable import CLI

@Suite struct `The verb verify` {
  static let pack = """
    name: tiny
    artifacts:
      - {template: core.py, path: "src/{{names.module}}.py", kind: code, type: service, name: Core, covers: [idempotency]}
      - {template: test.py, path: tests/test_core.py, kind: test, type: unit, name: test, covers: [idempotency]}
    """

  /// A project with a generated folder, and the arguments that all runs share.
  func project(_ body: (String, [String]) throws -> Void) throws {
    try withTemporaryFolder { folder in
      try write(
        `The verb generate`.manifold, to: "\(folder)/manifolds/seat-hold.cms.yaml")
      try write(Self.pack, to: "\(folder)/pack/pack.yaml")
      try write(
        "# throughline:begin once [{{idempotency.ids}}]\nSOLD = sell(key=KEY)\n# throughline:end\n",
        to: "\(folder)/pack/core.py")
      try write(
        "import pytest\n\n@pytest.mark.constraint(\"{{idempotency.id}}\")\ndef test_once():\n    assert sold() == 1\n",
        to: "\(folder)/pack/test.py")
      let options = ["--source", folder, "--pack", "\(folder)/pack"]
      #expect(run(["generate", "seat-hold"] + options).code == .clean)
      try body(folder, options)
    }
  }

  func junit(_ inside: String) -> String {
    """
    <testsuites><testsuite name="pytest"><testcase classname="tests.test_core" name="test_once">
    \(inside)</testcase></testsuite></testsuites>
    """
  }

  @Test func `without results nothing is satisfied, and nothing is wrong`() throws {
    try project { _, options in
      let result = run(["verify", "seat-hold"] + options)
      #expect(result.code == .clean, "\(result.output)\(result.error)")
      #expect(result.output.contains("◐ K1  PARTIAL (1 of 1 tests without a result)\n"))
      #expect(result.output.contains("Files: 3 same\n"))
      #expect(result.output.contains("Tests: 1 not run\n"))
      #expect(run(["verify-all", "seat-hold", "--strict"] + options).code == .findings)
    }
  }

  @Test(arguments: [
    ("", "✓ K1  SATISFIED\n", ExitCode.clean), ("<skipped/>", "1 of 1 tests skipped", .clean),
    ("<failure>no</failure>", "✗ K1  NOT SATISFIED (1 of 1 tests failed)", .findings),
    ("<error>no</error>", "✗ K1  NOT SATISFIED (1 of 1 tests failed)", .findings),
  ])
  func `results decide`(inside: String, line: String, code: ExitCode) throws {
    try project { folder, options in
      try write(junit(inside), to: "\(folder)/generated/seat-hold/results.xml")
      let result = run(["verify", "seat-hold"] + options)
      #expect(result.output.contains(line), "\(result.output)")
      #expect(result.code == code)
      let isStrictlyFine = run(["verify", "seat-hold", "--strict"] + options).code == .clean
      #expect(isStrictlyFine == inside.isEmpty)
    }
  }

  @Test func `results among the inputs of the project count as well`() throws {
    try project { folder, options in
      try write(
        "inputs:\n  results: [\"reports/*.xml\"]\n", to: "\(folder)/content/site.yaml")
      try write(junit(""), to: "\(folder)/reports/run.xml")
      let result = run(["verify", "seat-hold"] + options)
      #expect(result.output.contains("✓ K1  SATISFIED\n"), "\(result.output)")
    }
  }

  @Test func `a missing file is an error, and mending writes it and nothing else`() throws {
    try project { folder, options in
      let generated = "\(folder)/generated/seat-hold"
      let test = try String(contentsOfFile: "\(generated)/tests/test_core.py", encoding: .utf8)
      try FileManager.default.removeItem(atPath: "\(generated)/tests")
      let core = "\(generated)/src/seat_hold.py"
      let edited = try String(contentsOfFile: core, encoding: .utf8) + "# mine\n"
      try write(edited, to: core)
      try write("mine", to: "\(generated)/notes.txt")
      let broken = run(["verify", "seat-hold"] + options)
      #expect(broken.code == .findings)
      #expect(broken.output.contains("missing: tests/test_core.py"))
      #expect(broken.output.contains("tests/test_core.py: the file is planned for K1"))
      let before = try stamps(generated)
      let mended = run(["verify", "seat-hold", "--fix"] + options)
      #expect(mended.code == .clean, "\(mended.output)")
      #expect(mended.error.contains("written: \(generated)/tests/test_core.py"))
      let after = try stamps(generated)
      #expect(
        try String(contentsOfFile: "\(generated)/tests/test_core.py", encoding: .utf8) == test)
      #expect(after.filter { $0.key != "tests/test_core.py" } == before)
      #expect(try String(contentsOfFile: core, encoding: .utf8) == edited)
    }
  }

  /// Bytes and file numbers of everything below a folder.
  private func stamps(_ folder: String) throws -> [String: String] {
    var stamps: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(path)")
      guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
      let bytes = try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
      stamps[path] = "\(attributes[.systemFileNumber] ?? 0) \(bytes)"
    }
    return stamps
  }

  @Test func `mending does not follow links out of the folder`() throws {
    try project { folder, options in
      let generated = "\(folder)/generated/seat-hold"
      try FileManager.default.removeItem(atPath: "\(generated)/tests")
      try FileManager.default.createDirectory(
        atPath: "\(folder)/elsewhere", withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: "\(generated)/tests", withDestinationPath: "\(folder)/elsewhere")
      let result = run(["verify", "seat-hold", "--fix"] + options)
      #expect(result.code == .failure)
      #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/elsewhere") == [])
    }
  }

  @Test func `a hand edit is named with its constraint`() throws {
    try project { folder, options in
      let core = "\(folder)/generated/seat-hold/src/seat_hold.py"
      let text = try String(contentsOfFile: core, encoding: .utf8)
      try write(text.replacingOccurrences(of: "key=KEY", with: "key=other"), to: core)
      let result = run(["verify", "seat-hold"] + options)
      #expect(result.output.contains("edited: src/seat_hold.py (K1)\n"))
      #expect(result.output.contains("was changed by hand in \"once\", which is for K1"))
      #expect(result.code == .clean)
      #expect(run(["verify", "seat-hold", "--strict"] + options).code == .findings)
    }
  }

  @Test func `the report is written where it is wanted`() throws {
    try project { folder, options in
      try write(junit(""), to: "\(folder)/generated/seat-hold/results.xml")
      let path = "\(folder)/content/reports/seat-hold-verification.yaml"
      try FileManager.default.createDirectory(
        atPath: "\(folder)/content/reports", withIntermediateDirectories: true)
      let result = run(["verify", "seat-hold", "-o", path, "--format", "yaml"] + options)
      #expect(result.code == .clean, "\(result.error)")
      #expect(try String(contentsOfFile: path, encoding: .utf8) == result.output)
      #expect(result.output.contains("status: \"✓ FULLY SATISFIED\""))
    }
  }

  @Test func `another folder may be named, and one that is not there is said to be missing`() throws
  {
    try project { folder, options in
      let none = run(["verify", "seat-hold", "--artifacts", "\(folder)/none"] + options)
      #expect(none.code == .failure)
      #expect(none.error.contains("there is no folder \(folder)/none"))
      try FileManager.default.copyItem(
        atPath: "\(folder)/generated/seat-hold", toPath: "\(folder)/copy")
      #expect(
        run(["verify", "seat-hold", "--artifacts", "\(folder)/copy"] + options).code == .clean)
      let unknown = run(["verify", "seat-hols"] + options)
      #expect(unknown.error.contains("the nearest name is \"seat-hold\""))
    }
  }

  @Test func `JSON is one object`() throws {
    try project { _, options in
      let result = run(["verify", "seat-hold", "--format", "json"] + options)
      let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
      let report = (object as? [String: Any])?["verification_report"] as? [String: Any]
      let summary = report?["summary"] as? [String: Any]
      #expect(summary?["total_constraints"] as? Int == 1)
    }
  }
}
