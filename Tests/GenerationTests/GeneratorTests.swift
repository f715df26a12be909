import Generation
import Ingest
import Notation
import SourceText
import Testing
import TraceModel

@Suite struct `Generating from a pack` {
  func project(
    _ text: String = Sample.manifold, pack files: [SourceFile] = Sample.pack, time: String? = nil
  ) throws -> (GenerationRequest, GeneratedProject) {
    let (pack, diagnostics) = ArtifactPack.read(files)
    #expect(diagnostics == [])
    let request = try Sample.request(text)
    return (request, Generator.generate(request, with: try #require(pack), time: time))
  }

  func file(_ path: String, in project: GeneratedProject) throws -> String {
    let file = try #require(project.files.first { $0.path == path })
    return String(decoding: file.bytes, as: UTF8.self)
  }

  @Test func `only entries whose condition is met are planned`() throws {
    let (_, project) = try project()
    #expect(
      project.plan.artifacts.map(\.path) == [
        "src/seat_hold.py", "src/limit.py", "tests/test_core.py", "docs/ARCHITECTURE.md",
        "observability/alerts.yaml",
      ])
    try #require(project.plan.artifacts.count == 5)
    let core = project.plan.artifacts[0]
    #expect(core.name == "SeatHoldWorkflow")
    #expect(core.constraints == ["K1", "K2"])
    #expect(core.truths == ["RT-1", "RT-2"])
    let test = project.plan.artifacts[2]
    #expect(test.failureModes == ["X1"])
    #expect(test.forCode == ["SeatHoldWorkflow"])
    #expect(test.scenario == "Every way of a seat")
    #expect(project.plan.artifacts[3].constraints == ["K1", "K2", "M1"])
  }

  @Test func `a file tells its origin and what its blocks cover`() throws {
    let (request, project) = try project()
    #expect(
      try file("src/seat_hold.py", in: project) == """
        # seat_hold.py
        # Generated from: sample.cms.yaml, option SOL_A
        # Input hash: \(request.hash)
        # Constraint coverage: K1, K2
        \"\"\"One seat: A seat is sold at most once, however often the order arrives\"\"\"

        # throughline:begin once [K1]
        KEY = "duplicate_sales_total"
        # throughline:end

        # throughline:begin window [K2]
        WINDOW_SECONDS = 2160  # 36 minutes
        # throughline:end

        """)
    let blocks = project.artifacts[0].blocks
    #expect(blocks.map(\.lines) == [7...9, 11...13])
    #expect(blocks.map(\.ids) == [["K1"], ["K2"]])
  }

