import Ingest
import Pipeline
import SourceText
import TestSupport
import Testing
import TraceModel

@Suite struct `Wording of real tasks` {
  /// What a person reads in these lists can nearly always be done, so nearly nothing may be found.
  @Test(.enabled(if: Inputs.isNamed(Inputs.corpora), "THROUGHLINE_CORPORA is not set"))
  func `is hardly ever complained about`() throws {
    let folder = try #require(Inputs.corpora)
    let paths = try Inputs.files(below: "\(folder)/001").filter { $0.hasSuffix("/tasks.md") }
    #expect(!paths.isEmpty)
    var (boxes, found) = (0, [String]())
    for path in paths {
      let text = try Inputs.bytes("001/\(path)", in: folder)
      let file = SourceFile(path: DocumentCase.path(.tasks), bytes: text)
      boxes += Ingest.outline(file, code: "PAY").boxes.count
      found += DocumentFindings.of(
        try DocumentCase.subject([.tasks: file.displayText]), PipelineRecord()
      ).filter { $0.rule == .taskNotActionable }.map { "\(path): \($0.summary)" }
    }
    #expect(boxes > 1_000)
    #expect(found.count * 100 < boxes, "\(found.count) of \(boxes): \(found)")
  }
}
