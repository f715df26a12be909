import Analysis
import Ingest
import SourceText
import Testing
import TraceModel

/// What is told of one change in one place.
@Suite struct `Two revisions` {
  struct Row: Sendable, CustomTestStringConvertible {
    let id: String
    var policy = ""
    let change: @Sendable (ComparedProject) -> ComparedProject
    let expected: [String]
    var testDescription: String { id }

    init(
      _ id: String, policy: String = "",
      _ change: @escaping @Sendable (ComparedProject) -> ComparedProject, _ expected: String...
    ) {
      self.id = id
      self.policy = policy
      self.change = change
      self.expected = expected
    }
  }

  static let same = [
    Row("nothing has changed", { $0 }),
    Row(
      "white space, quotes and the order of keys",
      {
        $0.with(
          "{id: B2, type: boundary, statement: Retries end after 72 h}",
          "{type: boundary,   id: B2,\n             statement: \"Retries end  after 72 h\"}")
      }),
    Row("lines of a document have moved", { $0.with("feature: shop", "# a\n\n\nfeature: shop") }),
    Row(
      "a mark has moved by lines, and its file is named by no artifact",
      {
        $0.with(file: "src/more.py", "# Satisfies: RT-1\ndef more():\n    pass\n")
          .with("# Satisfies", "x = 1\n\n\n# Satisfies", in: "src/more.py")
      }),
  ]

  @Test(arguments: same) func `are the same`(_ row: Row) {
    // The file is in both revisions, so that only its lines move.
    let base = ComparedProject().with(
      file: "src/more.py", "# Satisfies: RT-1\ndef more():\n    pass\n")
    #expect(base.lines(row.change(base)) == row.expected)
  }

  static let statements = [
    Row(
      "the word that binds is turned round",
      { $0.with("shall be made once", "shall not be made once") },
      "error changed B1: “shall” became “shall not”"),
    Row(
      "a figure", { $0.with("after 72 h}", "after 48 h}") },
      "warning changed B2: 72 h became 48 h\(boundaryQuestion)"),
    Row(
      "a type that binds less", { $0.with("type: boundary", "type: goal") },
      "warning changed B2: is a goal, and was a boundary"),
    Row(
      "a type that binds more", { $0.with("type: goal", "type: invariant") },
      "note changed T1: is an invariant, and was a goal"),
    Row(
      "an invariant becomes a goal", { $0.with("type: invariant", "type: goal") },
      "error changed B1: is a goal, and was an invariant"),
    Row(
      "a denial without a word that binds",
      { $0.with("Keys are unique", "Keys are not unique") },
      "warning changed RT-1: a denial is new"),
    Row(
      "a threshold of an alert", { $0.with("> 72", "> 100", in: "shop.alerts.yaml") },
      "note changed RetriesTooLong: 72 became 100"),
    Row(
      "an invariant in other words",
      { $0.with("shall be made once", "shall never be made twice") },
      "warning changed B1: “shall” became “shall never”; “once” is gone; whether the invariant demands as much as "
        + "before is to be judged"),
    Row(
      "an invariant without its statement",
      {
        $0.with(
          "B1, type: invariant, statement: A payment shall be made once", "B1, type: invariant")
      },
      "error changed B1: the statement is gone"),
    Row(
      "a boundary without its threshold", { $0.with("Retries end after 72 h}", "Retries end}") },
      "warning changed B2: 72 h is gone\(boundaryQuestion)"),
    Row(
      "what leaves it open", { $0.with("shall be made once", "shall be made once if possible") },
      "error changed B1: “if possible” is new"),
    Row(
      "other words", { $0.with("Keys are unique", "Each key stands for one payment") },
      "note changed RT-1: “each” is new"),
    Row(
      "a truth serves another constraint", { $0.with("maps_to: [B2]", "maps_to: [T1]") },
      "note changed RT-2 (T1): maps to T1; no longer maps to B2"),
    Row(
      "both ends of a link",
      {
        $0.with("after 72 h}", "after 48 h}").with("> 72", "> 48", in: "shop.alerts.yaml")
      }, "warning changed B2: 72 h became 48 h; 1 linked end changed along\(boundaryQuestion)",
      "note changed RetriesTooLong: 72 became 48; 1 linked end changed along"),
  ]

  @Test(arguments: statements) func `say something else`(_ row: Row) {
    let base = ComparedProject()
    #expect(base.lines(row.change(base), of: .changed) == row.expected)
  }