  @Test func `a document is for what it mentions, and covers nothing`() throws {
    let (_, project) = try project()
    let text = try file("docs/ARCHITECTURE.md", in: project)
    #expect(
      text.hasPrefix("<!--\nARCHITECTURE.md\nGenerated from: sample.cms.yaml, option SOL_A\n"))
    #expect(text.contains("\nConstraint coverage: K1, K2, M1\n-->\n\n# Seat hold\n"))
    #expect(project.coverage.ids(.none) == ["K3"])
    let report = String(decoding: project.report.bytes, as: UTF8.self)
    #expect(report.contains("      explains: [\"K1\", \"K2\", \"M1\"]\n"))
  }

  @Test func `tests count by their marks`() throws {
    let (_, project) = try project()
    let tests = try #require(project.artifacts.first { $0.path == "tests/test_core.py" }).tests
    #expect(tests.map(\.name) == ["TestOnce.test_a_lost_answer", "TestOnce.test_two_orders"])
    #expect(tests.map(\.constraints) == [["K1"], ["K1"]])
    #expect(tests.map(\.failureModes) == [["X1"], []])
    try #require(tests.count == 2)
    let line = try file("tests/test_core.py", in: project).split(
      separator: "\n", omittingEmptySubsequences: false)[tests[0].line - 1]
    #expect(line.contains("def test_a_lost_answer"))
  }

  @Test func `a constraint counts as covered with code and test only`() throws {
    let (_, project) = try project()
    let coverage = project.coverage
    #expect(coverage.ids(.full) == ["K1"])
    #expect(coverage.ids(.partial) == ["K2", "L1", "M1"])
    #expect(coverage.ids(.none) == ["K3"])
    let reasons = coverage.constraints.map(\.reason)
    #expect(reasons == [nil, .agent, .agent, .performanceTest, .agent])
    #expect(coverage.testedModes == ["X1"])
    #expect(coverage.untestedModes == ["X2"])
  }

  @Test func `every figure of the report is counted in the files`() throws {
    let (_, project) = try project(time: "2031-05-04")
    let root = try #require(YAMLParser.parse(project.report).root)
    let summary = try #require(root["summary"])
    #expect(summary["artifacts_generated"]?.int == 5)
    #expect(summary["constraints_covered"]?.string == "1/5 (20%)")
    #expect(summary["failure_modes_covered"]?.string == "1/2 (50%)")
    for (key, group) in [("lines_of_code", "code"), ("lines_of_tests", "tests")] {
      let paths = root["artifacts"]?[group]?.elements?.compactMap { $0["path"]?.string } ?? []
      let lines = try paths.reduce(0) {
        $0
          + (try file($1, in: project).split(separator: "\n", omittingEmptySubsequences: false)
            .count - 1)
      }
      #expect(summary[key]?.int == lines)
    }
    #expect(root["meta"]?["generated_at"]?.string == "2031-05-04")
    #expect(project.report.path == "seat-hold-v4-generation.yaml")
  }

  @Test func `without a time the report has none and nothing else changes`() throws {
    let (_, timed) = try project(time: "2031-05-04")
    let (_, untimed) = try project()
    let lines = { (project: GeneratedProject) in
      String(decoding: project.report.bytes, as: UTF8.self).split(separator: "\n")
    }
    #expect(lines(timed).filter { !$0.contains("generated_at") } == lines(untimed))
  }

  @Test func `our own reader finds no contradiction in the report`() throws {
    let (_, project) = try project()
    let manifold = try #require(
      Ingest.read(SourceFile(path: "manifolds/sample.cms.yaml", text: Sample.manifold)))
    let path = "manifolds/" + project.report.path
    let documents = Ingest.read(
      SourceFile(path: path, bytes: project.report.bytes), as: .reports)
    let (graph, diagnostics) = Ingest.link([manifold], documents: documents)
    #expect(diagnostics.filter { $0.range.path == path } == [])
    let figures = graph.claims.compactMap { claim -> CountedFigure? in
      if case .figure(let figure) = claim.subject { figure } else { nil }
    }
    #expect(figures.count >= 6)
    #expect(figures.filter { !$0.agrees } == [])
  }

  @Test func `other numbers and ids give other numbers and ids`() throws {
    let text = Sample.manifold.replacing("36", with: "45").replacing("K2", with: "Z9")
      .replacing("two messages in any 12 hours", with: "five messages in any 2 days")
    let (_, project) = try project(text)
    let core = try file("src/seat_hold.py", in: project)
    #expect(core.contains("WINDOW_SECONDS = 2700  # 45 minutes"))
    #expect(core.contains("# throughline:begin window [Z9]"))
    #expect(!core.contains("K2"))
    let limit = try file("src/limit.py", in: project)
    #expect(limit.contains("COUNT = 5\nSECONDS = 172800\n"))
  }

  @Test func `hostile text of a manifold never leaves its place`() throws {
    let hostile =
      "\"\"\"\nimport os\n# throughline:end\n@pytest.mark.constraint(\"K3\")\\ at most once {{x}}"
    let (_, project) = try project(Sample.manifold(statement: hostile))
    let core = try file("src/seat_hold.py", in: project)
    #expect(!core.contains("\nimport os"))
    #expect(
      project.artifacts.first { $0.path.hasPrefix("tests/") }?.tests.map(\.constraints) == [
        ["K1"], ["K1"],
      ])
    // What else it says is something that nothing does.
    #expect(project.coverage.ids(.partial) == ["K1"])
  }

  @Test func `a pack whose marks differ from its entries is warned about`() throws {
    var files = Sample.pack
    files[0] = SourceFile(
      path: "pack.yaml",
      text: Sample.packList.replacing(
        "covers: [idempotency, time-window]", with: "covers: [rate-limit]"))
    let (_, project) = try project(pack: files)
    #expect(project.diagnostics.map(\.rule.id) == ["artifact-coverage"])
    #expect(
      project.diagnostics.first?.summary
        == "src/seat_hold.py marks K1, K2 beyond its entry and does not mark M1")
  }

  @Test func `the transcript counts what was written`() throws {
    let (request, project) = try project()
    let text = GenerationTranscript.text(
      of: project, for: request, output: "generated/seat-hold-v4/", next: "python -m pytest")
    #expect(
      text.contains("Code artifacts: 2\n- SeatHoldWorkflow (satisfies: K1, K2, RT-1, RT-2)\n"))
    #expect(text.contains("✓ src/limit.py (8 lines)\n  Constraints covered: M1\n"))
    #expect(text.contains("  - TestOnce.test_a_lost_answer [K1, X1]\n"))
    #expect(text.contains("- K3: not covered, agent\n"))
    #expect(
      text.contains(
        "GENERATION COMPLETE\n5 artifacts generated\n1/5 constraints fully covered, 3 in part, 1 not\n"
      ))
    #expect(text.hasSuffix("Output: generated/seat-hold-v4/\nNext: python -m pytest\n"))
  }
}

