import Foundation
import History
import SourceText
import TestSupport
import Testing

/// Real histories, recorded by several kits in several years.
@Suite struct HistoryCorpusTests {
  @Test(.enabled(if: Inputs.isNamed(Inputs.corpora)))
  func `every event of every history is read`() throws {
    let folder = try #require(Inputs.corpora) + "/histories"
    var events = 0
    var files = 0
    for path in try Inputs.files(below: folder) where path.hasSuffix(".json") {
      let file = SourceFile(path: path, bytes: try Inputs.bytes(path, in: folder))
      let read = HistoryFile.read(file)
      let expected = try Self.count(Data(file.bytes))
      #expect(read.runs.reduce(0) { $0 + $1.events.count } == expected, "\(path)")
      #expect(!read.isDegraded, "\(path) \(read.diagnostics.map(\.summary))")
      events += expected
      files += 1
      let errors = findings(file).filter { $0.severity == .error }
      #expect(errors.isEmpty || path.contains("damaged"), "\(path) \(errors.map(\.summary))")
    }
    #expect(files == 129)
    #expect(events > 3_000)
  }

  /// Another parser's count of events.
  private static func count(_ data: Data) throws -> Int {
    let root = try JSONSerialization.jsonObject(with: data)
    let outer = root as? [String: Any]
    let inner = outer?["history"] as? [String: Any] ?? outer
    let list = inner?["events"] as? [Any] ?? root as? [Any] ?? []
    return list.reduce(0) { sum, element in
      sum + (((element as? [String: Any])?["events"] as? [Any])?.count ?? 1)
    }
  }

  @Test(.enabled(if: Inputs.isNamed(Inputs.corpora)))
  func `groups have names and ends`() throws {
    let folder = try #require(Inputs.corpora) + "/histories"
    var kinds: [String: Int] = [:]
    for path in try Inputs.files(below: folder) where path.hasSuffix(".json") {
      let file = SourceFile(path: path, bytes: try Inputs.bytes(path, in: folder))
      for run in HistoryFile.read(file).runs {
        for group in run.groups() {
          kinds["\(group.kind.rawValue) \(group.status.rawValue)", default: 0] += 1
          #expect(!group.name(in: run).text.isEmpty, "\(path) \(group.kind)")
        }
      }
    }
    #expect(kinds["activity completed", default: 0] > 100)
  }
}
