import Analysis
import Ingest
import SourceText
import TraceModel

/// What some literal files come to, with short ways to ask.
struct Assessed {
  let assessment: Assessment
  var graph: TraceGraph { assessment.graph }

  /// Files by path; `present` are the project's files, by which artifacts and evidence exist.
  init(_ files: [String: String], present: Set<String> = [], contents: [String: String] = [:]) {
    let documents = files.map { SourceFile(path: $0.key, text: $0.value) }.compactMap(Ingest.read)
    assessment = Assessment(
      of:
        Ingest.link(documents, projectPaths: present) { contents[$0].map { Array($0.utf8) } }.graph)
  }

  /// One manifold in `shop.yaml`.
  init(_ yaml: String, present: Set<String> = [], contents: [String: String] = [:]) {
    self.init(["shop.yaml": yaml], present: present, contents: contents)
  }

  func node(_ id: String) -> NodeIndex? {
    graph.nodes.firstIndex { $0.key.id == id }.map { NodeIndex($0) }
  }

  func verdict(_ id: String) -> String {
    node(id).map { assessment.verdicts[$0].word } ?? "no node \(id)"
  }

  /// `rule: summary` of every finding, sorted.
  var findings: [String] {
    assessment.diagnostics.sorted().map { "\($0.rule.id): \($0.summary)" }
  }

  func ids(_ nodes: some Sequence<NodeIndex>) -> [String] { nodes.map { graph[$0].key.id } }

  /// Outcome and computed value of every claim about a subject, in order.
  func claims(_ subject: String) -> [String] {
    assessment.claims.filter { $0.subject == subject }.map {
      "\($0.claim.declared) | \($0.computed) | \($0.outcome.rawValue)"
    }
  }
}
