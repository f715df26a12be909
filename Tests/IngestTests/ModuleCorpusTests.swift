import Ingest
import SourceText
import TestSupport
import Testing
import TraceModel

@Suite(.enabled(if: Inputs.isNamed(Inputs.corpora))) struct `Real documents of modules` {
  private static func paths(_ folder: String) throws -> [String] {
    try Inputs.files(below: "\(try #require(Inputs.corpora))/001").filter {
      $0.hasPrefix(folder) && $0.hasSuffix(".md")
    }
  }

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
    #expect(items.count { $0.kind == .requirement } == 324)
    #expect(items.count { $0.kind == .scenario } == 1_083)
    #expect(items.count { $0.kind == .task } == 192)
    let steps = items.flatMap(\.attributes).map(\.name)
    #expect(steps.count { $0 == "Given" } == 95 && steps.count { $0 == "When" } == 1_088)
    #expect(steps.count { $0 == "Then" } == 1_168 && steps.count { $0 == "And" } == 1_273)
  }

  @Test func `of OpenSpec count every box`() throws {
    let ticked = try Self.documents("Fission-AI").flatMap(\.items).filter { $0.parent == nil }
      .flatMap(\.attributes).filter { $0.name == "Ticked" }.map(\.value.text)
    let numbers = ticked.map { $0.split(separator: " ").compactMap { Int($0) } }
    #expect(numbers.reduce(0) { $0 + $1[0] } == 804)
    #expect(numbers.reduce(0) { $0 + $1[1] } == 932)
  }
}
