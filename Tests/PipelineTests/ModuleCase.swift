import Analysis
import Ingest
import Pipeline
import SourceText
import TraceModel

/// One module made from texts: documents, programs that name its ids, and a report of tests.
struct ModuleCase: Sendable {
  var texts: [ModuleDocumentKind: String]
  /// Texts of programs by their paths.
  var programs: [String: String] = [:]
  /// Cases of a report in the form of JUnit.
  var tests = ""
  var record = PipelineRecord()
  var settings = ModuleSettings()
  var coverage: CoverageFacts?
  var outcomes: [Criterion.ID: GateInput.Outcome] = [:]
  var isWithoutPrograms = false

  init(_ texts: [ModuleDocumentKind: String]) {
    self.texts = texts
    settings.endToEnd = ["**/e2e/**", "e2e/**"]
  }

  func input() throws -> GateInput {
    let documents =
      texts.flatMap { kind, text in
        Ingest.read(SourceFile(path: DocumentCase.path(kind), text: text), as: .modules)
      }
      + programs.flatMap { Ingest.read(SourceFile(path: $0.key, text: $0.value), as: .sources) }
      + (tests.isEmpty ? [] : Ingest.read(report, as: .results))
    let (graph, diagnostics) = Ingest.link([], documents: documents)
    let subject = try DocumentCase.subject(texts, graph)
    let own = Set(texts.keys.map(DocumentCase.path))
    var input = GateInput(
      subject, record, settings,
      findings: ((diagnostics + subject.assessment.diagnostics).filter {
        own.contains($0.range.path)
      }
        + DocumentFindings.of(subject, record)).sorted(),
      coverage: coverage, hasPrograms: !isWithoutPrograms)
    input.outcomes = outcomes
    return input
  }

  private var report: SourceFile {
    SourceFile(
      path: "results/junit.xml",
      text: "<testsuites><testsuite name=\"all\">\(tests)</testsuite></testsuites>")
  }

  /// The case with another text in a document; what is replaced must be there.
  func replacing(
    _ old: String, by new: String, in kind: ModuleDocumentKind
  ) -> ModuleCase {
    var changed = self
    precondition(texts[kind]?.contains(old) == true, "\(kind.rawValue) holds no \(old)")
    changed.texts[kind] = texts[kind]?.replacing(old, with: new)
    return changed
  }

  /// The same module in the texts that a draft has written.
  func with(_ files: [ModuleFile]) -> ModuleCase {
    var changed = self
    for file in files {
      guard
        let kind = ModuleDocumentKind.allCases.first(where: { DocumentCase.path($0) == file.path })
      else { continue }
      changed.texts[kind] = String(decoding: file.bytes, as: UTF8.self)
    }
    return changed
  }

  /// One test of a report.
  static func test(
    _ name: String, _ inside: String = "", className: String = "modules.pay.tests.test_pay"
  ) -> String {
    "<testcase classname=\"\(className)\" name=\"\(name)\" time=\"0.1\">\(inside)</testcase>"
  }

  static func endToEnd(_ name: String, _ inside: String = "") -> String {
    test(name, inside, className: "modules.pay.e2e.test_flow")
  }
}
