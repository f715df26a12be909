import Analysis
import SourceText
import Testing
import TraceModel

@Suite struct `What follows from a removal` {
  private static let base = ComparedProject()
  private static let head = base.with(
    "    - {id: B2, type: boundary, statement: Retries end after 72 h}\n", "")

  @Test func `is told with it, and kept in the findings`() throws {
    let report = Self.base.report(Self.head)
    #expect(report.headline.contains("1 removed with 2 consequences"))
    let removed = try #require(report.findings(.removed).first)
    #expect(removed.subject.key.id == "B2")
    let told = try #require(report.told.first?.findings.first)
    #expect(told.finding == removed && told.severity == .error)
    #expect(told.consequences.map(\.subject.key.id) == ["RT-2", "RetriesTooLong"])
    #expect(
      told.consequences.allSatisfy { $0.kind == .newGap && $0.because == removed.fingerprint })
    let relinked = report.findings(.changed)
    #expect(relinked.map(\.subject.key.id) == ["RT-2", "RetriesTooLong"])
    #expect(relinked.allSatisfy { $0.because == removed.fingerprint })
  }

  @Test func `is told by itself when its cause is not there`() {
    var report = Self.base.report(Self.head)
    report.findings.removeAll { $0.kind == .removed }
    #expect(report.headline == "2 new gaps, 2 changed")
  }

  @Test func `is no gap of what the removed has supported`() {
    let head = Self.base.with(
      "    - id: RT-1\n      statement: Keys are unique\n      maps_to: [B1]\n      evidence:\n"
        + "        - {type: test_passes, path: tests/test_pay.py}\n", "")
    let findings = Self.base.report(head).findings
    let about = findings.filter { $0.subject.key.id == "B1" }
    #expect(!about.isEmpty && about.allSatisfy { $0.because == nil })
    #expect(findings.contains { $0.subject.key.id == "src/pay.py" && $0.because != nil })
  }

  @Test func `is nothing where a file cannot be read, which is said once`() throws {
    let head = Self.base.with(file: "shop.yaml", "schema_version: 3\nfeature: [\n")
    let (before, after) = (Self.base.snapshot(), head.snapshot())
    func report(_ unread: Set<String>) -> ChangeReport {
      ChangeComparison(
        base: before, head: after, baseCommit: "a", headCommit: "b", unread: unread
      ).report()
    }
    #expect(!report([]).findings(.removed).isEmpty)
    let silent = report(["shop.yaml"])
    #expect(silent.findings(.removed).isEmpty && silent.findings(.added).isEmpty)
    #expect(!silent.findings.contains { $0.subject.key.id == "RetriesTooLong" })
    let remark = try #require(silent.remarks.first)
    #expect(remark.hasPrefix("\u{201C}shop.yaml\u{201D} cannot be read at the head"))
    #expect(silent.isFailed)
  }

  @Test func `does not hide what is removed from a file with an error in it`() {
    let report = ChangeComparison(
      base: Self.base.snapshot(), head: Self.head.snapshot(), baseCommit: "a", headCommit: "b",
      unread: ["shop.yaml"]
    ).report()
    #expect(report.findings(.removed).map(\.subject.key.id) == ["B2"])
  }

  @Test func `names ten of the demands that went with a manifold`() throws {
    let demands = (1...12).map { "    - {id: K\($0), type: boundary, statement: Sum \($0) agrees}" }
    let bank =
      "schema_version: 3\nfeature: bank\nconstraints:\n  business:\n"
      + "    - {id: K0, type: invariant, statement: Sums agree}\n"
      + demands.joined(separator: "\n")
    let finding = try #require(
      Self.base.with(file: "bank.manifold.yaml", bank).report(Self.base).findings(.removed).first)
    #expect(
      finding.summary
        == "is not declared any more, with 13 others below it, among them invariant K0, boundary K1, "
        + "boundary K2, boundary K3, boundary K4, boundary K5, boundary K6, boundary K7, "
        + "boundary K8, boundary K9 and 3 more")
    #expect(finding.before?.contains("\ninvariant K0: Sums agree\n") == true)
  }
}
