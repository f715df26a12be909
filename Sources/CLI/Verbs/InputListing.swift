import Ingest
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

  /// Larger files are not looked into: no manifold is.
  private static let detectionLimit = 1 << 20

  init(_ project: Project) { self.init(project, InputFiles(project)) }

  init(_ project: Project, _ listing: InputFiles) {
    self.init(project.configuration, project.tree, listing)
  }

  init(_ configuration: Configuration, _ tree: any FileTree, _ listing: InputFiles) {
    let readers = ReaderGlobs(configuration)
    let paths = Set(listing.files.lazy.map(\.path))
    inputs = listing.files.map { file in
      guard !listing.given.contains(file.path) else {
        return Input(file: file, reader: .results, reason: "")
      }
      let match = readers.match(
        file.path, isThere: paths.contains,
        start: { (try? tree.read(file.path, limit: Self.detectionLimit).get())?.bytes })
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
  private let templates: String

  /// Globs have been checked when the configuration was read; a bad one would match nothing.
  init(_ configuration: Configuration) {
    templates = configuration.templates + "/"
    globs = InputReader.allCases.map { reader in
      (reader, configuration.globs(of: reader).compactMap { try? Glob($0) })
    }
  }

  /// Who reads a path, and why nobody does, or why that may not show.
  ///
  /// `isThere` knows the other files of the project; `start` gives the file's first bytes and is
  /// asked only when the name does not settle it.
  func match(
    _ path: String, isThere: (String) -> Bool = { _ in false }, start: () -> [UInt8]? = { nil }
  ) -> (reader: InputReader?, reason: String) {
    if path == Configuration.path { return (nil, "the configuration") }
    if path.hasPrefix(ServedRuns.folder + "/") { return (.histories, "") }
    // Templates of artifacts are named like the runbooks and alerts that they become.
    if path.hasPrefix(templates + "artifacts/") { return (nil, "a template of an artifact") }
    var reason =
      path.hasPrefix(templates) ? "a template or a static file" : "no glob of inputs matches"
    for (reader, globs) in globs {
      guard let glob = globs.first(where: { $0.matches(path) }) else { continue }
      switch reader {
      case .ignored: return (nil, "ignored by \(quoted(glob.pattern)) in inputs")
      case .manifolds:
        if !isLoneText(path, isThere) { return (.manifolds, "") }
        reason = "text beside no manifold"
      case .pages where isCompanion(path, isThere, start): return (.manifolds, "")
      case .reports:
        guard let start = start(), !DocumentFormat.mayBeReport(path, start: start) else {
          return (.reports, "")
        }
        reason = "a manifold that is named like a report"
      case .detected:
        if let reader = start().flatMap({ recognised(path, start: $0) }) {
          return (reader, Self.remark(on: reader))
        }
        reason = "does not begin like anything that is read"
      default: return (reader, Self.remark(on: reader))
      }
    }
    return (nil, reason)
  }

  /// What is read but need not leave a trace: a document that contradicts nothing has no page.
  private static func remark(on reader: InputReader) -> String {
    reader == .documents ? "what it states is compared with other files" : ""
  }

  private func recognised(_ path: String, start: [UInt8]) -> InputReader? {
    if ManifoldReader.recognise(path, start: start) { return .manifolds }
    return DocumentFormat.recognised(path, start: start).flatMap {
      InputReader(rawValue: $0.rawValue)
    }
  }

  /// True for a page that has a manifold of its name beside it, and begins as its text would.
  private func isCompanion(
    _ path: String, _ isThere: (String) -> Bool, _ start: () -> [UInt8]?
  ) -> Bool {
    guard path.hasSuffix(".md"), !isLoneText(path, isThere), let bytes = start() else {
      return false
    }
    return ManifoldReader.recognise(path, start: bytes)
  }

  /// True for Markdown among manifolds that belongs to none of them, such as a read-me.
  private func isLoneText(_ path: String, _ isThere: (String) -> Bool) -> Bool {
    guard path.hasSuffix(".md"), ManifoldFile(path: path)?.isInManifoldFolder != true else {
      return false
    }
    let stem = path.dropLast(".md".count)
    let endings = ["json", "yaml", "yml", "cms.json", "cms.yaml", "cms.yml"]
    return !endings.contains { isThere("\(stem).\($0)") }
  }
}
