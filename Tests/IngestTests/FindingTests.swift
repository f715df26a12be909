import Ingest
import SourceText
import Testing
import TestSupport
import TraceModel

/// Each rule broken once, with the place where it must be found.
@Suite struct `Findings in one file` {
  struct Case: Sendable, CustomTestStringConvertible {
    let id: String
    let rules: [String]
    let text: String
    var path = ".manifold/shop.yaml"
    var testDescription: String { id }
  }

  static let cases = [
    Case(
      id: "three wrong types are found in one run",
      rules: ["wrong-type", "wrong-type", "wrong-type"],
      text: "name: ①[list]\noutcome: ②{a: b}\nconstraints: ③nope\n"),
    Case(
      id: "ids keep their spelling, and every faulty one is reported",
      rules: ["invalid-id", "invalid-id", "invalid-id"],
      text: """
        feature: shop
        constraints:
          - {id: NO, type: goal}
          - {id: ①010, type: goal}
          - {id: ②1e3, type: goal}
          - {id: ③~, type: goal}
        """),
    Case(
      id: "reserved names, paths and other scripts are no ids",
      rules: Array(repeating: "invalid-id", count: 5),
      text: """
        feature: shop
        constraints:
          - {id: ①"../x", type: goal}
          - {id: ②CON, type: goal}
          - {id: ③con.html, type: goal}
          - {id: ④index, type: goal}
          - {id: ⑤café, type: goal}
        """),
    Case(
      id: "a constraint without an id", rules: ["invalid-id"],
      text: "feature: shop\nconstraints:\n  - ①{type: goal, statement: s}\n"),
    Case(
      id: "an id declared twice", rules: ["duplicate-id"],
      text: """
        feature: shop
        constraints:
          - {id: B1, type: goal}
          - {id: ①B1, type: goal}
        """),
    Case(
      id: "ids that differ in case", rules: ["id-collision"],
      text: """
        feature: shop
        constraints: [{id: b1, type: goal}, {id: ①B1, type: goal}]
        """),
    Case(
      id: "two spellings of one id are kept apart", rules: ["equivalent-spelling"],
      text: """
        feature: shop
        required_truths: [{id: RT-1, statement: s}, {id: ①RT1, statement: t}]
        """),
    Case(
      id: "dates that do not exist", rules: ["invalid-date", "invalid-date"],
      text: """
        feature: shop
        created: ①2024-02-30T25:61:61Z
        expires: ②0000-00-00
        updated: 2024-02-29
        constraints: [{id: B1, type: goal}]
        """),
    Case(
      id: "a slip of the pen in a key", rules: ["unknown-key"],
      text: """
        feature: shop
        constraints:
          business:
            - id: B1
              type: goal
              ①statment: s
        """),
    Case(
      id: "an unknown category", rules: ["unknown-key"],
      text: "feature: shop\nconstraints:\n  ①busines: [{id: B1, type: goal}]\n"),
    Case(
      id: "a word of another list", rules: ["unknown-word", "unknown-word"],
      text: """
        feature: shop
        phase: ①CONVERGED
        constraints: [{id: B1, type: ②aim}]
        """),
    Case(
      id: "a constraint without a type", rules: ["missing-field"],
      text: "feature: shop\nconstraints: [{id: ①B1, statement: s}]\n"),
    Case(
      id: "no item at all", rules: ["empty-manifold"],
      text: "①feature: shop\nphase: ANCHORED\nconstraints: {}\n"),
    Case(
      id: "a new manifold may be empty", rules: [],
      text: "feature: shop\nphase: INITIALIZED\nconstraints: {business: []}\n"),
    Case(
      id: "free-form places are free", rules: [],
      text: """
        feature: shop
        constraints: [{id: B1, type: goal}]
        iterations: [{number: 1, phase: verify, whatever: {x: 1}}, done]
        """),
    Case(
      id: "a tension with a word instead of an id", rules: ["dangling-reference"],
      text: """
        feature: shop
        constraints: [{id: B2, type: goal}]
        tensions: [{id: TN1, type: trade_off, between: [B2, ①feature_completeness]}]
        """),
    Case(
      id: "all three ids of a blocking dependency",
      rules: ["dangling-reference", "dangling-reference"],
      text: """
        feature: shop
        constraints: [{id: S5, type: goal}]
        blocking_dependencies:
          - {blocker: ①S5_event_channel, blocked: S5, tension_id: ②TN0}
        """),
    Case(
      id: "a link stated twice", rules: ["duplicate-link"],
      text: """
        feature: shop
        constraints: [{id: B1, type: goal}]
        required_truths: [{id: RT-1, statement: s, maps_to: [B1, ①B1]}]
        """),
    Case(
      id: "a constraint graph may restate links", rules: [],
      text: """
        feature: shop
        constraints: [{id: B1, type: goal, depends_on: [B2]}, {id: B2, type: goal}]
        constraint_graph:
          edges: {dependencies: [[B1, B2], {from: B1, to: B2, reason: r}], conflicts: []}
        """),
    Case(
      id: "both circles of dependencies", rules: ["dependency-cycle", "dependency-cycle"],
      text: """
        feature: shop
        constraints:
          - {id: A, type: goal, depends_on: [①B]}
          - {id: B, type: goal, depends_on: [C]}
          - {id: C, type: goal, depends_on: [A]}
          - {id: S, type: goal, depends_on: [②S]}
          - {id: T, type: goal, depends_on: [S]}
        """),
    Case(
      id: "a recommendation by name", rules: ["recommended-option"],
      text: """
        feature: shop
        constraints: [{id: B1, type: goal}]
        anchors: {recommended_option: ①B - Full command line}
        """),
    Case(
      id: "a recommendation of no option", rules: ["recommended-option"],
      text: """
        feature: shop
        constraints: [{id: B1, type: goal}]
        anchors: {recommended_option: ①C, solution_options: [{id: A, name: n}]}
        """),
  ]

