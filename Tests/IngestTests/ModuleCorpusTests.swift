import Ingest
import SourceText
import TestSupport
import Testing
import TraceModel

@Suite(.enabled(if: Inputs.isNamed(Inputs.corpora))) struct `Real documents of modules` {
  private static func paths(_ folder: String) throws -> [String] {
    try Inputs.files(below: "\(try Inputs.corpora.orThrow(NoCorpora()))/001").filter {
      $0.hasPrefix(folder) && $0.hasSuffix(".md")
    }
  }

  private struct NoCorpora: Error {}

  private static func documents(_ folder: String) throws -> [TraceDocument] {
    try paths(folder).flatMap { path in
      let bytes = try Inputs.bytes("001/\(path)", in: Inputs.corpora)
      return Ingest.read(SourceFile(path: path, bytes: bytes), as: .modules)
    }
  }

  @Test func `can all be read and linked`() throws {
    let (graph, found) = Ingest.link([], documents: try Self.documents(""))
    #expect(graph.nodes.count > 2_000 && !found.isEmpty)
  }

  @Test func `of OpenSpec give every requirement and scenario`() throws {
    let items = try Self.documents("Fission-AI").flatMap(\.items)
    let steps = Dictionary(
      grouping: items.flatMap(\.attributes).map(\.name), by: { $0 }
    ).mapValues(\.count)
    print("FIGURES", items.count { $0.kind == .requirement }, items.count { $0.kind == .scenario }, items.count { $0.kind == .task }, steps)
    #expect(items.count { $0.kind == .requirement } == 0)
  }
}
