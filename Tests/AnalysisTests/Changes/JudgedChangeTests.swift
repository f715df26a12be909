import Analysis
import SourceText
import Testing
import TraceModel

/// How much a change of words matters, by the type of what it changes.
@Suite struct `A changed demand` {
  private static let invariant = "A payment shall be made once"
  private static let boundary = "Retries end after 72 h"
  private static let goal = "A retry takes less than 2 s"

  struct Case: Sendable, CustomTestStringConvertible {
    var id: String
    var old: String
    var new: String
    var severity: Severity
    var says: String
    var testDescription: String { "\(id): \(old) → \(new)" }
  }

  static let cases = [
    Case(
      id: "B1", old: invariant, new: "A payment should be made once", severity: .error,
      says: "“shall” became “should”"),
    Case(
      id: "B1", old: invariant, new: "Every payment shall be made once", severity: .warning,
      says: "whether the invariant demands as much as before is to be judged"),
    Case(
      id: "B1", old: "A payment shall be logged", new: "A payment shall always be logged",
      severity: .warning,
      says: "it demands more, and whether what was made for it does as much is to be judged"),
    Case(
      id: "B1", old: "A **payment** shall be `made` once", new: invariant, severity: .note,
      says: "says something else"),
    Case(
      id: "B1", old: "A payment follows [RFC 7519](https://example.org)",
      new: "A payment follows RFC 7519", severity: .warning,
      says: "whether the invariant demands as much as before is to be judged"),
    Case(
      id: "B2", old: boundary, new: "Retries end after 48 h", severity: .warning,
      says: "whether the boundary demands as much as before is to be judged"),
    Case(
      id: "B2", old: boundary, new: "Retries end soon", severity: .warning, says: "72 h is gone"),
    Case(
      id: "B2", old: "Retries end within 72 h", new: "Retries end within 96 h", severity: .warning,
      says: "72 h became 96 h"),
    Case(
      id: "B2", old: "Retries end within 72 h", new: "Retries end within 48 h", severity: .note,
      says: "72 h became 48 h"),
    Case(
      id: "B2", old: boundary, new: "Trials end after 72 h", severity: .note,
      says: "says something else"),
    Case(
      id: "T1", old: goal, new: "A retry needs less than 2 s", severity: .note,
      says: "says something else"),
  ]

  private static let originals = ["B1": invariant, "B2": boundary, "T1": goal]

  @Test(arguments: cases) func `matters as much as its type`(_ row: Case) throws {
    let original = Self.originals[row.id] ?? ""
    let base = ComparedProject().with(original, "'\(row.old)'")
    let report = base.report(ComparedProject().with(original, "'\(row.new)'"))
    let finding = try #require(
      report.findings(.changed).first { $0.subject.key.id == row.id }, "\(report.lines())")
    #expect(finding.severity == row.severity, "\(finding.summary)")
    #expect(finding.summary.contains(row.says), "\(finding.summary)")
    #expect(
      finding.before?.contains("title: ") != true && finding.after?.contains("title: ") != true)
  }

  @Test func `is not hidden by a long reason`() throws {
    let reason = String(repeating: "because of this and that ", count: 300)
    let project = ComparedProject().with(
      Self.invariant, "\(Self.invariant), rationale: \(reason), threshold: '< 72 h'")
    let report = project.report(project.with("< 72 h", "< 96 h"))
    let finding = try #require(report.findings(.changed).first { $0.subject.key.id == "B1" })
    #expect(finding.severity == .error && finding.summary.contains("72 h became 96 h"))
  }

  @Test func `may begin as a title does`() throws {
    let project = ComparedProject().with(Self.invariant, "'title: a clerk must never go'")
    let report = project.report(project.with("must never go", "must go"))
    let finding = try #require(report.findings(.changed).first { $0.subject.key.id == "B1" })
    #expect(finding.severity == .error, "\(finding.summary)")
  }
}
