import Ingest
import Notation
import SourceText
import Testing
import TestSupport
import TraceModel

/// Every manifold of the collection of real files, read together as one project.
@Suite(.enabled(if: Inputs.isNamed(Inputs.corpora))) struct `Real manifolds` {
  struct Expectation: Sendable, CustomTestStringConvertible {
    let path: String
    let place: String
    let rule: String
    let quotes: String
    var testDescription: String { "\(path):\(place) \(rule)" }
  }

  static let expectations =
    [
      ("dhanesh+manifold/.manifold/manifold-cli.yaml", "144:19"),
      ("dhanesh+manifold@276444b9/.manifold/manifold-cli.yaml", "144:19"),
      ("dhanesh+manifold@3b2271ec/.manifold/manifold-cli.yaml", "144:19"),
      ("dhanesh+manifold@b36efe0b/.manifold/manifold-cli.yaml", "144:19"),
      ("dhanesh+manifold@53e62aa0/.manifold/manifold-cli.json", "108:9"),
    ].map {
      Expectation(
        path: $0.0, place: $0.1, rule: "dangling-reference", quotes: "feature_completeness")
    }
    + [
      ("dhanesh+manifold/.manifold/manifold-cli.json", "193:27", "B - Full TypeScript CLI"),
      (
        "dhanesh+manifold@53e62aa0/.manifold/manifold-cli.json", "193:27", "B - Full TypeScript CLI"
      ),
      (
        "dhanesh+manifold@ded1b007/.manifold/manifold-cli.json", "193:27", "B - Full TypeScript CLI"
      ),
      ("dhanesh+manifold/.manifold/v2-release.json", "155:27", "B - GitHub CLI Release"),
      ("dhanesh+manifold@59d16473/.manifold/v2-release.yaml", "183:23", "B - GitHub CLI Release"),
    ].map {
      Expectation(path: $0.0, place: $0.1, rule: "recommended-option", quotes: $0.2)
    } + [
      Expectation(
        path: "dhanesh+manifold@3b2271ec/.manifold/manifold-cli.yaml", place: "8:8",
        rule: "unknown-word", quotes: "CONVERGED"),
      Expectation(
        path: "dhanesh+manifold/examples/payment-retry-v2.cms.json", place: "3:14",
        rule: "feature-collision", quotes: "payment-retry-v2"),
    ]

  static let project: (documents: [ManifoldDocument], graph: TraceGraph, findings: [Diagnostic]) = {
    guard let corpora = Inputs.corpora, let paths = try? Inputs.files(below: "\(corpora)/000")
    else { return ([], TraceGraph(nodes: [], links: []), []) }
    let documents = paths.compactMap { path -> ManifoldDocument? in
      guard let bytes = try? Inputs.bytes(path, in: "\(corpora)/000"),
        ManifoldReader.recognise(path, start: Array(bytes.prefix(16 << 10)))
      else { return nil }
      return Ingest.read(SourceFile(path: path, bytes: bytes))
    }
    let (graph, findings) = Ingest.link(documents)
    return (documents, graph, findings)
  }()

  @Test(arguments: expectations) func `hold the oddities that are known`(_ one: Expectation) {
    #expect(
      Self.project.findings.contains {
        $0.range.description == "\(one.path):\(one.place)" && $0.rule.id == one.rule
          && $0.summary.contains("\"\(one.quotes)")
      })
  }

  @Test func `are all recognised, and nothing else is`() {
    let parts = Dictionary(grouping: Self.project.documents, by: \.part).mapValues(\.count)
    #expect(
      parts == [.json: 48, .yaml: 29, .companion: 44, .anchor: 6, .verify: 33, .integrate: 2])
    #expect(!Self.project.documents.contains { $0.path.contains("/commands/") })
    #expect(!Self.project.documents.contains { $0.path.contains("/evals/") })
  }

  @Test func `declare only valid ids, and no file is broken`() {
    let broken = Self.project.findings.filter { $0.severity == .error }.map(\.rule.id)
    #expect(Set(broken).subtracting(["dangling-reference", "feature-collision"]).isEmpty)
  }

  @Test func `lose nothing of the oldest example`() {
    let kinds = Self.kinds(in: "dhanesh+manifold@066a1a6a/examples/payment-retry-v2")
    #expect(
      kinds == [
        .manifold: 1, .outcome: 1, .constraint: 16, .tension: 2, .failureMode: 4, .openQuestion: 2,
      ])
  }

  @Test(arguments: [
    ("dhanesh+manifold@59d16473/v2-release", "phase", ["VERIFIED"]),
    ("dhanesh+manifold@59d16473/v2-release", "convergence", ["NOT_STARTED"]),
    ("dhanesh+phronesis/admin-ui", "satisfied", ["1", "11", "4"]),
  ])
  func `keep what they claim`(scope: String, subject: String, declared: [String]) {
    let graph = Self.project.graph
    let claims = graph.claims.filter {
      graph[$0.manifold].key.scope.path == scope && "\($0.subject)".hasPrefix(subject)
    }
    #expect(claims.map(\.declared).sorted() == declared)
  }

  @Test func `claim an invariant satisfied without a test`() {
    let graph = Self.project.graph
    let cells = graph.claims.filter { claim in
      guard case .cell(let node, .test) = claim.subject else { return false }
      return graph[node].key
        == NodeKey(
          kind: .constraint, scope: Scope(root: "dhanesh+phronesis", name: "admin-ui"), id: "S2")
    }
    #expect(cells.map(\.declared) == ["false"])
    #expect(cells.first?.range.line ?? 0 > 0)
  }

  private static func kinds(in scope: String) -> [NodeKind: Int] {
    let nodes = project.graph.nodes.filter { $0.key.scope.path == scope }
    return Dictionary(grouping: nodes, by: \.key.kind).mapValues(\.count)
  }
}
