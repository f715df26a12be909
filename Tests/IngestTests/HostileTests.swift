import Ingest
import Notation
import SourceText
import Testing
import TestSupport
import TraceModel

/// Malicious manifolds, one file at a time; each must give what the manifest beside them says.
@Suite(.enabled(if: Inputs.isNamed(Inputs.hostile))) struct `Hostile manifolds` {
  struct Sample: Sendable, CustomTestStringConvertible {
    let path: String
    let expect: String
    var testDescription: String { path }
  }

  static let samples: [Sample] = {
    guard let bytes = try? Inputs.bytes("MANIFEST.tsv", in: Inputs.hostile) else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count >= 4, ["yaml", "ids"].contains(fields[1]) else { return nil }
      return Sample(path: String(fields[0]), expect: String(fields[3]))
    }
  }()

  @Test func `samples are there`() { #expect(Self.samples.count > 40) }

  @Test(arguments: samples) func `give what the manifest says`(_ sample: Sample) throws {
    let bytes = try Inputs.bytes(sample.path, in: Inputs.hostile)
    var errors: [Diagnostic] = []
    let work = try secondsOfWork {
      let document = try #require(Ingest.read(SourceFile(path: sample.path, bytes: bytes)))
      let (_, diagnostics) = Ingest.link([document])
      errors = diagnostics.filter { $0.severity == .error }
    }
    #expect(work < 2)
    if sample.expect == "error" { #expect(!errors.isEmpty) }
    if sample.expect == "safe" { #expect(errors.isEmpty, "\(errors.map(\.summary))") }
  }

  @Test func `every faulty id of a file is reported in one run`() throws {
    let bytes = try Inputs.bytes("ids/bad-ids.yaml", in: Inputs.hostile)
    let document = try #require(Ingest.read(SourceFile(path: "bad.yaml", bytes: bytes)))
    let faulty = document.diagnostics.filter { $0.rule.id == "invalid-id" }
    #expect(faulty.count == 63)
    #expect(Set(faulty.map(\.range.line)).count == faulty.count)
  }

  @Test func `every sample survives as every part of a manifold`() throws {
    for sample in Self.samples {
      let bytes = try Inputs.bytes(sample.path, in: Inputs.hostile)
      let documents = ["json", "md", "verify.yaml"].compactMap {
        Ingest.read(SourceFile(path: "shop.\($0)", bytes: bytes))
      }
      #expect(documents.count == 3)
      _ = Ingest.link(documents)
    }
  }
}
