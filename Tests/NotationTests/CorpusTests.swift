import Foundation
import Notation
import SourceText
import TestSupport
import Testing

/// Real files: nothing that their authors' tools read is refused here without a known reason.
@Suite struct CorpusTests {
  @Test(.enabled(if: Inputs.isNamed(Inputs.corpora)))
  func `JSON is accepted exactly where Foundation accepts it`() throws {
    let folder = try #require(Inputs.corpora)
    for path in try Inputs.files(below: folder) where path.hasSuffix(".json") {
      let bytes = try Inputs.bytes(path, in: folder)
      let parsed = JSONParser.parse(SourceFile(path: path, bytes: bytes))
      let object = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
      let isDuplicate = parsed.diagnostics.contains { $0.rule.id == "json-duplicate-key" }
      #expect(parsed.diagnostics.isEmpty == (object != nil) || isDuplicate, "\(list(parsed))")
    }
  }

  @Test(.enabled(if: Inputs.isNamed(Inputs.corpora)))
  func `YAML faults of real files have a place and no limit is near`() throws {
    let folder = try #require(Inputs.corpora)
    for path in try Inputs.files(below: folder)
    where path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
      let file = SourceFile(path: path, bytes: try Inputs.bytes(path, in: folder))
      let parsed = YAMLParser.parse(file)
      for diagnostic in parsed.diagnostics {
        #expect(diagnostic.range.line > 0 && diagnostic.rule.id != "yaml-limit", "\(diagnostic)")
      }
      #expect(parsed.root != nil || !parsed.diagnostics.isEmpty || file.bytes.isEmpty)
    }
  }
}
