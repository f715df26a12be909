import Analysis
import SourceText
import Testing
import TraceModel

/// What a removal, or a file that cannot be read, does not explain is told by itself.
@Suite struct `Beside a removal` {
  private static let goal = "    - {id: T1, type: goal, statement: A retry takes less than 2 s}\n"
  private static let failure =
    "<testsuite><testcase classname='tests.test_pay' name='test_once_B1'><failure/></testcase></testsuite>"

  /// B1 leans on T1, or on what is given.
  private static func base(_ end: String = "T1") -> ComparedProject {
    ComparedProject().with("shall be made once}", "shall be made once, depends_on: [\(end)]}")
  }

  private static func about(_ id: String, _ report: ChangeReport) -> [ChangeFinding] {
    report.findings.filter { $0.subject.key.id == id }
  }

  private static let once = "def test_once_B1():\n    assert True\n"

  /// What the file of tests holds then and now, and what is said of B1.
  @Test(arguments: [
    (once, once + "from kit import *\n", nil), (once, "import kit\n", "error"),
    (once, "from kit import *\n", "warning"),
    ("from kit import *\n", "from other import *\n", nil),
  ]) func `a recorded pass counts as far as its test is found`(
    _ base: String, _ head: String, _ severity: String?
  ) throws {
    let project = ComparedProject()
    let report = project.with(file: "tests/test_pay.py", base).report(
      project.with(file: "tests/test_pay.py", head))
    let said = Self.about("B1", report).filter { $0.kind != .suspect }
    #expect(said.map(\.severity.rawValue) == (severity.map { [$0] } ?? []), "\(report.lines())")
    guard severity == "warning" else { return }
    let warning = try #require(said.first)
    #expect(warning.rule == ChangeRules.evidenceGone)
    #expect(
      warning.summary.hasPrefix(
        "still counts the pass of \u{201C}test_once_B1\u{201D} of \u{201C}tests.test_pay\u{201D}"))
  }

  @Test func `a pass that is found answers for one that is not`() {
    let project = ComparedProject().with(
      "</testsuite>", "<testcase classname='tests.test_more' name='test_again[B1]'/></testsuite>",
      in: "junit.xml"
    ).with(file: "tests/test_more.py", "def test_again(b1): pass\n")
    let head = project.with(file: "tests/test_pay.py", "from kit import *\n")
    let report = project.report(head)
    #expect(Self.about("B1", report).allSatisfy { $0.kind == .suspect }, "\(report.lines())")
  }

  @Test func `a test that fails is told as an error of its own`() throws {
    let head = ComparedProject().with(Self.goal, "").with(file: "junit.xml", Self.failure)
    for results in [ComparedProject.shop["junit.xml"], nil] {
      let report = Self.base().with(file: "junit.xml", results).report(head)
      let failing = try #require(Self.about("B1", report).first { $0.severity == .error })
      #expect(failing.because == nil && failing.summary.contains("failing"))
      #expect(report.told.contains { $0.findings.contains { $0.finding == failing } })
    }
  }

  @Test func `a test that fails is told where the file of another end cannot be read`() throws {
    let bank = "schema_version: 3\nfeature: bank\nconstraints:\n  technical:\n" + Self.goal
    let base = Self.base("bank/T1").with(file: "bank.manifold.yaml", bank)
    let head = base.with(file: "bank.manifold.yaml", "[").with(file: "junit.xml", Self.failure)
    for results in [ComparedProject.shop["junit.xml"], nil] {
      let report = base.with(file: "junit.xml", results).report(
        head, unread: ["bank.manifold.yaml"])
      #expect(report.findings(.removed).isEmpty)
      #expect(Self.about("B1", report).contains { $0.severity == .error && $0.because == nil })
    }
  }

  @Test func `an id that was never there is no consequence`() throws {
    let head = Self.base("NOPE").with(Self.goal, "")
    for results in [ComparedProject.shop["junit.xml"], nil] {
      let report = Self.base().with(file: "junit.xml", results).report(
        head.with(file: "junit.xml", results))
      let gaps = Self.about("B1", report).filter { $0.kind == .newGap }
      #expect(gaps.map(\.because) == [nil], "\(report.lines())")
    }
  }

  @Test func `an id that is gone is one, and another one beside it is not`() throws {
    let open = { (project: ComparedProject) in project.with(file: "junit.xml", nil) }
    let head = Self.base("T1, NOPE").with(Self.goal, "")
    let report = open(Self.base()).report(open(head))
    let removed = try #require(report.findings(.removed).first)
    let gaps = Self.about("B1", report).filter { $0.kind == .newGap }
    #expect(Set(gaps.map(\.summary)).count == 2, "\(report.lines())")
    for gap in gaps {
      #expect(gap.because == (gap.summary.contains("NOPE") ? nil : removed.fingerprint))
    }
  }

  @Test func `a link that was taken away without need is told by itself`() throws {
    let head = ComparedProject().with(Self.goal, "").with("[RT-1, RT-2, T1]", "[RT-2]")
    let report = ComparedProject().report(head)
    let relinked = try #require(Self.about("src/pay.py", report).first { $0.kind == .changed })
    #expect(relinked.because == nil && relinked.summary.contains("no longer satisfies RT-1"))
    let tidy = ComparedProject().with(Self.goal, "").with("[RT-1, RT-2, T1]", "[RT-1, RT-2]")
    let followed = ComparedProject().report(tidy)
    #expect(Self.about("src/pay.py", followed).allSatisfy { $0.because != nil })
  }

  @Test func `the worst that follows comes first`() throws {
    let head = ComparedProject().with(
      "    - {id: B2, type: boundary, statement: Retries end after 72 h}\n", "")
    var report = ComparedProject().report(head)
    let last = try #require(report.findings.lastIndex { $0.kind == .newGap && $0.because != nil })
    for index in report.findings.indices
    where index != last && report.findings[index].because != nil {
      report.findings[index].severity = .note
    }
    let told = try #require(report.told.first?.findings.first)
    #expect(told.consequences.map(\.severity) == [.error, .note])
  }

  @Test func `the demands of a file that cannot be read are named`() {
    let head = ComparedProject().with(file: "shop.yaml", "[")
    let report = ComparedProject().report(head, unread: ["shop.yaml"])
    #expect(report.remarks[0].contains(", among them invariant B1, boundary B2, is not compared"))
  }
}
