import Ingest
import SourceText
import TestSupport
import Testing
import TraceModel

@Suite struct `Marks in program text` {
  private func read(_ text: String, _ path: String = "src/pay.py") -> TraceDocument {
    Ingest.read(SourceFile(path: path, text: text), as: .sources).first
      ?? TraceDocument(path: path, scope: .project)
  }

  /// `first-last verb id`, a `?` before ids that may lead nowhere.
  private func marks(_ document: TraceDocument) -> [String] {
    document.items.flatMap { item -> [String] in
      guard case .sourceRange(let facts) = item.detail else { return ["no range"] }
      return item.links.filter { $0.target != facts.path }.map {
        "\(facts.firstLine)-\(facts.lastLine) \($0.kind.rawValue) \($0.isOptional ? "?" : "")"
          + $0.target + ($0.remark.map { " (\($0))" } ?? "")
      }
    }
  }

  struct OwnRow: Sendable, CustomTestStringConvertible {
    let markers: [SourceMarker]
    let text: String
    let marks: [String]
    var testDescription: String { text }
  }

  @Test(arguments: [
    OwnRow(
      markers: [SourceMarker("Implements:")], text: "-- Implements: B1, T2 and more\nx\n",
      marks: ["1-2 satisfies B1", "1-2 satisfies T2"]),
    OwnRow(
      markers: [SourceMarker("@covers(", link: .covers)],
      text: "@covers(\"B1\", 'SCEN-X-01')\ndef a():\n  x\ny\n",
      marks: ["1-3 covers B1", "1-3 covers SCEN-X-01"]),
    OwnRow(
      markers: [SourceMarker("serves", extent: .file)], text: "a\n% serves S1\nb\n",
      marks: ["1-3 satisfies S1"]),
    OwnRow(
      markers: [SourceMarker("guard ", link: .mitigates, extent: .line)],
      text: "guard F1:\n  a\n  b\n", marks: ["1-1 mitigates F1"]),
    OwnRow(
      markers: [SourceMarker("Refs:", link: .references)], text: "# Refs: [B1]\nx\n",
      marks: ["1-2 references B1"]),
    OwnRow(markers: [SourceMarker("Implements:")], text: "Implements: nothing\n", marks: []),
    OwnRow(markers: [SourceMarker("\u{e9}:")], text: "\u{e9}: B1", marks: ["1-1 satisfies B1"]),
  ])
  func `may be a project's own`(_ row: OwnRow) {
    let file = SourceFile(path: "src/pay.txt", text: row.text)
    let document = Ingest.read(file, as: .sources, markers: row.markers).first
    #expect(document.map(marks) == row.marks)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let text: String
    var path = "src/pay.py"
    let marks: [String]
    var testDescription: String { text }
  }