  static let suspects = [
    Row(
      "what supports a changed constraint", { $0.with("after 72 h}", "after 48 h}") },
      "warning suspect RT-2 (B2): maps to B2, which has changed",
      "warning suspect RetriesTooLong (B2): alerts on shop/B2, which has changed",
      "warning suspect shop/RT-2 (B2): satisfies shop/RT-2, which serves shop/B2, and that has changed"
    ),
    Row(
      "an end that has changed along is not",
      { $0.with("after 72 h}", "after 48 h}").with("start + 72", "start + 48", in: "src/pay.py") },
      "warning suspect RT-2 (B2): maps to B2, which has changed",
      "warning suspect RetriesTooLong (B2): alerts on shop/B2, which has changed",
      "note suspect T1 (src/pay.py): is satisfied by src/pay.py, which has changed",
      "note suspect RT-2 (shop/RT-2): is satisfied by src/pay.py/shop/RT-2, which has changed"),
    Row(
      "the statement behind a changed alert",
      { $0.with("> 72", "> 100", in: "shop.alerts.yaml") },
      "warning suspect B2 (RetriesTooLong): is alerted on by shop.alerts/RetriesTooLong, which has changed"
    ),
    Row(
      "no statement that a passing test holds",
      { $0.with("order.key", "order.id", in: "src/pay.py") },
      "note suspect T1 (src/pay.py): is satisfied by src/pay.py, which has changed"),
  ]

  @Test(arguments: suspects) func `make links suspect`(_ row: Row) {
    let base = ComparedProject()
    #expect(base.lines(row.change(base), of: .suspect) == row.expected)
  }

  static let presence = [
    Row(
      "an invariant that is gone",
      { $0.with("    - {id: B1, type: invariant, statement: A payment shall be made once}\n", "") },
      "error removed B1: is not declared any more"),
    Row(
      "another id for the same text",
      { $0.with("id: T1,", "id: T7,").with("RT-2, T1]", "RT-2, T7]") },
      "note renamed T7 (T1): was T1"),
    Row(
      "an alert that nobody asked for",
      {
        $0.with(
          file: "more.alerts.yaml",
          "groups:\n  - name: more\n    rules:\n      - {alert: QueueLong, expr: queue_length > 100}\n"
        )
      }, "warning unspecified QueueLong: is new, and names nothing that asks for it",
      "note added QueueLong: is new"),
  ]

