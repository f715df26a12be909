import SourceText
import System

/// What the walk over a project has found, before anybody asks who reads what.
struct InputFiles: Sendable {
  /// Sorted by path.
  let files: [TreeFile]
  let skipped: [SkippedPath]
  /// Findings of the walk.
  let diagnostics: [Diagnostic]
  /// Where the days of pages come from.
  let history: ChangeHistory
  /// The commit that is checked out and where its history begins; empty without a repository.
  var commit: String { history.state }

  /// - Parameters:
  ///   - project: what is walked.
  ///   - hasRuns: whether runs that a preview follows are among its files.
  init(_ project: Project, hasRuns: Bool = false) {
    let listing = project.tree.listing()
    let runs = hasRuns ? Self.runs(of: project) : []
    files = runs.isEmpty ? listing.files : (listing.files + runs).sorted { $0.path < $1.path }
    skipped = listing.skipped
    diagnostics = listing.diagnostics
    history = ChangeHistory(project)
  }

  /// The files of a commit, whose days nobody asks for.
  init(_ tree: CommitTree, _ commit: GitObjectID) {
    let listing = tree.listing()
    (files, skipped, diagnostics) = (listing.files, listing.skipped, listing.diagnostics)
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
