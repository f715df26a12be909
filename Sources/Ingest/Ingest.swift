// Ingest: from the bytes of input files to the graph.
//
// Comes in:  files that somebody else has loaded; the project's paths.
// Goes out:  documents, then one `TraceGraph` and everything that is wrong with the input.
// Refuses:   disk, verdicts (Analysis), pages (Site).
//
//   Manifolds/   JSON and YAML files of a manifold, in five dialects, with their side files
//   Companions/  the Markdown file beside a manifold, which holds its prose
//   Pages/       content pages
//   Modules/     requirements, scenarios, tasks and what became of them
//   Patterns/    registries of patterns: index, specifications, schemas, examples, executors, tests
//   Histories/   histories of workflow runs, as nodes
//   Forge/       records of pull requests and issues
//   Results/     results of tests, coverage, analyses
//   Operations/  alerts, dashboards, runbooks
//   Reports/     reports of development steps: what was planned, produced, verified
//   Records/     decisions and incidents
//   Sources/     marks in program text
//   Statements/  what Markdown states of itself: figures, samples, programs, names
//   Policies/    what a project demands before something counts, and which gaps it accepts
//   Linking/     families of files merged, references resolved, the graph built

public import History
public import SourceText
public import TraceModel

/// The two stages between loaded files and the graph.
public enum Ingest {
  /// Reads one file of a manifold; `nil` when its name belongs to no part of one.
  ///
  /// A pure function of the file, so that the caller may read files in parallel and in any order.
  public static func read(_ file: SourceFile) -> ManifoldDocument? { ManifoldReader.read(file) }

  /// The runs of a history that was read already, for a caller that wants both.
  ///
  /// - Parameters:
  ///   - history: what was read.
  ///   - file: what it was read from.
  /// - Returns: what `read(_:as:)` gives for the file.
  public static func read(_ history: HistoryFile, of file: SourceFile) -> [TraceDocument] {
    HistoryReader.read(history, of: file)
  }

  /// What a content page says of itself above its text; empty without front matter.
  ///
  /// For lists of pages: faults are left to the reader of pages.
  public static func frontMatter(of file: SourceFile) -> FrontMatter { PageHead(file).frontMatter }

  /// Links documents into the graph.
  ///
  /// The result does not depend on the order of the arguments. Diagnostics of reading are included;
  /// all are sorted.
  /// - Parameters:
  ///   - manifolds: what `read` gave, in any order.
  ///   - documents: what other readers gave, in any order.
  ///   - external: nodes made by other readers, such as content pages, with what they mention.
  ///   - projectPaths: every file of the project, relative to its root, to say which artifacts
  ///     exist; `nil` when nobody looked.
  ///   - contents: gives a file of the project by its path, for the patterns of evidence and the names
  ///     of tests; `nil` for one that is not to be read. Asked for a file again only when much else was read.
  ///   - isSource: whether a file of this path would be read for its marks, so that the project says
  ///     itself that it keeps such files.
  /// - Returns: the graph, and the diagnostics of reading and linking.
  public static func link(
    _ manifolds: [ManifoldDocument], documents: [TraceDocument] = [],
    external: [ExternalNode] = [], projectPaths: Set<String>? = nil,
    contents: (String) -> [UInt8]? = { _ in nil },
    isSource: (String) -> Bool = { _ in false }
  ) -> (graph: TraceGraph, diagnostics: [Diagnostic]) {
    var linker = Linker(projectPaths: projectPaths)
    linker.merge(manifolds)
    linker.group(MatrixCases.joined(documents))
    linker.diagnostics += NameFindings(documents, projectPaths: projectPaths).diagnostics
    linker.placeNodes(external)
    withoutActuallyEscaping(contents) {
      linker.lookUpTests(isSource, $0)
      linker.matchContents($0)
    }
    linker.resolveLinks(external)
    linker.resolveClaims()
    linker.recommendOptions()
    linker.reportCycles()
    return (linker.graph(), linker.diagnostics.sorted())
  }
}

/// A node that another reader has made, to be placed in the graph with its references resolved.
public struct ExternalNode: Sendable {
  /// Its key decides where it is placed. It has no parent: numbers do not exist before placement.
  public var node: TraceNode
  /// What it refers to: `B1` where that is unique in the project, `payment-retry/B1`, a feature, or
  /// the id of another external node.
  public var mentions: [DeclaredLink]

  /// A node with what it mentions, unresolved.
  public init(_ node: TraceNode, mentions: [DeclaredLink] = []) {
    self.node = node
    self.mentions = mentions
  }
}