@Suite struct `Plans and packs` {
  @Test func `a plan that is written is read back as it was`() throws {
    let (pack, _) = ArtifactPack.read(Sample.pack)
    let plan = Generator.plan(try Sample.request(), with: try #require(pack)).plan
    var odd = PlannedArtifact(kind: .test, type: .chaos, name: "", path: "tests/a b.py")
    odd.scenario = "Quotes \" and \\ and\nlines: [x] # {y}"
    odd.forCode = ["A", "true", "12"]
    let wide = GenerationPlan(plan.artifacts + [odd])
    let (read, diagnostics) = GenerationPlan.read(SourceFile(path: "plan.yaml", text: wide.yaml))
    #expect(diagnostics == [])
    #expect(read == wide)
  }

  @Test func `a plan uses the keys of the format`() throws {
    var test = PlannedArtifact(kind: .test, type: .unit, name: "test_a", path: "tests/test_a.py")
    test.constraints = ["K1"]
    #expect(
      GenerationPlan([test]).yaml == """
        artifact_plan:
          code: []
          tests:
            - type: "unit"
              name: "test_a"
              path: "tests/test_a.py"
              verifies_constraints: ["K1"]
          documentation: []
          observability: []

        """)
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    let id, find, put, summary: String
    var testDescription: String { id }

    init(_ id: String, _ find: String, _ put: String, _ summary: String) {
      (self.id, self.find, self.put, self.summary) = (id, find, put, summary)
    }
  }

  static let faults: [Fault] = [
    Fault(
      "an unknown archetype", "[cancellation]", "[cancelation]",
      "there is no archetype \"cancelation\""),
    Fault("an unknown kind", "kind: doc", "kind: docs", "there is no kind \"docs\""),
    Fault("an unknown key", "scenario:", "scenarios:", "\"scenarios\" is not a key here"),
    Fault(
      "a missing template", "limit.py\n", "limits.py\n", "the pack has no template \"limits.py\""),
    Fault(
      "a fault in a path", "{{names.module}}.py", "{{names.module.py", "the tag is never closed"),
  ]

