import Foundation
import Notation
import SourceText
import TestSupport
import Testing

/// The hostile YAML and JSON files, as far as syntax alone decides what must be said about them.
@Suite struct HostileSampleTests {
  /// A file with what is reported first, or that nothing is.
  struct Sample: Sendable, CustomTestStringConvertible {
    var path: String
    var rule: String?
    var line: Int
    var count: Int
    var testDescription: String { path }

    init(_ path: String, _ rule: String? = nil, line: Int = 0, count: Int = 1) {
      self.path = path
      self.rule = rule
      self.line = line
      self.count = rule == nil ? 0 : count
    }
  }

  /// Read without a word here; their faults are for the readers of Ingest, for the writers, and for
  /// the reader of the configuration.
  static let dueLater = [
    "yaml/duplicate-ids.yaml", "yaml/control-chars.yaml", "yaml/norway-and-octal.yaml",
    "yaml/numbers-extreme.yaml", "yaml/timestamps.yaml", "yaml/empty.yaml",
    "yaml/only-comment.yaml", "yaml/wrong-types.yaml", "yaml/html-in-fields.yaml",
    "yaml/template-injection.yaml", "yaml/shell-injection.yaml", "yaml/cycle-depends.yaml",
    "json/script-breakout.json", "json/null-root.json",
    "json/all-null-fields.json", "json/proto-keys.json",
  ]

  static let decided = [
    Sample("yaml/alias-bomb-map.yaml", "yaml-limit", line: 11),
    Sample("yaml/alias-scalar-amplify.yaml", "yaml-limit", line: 2),
    Sample("yaml/alias-self-recursive.yaml", "yaml-alias", line: 8),
    Sample("yaml/alias-undefined.yaml", "yaml-alias", line: 5),
    Sample("yaml/merge-key.yaml", "yaml-merge-key", line: 6),
    Sample("yaml/merge-key-bomb.yaml", "yaml-merge-key", line: 5, count: 14),
    Sample("yaml/deep-explicit-keys.yaml", "yaml-limit", line: 4),
    Sample("yaml/duplicate-key-escaped.yaml", "yaml-duplicate-key", line: 4),
    Sample("yaml/tab-indent.yaml", "yaml-syntax", line: 3),
    Sample("yaml/tab-after-key.yaml"),
    Sample("yaml/nul-byte.yaml", "control-character", line: 1),
    Sample("yaml/nul-escaped.yaml", "control-character", line: 1),
    Sample("yaml/bom-utf8.yaml"),
    Sample("yaml/invalid-utf8.yaml", "text-encoding", line: 1),
    Sample("yaml/invalid-utf8-surrogate.yaml", "text-encoding", line: 1),
    Sample("yaml/huge-key.yaml", "yaml-syntax", line: 4),
    Sample("yaml/many-documents.yaml", "yaml-documents", line: 2),
    Sample("yaml/second-document-smuggle.yaml", "yaml-documents", line: 8),
    Sample("yaml/tag-python-object.yaml", "yaml-tag", line: 4),
    Sample("yaml/tag-ruby-object.yaml", "yaml-tag", line: 4),
    Sample("yaml/tag-directive.yaml", "yaml-tag", line: 3),
    Sample("yaml/tag-int-on-text.yaml", "yaml-tag", line: 4),
    Sample("yaml/non-string-keys.yaml", "yaml-key", line: 4, count: 3),
    Sample("yaml/crlf-and-cr.yaml"),
    Sample("yaml/bad-escape.yaml", "yaml-syntax", line: 1, count: 3),
    Sample("json/deep-array-unclosed.json", "json-limit", line: 1),
    Sample("json/deep-object-50k.json", "json-limit", line: 1),
    Sample("json/number-forms.json", "json-syntax", line: 1, count: 8),
    Sample("json/number-huge.json", "json-syntax", line: 1, count: 3),
    Sample("json/duplicate-keys.json", "json-duplicate-key", line: 1, count: 2),
    Sample("json/truncated.json", "json-syntax", line: 1),
    Sample("json/trailing-garbage.json", "json-syntax", line: 1),
    Sample("json/trailing-commas-comments.json", "json-syntax", line: 1, count: 4),
    Sample("json/bom.json"),
    Sample("json/invalid-utf8.json", "text-encoding", line: 1, count: 2),
    Sample("json/lone-surrogate.json", "json-syntax", line: 1, count: 3),
    Sample("json/nul-escape.json", "control-character", line: 1, count: 2),
    Sample("json/control-raw.json", "control-character", line: 1, count: 3),
  ]

  @Test(.enabled(if: Inputs.isNamed(Inputs.hostile)), arguments: decided)
  func `a sample gives what its manifest asks`(_ sample: Sample) throws {
    let (parsed, work) = try parse(sample.path)
    let found = parsed.diagnostics.sorted()
    #expect(found.count == sample.count)
    #expect(found.first?.rule.id == sample.rule)
    #expect(found.first.map { Int($0.range.line) } ?? 0 == sample.line)
    #expect(found.allSatisfy { $0.range.column > 0 && $0.severity == .error })
    #expect(work < 2)
  }

  @Test(.enabled(if: Inputs.isNamed(Inputs.hostile)), arguments: dueLater)
  func `a sample for a later stage is read quietly`(_ path: String) throws {
    let (parsed, work) = try parse(path)
    #expect(parsed.diagnostics.isEmpty && work < 2)
  }

  @Test(.enabled(if: Inputs.isNamed(Inputs.hostile)))
  func `every sample is listed once`() throws {
    let manifest = String(
      decoding: try Inputs.bytes("MANIFEST.tsv", in: Inputs.hostile), as: UTF8.self)
    let named = manifest.split(separator: "\n").compactMap { $0.split(separator: "\t").first }
      .map(String.init).filter { $0.hasPrefix("yaml/") || $0.hasPrefix("json/") }
    #expect(named.sorted() == (Self.decided.map(\.path) + Self.dueLater).sorted())
  }

  private func parse(_ path: String) throws -> (ParsedNotation, Double) {
    let file = SourceFile(path: path, bytes: try Inputs.bytes(path, in: Inputs.hostile))
    var parsed: ParsedNotation?
    let work = secondsOfWork {
      parsed = path.hasSuffix(".json") ? JSONParser.parse(file) : YAMLParser.parse(file)
    }
    return (try #require(parsed), work)
  }
}
