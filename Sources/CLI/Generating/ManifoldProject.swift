import Analysis
import Ingest
import Notation
import SourceText
import System
import TraceModel

/// The manifolds of a project with the reports about them: all that generation reads.
struct ManifoldProject {
  let graph: TraceGraph
  /// Findings of reading and linking, sorted.
  let diagnostics: [Diagnostic]
  /// Every manifold of the graph.
  let manifolds: [NodeIndex]
  /// What was read, for whoever links it with something else.
  let documents: [ManifoldDocument]
  let reports: [TraceDocument]
  /// Paths of reports of tests, which generation does not read.
  let results: [String]

  /// What is known of each node; `nil` when the manifolds were read without the project.
  let assessment: Assessment?

  private static let manifoldLimit = 8 << 20

  /// The manifolds of a project that has been read as a whole, with all findings about it.
  init(assessment: Assessment, diagnostics: [Diagnostic]) {
    self.assessment = assessment
    graph = assessment.graph
    self.diagnostics = diagnostics.sorted()
    (documents, reports, results) = ([], [], [])
    manifolds = graph.nodes(of: .manifold)
  }

  init(_ project: Project) {
    let listing = InputListing(project)
    let tree = project.tree
    var diagnostics = listing.diagnostics
    var documents: [ManifoldDocument] = []
    var reports: [TraceDocument] = []
    for input in listing.inputs where input.reader == .manifolds || input.reader == .reports {
      switch tree.read(input.file.path, limit: Self.manifoldLimit) {
      case .success(let file):
        if input.reader == .reports {
          reports += Ingest.read(file, as: .reports)
        } else if let document = Ingest.read(file) {
          documents.append(document)
        }
      case .failure(let finding): diagnostics.append(finding)
      }
    }
    let (graph, linked) = Ingest.link(documents, documents: reports)
    self.graph = graph
    self.documents = documents
    self.reports = reports
    results = listing.files(of: .results).map(\.path)
    assessment = nil
    self.diagnostics = (diagnostics + linked).sorted()
    manifolds = graph.nodes(of: .manifold)
  }

  /// What a word on the command line means: a feature, a scope, or one of the files.
  enum Choice: Equatable {
    case one(NodeIndex)
    /// Several, by the paths of their files.
    case several([String])
    /// None, with the nearest name if one is close.
    case none(nearest: String?)
  }

  func choice(_ word: String) -> Choice {
    let path = (try? CleanPath(word).text) ?? word
    var found = manifolds.filter { files(of: $0).contains(path) }
    if found.isEmpty { found = manifolds.filter { graph[$0].key.scope.path == path } }
    if found.isEmpty { found = manifolds.filter { graph[$0].key.id == word } }
    switch found.count {
    case 1: return .one(found[0])
    case 0: return .none(nearest: nearestName(to: word, among: manifolds.map { graph[$0].key.id }))
    default: return .several(found.map { files(of: $0).first ?? graph[$0].key.scope.path })
    }
  }

  func files(of manifold: NodeIndex) -> [String] {
    guard case .manifold(let facts) = graph[manifold].detail else { return [] }
    return facts.sources
  }

  /// Errors in a manifold's files after which its content cannot be relied on.
  func obstacles(of manifold: NodeIndex) -> [Diagnostic] {
    let files = Set(files(of: manifold))
    return diagnostics.filter {
      $0.severity == .error && files.contains($0.range.path) && Self.fatal.contains($0.rule.id)
    }
  }

  private static let fatal: Set<String> = Set(
    [IngestRules.dependencyCycle.id, IngestRules.duplicateID.id] + NotationRules.all.map(\.id))
}
