import Analysis
import Generation
import Ingest
import Notation
import SourceText
import Testing
import TraceModel

@Suite struct `Verifying a folder` {
  static func input(
    _ change: (inout [SourceFile]) -> Void = { _ in }, results: [ObservedTest] = []
  ) throws -> VerificationInput {
    let (pack, _) = ArtifactPack.read(Sample.pack)
    let request = try Sample.request()
    let expected = Generator.generate(request, with: try #require(pack), time: nil)
    var files = expected.files
    change(&files)
    return VerificationInput(request: request, expected: expected, files: files, results: results)
  }

  static func replace(_ path: String, _ old: String, _ new: String, in files: inout [SourceFile]) {
    for index in files.indices where files[index].path == path {
      let text = String(decoding: files[index].bytes, as: UTF8.self)
      files[index] = SourceFile(path: path, text: text.replacing(old, with: new))
    }
  }

  static let passed = ["test_a_lost_answer", "test_two_orders"].map {
    ObservedTest(name: $0, className: "tests.test_core.TestOnce", outcome: .passed)
  }

  func item(_ id: String, in verification: Verification) throws -> VerifiedItem {
    try #require(verification.constraints.first { $0.id == id })
  }

  // MARK: what was generated

  @Test func `proves that nothing was touched`() throws {
    let verification = Verifier.verify(try Self.input(results: Self.passed))
    #expect(verification.files.count == 6)
    #expect(verification.files.allSatisfy { $0.state == .same && $0.changes.isEmpty })
    let k1 = try item("K1", in: verification)
    #expect(k1.code.map(\.path) == ["src/seat_hold.py"])
    #expect(k1.tests.map(\.state) == [.passed, .passed])
    #expect(verification.failureModes.map(\.id) == ["X1", "X2"])
    #expect(verification.status == "NEEDS_WORK")
    // No archetype covers K3, so nothing can verify it, and nothing counts as if it did.
    #expect(try item("K3", in: verification).level == .none)
    #expect(
      verification.count(.full) + verification.count(.partial) + verification.count(.none) == 5)
  }