  @Test func `a test that is gone shows nothing, whatever was recorded of it`() {
    let base = ComparedProject().with(file: "tests/test_more.py", "def test_more(): pass\n")
    let without = base.with(file: "tests/test_pay.py", nil)
    #expect(without.assessment().graph.nodes(of: .test).count == 1)
    #expect(
      base.lines(without, of: .newGap).map { String($0.prefix(16)) } == ["error new gap B1"])
    #expect(
      base.lines(without, of: .regressed) == [
        "warning regressed RT-1: is partial, and was satisfied",
        "warning regressed RT-1.E1: its file is gone",
      ])
    // Where the project holds no other test, only the change shows that there was one.
    let lone = ComparedProject()
    #expect(
      lone.lines(lone.with(file: "tests/test_pay.py", nil), of: .regressed).contains(
        "error regressed RT-1.E1: its file is gone, and it still counts by a recorded result"))
  }

  @Test func `tests that lie in another project count by their results`() {
    let elsewhere = ComparedProject().with(file: "tests/test_pay.py", nil)
    let assessment = elsewhere.assessment()
    let invariant = assessment.graph.nodes(of: .constraint).first {
      assessment.graph[$0].key.id == "B1"
    }
    #expect(invariant.map { assessment.verdicts[$0] } == .satisfied)
  }

  @Test func `a new constraint without support is a gap`() {
    let base = ComparedProject()
    let head = base.with(
      "  technical:",
      "    - {id: B3, type: invariant, statement: Refunds are smaller}\n  technical:")
    let report = base.report(head)
    #expect(
      report.lines() == [
        "error new gap B3: is new, and uncovered: no truth and no artifact covers it",
        "note added B3: is new",
      ])
    #expect(report.isFailed && report.headline == "1 new gap, 1 added")
    #expect(head.lines(base, of: .fixed).isEmpty, "a gap whose subject is gone has not been closed")
  }

  @Test(arguments: presence) func `add, remove and rename`(
    _ row: Row
  ) {
    let base = ComparedProject()
    let kinds: Set<ChangeFinding.Kind> = [.removed, .added, .renamed, .unspecified]
    let report = base.report(row.change(base))
    let lines = report.findings.enumerated().filter { kinds.contains($0.element.kind) }
      .map { report.lines()[$0.offset] }
    #expect(lines == row.expected)
  }

  @Test func `a failing test is a regression or a gap, once for each node`() {
    let base = ComparedProject()
    let head = base.with(
      "'test_once_B1'/>", "'test_once_B1'><failure/></testcase>", in: "junit.xml")
    let report = base.report(head)
    #expect(
      report.lines(.newGap) == [
        "error new gap B1: failing: a test that speaks for it fails",
        "error new gap RT-1: failing: a test that speaks for it fails",
      ])
    #expect(report.lines(.regressed) == [])
    #expect(report.head.gaps == report.base.gaps + 2)
    #expect(
      head.lines(base, of: .fixed) == [
        "note fixed B1: is satisfied; was failing", "note fixed RT-1: is satisfied; was failing",
      ])
  }

  @Test func `a reference to nothing is told by itself where a gap was there before`() {
    let base = ComparedProject()
    let head = base.with("less than 2 s}", "less than 2 s, depends_on: [B9]}")
    #expect(
      base.lines(head, of: .newGap) == [
        "error new gap T1: depends on “B9”, which is not defined"
      ])
    #expect(
      base.lines(base.with("maps_to: [B2]", "maps_to: [B2, B9]"), of: .newGap) == [
        "error new gap RT-2: dangling: maps to “B9”, which is not defined"
      ])
    #expect(head.lines(base, of: .newGap) == [])
  }

  @Test func `a statement that was true and is false`() {
    let base = ComparedProject().with(
      "generation:\n", "generation:\n  coverage: {constraints_total: 3}\n")
    let head = base.with(
      "  technical:", "    - {id: B3, type: goal, statement: Refunds are smaller}\n  technical:")
    #expect(
      base.lines(head, of: .falseClaim) == [
        "warning false claim shop: constraints: “3” is stated, and 4 computed"
      ])
    #expect(head.lines(base, of: .fixed) == ["note fixed shop: constraints: “3” agrees"])
  }

  @Test func `a new mark that leads nowhere is one finding beside its being new`() {
    let base = ComparedProject()
    let head = base.with(file: "src/more.py", "# Satisfies: shop/B9\ndef more():\n    pass\n")
    let kinds = base.report(head).findings.map(\.kind)
    #expect(kinds == [.newGap, .added])
  }

  @Test func `who makes an invariant and accepts its gap is looked at`() {
    let base = ComparedProject()
    let head = base.with(
      "  technical:", "    - {id: B4, type: invariant, statement: No bill is lost}\n  technical:")
    let policy =
      "gaps: [{node: B4, reason: soon, owner: Ada, expires: 2099-01-01}]\n"
    let report = base.report(head, policy: policy, basePolicy: "")
    #expect(
      report.lines(.changed) == [
        "warning changed B4: is new, and its gap is accepted in the same change: no truth and no "
          + "artifact covers it"
      ])
    #expect(report.findings(.newGap).isEmpty)
  }

  @Test func `what is accepted is no new gap, and that it is accepted is told`() {
    let gap = """
      gaps:
        - {node: T1, reason: later, owner: Ada, expires: 2030-01-01}
      """
    let base = ComparedProject()
    let report = base.report(base, policy: gap, basePolicy: "")
    #expect(report.lines() == ["note changed T1: its gap is accepted for a while"])
    #expect(report.head.acceptedGaps == 1)
    let back = base.report(base, policy: "", basePolicy: gap)
    #expect(back.lines(.newGap).count == 1)
  }

  @Test func `the end of a long text counts, and is not shown`() {
    let long = String(repeating: "Keys are unique and ", count: 400)
    let base = ComparedProject().with("Keys are unique", long + "kept")
    let head = base.with(long + "kept", long + "lost")
    let found = base.report(head).findings(.changed)
    #expect(found.map(\.subject.key.id) == ["RT-1"])
    #expect(found.allSatisfy { ($0.after ?? "").utf8.count < 4_300 && $0.before != $0.after })
  }

  @Test func `an empty project covers nothing`() {
    let empty = TraceSnapshot()
    let report = ChangeComparison(
      base: empty, head: empty, baseCommit: "a", headCommit: "b"
    ).report()
    #expect(report.isUnchanged && report.head.constraints.percent == nil)
  }
}
