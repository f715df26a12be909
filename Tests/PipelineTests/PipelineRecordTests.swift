import Pipeline
import SourceText
import TestSupport
import Testing
import TraceModel

@Suite struct `Records of gates` {
  static let path = "modules/pay/docs/pipeline.yaml"

  static func read(_ text: String) -> (record: PipelineRecord, diagnostics: [Diagnostic]) {
    PipelineRecord.read(SourceFile(path: path, text: text))
  }

  @Test(arguments: 0..<300)
  func `read what they have written`(seed: UInt64) {
    var random = Seeded(seed)
    let record = Self.record(&random)
    let text = record.text(of: Self.name(&random))
    let (again, diagnostics) = Self.read(text)
    #expect(diagnostics.isEmpty, "\(diagnostics.map(\.summary)) in \(text)")
    #expect(again == record, "\(text)")
    #expect(again.text(of: "pay") == record.text(of: "pay"))
  }

  // MARK: what is generated

  private static let pieces = [
    "Ada", "\"", "'", ":", ": ", "\n", "\r\n", "\t", "#", " #", "- ", "{", "}", "[", "]", ",", "&a",
    "*", "!", "|", ">", "%", "@", "`", "\\", "\\n", "~", "null", "true", "1e3", "\u{E9}", "名",
    "😀", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{7F}", "---", "...", "? ", "<<", "=", " ", "0",
  ]

  /// A text that is hard to write down; never empty.
  private static func name(_ random: inout Seeded) -> String {
    (0...random.below(5)).map { _ in random.one(of: pieces) }.joined()
  }

  private static func day(_ random: inout Seeded) -> String {
    let parts = [random.below(12) + 1, random.below(28) + 1].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return "20\(random.below(90) + 10)-\(parts[0])-\(parts[1])"
  }

  private static func gate(_ random: inout Seeded) -> Gate {
    let kind = random.one(of: Gate.Kind.allCases)
    return Gate(kind, phase: kind.isOfPhase && random.isOnce(in: 2) ? random.below(1_000_000) : nil)
  }

  private static func record(_ random: inout Seeded) -> PipelineRecord {
    var record = PipelineRecord()
    for kind in NumberedKind.allCases where random.isOnce(in: 2) {
      record.highest[kind] = random.one(of: [0, 1, 12, 999_999])
    }
    record.declared = random.some(upTo: 4, name)
    record.retired = random.some(upTo: 4, name)
    record.passages = random.some(upTo: 3) { random in
      var passage = PipelineRecord.Passage(
        gate: gate(&random), person: name(&random), day: day(&random))
      // A mapping has each key once.
      for name in Set(random.some(upTo: 3, name)) {
        passage.documents.append(PipelineRecord.Document(name: name, digest: Self.name(&random)))
      }
      passage.criteria = random.some(upTo: 3) { random in
        PipelineRecord.Ground(
          criterion: random.one(of: Criterion.ID.allCases),
          basis: random.one(of: Criterion.Basis.allCases),
          evidence: random.isOnce(in: 2) ? "" : name(&random))
      }
      return passage
    }
    record.attestations = random.some(upTo: 3) { random in
      PipelineRecord.Attestation(
        criterion: random.one(of: Criterion.ID.allCases), gate: gate(&random),
        person: name(&random), day: day(&random), note: random.isOnce(in: 2) ? "" : name(&random))
    }
    for id in random.some(upTo: 3, name) { record.drafts[id] = name(&random) }
    return record
  }

  // MARK: faults

  struct Fault: Sendable, CustomTestStringConvertible {
    let text: String
    let says: [String]
    var testDescription: String { text }

    init(_ text: String, _ says: String...) { (self.text, self.says) = (text, says) }
  }

