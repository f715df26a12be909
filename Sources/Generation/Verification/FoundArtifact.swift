import SourceText

/// One file of the artifacts folder, taken apart as far as verification looks at it.
struct FoundArtifact: Sendable {
  /// A range of lines that says which ids it is for.
  struct Mark: Sendable {
    var ids: [String]
    var lines: ClosedRange<Int>
    /// Of a block; empty for a comment that names ids.
    var name: String
  }

  /// A test with its lines.
  struct Test: Sendable {
    var test: ArtifactTest
    /// From its name to its last statement.
    var lines: ClosedRange<Int>
    /// Something in it can fail.
    var asserts: Bool
  }

  let file: SourceFile
  /// `nil` for what is no artifact, such as a report of tests.
  let kind: ArtifactKind?
  /// What the plan says of the path; `nil` when it asks for no such file.
  let planned: PlannedArtifact?
  let lines: LineMap
  let blocks: [ArtifactBlock]
  let marks: [Mark]
  let tests: [Test]
  /// `nil` for what is no Python.
  let python: PythonSource?

  var path: String { file.path }

  init(_ file: SourceFile, planned: PlannedArtifact?) {
    self.file = file
    self.planned = planned
    kind = planned?.kind ?? Self.kind(of: file)
    lines = LineMap(file)
    let rows = ArtifactLines(file.bytes)
    blocks = BlockScan(rows).blocks
    let python = file.path.hasSuffix(".py") ? PythonSource(file.bytes) : nil
    self.python = python
    var marks = blocks.map { Mark(ids: $0.ids, lines: $0.lines, name: $0.name) }
    if let python { marks += Self.comments(of: python) }
    self.marks = marks
    tests = python.map { Self.tests(rows, $0) } ?? []
  }

  /// Ids that some mark of code names, with the first range of each.
  func range(of id: String) -> ClosedRange<Int>? { marks.first { $0.ids.contains(id) }?.lines }

  /// The place of a line.
  func range(_ line: Int) -> SourceRange {
    guard let span = lines.contents(ofLine: line) else { return .file(path) }
    let text = file.bytes[span]
    let start = text.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? span.lowerBound
    return lines.range(start, span.upperBound)
  }

  /// The text of a line, without the spaces around it.
  func text(_ line: Int) -> String {
    guard let span = lines.contents(ofLine: line) else { return "" }
    let text = oneLine(String(decoding: file.bytes[span], as: UTF8.self))
    return text.hasPrefix(" ") ? String(text.dropFirst()) : text
  }

  private static func kind(of file: SourceFile) -> ArtifactKind? {
    let name = fileName(file.path)
    if name.hasSuffix(".py") {
      let isTest = name.hasPrefix("test_") || name == "conftest.py" || name.hasSuffix("_test.py")
      return isTest || file.path.hasPrefix("tests/") ? .test : .code
    }
    if name.hasSuffix(".md") { return .doc }
    let isMonitoring = name.contains("alert") || name.contains("dashboard")
    let isNotation = name.hasSuffix(".json") || name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    return isMonitoring && isNotation ? .observability : nil
  }

  // MARK: marks

  /// `# [B1, T2] …` in a comment, and `[U3] …` at the start of a function's text.
  private static func comments(of python: PythonSource) -> [Mark] {
    var found: [Mark] = []
    for (index, line) in python.lines.enumerated() where found.count < 2_000 {
      if let ids = ids(at: line.comment) {
        found.append(Mark(ids: ids, lines: reach(of: index + 1, python), name: ""))
      } else if let ids = ids(at: line.text), let function = python.function(around: index + 1) {
        found.append(Mark(ids: ids, lines: function.lines, name: ""))
      }
    }
    return found
  }

  /// The statement that a comment stands before or behind.
  private static func reach(of line: Int, _ python: PythonSource) -> ClosedRange<Int> {
    guard let next = python.statements.first(where: { $0.lastLine >= line }) else {
      return line...line
    }
    // A head is for the block below it.
    let block = python.statements.lazy.filter {
      $0.line > next.line && $0.indentation <= next.indentation && !goesOn($0.bare)
    }.first
    let isHead = next.bare.hasSuffix(":")
    let end = isHead ? (block?.line ?? python.lines.count + 1) - 1 : next.lastLine
    return min(line, next.line)...max(line, end)
  }

  /// A branch of the statement above it.
  private static func goesOn(_ statement: String) -> Bool {
    ["except", "else", "elif", "finally"].contains { statement.hasPrefix($0) }
  }

  private static func ids(at text: [UInt8]) -> [String]? {
    let start = text.drop { $0 == 0x20 }
    guard start.first == 0x5B, let close = start.firstIndex(of: 0x5D) else { return nil }
    let ids = start[start.startIndex + 1..<close].split(separator: 0x2C).map {
      String(decoding: $0.filter { $0 != 0x20 }, as: UTF8.self)
    }
    let areIDs = ids.allSatisfy { id in
      id.first?.isUppercase == true && id.contains { $0.isNumber } && id.utf8.count < 60
    }
    return ids.isEmpty || !areIDs ? nil : ids
  }

  // MARK: tests

  private static func tests(_ rows: ArtifactLines, _ python: PythonSource) -> [Test] {
    let functions = Dictionary(python.functions.map { ($0.line, $0) }) { first, _ in first }
    return TestScan(rows).tests.prefix(5_000).map { test in
      let block = functions[test.line]
      let body = block.map { python.body(of: $0) } ?? []
      return Test(
        test: test, lines: block?.lines ?? test.line...test.line,
        asserts: body.contains { Self.mayFail($0.bare) })
    }
  }

  private static let checks = [
    "assert", "raises(", "pytest.fail(", "expect", "check(", "check_", "verify", "must_",
    "replay",
  ]

  private static func mayFail(_ statement: String) -> Bool {
    // What is always true is no check.
    if ["assert True", "assert 1", "assert not False"].contains(statement) { return false }
    return checks.contains { statement.contains($0) }
  }
}
