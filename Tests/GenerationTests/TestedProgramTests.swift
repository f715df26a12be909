import Generation
import SourceText
import Testing
import TraceModel

/// Results count for the programs that were run.
@Suite struct `Results of other programs` {
  /// Results that say which files they are of.
  private func results(of files: [SourceFile]) -> [ObservedTest] {
    let sources = files.filter { $0.path.hasSuffix(".py") }.sorted { $0.path < $1.path }
    let lines = sources.map { "\($0.path)\0\(SHA256Digest(of: $0.bytes).description)\n" }
    let digest = SHA256Digest(of: Array(lines.joined().utf8)).description
    return `Verifying a folder`.passed.map {
      ObservedTest(
        name: $0.name, className: $0.className, outcome: $0.outcome, sources: digest)
    }
  }

  private func broken(_ files: inout [SourceFile]) {
    let marked = "= 2400  # throughline:protected"
    `Verifying a folder`.replace("src/seat_hold.py", "= 2160", marked, in: &files)
  }

  private func k2(_ input: VerificationInput) throws -> (VerifiedItem, Verification) {
    let verification = Verifier.verify(input)
    return (try #require(verification.constraints.first { $0.id == "K2" }), verification)
  }

  @Test func `count for nothing once a program has changed`() throws {
    var input = try `Verifying a folder`.input { broken(&$0) }
    input.results = results(of: input.expected.files)
    let verification = Verifier.verify(input)
    #expect(!verification.hasResults)
    #expect(verification.tests.allSatisfy { $0.state == .notRun })
    let finding = try #require(
      verification.diagnostics.first { $0.summary.contains("of other programs") })
    #expect(finding.severity == .warning)
  }

  @Test func `count when they are of the very bytes`() throws {
    var input = try `Verifying a folder`.input()
    input.results = results(of: input.files)
    let verification = Verifier.verify(input)
    #expect(verification.hasResults)
    #expect(verification.tests.contains { $0.state == .passed })
    #expect(!verification.diagnostics.contains { $0.summary.contains("of other programs") })
  }

  @Test func `a protected change needs results that say they are of it`() throws {
    var input = try `Verifying a folder`.input(
      { broken(&$0) }, results: `Verifying a folder`.passed)
    let unproven = try k2(input).1
    #expect(!unproven.hasResults && unproven.tests.allSatisfy { $0.state == .notRun })
    input.results = results(of: input.files)
    let (item, verification) = try k2(input)
    #expect(verification.hasResults)
    #expect(!item.gaps.contains { $0.contains("changed by hand") })
    #expect(verification.files.contains { $0.state == .protected })
  }
}

/// What a constraint rests on is more than what is marked with it.
@Suite struct `Files that nobody marked` {
  private func k1(
    results: [ObservedTest]? = nil, _ change: (inout [SourceFile]) -> Void
  ) throws -> VerifiedItem {
    let input = try `Verifying a folder`.input(
      change, results: results ?? `Verifying a folder`.passed)
    return try #require(Verifier.verify(input).constraints.first { $0.id == "K1" })
  }

  @Test func `a runner's file that no plan asks for can change what tests do`() throws {
    let item = try k1 { $0.append(SourceFile(path: "conftest.py", text: "import src\n")) }
    #expect(item.gaps.contains("conftest.py is not of the plan, and can change what tests do"))
    #expect(item.tests.allSatisfy { $0.state == .notRun })
  }

  @Test func `another file in a test's place proves nothing`() throws {
    let item = try k1 { files in
      files.removeAll { $0.path == "tests/test_core.py" }
      files.append(
        SourceFile(path: "tests/test_core.py", text: "def test_it():\n    assert 1 < 2\n"))
    }
    #expect(item.gaps.contains("another file stands in place of tests/test_core.py"))
  }

  @Test func `a planned test that is gone is a gap of what it was for`() throws {
    let item = try k1 { $0.removeAll { $0.path == "tests/test_core.py" } }
    #expect(item.gaps.contains("tests/test_core.py is missing"))
  }

  @Test func `cases that were left out of a run have shown nothing`() throws {
    let results = `Verifying a folder`.passed.map {
      ObservedTest(name: $0.name, className: $0.className, outcome: .passed, collected: 2)
    }
    #expect(try k1(results: results) { _ in }.tests.allSatisfy { $0.state == .skipped })
  }

  @Test func `results of another manifold's tests are none of this one's`() throws {
    let results = { (manifold: String) in
      `Verifying a folder`.passed.map {
        ObservedTest(
          name: $0.name, className: $0.className, outcome: .passed, manifolds: [manifold])
      }
    }
    #expect(try k1(results: results("other")) { _ in }.tests.allSatisfy { $0.state == .notRun })
    let own = try k1(results: results("seat-hold-v4")) { _ in }
    #expect(own.tests.allSatisfy { $0.state == .passed })
  }
}
