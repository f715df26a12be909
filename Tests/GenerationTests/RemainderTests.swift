import Generation
import SourceText
import Testing
import TraceModel

/// What a statement asks for beside what is generated for it.
@Suite struct `What archetypes leave over` {
  struct Case: Sendable, CustomTestStringConvertible {
    let statement: String
    var measurement: String?
    let archetype: Archetype
    let words: [String]
    var testDescription: String { statement }
  }

  static let cases: [Case] = [
    Case(statement: "An order is booked at most once", archetype: .idempotency, words: []),
    Case(
      statement: "A hold ends no later than 36 minutes after it began", archetype: .timeWindow,
      words: []),
    Case(
      statement: "At most two messages in any 12 hours", archetype: .rateLimit, words: []),
    Case(
      statement: "A search is answered in less than 80 ms for 95 of 100 requests",
      archetype: .latencyGoal, words: []),
    Case(
      statement: "At least 80 % of the parcels arrive", measurement: "lost / sent < 0.20",
      archetype: .ratioGoal, words: []),
    Case(
      statement:
        "When all tries are used up the guest must receive a notification within 5 minutes",
      archetype: .notification, words: ["5 minutes"]),
    Case(
      statement: "Error classification tells passing from permanent with at least 99 % accuracy",
      archetype: .classification,
      words: ["99 %", "accuracy"]),
    Case(
      statement: "Every change leaves an append-only audit trail", archetype: .observability,
      words: ["append-only"]),
    Case(
      statement: "Idempotency keys are made with HMAC and 128 bits of entropy",
      archetype: .idempotency, words: ["HMAC", "and 128 bits of entropy"]),
    Case(
      statement: "Only authorised staff open the vault, and rights are re-validated before each",
      archetype: .authorisation, words: ["and rights are re-validated before each"]),
    Case(
      statement: "A seat is sold at most once, unless its buyer has agreed to share it",
      archetype: .idempotency, words: ["unless its buyer has agreed to share it"]),
    Case(
      statement: "A hold that nobody accepts is escalated to the box office, which tells the buyer",
      archetype: .escalation, words: []),
    Case(
      statement: "A parcel is tried at most three times, the last time only by the owner",
      archetype: .retryBound, words: ["by the owner"]),
    Case(
      statement: "Health data of patients never reach our logs or our storage",
      archetype: .secretHygiene,
      words: ["secret hygiene of what the statement names"]),
    Case(
      statement: "A failure is classified as mechanical or human before it is acted on",
      archetype: .classification, words: ["classification of what the statement names"]),
    Case(
      statement: "A change is atomic and can be undone by a rollback",
      archetype: .atomicTransition, words: []),
  ]

  @Test(arguments: cases) func `what nothing does is named`(_ example: Case) throws {
    let request = try Sample.request(
      Sample.manifold(statement: example.statement, measurement: example.measurement))
    let found = try #require(request.manifold.constraints.first)
    #expect(found.classifications.map(\.archetype).contains(example.archetype))
    #expect(found.remainders.map(\.words) == example.words)
  }

  @Test func `a demand with something left over counts in part, however much is generated`() throws
  {
    let (pack, _) = ArtifactPack.read(Sample.pack)
    let whole = "A seat is sold at most once, however often the order arrives"
    let text = Sample.manifold.replacing(whole, with: "\(whole), and every sale is encrypted")
    let project = Generator.generate(
      try Sample.request(text), with: try #require(pack), time: nil)
    let line = try #require(project.coverage.constraints.first)
    #expect(line.level == .partial)
    #expect(!line.blocks.isEmpty && !line.tests.isEmpty)
    #expect(line.open == ["nothing that is generated does \"and every sale is encrypted\""])
    #expect(line.reason == .agent)
    #expect(String(decoding: project.report.bytes, as: UTF8.self).contains("encrypted"))
  }

  @Test func `two figures for one thing are a finding at the one that is generated`() throws {
    let text = Sample.manifold(
      statement: "A hold ends no later than 36 minutes after it began", type: "boundary",
      more: "threshold: {operator: \"<=\", ceiling: 20min}")
    let graph = Sample.graph(text)
    let index = try #require(graph.nodes(of: .manifold).first)
    let outcome = GenerationRequest.check(index, in: graph, option: nil)
    #expect(outcome.diagnostics.map(\.rule.id) == ["figures-disagree"])
    let finding = try #require(outcome.diagnostics.first)
    #expect(finding.summary.contains("\"36 minutes\"") && finding.summary.contains("\"20min\""))
    #expect(finding.range.line == 7)
    #expect(outcome.request?.manifold.constraints.first?.remainders.map(\.words) == ["36 minutes"])
  }

  @Test func `what the chosen option leaves out is not covered`() throws {
    let (pack, _) = ArtifactPack.read(Sample.pack)
    let complete = try #require(pack)
    let whole = Generator.generate(try Sample.request(option: "A"), with: complete, time: nil)
    let less = Generator.generate(try Sample.request(option: "B"), with: complete, time: nil)
    #expect(whole.coverage.ids(.full).contains("K1"))
    #expect(!less.coverage.ids(.full).contains("K1"))
    let line = try #require(less.coverage.constraints.first)
    #expect(line.open == ["option SOL_B brings about no truth that leads here"])
    #expect(line.reason == .manual)
  }
}

/// A pack says what kind of program it makes.
@Suite struct `Packs that do not fit` {
  private func project(fits: String) throws -> GeneratedProject {
    let files = Sample.pack.map { file -> SourceFile in
      guard file.path == "pack.yaml" else { return file }
      return SourceFile(
        path: file.path,
        text: "fits: \(fits)\n" + String(decoding: file.bytes, as: UTF8.self))
    }
    let (pack, faults) = ArtifactPack.read(files)
    #expect(faults == [])
    return Generator.generate(try Sample.request(), with: try #require(pack), time: nil)
  }

  @Test func `plan nothing and say what the manifold lacks`() throws {
    let project = try project(fits: "{kinds: [idempotency, escalation, platform], at_least: 2}")
    #expect(project.artifacts.isEmpty)
    #expect(project.coverage.ids(.none).count == 5)
    #expect(project.diagnostics.map(\.rule.id) == ["pack-unfit"])
    #expect(project.diagnostics.first?.range.line == 1)
  }

  @Test func `plan everything when enough of it is demanded`() throws {
    let project = try project(fits: "{kinds: [idempotency, time-window, platform], at_least: 2}")
    #expect(!project.artifacts.isEmpty)
    #expect(project.diagnostics == [])
  }

  @Test func `a word that is no key is an error at its place`() {
    let list = SourceFile(
      path: "pack.yaml", text: "fits: {kinds: [idempotency], atleast: 2}\nartifacts: []\n")
    let (pack, faults) = ArtifactPack.read([list])
    #expect(pack == nil)
    #expect(faults.first?.fix == "write \"at_least\"")
  }
}
