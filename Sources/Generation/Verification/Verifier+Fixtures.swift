import SourceText

extension VerificationWork {
  private static let builtIn: Set<String> = [
    "self", "cls", "request", "tmp_path", "tmp_path_factory", "tmpdir", "monkeypatch", "capsys",
    "capfd", "caplog", "recwarn", "pytestconfig", "cache", "record_property", "testdir",
    "event_loop", "mocker", "doctest_namespace", "subtests", "unused_tcp_port",
  ]

  /// Parameters of tests that no fixture answers.
  mutating func checkFixtures(_ file: FoundArtifact) {
    guard let python = file.python else { return }
    let fixtures = Set(
      artifacts.filter {
        $0.kind == .test && ($0.path == file.path || $0.path.hasSuffix("conftest.py"))
      }
      .flatMap { $0.python?.functions ?? [] }
      .filter { $0.decorators.contains { $0.contains("fixture") } }.map(\.name))
    var missing: [String: Int] = [:]
    for test in file.tests {
      guard let block = python.functions.first(where: { $0.line == test.test.line }) else {
        continue
      }
      let given = block.decorators.filter { $0.contains("parametrize(") }.joined()
      for name in Self.parameters(block.parameters)
      where !fixtures.contains(name) && !Self.builtIn.contains(name) && !given.contains(name) {
        missing[name] = missing[name] ?? block.line
      }
    }
    for (name, line) in missing.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
      add(.fixtureMissing, file, line, "no fixture \"\(name)\" is defined for this test")
    }
  }

  /// Names without types; those with a default are no fixtures.
  private static func parameters(_ text: String) -> [String] {
    text.split(separator: ",").compactMap { part in
      guard !part.contains("=") else { return nil }
      let name = part.split(separator: ":").first.map { $0.filter { $0 != " " } } ?? ""
      let isName = name.first.map { $0.isLetter || $0 == "_" } ?? false
      return isName ? name : nil
    }
  }
}