  @Test(arguments: [
    Row(
      text: "# [B1, T2]\ndef pay():\n  a\n\n  b\n\ndef other():\n  c\n",
      marks: ["1-5 satisfies ?B1", "1-5 satisfies ?T2"]),
    Row(
      text: "// Satisfies: RT-1\nfunc pay() {\n  a\n}\nfunc b() {\n}\n", path: "Sources/Pay.swift",
      marks: ["1-4 satisfies RT-1"]),
    Row(
      text: "@pytest.mark.constraint(\"B1\", 'T2')\ndef test_pay():\n  a\nb\n",
      path: "tests/test_pay.py", marks: ["1-3 verifies B1", "1-3 verifies T2"]),
    Row(text: "# DOC_LINK: DOC-PAY-1\nx", marks: ["1-2 references DOC-PAY-1"]),
    Row(
      text: "def a():\n  x  # TODO(PHASE-X-2)\n  y\n",
      marks: ["2-2 references ?PHASE-X-2 (to be done)"]),
    Row(text: "raise Refused(\"REQ-OAGW-42\")", marks: ["1-1 satisfies ?REQ-OAGW-42"]),
    Row(
      text: "# [B1]\n# [B2]\ndef a():\n  x\n",
      marks: ["1-4 satisfies ?B1", "2-4 satisfies ?B2"]),
    Row(
      text: "# [B1]\nclass A:\n  # [B2]\n  def a():\n    x\n  def b():\n    y\nz\n",
      marks: ["1-7 satisfies ?B1", "3-5 satisfies ?B2"]),
    Row(
      text: "class A:\n  # [B1]\n  def a():\n    x\n  def b():\n    y\n",
      marks: ["2-4 satisfies ?B1"]),
    Row(
      text: "/*\n * [B1] pays once\n */\nint pay() {\n\treturn 1;\n}\nint x;\r\n", path: "a.c",
      marks: ["2-6 satisfies ?B1"]),
    Row(text: "# [B1]", marks: ["1-1 satisfies ?B1"]),
    Row(text: "# [pay/B1, T2]", marks: ["1-1 satisfies ?pay/B1", "1-1 satisfies ?T2"]),
    Row(
      text: "// Satisfies: a/pay-2/B1, T2/",
      marks: ["1-1 satisfies a/pay-2/B1", "1-1 satisfies T2"]),
    Row(text: "constraint(\"pay/B1\")", marks: ["1-1 satisfies pay/B1"]),
    Row(text: "# [/B1] [a//B1] # [a b/B1]\n# Satisfies: /B1", marks: []),
    Row(text: "# [B1]\n\n\n", marks: ["1-1 satisfies ?B1"]),
    Row(text: "a[b1] = x[1]", marks: []), Row(text: "# Satisfies: the caller\n", marks: []),
    Row(text: "# see [here], [] and [", marks: []), Row(text: "PREREQ-1 constraint(", marks: []),
    Row(text: "constraint(\"\")\n# [../../B1]", marks: []), Row(text: "", marks: []),
  ])
  func `are ranges of lines with links`(_ row: Row) {
    let document = read(row.text, row.path)
    #expect(marks(document) == row.marks)
    #expect(document.diagnostics.isEmpty)
    #expect(document.items.allSatisfy { $0.links.allSatisfy { $0.basis == .marked } })
  }

  @Test(arguments: [
    ("tests/a.py", true), ("a/Tests/B.swift", true), ("src/test_a.py", true), ("a_test.go", true),
    ("a.test.ts", true), ("PayTests.swift", true), ("src/testing.py", false), ("a.py", false),
    ("src/latest.py", false),
  ])
  func `belong to tests or to code by their path`(path: String, isTest: Bool) {
    let verb = isTest ? "verifies" : "satisfies"
    #expect(marks(read("# [B1]", path)) == ["1-1 \(verb) ?B1"])
  }

  @Test func `are not looked for in binary files, which is said`() {
    let document = read("# [B1]\n\u{0}")
    #expect(document.items.isEmpty && document.isDegraded)
    #expect(document.diagnostics.map(\.rule.id) == ["source-binary"])
  }

  @Test func `are found in a megabyte within a moment`() {
    let line = "    value = compute(values[index], other - 1)  # plain: no mark [here]\n"
    let text = String(repeating: line, count: 15_000) + "# [B1]\n"
    var found = 0
    // Debug builds are some thirty times slower than the program.
    let work = secondsOfWork { found = read(text).items.count }
    #expect(found == 1 && work < 20)
  }

  @Test func `belong to the artifact that a manifold declares`() {
    let manifold = """
      feature: shop
      constraints: {business: [{id: B1, type: goal, statement: Pays}]}
      generation: {artifacts: [{path: src/pay.py, type: code, satisfies: [B1]}]}
      """
    let read = [SourceFile(path: "shop.yaml", text: manifold)].compactMap(Ingest.read)
    let source = Ingest.read(SourceFile(path: "src/pay.py", text: "# [B1]\nx\n"), as: .sources)
    let (graph, findings) = Ingest.link(read, documents: source)
    let links = graph.links.filter { graph[$0.source].key.kind == .sourceRange }.map { link in
      if case .node(let node) = link.target { graph[node].key.kind.rawValue } else { "nothing" }
    }
    #expect(links.sorted() == ["artifact", "constraint"] && findings.isEmpty)
  }
}