  @Test(arguments: faults)
  func `a fault of a pack is found at its place`(_ example: Fault) {
    var files = Sample.pack
    files[0] = SourceFile(
      path: "pack.yaml",
      text: Sample.packList.replacing(example.find, with: example.put, maxReplacements: 1))
    let (pack, diagnostics) = ArtifactPack.read(files)
    #expect(pack == nil)
    #expect(
      diagnostics.first?.summary.contains(example.summary) == true, "\(diagnostics.map(\.summary))")
  }

  @Test(arguments: ["../x.py", "/etc/x.py", "src/../../x.py", "con.py", "a\\tb.py"])
  func `a path that leads elsewhere is refused`(_ path: String) throws {
    var files = Sample.pack
    files[0] = SourceFile(
      path: "pack.yaml",
      text: Sample.packList.replacing("\"src/{{names.module}}.py\"", with: "\"\(path)\""))
    let (pack, _) = ArtifactPack.read(files)
    let (plan, diagnostics) = Generator.plan(try Sample.request(), with: try #require(pack))
    #expect(diagnostics.map(\.rule.id) == ["artifact-path"])
    #expect(!plan.artifacts.contains { $0.path == path })
  }

  @Test func `two artifacts in one place are refused`() throws {
    var files = Sample.pack
    files[0] = SourceFile(
      path: "pack.yaml", text: Sample.packList.replacing("src/limit.py", with: "SRC/Seat_Hold.py"))
    let (pack, _) = ArtifactPack.read(files)
    let diagnostics = Generator.plan(try Sample.request(), with: try #require(pack)).diagnostics
    #expect(diagnostics.map(\.rule.id) == ["artifact-clash"])
  }
}

@Suite struct `Requests` {
  func outcome(_ text: String, option: String? = nil) throws -> GenerationRequest.Outcome {
    let graph = Sample.graph(text)
    let index = try #require(graph.nodes(of: .manifold).first)
    return GenerationRequest.check(index, in: graph, option: option)
  }

  @Test(arguments: ["SOL_B", "B", "b", "sol_b", "Option B", "B - A nightly job", "A nightly job"])
  func `an option is found however it is spelled`(_ text: String) throws {
    let request = try #require(try outcome(Sample.manifold, option: text).request)
    #expect(request.option?.id == "SOL_B")
    #expect(request.truths.map(\.id) == ["RT-2"])
  }

  @Test func `without an option the recommended one is taken`() throws {
    #expect(try outcome(Sample.manifold).request?.option?.id == "SOL_A")
  }

  @Test(arguments: ["SOL_Z", "Z", "", "nightly"])
  func `an unknown option lists those that there are`(_ text: String) throws {
    let outcome = try outcome(Sample.manifold, option: text)
    #expect(outcome.request == nil)
    #expect(outcome.diagnostics.map(\.rule.id) == ["unknown-option"])
    #expect(
      outcome.diagnostics.first?.notes.first?.text
        == "options are SOL_A (One workflow a seat), SOL_B (A nightly job)")
  }

  @Test func `several options without a recommendation need one`() throws {
    let text = Sample.manifold.replacing("recommended_option: SOL_A", with: "")
    #expect(try outcome(text).diagnostics.map(\.rule.id) == ["unknown-option"])
  }

  @Test func `a truth that leads nowhere is an error`() throws {
    let text = Sample.manifold.replacing("maps_to: [K2], ", with: "")
    #expect(try outcome(text).diagnostics.map(\.rule.id) == ["truth-without-constraint"])
  }

  @Test func `a template of a manifold is refused`() throws {
    let text = """
      schema_version: 3
      feature: "[CUSTOMIZE: your-feature-name]"
      outcome: "[CUSTOMIZE]"
      constraints:
        business: [{id: B1, type: invariant, statement: "[CUSTOMIZE: x]"}]
      """
    #expect(try outcome(text).diagnostics.map(\.rule.id).contains("unfit-manifold"))
  }
}
