import Analysis
import Ingest
import SourceText
import TestSupport
import Testing
import TraceModel

/// What becomes of one contradiction that is known to be in a real document.
struct KnownContradiction: Sendable, CustomTestStringConvertible {
  enum Answer: Sendable {
    /// A rule finds it there; the text is a part of its summary.
    case found(rule: String, line: Int, String)
    /// No rule can: the reason.
    case undecidable(String)
    /// A choice that the product makes, tested where it is made.
    case decided(String)
  }

  let id: String
  let document: String
  let answer: Answer
  var testDescription: String { id }

  init(_ id: String, _ document: String, _ rule: String, _ line: Int, _ text: String) {
    (self.id, self.document) = (id, document)
    answer = .found(rule: rule, line: line, text)
  }

  init(_ id: String, _ answer: Answer) {
    (self.id, document) = (id, "")
    self.answer = answer
  }

  /// Every contradiction of the four documents that the product is measured by.
  static let all: [KnownContradiction] = generation + pipeline + plan + workflows + formats

  /// Contradictions of many real files, tested where their formats are.
  private static let formats: [KnownContradiction] = [
    .init("1.6", .decided("`Claims of real manifolds`: phases, totals, rows, floors")),
    .init("1.9 dangling", "cli", "dangling-reference", 108, "feature_completeness"),
    .init("1.9 others", .decided("`Findings in one file`: the files are not in the corpus")),
    .init("1.9 broken", .decided("`Real manifolds`: broken YAML and JSON are degraded")),
    .init("1.9 lost links", .decided("`Families of files`: forms of one feature are merged")),
    .init("2.2 REQ-2", "001r", "requirement-meanings", 19, "Request Tracing"),
    .init("2.2 REQ-10", "001r", "requirement-meanings", 121, "Code Quality"),
    .init("2.2 spellings", .decided("`Documents of modules`: three conventions, one id")),
    .init("3.5", .decided("`A real registry`: every requirement against the stated compliance")),
    .init(
      "3.5 practice", .undecidable("071, 072, 080 to 082 are about tools and habits, not files")),
  ]

  private static let generation: [KnownContradiction] = [
    .init("Z1", "000", "state-never-written", 102, "last_notification"),
    .init("Z2", "000", "undefined-name", 102, "RetryPolicy"),
    .init("Z2 tests", "000", "undefined-name", 260, "asyncio"),
    .init("Z3", "000", "claim-differs", 377, "declared 15 min, computed 35 min"),
    .init("Z3 wait", "000", "wait-after-last-attempt", 217, "20 min"),
    .init("Z4", "000", "constant-count", 221, "attempts is always 3"),
    .init("Z5", "000", "opposite-expectations", 418, "already_succeeded"),
    .init("Z5 calls", "000", "opposite-expectations", 419, "expects no call"),
    .init("Z6", "000", "claim-differs", 427, "declared 1 test, computed 2"),
    .init("Z7", "000", "claim-differs", 673, "computed F_NEW_1"),
    .init("Z7 console", "000", "claim-differs", 743, "4/4"),
    .init("Z8", "000", "claim-differs", 641, "computed 368"),
    .init("Z8 tests", "000", "claim-differs", 642, "computed 156"),
    .init("Z9", "000", "planned-not-produced", 48, "ExecutePaymentActivity"),
    .init("Z9 docs", "000", "planned-not-produced", 80, "api"),
    .init("Z9 console", "000", "claim-differs", 693, "1 listed"),
    .init("Z10", "000", "plan-differs", 646, "B1, B3, T2, T4, U1, U3"),
    .init("Z11", "000", "covered-without-test", 668, "T2, T4, U1"),
    .init("Z12", "000", "documented-handler", 471, "signal handler"),
    .init("Z12 table", "000", "documented-handler", 498, "signal handler"),
    .init("Z13", "000", "documented-event", 506, "retry.started"),
    .init("Z14", "000", "alert-without-section", 612, "RetryDuplicatePaymentRisk"),
    .init("Z14 second", "000", "alert-without-section", 618, "names no runbook"),
    .init("Z15", "000", "behaviour-two-ids", 546, "T_INC089_2 here and T_INC089_1"),
    .init("Z16", "000", "alert-constraint-differs", 618, "B2"),
    .init("Z17 panel", "000", "planned-not-produced", 90, "O1"),
    .init("Z17 alert", "000", "planned-not-produced", 93, "O2"),
    .init("Z17 threshold", "000", "threshold-without-alert", 598, "100"),
    .init("Z18", "000", "artifact-names", 583, "retry_dashboard.json"),
    .init("Z19 label", "000", "query-label", 569, "true_transient_failed"),
    .init(
      "Z19 count",
      .undecidable("whether a column counts what its name says needs the meaning of the data")),
    .init("Z20", "000", "missing-coverage", 430, "S1"),
    .init("0.6 key", "000", "key-per-attempt", 193, "each round"),
    .init("0.6 tries", "000", "attempts-multiply", 189, "9 attempts"),
    .init("0.6 limit", "000", "assertion-exceeds", 354, "accepts 2"),
    .init("0.6 lines", "000", "cited-lines", 247, "B1"),
    .init("0.6 alerts", "000", "alert-format", 612, "no file of rules"),
    .init("0.6 link", "000", "broken-runbook-link", 612, "RUNBOOK.md#duplicate-payments"),
    .init("0.6 symptom", "000", "symptom-expression", 525, "payment.duplicate.rate"),
    .init("0.6 first", "000", "alert-first-event", 614, "first event"),
    .init("1.7 artifacts", "000", "claim-differs", 638, "computed 8"),
    .init("1.7 constraints", "000", "claim-differs", 639, "computed 6"),
    .init("1.7 modes", "000", "claim-differs", 640, "computed 3"),
    .init("0.6 console", "000", "claim-differs", 687, "4 planned, 3 listed"),
  ]