  static let faults: [Fault] = [
    Fault("①- a\n", "expected a mapping with keys"),
    Fault("①text\n", "expected a mapping with keys"),
    Fault("module: pay\n①gatse: []\n", "did you mean \"gates\""),
    Fault("highest:\n  ①TSAK: 4\n", "did you mean \"TASK\""),
    Fault("highest: {TASK: ①-1, REQ: ②many, SCEN: ③1000000}\n", "from 0", "from 0", "from 0"),
    Fault("highest: ①[1]\n", "expected a mapping"),
    Fault("declared: ①{a: b}\n", "expected a list"),
    Fault("declared: [REQ-PAY-1, ①{a: b}, ②[c]]\n", "expected a text", "expected a text"),
    Fault("retired: ①text\n", "expected a list"),
    Fault("gates: ①design\n", "expected a list"),
    Fault("gates: [①design]\n", "expected a gate"),
    Fault("gates:\n  - {gate: ①desing, by: Ada, on: 2031-01-31}\n", "did you mean \"design\""),
    Fault("gates:\n  - ①{by: Ada, on: 2031-01-31}\n", "expected a gate"),
    Fault("gates:\n  - ①{gate: design, on: 2031-01-31}\n", "expected \"by\""),
    Fault("gates:\n  - ①{gate: design, by: \"\", on: 2031-01-31}\n", "expected \"by\""),
    Fault("gates:\n  - ①{gate: design, by: Ada}\n", "expected \"by\""),
    Fault("gates:\n  - ①{gate: design, by: Ada, on: 2031-1-31}\n", "with a day"),
    Fault("gates:\n  - ①{gate: design, by: Ada, on: 2031-02-29}\n", "with a day"),
    Fault("gates:\n  - {gate: design, phase: ①1, by: A, on: 2031-01-31}\n", "number of a phase"),
    Fault("gates:\n  - {gate: code, phase: ①-1, by: A, on: 2031-01-31}\n", "number of a phase"),
    Fault("gates:\n  - {gate: code, phase: ①x, by: A, on: 2031-01-31}\n", "number of a phase"),
    Fault(
      "gates:\n  - {gate: design, by: A, on: 2031-01-31, ①documets: {}}\n",
      "did you mean \"documents\""),
    Fault(
      "gates:\n  - {gate: design, by: A, on: 2031-01-31, documents: ①[a]}\n", "expected a mapping"),
    Fault(
      "gates:\n  - {gate: design, by: A, on: 2031-01-31, documents: {a: ①[b]}}\n",
      "expected a text"),
    Fault(
      "gates:\n  - {gate: design, by: A, on: 2031-01-31, criteria: ①{a: b}}\n", "expected a list"),
    Fault(
      "gates:\n  - gate: design\n    by: A\n    on: 2031-01-31\n    criteria:\n"
        + "      - {id: ①biuld, basis: computed}\n      - {id: build, basis: ②guessed}\n"
        + "      - {id: build, basis: command, evidence: ③[x]}\n"
        + "      - {id: build, basis: command, ④evidense: x}\n",
      "did you mean \"build\"", "is not a basis", "expected a text", "did you mean \"evidence\""),
    Fault("attestations: [①{gate: code, by: A, on: 2031-01-31}]\n", "expected a criterion"),
    Fault(
      "attestations: [{gate: code, by: A, on: 2031-01-31, criterion: ①rotes}]\n",
      "did you mean \"routes\""),
    Fault(
      "attestations: [{gate: code, by: A, on: 2031-01-31, criterion: routes, ①noet: x}]\n",
      "did you mean \"note\""),
    Fault("drafts: ①[a]\n", "expected a mapping"),
    Fault("drafts: {REQ-PAY-1: ①[a]}\n", "expected a text"),
  ]

  @Test(arguments: faults)
  func `say where what they do not understand stands`(_ row: Fault) {
    let marked = MarkedText(row.text)
    let lines = LineMap(SourceFile(path: Self.path, text: marked.text))
    let found = Self.read(marked.text).diagnostics.sorted()
    let expected = marked.offsets.map { lines.range($0, $0).description }
    #expect(found.map(\.range.description) == expected, "\(found.map(\.summary))")
    for (finding, words) in zip(found, row.says) {
      #expect(finding.summary.contains(words), "\(finding.summary)")
      #expect(finding.rule == .pipelineRecord && finding.severity == .error)
    }
    #expect(found.count == row.says.count)
  }

  @Test(arguments: ["a: [\n", "module: {\n", "module: \"\u{1}\"\n", "a: 1\na: 2\n"])
  func `are refused when they are no YAML`(text: String) {
    #expect(!Self.read(text).diagnostics.isEmpty)
  }

  @Test(arguments: ["", "\n", "# nothing\n", "\u{FEFF}", "---\n", "~\n", "{}\n"])
  func `are refused when they say nothing`(text: String) {
    let found = Self.read(text).diagnostics
    #expect(found.map(\.summary) == ["the record says nothing"])
    #expect(found.allSatisfy { $0.rule == .pipelineRecord && $0.severity == .error })
  }

  @Test(arguments: [
    "module: pay\n", "gates:\ndrafts: ~\nhighest: null\ndeclared: []\n",
  ])
  func `may hold nothing but a name`(text: String) {
    let (record, diagnostics) = Self.read(text)
    #expect(diagnostics.isEmpty && record == PipelineRecord())
  }

  @Test func `know the last time of everything`() {
    var record = PipelineRecord()
    for person in ["Ada", "Grace"] {
      record.passages.append(
        PipelineRecord.Passage(gate: Gate(.code, phase: 1), person: person, day: "2031-01-31"))
      record.attestations.append(
        PipelineRecord.Attestation(
          criterion: .routes, gate: Gate(.code, phase: 1), person: person, day: "2031-01-31",
          note: ""))
    }
    #expect(record.passage(of: Gate(.code, phase: 1))?.person == "Grace")
    #expect(record.passage(of: Gate(.code, phase: 2)) == nil)
    #expect(record.passage(of: Gate(.code)) == nil)
    #expect(record.attestation(of: .routes, for: Gate(.code, phase: 1))?.person == "Grace")
    #expect(record.attestation(of: .schemas, for: Gate(.code, phase: 1)) == nil)
    #expect(record.attestation(of: .routes, for: Gate(.code, phase: 2)) == nil)
  }
}
