import Testing
import TraceModel

@testable import Ingest

/// Which tests of recorded results a project has lost, and which it may never have had.
@Suite struct `The test of a result` {
  private static let files = TestFiles([
    "src/pay.py", "tests/test_pay.py", "tests/unit/test_keys.py", "web/pay.test.ts",
    "web/old.test.js", "java/src/test/java/com/acme/PayTest.java",
    "java/src/test/kotlin/com/acme/KeyTest.kt", "test_suite/checks/test_sums.py",
    "lib/pkg/test_kit/case.py", "lib/pkg/tests/test_kept.py", "pkg/tests/test_kept.py",
  ])

  @Test(arguments: [
    ("tests/test_pay.py", nil), ("./tests/test_pay.py", nil), ("unit/test_keys.py", nil),
    ("tests/test_gone.py", "tests/test_gone.py"),
    ("tests/unit/deep/test_gone.py", "tests/unit/deep/test_gone.py"),
    // Another language, another folder, another machine: who knows.
    ("tests/gone.rb", nil), ("checks/test_gone.py", nil), ("test_gone.py", nil),
    ("/home/ci/tests/test_gone.py", nil), ("../tests/test_gone.py", nil),
    ("web/gone.test.ts", "web/gone.test.ts"), ("src/gone.py", nil),
    // Built of a program in another language.
    ("web/pay.test.js", nil), ("web/old.test.js", nil), ("web/older.test.js", "web/older.test.js"),
  ]) func `is known by its file`(_ file: String, _ lost: String?) {
    let facts = TestFacts(outcome: .passed, file: file)
    #expect(Self.files.lost(facts) { _ in false } == lost)
  }

  @Test(arguments: [
    ("tests.test_pay", nil), ("tests.test_pay.TestOnce", nil),
    ("tests.test_gone.TestOnce", "tests/test_gone.py"), ("test_gone", nil),
    ("com.acme.PayTest", nil), ("com.acme.PayTest$Inner", nil),
    ("com.acme.GoneTest", "com/acme/GoneTest.java"), ("org.other.GoneTest", nil),
    ("com.acme.KeyTest", nil), ("test_suite.checks.test_sums.TestSums", nil),
    ("pkg.test_kit.case.TestKit", nil),
    ("test_suite.checks.test_gone", "test_suite/checks/test_gone.py"),
    // A suite of Swift or a description in words names no file.
    ("AnalysisTests.SomeSuite", nil), ("pays once", nil), ("", nil),
  ]) func `is known by its class`(_ name: String, _ lost: String?) {
    var facts = TestFacts(outcome: .passed)
    facts.className = name
    #expect(Self.files.lost(facts) { _ in false } == lost)
  }

  @Test func `is lost where the project reads such files`() {
    let facts = TestFacts(outcome: .passed, file: "checks/test_gone.py")
    #expect(Self.files.lost(facts) { $0.hasPrefix("checks/") } == "checks/test_gone.py")
    #expect(TestFiles([]).lost(facts) { _ in false } == nil)
  }
}
