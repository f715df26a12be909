import Ingest
import SourceText
import Testing
import TestSupport
import TraceModel

/// What linking some literal files gives, with short ways to ask.
struct Project {
  let graph: TraceGraph
  let diagnostics: [Diagnostic]

  init(_ files: [String: String], paths: Set<String>? = nil, external: [ExternalNode] = []) {
    let documents = files.map { SourceFile(path: $0.key, text: $0.value) }.compactMap(Ingest.read)
    (graph, diagnostics) = Ingest.link(documents, external: external, projectPaths: paths)
  }

  /// One manifold in YAML at `.manifold/shop.yaml`, where most cases live.
  init(yaml text: String) { self.init([".manifold/shop.yaml": text]) }

  func node(_ kind: NodeKind, _ id: String, _ scope: String = "shop") -> TraceNode? {
    graph.nodes.first { $0.key.kind == kind && $0.key.id == id && $0.key.scope.path == scope }
  }

  /// `source verb target (remark)`, a `?` before targets that lead nowhere.
  func links(of id: String) -> [String] {
    graph.links.filter { graph[$0.source].key.id == id }.map { link in
      let target =
        switch link.target {
        case .node(let node): graph[node].key.id
        case .missing(let id): "?\(id)"
        case .ambiguous(let id, let nodes): "?\(id)×\(nodes.count)"
        }
      return "\(link.kind.rawValue) \(target)" + (link.remark.map { " (\($0))" } ?? "")
    }
  }

  /// `line:column rule` of every diagnostic above a note.
  var findings: [String] {
    diagnostics.filter { $0.severity > .note }.map {
      "\($0.range.line):\($0.range.column) \($0.rule.id)"
    }
  }

  func claims(_ wanted: String) -> [String] {
    graph.claims.compactMap { claim in
      "\(subject(claim.subject))" == wanted ? claim.declared : nil
    }
  }

  private func subject(_ subject: DeclaredClaim.Subject) -> String {
    switch subject {
    case .status(let node): "status \(graph[node].key.id)"
    case .cell(let node, let role): "\(graph[node].key.id) \(role.rawValue)"
    default: "\(subject)"
    }
  }
}

/// Lines and rules of the diagnostics of one marked file, compared with where its marks stand.
func expectFindings(
  _ rules: [String], in marked: String, path: String = ".manifold/shop.yaml",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let marked = MarkedText(marked)
  let lines = LineMap(SourceFile(path: path, text: marked.text))
  let expected = zip(marked.offsets, rules).map { offset, rule in
    let place = lines.position(offset)
    return "\(place.line):\(place.column) \(rule)"
  }
  #expect(Project([path: marked.text]).findings == expected, sourceLocation: sourceLocation)
}