  private static let pipeline: [KnownContradiction] = [
    .init("Z21", "001", "ids-forbidden", 332, "REQ-1"),
    .init("Z22", "001", "table-leaves-out", 271, "INTENT_VS_ACTUAL.md, CHANGELOG.md"),
    .init("Z22 ids", .decided("`Findings about modules`: what each kind of document refers to")),
    .init("Z23", "001", "id-padding", 149, "PHASE-MODULE-01"),
    .init("Z24", .undecidable("whether a planning step is a gate is a question of its meaning")),
    .init("Z25 number", "001", "numbered-files", 414, "03_tasks_generation.md"),
    .init("Z25 order", "001", "numbered-files", 477, "07_actual_docs.md"),
    .init("2.2 files", "001p", "named-file-missing", 400, "03_tasks_generation.md"),
    .init("2.2 files 2", "001p", "named-file-missing", 351, "02_requirements_scenarios.md"),
    .init("2.2 files 0", "001p", "named-file-missing", 317, "0_intent_design.md"),
  ]

  private static let plan: [KnownContradiction] = [
    .init("Z26", "003", "required-fields-differ", 237, "outputs"),
    .init("Z27", "003", "format-differs", 202, "DOC-[A-Z0-9-]+"),
    .init("Z28", "003", "json-comment", 218, "comment"),
    .init("Z29", .decided("three examples for new patterns and one for migrated ones is a choice")),
    .init("Z30", .undecidable("restoring all and removing what failed are two readings of a list")),
    .init("Z31 schemas", "003", "claim-differs", 12, "declared 40, computed 23"),
    .init("Z31 examples", "003", "claim-differs", 13, "declared 46, computed 35"),
    .init("Z31 total", "003", "claim-differs", 691, "declared 128, computed 157"),
    .init("Z32 order", "003", "steps-unordered", 576, "$phase1"),
    .init("Z32 dry run", "003", "rehearsal-success", 583, "dry run"),
    .init("Z32 exit", "003", "failures-exit-zero", 587, "$totalFailed"),
  ]

  private static let workflows: [KnownContradiction] = [
    .init("Z33", .undecidable("that a score and passing checks are two conditions is a reading")),
    .init("Z34", "004p", "threshold-strictness", 168, "Confidence > 70%"),
    .init("Z35", .undecidable("when a run ends is in no file")),
    .init("Z36", "004", "poll-ends-at-once", 588, "completed and total"),
    .init("Z37", .undecidable("which box of a drawing is which activity is said nowhere")),
    .init("Z38", "004", "retry-default", 720, "no limit"),
    .init("Z39", "004", "version-range", 790, "version -1"),
    .init("4.3 consensus", "004e", "example-figures", 236, "mean of all"),
    .init("4.3 duration", "004e", "claim-differs", 347, "declared 36.5 minutes, computed 33.5"),
    .init("4.3 lines", "004s", "claim-differs", 428, "computed 2390"),
    .init("4.3 signal", "004e", "unknown-handler", 495, "approve"),
    .init("4.3 class", .decided("`Samples and names of documents`: no tests are in the corpus")),
    .init("4.3 query", .decided("`Samples and names of documents`: no workflow is in the corpus")),
    .init("4.3 module", "004", "foreign-name", 733, "workflow.RetryPolicy does not exist"),
    .init("4.3 attributes", .undecidable("types of values need the programs, which are not there")),
  ]
}

