import Analysis
import SourceText
import Testing
import TraceModel

/// Results that name what does not exist.
@Suite struct `A result that leads nowhere` {
  private static func report(_ ids: [String]) -> String {
    let cases = ids.enumerated().map { number, id in
      "<testcase classname='kit' name='t\(number)'><properties><property name='verifies' value='\(id)'/>"
        + "</properties></testcase>"
    }
    return "<testsuite>\n\(cases.joined(separator: "\n"))\n</testsuite>\n"
  }

  private static func project(_ ids: String..., at path: String = "more.xml") -> ComparedProject {
    ComparedProject().with(file: path, report(ids))
  }

  @Test(arguments: [
    (["shop/B1", "shop/B404"], ["verifies \u{201C}shop/B404\u{201D}, which is not defined"]),
    (
      ["shop/B404", "shop/B404", "shop/B404"],
      [
        "verifies \u{201C}shop/B404\u{201D}, which is not defined; neither is it for 2 more results"
      ]
    ), (["shop/B405"], []), (["shop/B1"], []),
  ]) func `is told where it stands`(_ ids: [String], _ expected: [String]) {
    let head = ComparedProject().with(file: "more.xml", Self.report(ids))
    let found = Self.project("shop/B405").report(head).findings(.newGap)
    #expect(found.map(\.summary) == expected)
    for finding in found {
      #expect(finding.severity == .error && finding.rule == ChangeRules.newDangling)
      #expect(finding.subject.key.kind == .test && finding.subject.range.path == "more.xml")
      #expect(finding.subject.range.line == (ids[0] == "shop/B1" ? 3 : 2))
    }
  }

  @Test func `is not new where only its report has another name`() {
    let head = Self.project("shop/B404", at: "other.xml")
    #expect(Self.project("shop/B404").lines(head).isEmpty)
  }

  @Test func `is told where only what it named has another id`() {
    let base = Self.project("shop/T1")
    let head = base.with("id: T1", "id: T7").with("RT-2, T1]", "RT-2, T7]")
    let found = base.report(head).findings.filter { $0.rule == ChangeRules.newDangling }
    #expect(found.map(\.subject.key.kind) == [.test] && found.allSatisfy { $0.because == nil })
  }

  @Test func `is told with the removal of what it named, and of nothing else`() throws {
    let base = Self.project("shop/T1", "shop/B1")
    let goal = "    - {id: T1, type: goal, statement: A retry takes less than 2 s}\n"
    let head = base.with(goal, "").with("RT-2, T1]", "RT-2]")
      .with(file: "more.xml", Self.report(["shop/T1", "bank/T1"]))
    let report = base.report(head)
    let removal = try #require(report.findings(.removed).first)
    let found = report.findings(.newGap)
    #expect(found.count == 2)
    for finding in found {
      #expect(finding.because == (finding.summary.contains("bank") ? nil : removal.fingerprint))
    }
  }

  @Test func `is kept with its revision, and so is a pass in doubt`() throws {
    let snapshot = Self.project("shop/B404").with(
      file: "tests/test_pay.py", "from kit import *\n"
    ).snapshot()
    #expect(snapshot.vainResults.count == 1)
    #expect(snapshot.nodes.count { $0.doubt != nil } == 1)
    var writer = BinaryWriter()
    snapshot.encode(into: &writer)
    var reader = BinaryReader(writer.bytes)
    #expect(try TraceSnapshot(from: &reader) == snapshot)
  }
}
