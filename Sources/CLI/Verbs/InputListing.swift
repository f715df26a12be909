import SourceText
import System

/// Which reader reads which file of the project: the globs of `inputs:` over the safe walk.
struct InputListing {
  /// A file and who reads it.
  struct Input: Equatable {
    let file: TreeFile
    /// `nil` when no glob matches, or `ignored` does.
    let reader: InputReader?
    /// Why nobody reads it; empty when somebody does.
    let reason: String
  }

  /// Sorted by path.
  let inputs: [Input]
  /// What the walk has left out, sorted.
  let skipped: [SkippedPath]
  /// Findings of the walk.
  let diagnostics: [Diagnostic]

  init(_ project: Project) {
    let listing = project.tree.listing()
    let readers = ReaderGlobs(project.configuration)
    inputs = listing.files.map { file in
      let match = readers.match(file.path)
      return Input(file: file, reader: match.reader, reason: match.reason)
    }
    skipped = listing.skipped
    diagnostics = listing.diagnostics
  }

  /// The files of one reader.
  func files(of reader: InputReader) -> [TreeFile] {
    inputs.filter { $0.reader == reader }.map(\.file)
  }

  /// Lines for `list inputs`: path, reader or `-`, reason.
  func rows() -> [ListCommand.Row] {
    let read = inputs.map { ($0.file.path, $0.reader?.rawValue ?? "-", $0.reason) }
    let left = skipped.map { ($0.path, "-", $0.reason.clause) }
    return (read + left).sorted { $0.0 < $1.0 }.map { path, reader, reason in
      ListCommand.Row(columns: [("path", path), ("reader", reader), ("reason", reason)])
    }
  }
}

/// The globs of `inputs:`, compiled once.
struct ReaderGlobs {
  private let globs: [(reader: InputReader, globs: [Glob])]

  /// Globs have been checked when the configuration was read; a bad one would match nothing.
  init(_ configuration: Configuration) {
    globs = InputReader.allCases.map { reader in
      (reader, configuration.globs(of: reader).compactMap { try? Glob($0) })
    }
  }

  /// The first reader that claims a path, and why there is none.
  func match(_ path: String) -> (reader: InputReader?, reason: String) {
    if path == Configuration.path { return (nil, "the configuration") }
    for (reader, globs) in globs {
      guard let glob = globs.first(where: { $0.matches(path) }) else { continue }
      if reader == .ignored { return (nil, "ignored by \(quoted(glob.pattern)) in inputs") }
      return (reader, "")
    }
    return (nil, "no glob of inputs matches")
  }
}
