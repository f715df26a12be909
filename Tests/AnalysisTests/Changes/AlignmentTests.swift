import Analysis
import SourceText
import Testing
import TraceModel

/// Which node is which of the other revision.
@Suite struct `A node of the base` {
  private static let marks = """
    # Satisfies: RT-1
    def charge(order):
        return order.key

    # Satisfies: RT-1
    def refund(order):
        return -order.sum

    """

  private static let base = ComparedProject().with(file: "src/marks.py", marks)

  @Test func `is known by what it names, not by its line`() {
    let keys = Self.base.snapshot().nodes.map(\.key).filter { $0.kind == .sourceRange }
    #expect(
      keys.map(\.name)
        == [
          "source-range src/marks.py/shop/RT-1", "source-range src/marks.py/shop/RT-1 #2",
          "source-range src/pay.py/shop/RT-1", "source-range src/pay.py/shop/RT-2",
          "source-range tests/test_pay.py/shop/B1",
        ].filter { name in keys.contains { $0.name == name } })
    #expect(keys.count >= 4)
  }

  @Test func `stays the same when another range is marked above it`() {
    let head = Self.base.with(
      file: "src/marks.py", "# Satisfies: RT-1\ndef check(order):\n    pass\n\n" + Self.marks)
    #expect(Self.base.lines(head) == ["note added shop/RT-1: is new"])
  }

  @Test func `moves with its file`() {
    let head = Self.base.with("path: src/pay.py", "path: src/payments.py")
      .with(file: "src/payments.py", ComparedProject.code).with(file: "src/pay.py", nil)
    #expect(
      Self.base.lines(head) == [
        "note renamed src/payments.py (src/pay.py): was src/pay.py"
      ])
  }

  /// No artifact declares the file: its marks are all that is known of it.
  @Test func `moves with its file when that is edited on the way`() {
    let edited = Self.marks.replacing("order.key", with: "order.id").replacing(
      "-order.sum", with: "-order.total")
    let head = ComparedProject().with(file: "lib/marks.py", edited)
    let report = Self.base.report(head)
    #expect(report.findings(.removed) == [] && report.findings(.added) == [])
    // It puts in doubt what the same edit puts in doubt where the file has stayed.
    let inPlace = Self.base.report(ComparedProject().with(file: "src/marks.py", edited))
    #expect(report.lines(.suspect).count == inPlace.lines(.suspect).count)
    // Another name or another purpose is another file.
    let other = Self.base.report(ComparedProject().with(file: "lib/other.py", edited))
    #expect(!other.findings(.removed).isEmpty)
    let meant = edited.replacing("RT-1", with: "RT-2")
    let elsewhere = Self.base.report(ComparedProject().with(file: "lib/marks.py", meant))
    #expect(!elsewhere.findings(.removed).isEmpty)
  }

  @Test func `is counted among its siblings`() {
    let evidence = "        - {type: test_passes, path: tests/test_pay.py}"
    let head = Self.base.with(
      evidence, "        - {type: manual_review, description: read twice}\n" + evidence)
    let found = Self.base.report(head).findings.filter { $0.subject.key.kind == .evidence }
    #expect(found.map(\.kind) == [.added])
    #expect(found.first?.after?.hasPrefix("read twice") == true)
  }

  @Test func `is another one where two are alike`() {
    let twice = Self.base.with(
      "  technical:",
      "    - {id: B5, type: goal, statement: Same}\n    - {id: B6, type: goal, statement: Same}\n  technical:"
    )
    let head = twice.with("id: B5,", "id: B7,").with("id: B6,", "id: B8,")
    let report = twice.report(head)
    #expect(report.findings(.renamed) == [])
    #expect(report.findings(.added).count == 2 && report.findings(.removed).count == 2)
  }

  @Test func `lies below another one`() {
    let nested = """
            children:
              - {id: RT-1.1, statement: Keys have a digest}
      """
    let base = Self.base.with("      maps_to: [B1]\n", "      maps_to: [B1]\n\(nested)\n")
    let head = Self.base.with("      maps_to: [B2]\n", "      maps_to: [B2]\n\(nested)\n")
    let found = base.report(head).findings(.changed)
    #expect(found.map(\.summary) == ["lies below RT-2, and was below RT-1"])
    #expect(found.map { $0.other?.key.id } == ["RT-2"])
  }

  @Test(arguments: [
    ("- [x] 2.1 Hand on the key", "- [ ] 2.1 Hand on the key", true),
    ("One sentence\nthat is wrapped.", "One sentence that\nis wrapped.", true),
    ("- one\n- two", "- one - two", false), ("Key: a\n\nKey: b", "Key: a Key: b", false),
    ("```sh\na\nb\n```", "```sh\na b\n```", false), ("a\n1. b", "a\n2. b", false),
  ]) func `says the same however it is laid out`(_ old: String, _ new: String, _ isSame: Bool) {
    let texts = [old, new].map { text -> String in
      let node = TraceNode(
        key: NodeKey(kind: .task, scope: .project, id: "T"), title: "T",
        statement: Prose(text, at: .file("TASKS.md")), range: .file("TASKS.md"))
      let assessment = Assessment(of: TraceGraph(nodes: [node], links: []))
      return TraceSnapshot(of: assessment) { _ in nil }.nodes[0].text
    }
    #expect((texts[0] == texts[1]) == isSame)
  }

  @Test func `holds other bytes and says the same`() throws {
    let head = Self.base.with("return order.key", "return order.id", in: "src/pay.py")
    let (before, after) = (Self.base.snapshot(), head.snapshot())
    let changed = zip(before.nodes, after.nodes).filter { $0.digest != $1.digest }
    #expect(changed.map { $0.0.key.kind } == [.artifact, .sourceRange])
    #expect(changed.allSatisfy { $0.text == $1.text })
    #expect(Self.base.report(head).findings(.changed) == [])
  }

  @Test func `of a manifold that is gone is counted below it`() {
    let other = """
      schema_version: 3
      feature: bank
      constraints:
        business:
          - {id: K1, type: invariant, statement: Sums agree}
          - {id: K2, type: goal, statement: Days are short}
      """
    let base = Self.base.with(file: "bank.manifold.yaml", other)
    #expect(
      base.lines(Self.base, of: .removed) == [
        "error removed bank: is not declared any more, with 2 others below it, among them invariant K1"
      ])
    let moved = Self.base.with(file: "money/bank.manifold.yaml", other)
    #expect(base.lines(moved, of: .removed) == [])
  }
}
