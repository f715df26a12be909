import Foundation
import Ingest
import Notation
import SourceText
import Testing
import TestSupport
import TraceModel

@Suite(.enabled(if: Inputs.isNamed(Inputs.corpora))) struct `Real manifolds` {
  @Test func dump() throws {
    let root = try #require(Inputs.corpora)
    let folder = "\(root)/000"
    var docs: [ManifoldDocument] = []
    for path in try Inputs.files(below: folder) {
      let bytes = try Inputs.bytes(path, in: folder)
      guard ManifoldReader.recognise(path, start: bytes.prefix(16384)) else { continue }
      if let d = Ingest.read(SourceFile(path: path, bytes: bytes)) { docs.append(d) }
    }
    let (graph, diagnostics) = Ingest.link(docs)
    var out = "docs \(docs.count) nodes \(graph.nodes.count) links \(graph.links.count) claims \(graph.claims.count)\n"
    for d in diagnostics { out += "\(d.range.description): \(d.severity.rawValue)[\(d.rule.id)] \(d.summary)\n" }
    var docsList = ""
    for d in docs.sorted(by: { $0.path < $1.path }) { docsList += "\(d.path) \(d.part) \(d.items.count)\n" }
    try out.write(toFile: "/tmp/ingest-dump.txt", atomically: true, encoding: .utf8)
    try docsList.write(toFile: "/tmp/ingest-docs.txt", atomically: true, encoding: .utf8)
    #expect(docs.count > 100)
  }
}