/// The documents themselves, where they are at hand.
@Suite(.enabled(if: Inputs.isNamed(Inputs.corpora))) struct `Known contradictions` {
  static let hyperspot = "001/aviator5+hyperspot/"
  static let cli = "000/dhanesh+manifold@53e62aa0/.manifold/manifold-cli.json"
  static let swe = "004/isaacbuz+SWE/packages/workflows/"

  /// Diagnostics of reading, linking and judging, by document.
  static let findings: [String: [Diagnostic]] = {
    guard let corpora = Inputs.corpora else { return [:] }
    var documents: [TraceDocument] = []
    var paths: Set<String> = []
    func read(_ path: String, _ place: String, _ format: DocumentFormat) {
      guard let bytes = try? Inputs.bytes(place, in: corpora) else { return }
      documents += Ingest.read(SourceFile(path: path, bytes: bytes), as: format)
      paths.insert(path)
    }
    let seeds = (try? Inputs.files(below: "\(corpora)/../seeds")) ?? []
    for name in seeds {
      let number = String(name.prefix(3))
      read("\(number)/\(number).md", "../seeds/\(name)", number == "000" ? .reports : .documents)
    }
    read("\(hyperspot)docs/REQUIREMENTS.md", "\(hyperspot)docs/REQUIREMENTS.md", .modules)
    let guide = "\(hyperspot)guidelines/MODULE_REQUIREMENTS.md"
    read(guide, guide, .modules)
    let manifold = (try? Inputs.bytes(cli, in: corpora)).flatMap {
      Ingest.read(SourceFile(path: cli, bytes: $0))
    }
    let files = (try? Inputs.files(below: corpora)) ?? []
    for path in files where path.hasPrefix(hyperspot) || path.hasPrefix(swe) {
      paths.insert(path)
      let isRequirement = path.hasSuffix("REQUIREMENTS.md")
      if path.hasSuffix(".md"), !isRequirement { read(path, path, .documents) }
    }
    let (graph, found) = Ingest.link(
      manifold.map { [$0] } ?? [], documents: documents, projectPaths: paths)
    let all = found + Assessment(of: graph).diagnostics
    return Dictionary(grouping: all) { $0.range.path }
  }()

  static func path(_ document: String) -> String {
    switch document {
    case "001p": "\(hyperspot)workflows/NEW_MODULE_PIPELINE.md"
    case "001r": "\(hyperspot)docs/REQUIREMENTS.md"
    case "cli": cli
    case "004p": "\(swe)README.md"
    case "004e": "\(swe)WORKFLOW_EXAMPLES.md"
    case "004s": "\(swe)IMPLEMENTATION_SUMMARY.md"
    default: "\(document)/\(document).md"
    }
  }

  @Test(arguments: KnownContradiction.all) func `are found, or it is known why not`(
    _ one: KnownContradiction
  ) {
    switch one.answer {
    case .found(let rule, let line, let text):
      let found = Self.findings[Self.path(one.document), default: []]
      #expect(
        found.contains {
          $0.rule.id == rule && $0.range.line == line && $0.summary.contains(text)
        },
        "\(found.filter { $0.rule.id == rule }.map { "\($0.range.line) \($0.summary)" })")
    case .undecidable(let reason), .decided(let reason): #expect(!reason.isEmpty)
    }
  }

  /// Whatever else the rules about statements say of these documents would be a false alarm.
  @Test func `are all that the rules about statements find`() {
    let known = Set(
      KnownContradiction.all.compactMap { one -> String? in
        guard case .found(let rule, let line, _) = one.answer else { return nil }
        return "\(Self.path(one.document)) \(line) \(rule)"
      })
    let rules = Set(IngestRules.statements.map(\.id))
    let seeds = ["000", "001", "003", "004"].map(Self.path)
    let more = seeds.flatMap { Self.findings[$0, default: []] }.filter {
      rules.contains($0.rule.id)
        && !known.contains("\($0.range.path) \($0.range.line) \($0.rule.id)")
    }
    // The two other samples with comments are of the same kind.
    #expect(
      more.map { "\($0.rule.id) \($0.range.line)" } == ["json-comment 280", "json-comment 290"])
  }
}
