import SourceText
import System

/// What the walk over a project has found, before anybody asks who reads what.
struct InputFiles: Sendable {
  /// Sorted by path.
  let files: [TreeFile]
  let skipped: [SkippedPath]
  /// Findings of the walk.
  let diagnostics: [Diagnostic]
  /// Paths of results that were handed over, which are read whatever globs say.
  let given: Set<String>
  /// Where the days of pages come from.
  let history: ChangeHistory
  /// The commit that is checked out and where its history begins; empty without a repository.
  var commit: String { history.state }

  /// - Parameters:
  ///   - project: what is walked.
  ///   - hasRuns: whether runs that a preview follows are among its files.
  ///   - results: what was handed over beside its files.
  init(_ project: Project, hasRuns: Bool = false, with results: ResultsTree? = nil) {
    let listing = results?.listing() ?? project.tree.listing()
    let runs = hasRuns ? Self.runs(of: project) : []
    files = runs.isEmpty ? listing.files : (listing.files + runs).sorted { $0.path < $1.path }
    skipped = listing.skipped
    diagnostics = listing.diagnostics
    given = Set((results?.results ?? [:]).keys)
    history = ChangeHistory(project)
  }

  /// The files of a commit, whose days nobody asks for.
  init(_ tree: ResultsTree, _ commit: GitObjectID) {
    let listing = tree.listing()
    (files, skipped, diagnostics) = (listing.files, listing.skipped, listing.diagnostics)
    given = Set(tree.results.keys)
    history = ChangeHistory(ending: commit)
  }

  private static func runs(of project: Project) -> [TreeFile] {
    let folder = FolderExchange(path: absolute(joined(project.root, ServedRuns.folder)))
    return ((try? folder.contents(leavingOut: [])) ?? []).compactMap { content in
      let path = "\(ServedRuns.folder)/\(content.path)"
      guard path.hasSuffix(".json") else { return nil }
      return project.tree.stamp(of: path).map { TreeFile(path: path, stamp: $0) }
    }
  }
}
