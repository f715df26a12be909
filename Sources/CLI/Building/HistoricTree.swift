import Ingest
import SourceText
import System
import TraceModel

/// The project as its commits have it: which of their files the site would read, and what they say.
///
/// The readers, and the globs that choose among them, are those of the present.
struct HistoricTree: Sendable {
  /// A file with one of its contents.
  struct Version: Hashable, Sendable {
    var path: String
    var content: GitObjectID
  }

  /// What readers make of one version.
  enum Documents: Sendable {
    case manifold(ManifoldDocument)
    case others([TraceDocument])
    /// Nobody reads it.
    case none
    /// It is missing or damaged.
    case unreadable
    /// Larger than anything that is read.
    case tooLarge
  }

  let repository: GitRepository
  private let globs: ReaderGlobs
  private let markers: [SourceMarker]
  private let workers: Workers
  private let listed: Set<String>
  private let skipped: [String]
  private let tree: ProjectTree

  /// Larger versions say nothing.
  private static let versionLimit = 8 << 20

  init(_ repository: GitRepository, _ project: Project, _ files: InputFiles) {
    self.repository = repository
    globs = ReaderGlobs(project.configuration)
    markers = project.configuration.markers
    workers = Workers(project.configuration.jobs)
    tree = project.tree
    listed = Set(files.files.lazy.map(\.path))
    skipped = project.tree.options.leftOut + files.skipped.map(\.path)
  }

  /// What the files of a commit say, in order of their paths; `nil` when its tree cannot be read.
  ///
  /// This is the present's `manifolds` and `documents`, for linking the project as it was.
  func documents(
    at commit: GitObjectID
  ) throws(ProcessError) -> (manifolds: [ManifoldDocument], documents: [TraceDocument])? {
    guard let versions = try versions(at: commit) else { return nil }
    var read: [Int: Documents] = [:]
    let isThere = Set(versions.map(\.path))
    try self.read(versions, isThere: isThere.contains) { place, documents in
      read[place] = documents
    }
    var result: (manifolds: [ManifoldDocument], documents: [TraceDocument]) = ([], [])
    for place in versions.indices {
      switch read[place] {
      case .manifold(let document): result.manifolds.append(document)
      case .others(let documents): result.documents += documents
      default: break
      }
    }
    return result
  }

  /// The files of a commit that some reader may read; `nil` when its tree cannot be read.
  func versions(at commit: GitObjectID) throws(ProcessError) -> [Version]? {
    var candidates = Candidates(self)
    return try repository.files(at: commit)?.compactMap { file in
      candidates.contains(file.path) ? Version(path: file.path, content: file.content) : nil
    }
  }

  /// Reads some versions, a bounded number of bytes at a time, each on any thread.
  ///
  /// `isThere` knows the other files beside them; `body` is called on this thread for each place.
  func read(
    _ versions: [Version], isThere: @Sendable (String) -> Bool,
    _ body: (Int, Documents) -> Void
  ) throws(ProcessError) {
    try repository.readContents(of: versions.map(\.content), limit: Self.versionLimit) { batch in
      let documents = workers.map(batch.count, chunk: 1) { number in
        switch batch[number].content {
        case .unreadable: Documents.unreadable
        case .tooLarge: Documents.tooLarge
        case .bytes(let bytes):
          self.read(
            SourceFile(path: versions[batch[number].place].path, bytes: bytes), isThere)
        }
      }
      for (entry, documents) in zip(batch, documents) { body(entry.place, documents) }
    }
  }

  private func read(_ file: SourceFile, _ isThere: (String) -> Bool) -> Documents {
    let match = globs.match(file.path, isThere: isThere, start: { file.bytes })
    switch match.reader {
    case .manifolds: return Ingest.read(file).map { .manifold($0) } ?? .none
    case let reader?:
      guard let format = reader.format, format.isFollowed, file.bytes.count <= format.sizeLimit
      else { return .none }
      return .others(Ingest.read(file, as: format, markers: markers))
    default: return .none
    }
  }

  /// Paths that a reader may read, each looked at once.
  struct Candidates {
    private let tree: HistoricTree
    private var known: [String: Bool] = [:]

    init(_ tree: HistoricTree) { self.tree = tree }

    mutating func contains(_ path: String) -> Bool {
      if let known = known[path] { return known }
      let isCandidate = tree.mayBeRead(path) && tree.isPart(path)
      known[path] = isCandidate
      return isCandidate
    }
  }

  private func mayBeRead(_ path: String) -> Bool {
    var isDetected = false
    let match = globs.match(path, isThere: { _ in true }) {
      isDetected = true
      return nil
    }
    guard let reader = match.reader else { return isDetected }
    // Reports lie beside manifolds, which may be named like them.
    return isDetected || reader == .manifolds || reader.format?.isFollowed == true
  }

  /// The walk over the project would find it, if it were there; what is there must have been found.
  private func isPart(_ path: String) -> Bool {
    if listed.contains(path) { return true }
    let folders = path.split(separator: "/").dropLast()
    let isHidden = folders.contains { folder in
      let isOurs = folder == ".manifold" || folder == ".temporal"
      return folder == "node_modules" || folder.utf8.first == 0x2E && !isOurs
    }
    if isHidden || skipped.contains(where: { path == $0 || path.hasPrefix($0 + "/") }) {
      return false
    }
    // What was taken out and is ignored since may be a secret that somebody has noticed.
    return tree.stamp(of: path) == nil && !tree.ignores(path)
  }
}

extension DocumentFormat {
  /// What such files say is stated by people, and not made anew by every run of a tool.
  var isFollowed: Bool {
    switch self {
    case .modules, .patterns, .operations, .records: true
    case .histories, .forge, .results, .reports, .sources, .documents: false
    }
  }
}
