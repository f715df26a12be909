import Analysis
import Ingest
import Pipeline
import SourceText
import TestSupport
import Testing
import TraceModel

/// Documents of one module with ① ② … where a rule must find something, and nowhere else.
struct DocumentCase: Sendable, CustomTestStringConvertible {
  let id: String
  let rule: Rule
  let texts: [ModuleDocumentKind: String]
  /// Stands in one of the findings, its notes or its fix.
  var says = ""
  var retired: [String] = []
  var declared: [String] = []
  var testDescription: String { "\(rule.id): \(id)" }

  init(
    _ rule: Rule, _ id: String, _ texts: [ModuleDocumentKind: String], says: String = "",
    retired: [String] = [], declared: [String] = []
  ) {
    (self.id, self.rule, self.texts, self.says) = (id, rule, texts, says)
    (self.retired, self.declared) = (retired, declared)
  }

  func check(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let marked = texts.mapValues { MarkedText($0) }
    let found = DocumentFindings.of(
      try DocumentCase.subject(marked.mapValues(\.text)), record
    ).filter { $0.rule == rule }
    let expected = marked.flatMap { kind, text -> [String] in
      let lines = LineMap(SourceFile(path: DocumentCase.path(kind), text: text.text))
      return text.offsets.map { lines.range($0, $0).description }
    }
    let places = found.map(\.range.description)
    #expect(
      places.sorted() == expected.sorted(), "\(found.map(\.summary))",
      sourceLocation: sourceLocation)
    for finding in found {
      #expect(finding.fix?.isEmpty == false, "no fix: \(finding.summary)")
      #expect(finding.severity == rule.severity)
    }
    let texts = found.flatMap { [$0.summary, $0.fix ?? ""] + $0.notes.map(\.text) }
    #expect(says.isEmpty || texts.contains { $0.contains(says) }, "\(texts)")
  }

  private var record: PipelineRecord {
    var record = PipelineRecord()
    (record.retired, record.declared) = (retired, declared)
    return record
  }

  static func path(_ kind: ModuleDocumentKind) -> String { "modules/pay/docs/\(kind.rawValue).md" }

  static func linked(
    _ texts: [ModuleDocumentKind: String]
  ) -> (graph: TraceGraph, diagnostics: [Diagnostic]) {
    let documents = texts.flatMap {
      Ingest.read(SourceFile(path: path($0.key), text: $0.value), as: .modules)
    }
    return Ingest.link([], documents: documents)
  }

  static func subject(_ texts: [ModuleDocumentKind: String]) throws -> ModuleSubject {
    try subject(texts, linked(texts).graph)
  }

  /// The module of a graph that may hold programs and tests as well.
  static func subject(
    _ texts: [ModuleDocumentKind: String], _ graph: TraceGraph
  ) throws -> ModuleSubject {
    let node = try #require(graph.nodes.firstIndex { $0.key.kind == .module }.map(NodeIndex.init))
    let code = ModuleSubject.code(of: node, in: graph)
    let outlines = Dictionary(
      uniqueKeysWithValues: texts.map { kind, text in
        (kind, Ingest.outline(SourceFile(path: path(kind), text: text), code: code))
      })
    return ModuleSubject(Assessment(of: graph), node, outlines: outlines, code: code)
  }
}
