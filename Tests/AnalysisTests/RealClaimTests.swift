import Analysis
import Ingest
import SourceText
import Testing
import TestSupport
import TraceModel

/// The contradictions of real manifolds are found where they stand.
@Suite(.enabled(if: Inputs.isNamed(Inputs.corpora))) struct `Claims of real manifolds` {
  static let assessment: Assessment? = {
    guard let corpora = Inputs.corpora, let paths = try? Inputs.files(below: "\(corpora)/000")
    else { return nil }
    let documents = paths.compactMap { path -> SourceFile? in
      guard let bytes = try? Inputs.bytes(path, in: "\(corpora)/000"),
        ManifoldReader.recognise(path, start: Array(bytes.prefix(16 << 10)))
      else { return nil }
      return SourceFile(path: path, bytes: bytes)
    }
    return Assessment(of: Ingest.link(documents.compactMap(Ingest.read)).graph)
  }()

  /// A finding at its place; the text is a part of its summary.
  struct Expectation: Sendable, CustomTestStringConvertible {
    let place: String
    let rule: String
    let text: String
    var testDescription: String { "\(place) \(rule)" }

    init(_ place: String, _ rule: String, _ text: String) {
      self.place = place
      self.rule = rule
      self.text = text
    }
  }

  /// Artifacts exist or not as if nobody had looked, so that only what is written counts.
  static let expectations =
    [
      "dhanesh+manifold@53e62aa0/.manifold/manifold-cli.json:4:12",
      "dhanesh+manifold@ded1b007/.manifold/manifold-cli.json:4:12",
    ].map { Expectation($0, "claim-phase", "10 of 21 constraints are uncovered") } + [
      Expectation(
        "dhanesh+manifold@276444b9/.manifold/manifold-cli.yaml:8:8", "claim-phase",
        "12 of 21 constraints are uncovered"),
      Expectation(
        "dhanesh+manifold/.manifold/manifold-cli.yaml:8:8", "claim-phase",
        "2 of 21 constraints are uncovered"),
      Expectation(
        "dhanesh+manifold@3b2271ec/.manifold/manifold-cli.yaml:379:11", "claim-phase",
        "9 constraints are uncovered"),
      Expectation(
        "dhanesh+manifold@b36efe0b/.manifold/manifold-cli.yaml:462:28", "claim-differs",
        "declared 18, computed 16"),
      Expectation(
        "dhanesh+manifold/.manifold/manifold-cli.verify.yaml:14:12", "claim-differs",
        "artifacts: declared 12, computed 16"),
      Expectation(
        "dhanesh+manifold@59d16473/.manifold/v2-release.yaml:8:8", "claim-phase",
        "convergence is NOT_STARTED"),
      Expectation(
        "dhanesh+manifold/.manifold/v2-release.json:345:28", "claim-differs",
        "constraints: declared 15, computed 16"),
      Expectation(
        "dhanesh+phronesis/.manifold/admin-ui.verify.json:8:15", "claim-differs",
        "declared SATISFIED, computed 15 of 16 rows"),
      Expectation(
        "dhanesh+phronesis/.manifold/admin-ui.verify.json:41:77", "claim-differs",
        "invariants, total: declared 11, computed 12"),
      Expectation(
        "dhanesh+phronesis/.manifold/admin-ui.verify.json:41:105", "claim-differs",
        "declared 100, computed 11 of 12"),
      Expectation(
        "dhanesh+phronesis/.manifold/admin-ui.verify.json:33:116", "claim-below-floor", "U5"),
      Expectation(
        "dhanesh+phronesis/.manifold/admin-ui.verify.json:35:116", "claim-below-floor", "S2"),
    ]

  @Test(arguments: expectations) func `contradict what is there`(_ one: Expectation) throws {
    let assessment = try #require(Self.assessment)
    #expect(
      assessment.diagnostics.contains {
        $0.range.description == one.place && $0.rule.id == one.rule && $0.summary.contains(one.text)
      })
  }

  @Test func `never make anything satisfied`() throws {
    let assessment = try #require(Self.assessment)
    let nodes = assessment.graph.nodes.indices.map { NodeIndex($0) }
    #expect(nodes.count > 1_000)
    #expect(nodes.allSatisfy { assessment.verdicts[$0] < .satisfied })
  }
}
