import Analysis
import Foundation
import Generation
import Ingest
import Notation
import SourceText
import TestSupport
import Testing
import TraceModel

@Suite struct `Reports of steps` {
  @Test(arguments: ManifoldStep.allCases)
  func `each step says the same in lines and in YAML, today and tomorrow`(
    _ step: ManifoldStep
  ) throws {
    let report = try StepSample.report(step)
    expectGolden(report.text(as: .text), "manifold-\(step.rawValue).txt")
    expectGolden(report.text(as: .yaml), "manifold-\(step.rawValue).yaml.txt")
  }

  @Test(arguments: ManifoldStep.allCases)
  func `the site reads back what a step writes, and every figure agrees`(
    _ step: ManifoldStep
  ) throws {
    let report = try StepSample.report(step)
    for form in [StepReport.Form.yaml, .json] {
      let path = "manifolds/\(report.name).\(form.rawValue)"
      let file = SourceFile(path: path, text: report.text(as: form))
      #expect(DocumentFormat.mayBeReport(path, start: file.bytes))
      let documents = Ingest.read(file, as: .reports)
      #expect(documents.flatMap(\.diagnostics) == [], "\(form)")
      #expect(documents.count == 1)
      let alone = Ingest.link(StepSample.document(StepSample.manifold))
      let (graph, findings) = Ingest.link(
        StepSample.document(StepSample.manifold), documents: documents)
      #expect(findings == alone.diagnostics)
      let node = try #require(graph.nodes(of: .report).first)
      #expect(graph[node].title == "\(Self.titles[step] ?? "") report: locker-release")
      let assessment = Assessment(of: graph)
      let wrong = assessment.claims.filter {
        $0.claim.range.path == path && $0.outcome != .agrees
      }
      #expect(wrong.map(\.subject) == [])
      let about = assessment.diagnostics.filter { $0.range.path == path && $0.severity < .warning }
      #expect(about == [])
    }
  }

  static let titles: [ManifoldStep: String] = [
    .validate: "Validation", .tensions: "Tensions", .anchor: "Outcome",
    .options: "Solution space", .failures: "Failures", .context: "Context",
  ]

  @Test(arguments: ManifoldStep.allCases)
  func `JSON holds what YAML holds`(_ step: ManifoldStep) throws {
    let report = try StepSample.report(step)
    let json = try JSONSerialization.jsonObject(with: Data(report.text(as: .json).utf8))
    let yaml = YAMLParser.parse(SourceFile(path: "x.yaml", text: report.text(as: .yaml)))
    #expect(yaml.diagnostics == [])
    let keys = (json as? [String: Any])?.keys.sorted()
    #expect(yaml.root?.entries?.map(\.key).sorted() == keys)
  }

  @Test func `a report knows whether somebody has changed it`() throws {
    for form in [StepReport.Form.yaml, .json] {
      let text = try StepSample.report(.tensions).text(as: form)
      let isWritten = { (text: String) in
        switch StepReport.origin(of: Array(text.utf8)) {
        case .written: "written"
        case .edited: "edited"
        case .foreign: "foreign"
        }
      }
      #expect(isWritten(text) == "written")
      #expect(isWritten(text + " ") == "edited")
      #expect(isWritten(text.replacing("high", with: "low")) == "edited")
      #expect(isWritten("feature: checkout\n") == "foreign")
      #expect(isWritten("fingerprint: \"abc\"\n") == "foreign")
    }
  }

  @Test func `texts of any kind stay inside of their values`() throws {
    let nasty = "\"}]: # - & *x ! %\\n {{a}} \\u0007 é ↔ 'q'"
    let text = StepSample.manifold(of: [
      "id: P1, type: invariant, statement: \(Self.quoted(nasty)), rationale: \(Self.quoted(nasty))"
    ])
    for step in ManifoldStep.allCases {
      let report = try StepSample.report(step, text)
      let yaml = YAMLParser.parse(SourceFile(path: "x.yaml", text: report.text(as: .yaml)))
      #expect(yaml.diagnostics == [])
      let json = Data(report.text(as: .json).utf8)
      #expect((try? JSONSerialization.jsonObject(with: json)) != nil)
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
