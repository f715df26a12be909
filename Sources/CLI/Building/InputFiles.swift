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

  init(_ project: Project) {
    let listing = project.tree.listing()
    files = listing.files
    skipped = listing.skipped
    diagnostics = listing.diagnostics
    history = ChangeHistory(project)
  }
}
