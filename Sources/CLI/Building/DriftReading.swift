import Analysis
import Ingest
import SourceText
import System
import TraceModel

/// What has happened to the ids of a project, by its commits and by what is not committed yet.
struct DriftReading {
  private let tree: HistoricTree
  private let history: ChangeHistory
  private let cache: BuildCache
  private let limit: Int
  /// Covers whatever decides what a version of a file says.
  private let reading: Fingerprint
  private var diagnostics: [Diagnostic] = []

  private static let record = "drift"

  /// `nil` when there is no history, or the project does not want it.
  init?(_ project: Project, _ files: InputFiles, _ cache: BuildCache) {
    guard project.configuration.driftCommits > 0, let repository = files.history.repository,
      repository.head != nil
    else { return nil }
    tree = HistoricTree(repository, project, files)
    history = files.history
    limit = project.configuration.driftCommits
    self.cache = cache
    var hasher = Fingerprinter()
    hasher.combine(cache.program)
    hasher.combine(LastBuild.settings(of: project.configuration))
    for skipped in files.skipped where ![.published, .leftOut].contains(skipped.reason) {
      hasher.combine(skipped.path)
    }
    for file in files.files where file.path == ".gitignore" || file.path.hasSuffix("/.gitignore") {
      hasher.combine(file.path)
      hasher.combine((try? project.tree.read(file.path, limit: 1 << 20).get())?.bytes ?? [])
    }
    reading = hasher.finish()
  }

  /// Reads what the commits say, as far as no earlier build has, and adds what the files say now.
  ///
  /// - Returns: no timeline for a project that says nothing which could be followed, or whose
  ///   history cannot be read.
  mutating func timeline(
    _ present: [TrackedDocument]
  ) -> (timeline: Timeline?, diagnostics: [Diagnostic]) {
    guard !present.isEmpty, var recorder = committed() else { return (nil, diagnostics) }
    recorder.record(recorder.differences(to: present), in: .working)
    if case .shallow(let revision) = recorder.start {
      diagnostics.append(
        Diagnostic(
          .shallowTimeline, at: .file("."),
          "the Git history is cut off at commit \(revision.name), where the timelines begin",
          fix: "run git fetch --unshallow"))
    }
    return (recorder.timeline(), diagnostics)
  }

  /// The history up to the commit that is checked out.
  private mutating func committed() -> DriftRecorder? {
    if let known = remembered() { return known }
    guard let recorder = try? read() else { return nil }
    // What could not be read today may be fetched tomorrow, and no commit would tell.
    guard diagnostics.isEmpty else { return recorder }
    var writer = BinaryWriter()
    writer.write(key)
    recorder.encode(into: &writer)
    cache.keep(Self.record, writer.bytes)
    return recorder
  }

  private func remembered() -> DriftRecorder? {
    guard let bytes = cache.record(Self.record) else { return nil }
    var reader = BinaryReader(bytes)
    guard let known = try? reader.fingerprint(), known == key else { return nil }
    return try? DriftRecorder(from: &reader)
  }

  private var key: Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(reading)
    hasher.combine(history.state)
    hasher.combine(limit)
    return hasher.finish()
  }

  private mutating func read() throws(ProcessError) -> DriftRecorder? {
    let log = try tree.repository.newestRevisions(limit + 1)
    if let fault = log.fault { complain("the Git history cannot be read to its end: \(fault)") }
    let window = HistoryWindow(log, tree, limit: limit)
    guard let base = try base(of: window) else { return nil }
    var versions = VersionStatements(tree, cache, reading)
    let recorder = try versions.recorder(from: base, window)
    for (path, revision) in versions.unreadable.prefix(20) {
      complain("\(path) cannot be read as it was in commit \(revision)")
    }
    return recorder
  }

  /// What the timelines begin with; `nil` when that cannot be read.
  private mutating func base(
    of window: HistoryWindow
  ) throws(ProcessError) -> [HistoricTree.Version]? {
    guard let commit = window.base else { return window.hasFault ? nil : [] }
    if let versions = try tree.versions(at: commit) { return versions }
    complain("the files of commit \(commit.description.prefix(10)) cannot be read")
    return nil
  }

  private mutating func complain(_ summary: String) {
    diagnostics.append(Diagnostic(.unreadableHistory, at: .file("."), summary))
  }
}