  @Test(arguments: cases) func `are made at their place`(_ one: Case) {
    expectFindings(one.rules, in: one.text, path: one.path)
  }

  @Test(arguments: ["", "# nothing\n", "~\n"])
  func `a file that declares nothing is an error at its start`(text: String) {
    let project = Project(yaml: text)
    #expect(project.findings == ["1:1 empty-manifold"])
    #expect(project.node(.manifold, "shop") != nil)
  }

  /// The sentence holds no line, so that it is the same when a line is inserted above.
  @Test func `a duplicate is told at the second line, with the first`() {
    let project = Project(
      yaml: "feature: s\nconstraints:\n- {id: B1, type: goal}\n- {id: B1, type: goal}")
    #expect(project.findings.first == "4:8 duplicate-id")
    #expect(project.diagnostics.first?.summary == "constraint \"B1\" is declared twice")
    #expect(project.diagnostics.first?.notes.first?.range?.line == 3)
  }

  @Test func `a dangling reference offers the nearest id`() {
    let project = Project(
      yaml: """
        feature: s
        constraints: [{id: B12, type: goal}]
        required_truths: [{id: RT-1, statement: s, maps_to: [B13]}]
        """)
    #expect(project.diagnostics.first?.notes.first?.text == "the nearest id is B12")
    #expect(project.links(of: "RT-1") == ["maps to ?B13"])
  }

  @Test func `only the first hundred dangling references are compared with every id`() {
    let truths = (0..<150).map { "{id: RT-\($0), statement: s, maps_to: [B1\($0)X]}" }
    let project = Project(
      yaml: """
        feature: s
        constraints: [{id: B100, type: goal}]
        required_truths: [\(truths.joined(separator: ", "))]
        """)
    let dangling = project.diagnostics.filter { $0.rule.id == "dangling-reference" }
    #expect(dangling.count == 150)
    let suggested = dangling.count { !$0.notes.isEmpty }
    #expect(suggested > 0 && suggested <= 100)
  }

  @Test func `equivalent spellings are linked and said`() {
    let project = Project(
      yaml: """
        feature: s
        constraints: [{id: T3, type: goal}]
        required_truths: [{id: RT-1, statement: s, maps_to: [T3_revised], depends_on: [RT2]},
          {id: RT-2, statement: s}]
        """)
    #expect(project.links(of: "RT-1") == ["maps to T3 (revised)", "depends on RT-2"])
    #expect(project.diagnostics.map(\.rule.id) == ["equivalent-spelling", "equivalent-spelling"])
    #expect(project.findings.isEmpty)
  }

  @Test(arguments: [
    (".manifold/shop.yaml", "feature: shop\nnotes:\n  - content_match: \"a|b\" ✓ (4 matches)\n"),
    (".manifold/shop.json", "{\"feature\": \"shop\",\n  \"phase\" \"ANCHORED\"}\n"),
  ])
  func `a broken file becomes a degraded manifold`(path: String, text: String) {
    let project = Project([path: text])
    #expect(project.node(.manifold, "shop")?.detail.facts?.isDegraded == true)
    #expect(project.diagnostics.contains { $0.severity == .error && $0.range.line > 0 })
  }
}

/// Files that a reader takes and finds nothing in.
@Suite struct `Files without anything that is traced` {
  struct Case: Sendable, CustomTestStringConvertible {
    var path: String
    var text: String
    var format: DocumentFormat
    var isSilent: Bool
    var testDescription: String { "\(path): \(text)" }
  }

  @Test(arguments: [
    Case(path: "patterns/a/PLAN.md", text: "# Ideas\n", format: .patterns, isSilent: true),
    Case(path: "patterns/a/PLAN.md", text: "FULL COMPLIANCE\n", format: .patterns, isSilent: false),
    Case(path: "a.py", text: "print()\n", format: .sources, isSilent: false),
    Case(path: "a.xml", text: "<testsuites/>", format: .results, isSilent: false),
  ])
  func `are noted, unless something else is said of them`(file: Case) {
    let read = Ingest.read(SourceFile(path: file.path, text: file.text), as: file.format)
    let notes = read.flatMap(\.diagnostics).filter { $0.rule.id == "nothing-read" }
    #expect(notes.count == (file.isSilent ? 1 : 0))
    #expect(notes.allSatisfy { $0.severity == .note && $0.range.path == file.path })
  }
}