  @Test func `a hand edit is shown with its block and its constraints`() throws {
    let input = try Self.input {
      Self.replace("src/seat_hold.py", "= 2160", "= 2400", in: &$0)
    }
    let file = try #require(
      Verifier.verify(input).files.first { $0.path == "src/seat_hold.py" })
    #expect(file.state == .edited)
    #expect(file.changes.map(\.block) == ["window"])
    #expect(file.changes.map(\.lines) == [12...12])
    #expect(file.touched == ["K2"])
  }

  @Test func `a line that was taken out is shown where it stood`() throws {
    let input = try Self.input {
      Self.replace("src/seat_hold.py", "KEY = \"duplicate_sales_total\"\n", "", in: &$0)
    }
    let file = try #require(
      Verifier.verify(input).files.first { $0.path == "src/seat_hold.py" })
    #expect(file.changes.map(\.block) == ["once"])
    #expect(file.changes.map(\.lines) == [8...8])
  }

  @Test func `an edit that is meant leaves a note`() throws {
    let input = try Self.input {
      Self.replace(
        "src/seat_hold.py", "= 2160", "= 2160  # throughline:protected, measured in May", in: &$0)
    }
    let verification = Verifier.verify(input)
    let file = try #require(verification.files.first { $0.path == "src/seat_hold.py" })
    #expect(file.state == .protected)
    let found = verification.diagnostics.filter { $0.rule.id == "artifact-edited" }
    #expect(found.map(\.severity) == [.note])
  }

  @Test func `an untouched file of an older manifold is stale, not edited`() throws {
    let (pack, _) = ArtifactPack.read(Sample.pack)
    let old = try Sample.request(
      Sample.manifold.replacing("36 minutes", with: "48 minutes").replacing("36min", with: "48min"))
    let files = Generator.generate(old, with: try #require(pack), time: nil).files
    var input = try Self.input()
    input.files = files
    let states = Verifier.verify(input).files
    #expect(states.filter { $0.state == .stale }.count >= 5)
    #expect(!states.contains { $0.state == .edited })
  }

  @Test func `a file that is gone, and one that nobody generated`() throws {
    let input = try Self.input { files in
      files.removeAll { $0.path == "src/limit.py" }
      files = files.map {
        $0.path == "docs/ARCHITECTURE.md" ? SourceFile(path: $0.path, text: "# Notes\n") : $0
      }
    }
    let verification = Verifier.verify(input)
    let states = Dictionary(
      uniqueKeysWithValues: verification.files.map { ($0.path, $0.state) })
    #expect(states["src/limit.py"] == .missing)
    #expect(states["docs/ARCHITECTURE.md"] == .replaced)
    let missing = verification.diagnostics.filter { $0.rule.id == "artifact-missing" }
    #expect(missing.map(\.range.path) == ["src/limit.py"])
    #expect(missing.allSatisfy { $0.summary.contains("for M1") })
    #expect(verification.status == "VIOLATED")
  }

  @Test func `a report that differs in its time alone is the same`() throws {
    let input = try Self.input {
      Self.replace(
        "seat-hold-v4-generation.yaml", "meta:\n", "meta:\n  generated_at: \"2031-01-01\"\n",
        in: &$0)
    }
    let states = Verifier.verify(input).files.map(\.state)
    #expect(states.allSatisfy { $0 == .same })
  }

  // MARK: tests

  @Test(arguments: [
    ([TestOutcome.passed], TestState.passed), ([.failed], .failed), ([.errored], .failed),
    ([.skipped], .skipped), ([], .notRun), ([.passed, .failed], .failed),
    ([.passed, .skipped], .skipped),
  ])
  func `results are four things`(outcomes: [TestOutcome], state: TestState) throws {
    let results = outcomes.enumerated().map { number, outcome in
      ObservedTest(
        name: "test_two_orders[\(number)]", className: "tests.test_core.TestOnce",
        outcome: outcome)
    }
    let verification = Verifier.verify(try Self.input(results: results))
    let test = verification.tests.first { $0.name == "TestOnce.test_two_orders" }
    #expect(test?.state == state)
    let isFull = try item("K1", in: verification).level == .full
    #expect(!isFull)
  }

  @Test func `a result of another class does not count`() throws {
    let results = [
      ObservedTest(
        name: "test_two_orders", className: "tests.test_core.TestOther", outcome: .passed),
      ObservedTest(
        name: "test_two_orders", className: "tests.test_score.TestOnce", outcome: .passed),
    ]
    let verification = Verifier.verify(try Self.input(results: results))
    #expect(verification.tests.allSatisfy { $0.state == .notRun })
  }

  @Test func `tests of the sample assert nothing, and are said to`() throws {
    // `assert True` can fail in no way.
    let verification = Verifier.verify(try Self.input(results: Self.passed))
    #expect(verification.tests.allSatisfy { $0.isEmpty })
    #expect(verification.diagnostics.filter { $0.rule.id == "test-asserts-nothing" }.count == 2)
    #expect(try item("K1", in: verification).gaps.contains("2 of 2 tests assert nothing"))
  }

  @Test func `with passing tests that assert, and everything planned, a constraint is satisfied`()
    throws
  {
    let files = Sample.pack.map { file in
      !["test_core.py", "core.py"].contains(file.path)
        ? file
        : SourceFile(
          path: file.path,
          text: String(decoding: file.bytes, as: UTF8.self)
            .replacing("assert True", with: "assert sold(1) == 1")
            .replacing("WINDOW_SECONDS", with: "ASKED = sold(key=KEY)\nWINDOW_SECONDS"))
    }
    let (pack, _) = ArtifactPack.read(files)
    let request = try Sample.request()
    let expected = Generator.generate(request, with: try #require(pack), time: nil)
    let input = VerificationInput(
      request: request, expected: expected,
      files: expected.files, results: Self.passed)
    let k1 = try item("K1", in: Verifier.verify(input))
    #expect(k1.gaps == [])
    #expect(k1.level == .full)
  }

  // MARK: what nobody asked for

  @Test func `files, tests and marks that no constraint asks for are listed`() throws {
    let input = try Self.input { files in
      files.append(SourceFile(path: "src/colours.py", text: "RED = 1\n"))
      files.append(
        SourceFile(path: "tests/test_colours.py", text: "def test_red():\n    assert red() == 1\n"))
      files.append(SourceFile(path: "src/marked.py", text: "# [K1]\nONE = 1\n# [K77]\nTWO = 2\n"))
    }
    let verification = Verifier.verify(input)
    #expect(verification.unspecified.map(\.path) == ["src/colours.py", "tests/test_colours.py"])
    let unknown = verification.diagnostics.filter { $0.rule.id == "unknown-mark" }
    #expect(unknown.map(\.range.line) == [3])
  }

  @Test func `an alert with another figure than its constraint`() throws {
    let input = try Self.input {
      Self.replace("observability/alerts.yaml", "> 0.25", "> 0.5", in: &$0)
    }
    let found = Verifier.verify(input).diagnostics.filter { $0.rule.id == "measure-differs" }
    #expect(found.map(\.summary) == ["\"SeatHoldSlow\" draws its line at 0.5; L1 states 250 ms"])
    let untouched = Verifier.verify(try Self.input()).diagnostics
    #expect(untouched.allSatisfy { $0.rule.id != "measure-differs" })
  }

  @Test func `names of the outside are known by code and documents`() throws {
    let input = try Self.input { files in
      files.append(
        SourceFile(
          path: "src/w.py",
          text:
            "# [K1]\n@workflow.signal\ndef pause(self):\n    self.p = 1\nemit(\"seat.sold\", {})\n"
            + "self.events.append(\"seat.freed\", {})\n"))
      files.append(
        SourceFile(
          path: "docs/API.md",
          text:
            "| signal | what |\n|---|---|\n| `resume` | goes on |\n\n```\nseat.lost{id}\nseat.freed{id}\n```\n"
        ))
    }
    let found = Verifier.verify(input).diagnostics
    let missing = found.filter { $0.rule.id == "documented-name-missing" }
    #expect(missing.map(\.range.line) == [3, 6])
    let silent = found.filter { $0.rule.id == "name-undocumented" }
    #expect(silent.map(\.summary) == ["the signal \"pause\" is in no document"])
  }

  // MARK: the account

  @Test func `the report counts what it lists`() throws {
    let input = try Self.input(results: Self.passed)
    let verification = Verifier.verify(input)
    let report = VerificationReport(verification, of: input, time: "2031-01-01")
    #expect(report.fileName == "seat-hold-v4-verification.yaml")
    let file = SourceFile(path: report.fileName, text: report.yaml)
    let parsed = YAMLParser.parse(file, limits: .manifold)
    #expect(parsed.diagnostics == [])
    let summary = parsed.root?["verification_report"]?["summary"]
    #expect(summary?["total_constraints"]?.int == 5)
    let levels = ["fully_satisfied", "partially_satisfied", "not_satisfied"]
    #expect(levels.compactMap { summary?[$0]?.int }.reduce(0, +) == 5)
    let json = JSONParser.parse(SourceFile(path: "v.json", bytes: report.json))
    #expect(json.diagnostics == [])
    #expect(json.root?["verification_report"]?["by_constraint"]?.elements?.count == 5)
  }

  @Test func `the report is read back, and nothing contradicts it`() throws {
    let input = try Self.input(results: Self.passed)
    let report = VerificationReport(Verifier.verify(input), of: input, time: nil)
    let documents = Ingest.read(
      SourceFile(path: "reports/\(report.fileName)", text: report.yaml), as: .reports)
    let manifold = Ingest.read(
      SourceFile(path: "manifolds/sample.cms.yaml", text: Sample.manifold))
    let (graph, linked) = Ingest.link(manifold.map { [$0] } ?? [], documents: documents)
    let assessment = Assessment(of: graph)
    let found = (linked + assessment.diagnostics).filter { $0.range.path.contains("report") }
    #expect(found.map(\.summary) == [])
    #expect(assessment.claims.count >= 10)
    #expect(!assessment.claims.contains { $0.outcome == .differs })
  }

  @Test func `the order of files and results changes nothing`() throws {
    var input = try Self.input(results: Self.passed)
    let first = VerificationReport(Verifier.verify(input), of: input, time: nil).yaml
    input = VerificationInput(
      request: input.request, expected: input.expected, files: input.files.reversed(),
      results: input.results.reversed())
    #expect(VerificationReport(Verifier.verify(input), of: input, time: nil).yaml == first)
  }
}
