import Analysis
import SourceText
import Testing
import TraceModel

/// What an invariant said is looked for under other ids, and files by what became of them.
@Suite struct `A statement under another id` {
  private static let text = "A payment shall be made once"
  private static let goal = "A retry takes less than 2 s"

  /// Programs satisfy both.
  private static func base(_ invariant: String = "B1", _ goal: String = "T1") -> ComparedProject {
    var project = ComparedProject()
    project.files["shop.yaml"] = """
      schema_version: 3
      feature: shop
      outcome: Orders are paid once
      constraints:
        business:
          - {id: \(invariant), type: invariant, statement: \(text)}
          - {id: \(goal), type: goal, statement: \(Self.goal)}
      """
    project.files["src/pay.py"] =
      "# Satisfies: \(invariant)\ndef charge():\n    pass\n\n"
      + "# Satisfies: \(goal)\ndef retry():\n    pass\n"
    return project
  }

  @Test func `demands less where that binds less`() throws {
    let head = Self.base().with(Self.text, "@").with(Self.goal, Self.text).with("@", Self.goal)
    let report = Self.base().report(head)
    let finding = try #require(report.findings.first { $0.subject.key.id == "B1" })
    #expect(finding.severity == .error && finding.rule == ChangeRules.weakened)
    #expect(finding.summary.hasPrefix("what it said is stated by T1 now, a goal"))
  }

  @Test func `demands as much where two ids are exchanged`() throws {
    let report = Self.base().report(Self.base("T1", "B1"))
    #expect(!report.isFailed, "\(report.lines())")
    let finding = try #require(report.findings(.changed).first { $0.subject.key.id == "B1" })
    #expect(finding.severity == .note)
    #expect(
      finding.summary
        == "what it said is stated by T1 now, an invariant; is a goal, and was an invariant; "
        + "1 linked end changed along")
  }

  @Test func `is not kept by what nothing supports`() throws {
    let head = Self.base("T1", "B1").with("# Satisfies: T1\n", "", in: "src/pay.py")
    let report = Self.base().report(head)
    let finding = try #require(report.findings(.changed).first { $0.subject.key.id == "B1" })
    #expect(finding.severity == .error, "\(report.lines())")
  }

  @Test func `is looked for among what has it since the change`() throws {
    let twice = Self.base().with(Self.goal, Self.text)
    let finding = try #require(
      twice.report(twice.with("invariant, statement: \(Self.text)", "invariant, statement: Logos"))
        .findings(.changed).first { $0.subject.key.id == "B1" })
    #expect(!finding.summary.contains("stated by"))
  }

  @Test func `is not asked for where the invariant demands more`() throws {
    let base = Self.base().with(Self.text, "Answers must arrive within 5 s")
    let head = Self.base().with(Self.text, "Answers must arrive within 2 s")
      .with(Self.goal, "Answers must arrive within 5 s")
    let finding = try #require(
      base.report(head).findings(.changed).first { $0.subject.key.id == "B1" })
    #expect(finding.severity == .warning && !finding.summary.contains("stated by"))
  }

  @Test func `is one with all of its lines`() throws {
    let base = Self.base().with(Self.text, #""A payment must not:\n- be made twice\n- be lost""#)
    let head = Self.base().with(Self.text, #""A payment shall never:\n- be made twice\n- be seen""#)
      .with(Self.goal, #""A payment must not:\n- be purple""#)
    let finding = try #require(
      base.report(head).findings(.changed).first { $0.subject.key.id == "B1" })
    #expect(finding.severity == .warning && !finding.summary.contains("stated by"))
  }

  // MARK: files and kinds

  @Test func `evidence without its file says what it said`() throws {
    let base = ComparedProject()
    let report = base.report(base.with(file: "tests/test_pay.py", nil))
    let evidence = report.findings.filter { $0.subject.key.kind == .evidence }
    #expect(evidence.map(\.summary).contains { $0.hasPrefix("its file is gone") })
    #expect(evidence.allSatisfy { $0.kind == .regressed && $0.after == nil }, "\(evidence)")
    #expect(!report.findings.contains { $0.after?.contains("tests/test_pay.py") == true })
  }

  @Test func `evidence that names no file any more has not lost it`() throws {
    let base = ComparedProject()
    let head = base.with(
      "{type: test_passes, path: tests/test_pay.py}", "{type: manual_review, id: E1}")
    let finding = try #require(
      base.with("{type: test_passes, path", "{id: E1, type: test_passes, path").report(head)
        .findings.first { $0.rule == ChangeRules.evidenceGone })
    #expect(
      finding.summary
        == "does not name “tests/test_pay.py” any more, and no other file that is there")
  }

  @Test func `one id in two kinds is told by its kind`() throws {
    let base = ComparedProject()
    let line = "    - {id: B1, type: invariant, statement: A payment shall be made once}\n"
    var head = base.with(line, "")
    head.files["shop.yaml"]? +=
      "\nsuggested_constraints:\n  - {id: B1, type: invariant, statement: A payment shall be made once}\n"
    let finding = try #require(
      base.report(head).findings(.changed).first { $0.subject.key.id == "RT-1" })
    #expect(
      finding.summary == "maps to suggested constraint B1; no longer maps to constraint B1")
  }
}
