import Analysis
import Ingest
import SourceText
import System
import TraceModel

/// Reads commits of a project, each by its own configuration, and keeps what they say by their files.
struct RevisionReading {
  let root: String
  let invocation: Invocation
  let console: Console
  let cache: BuildCache
  let revisions: RevisionReader
  /// What the job hands over for each side.
  var results = (base: GivenResults(), head: GivenResults())
  /// On which accepted gaps of both sides are judged: a gap that time has opened is no change.
  let day: String?

  /// Files larger than this are compared by nothing but their names.
  static let fileLimit = 16 << 20

  /// What a commit says.
  ///
  /// - Parameters:
  ///   - commit: whose files are read.
  ///   - results: what counts beside its own results.
  ///   - standby: the configuration to read by when the commit's own cannot be read.
  /// - Returns: what it says.
  /// - Throws: when git cannot list its files, or its configuration cannot be read.
  func read(
    _ commit: GitObjectID, with results: GivenResults = GivenResults(),
    standby: Configuration? = nil
  ) throws -> ReadRevision {
    let key = try key(of: commit, results)
    if let known = kept(key) { return known }
    let plain = try revisions.tree(at: commit)
    let (configuration, isOwn) = try configuration(of: plain, standby)
    let tree = ResultsTree(
      tree: plain.leavingOut(Project.treeOptions(configuration, in: root)), results: results.files)
    let reader = ProjectReader(
      configuration: configuration, tree: tree, files: InputFiles(tree, commit), cache: cache,
      day: day, progress: Progress(on: console))
    let revision = try Self.revision(reader)
    // What is read by another commit's configuration is true of these two alone.
    if isOwn, let key { keep(revision, key) }
    return revision
  }

  /// What the project's folder says as it is.
  func read(_ project: Project) throws -> ReadRevision {
    let tree = ResultsTree(tree: project.tree, results: results.head.files)
    return try Self.revision(
      ProjectReader(
        configuration: project.configuration, tree: tree, files: InputFiles(project, with: tree),
        cache: cache, day: day, progress: Progress(on: console)))
  }

  /// The configuration that a commit is read by.
  func configuration(of commit: GitObjectID) throws -> Configuration {
    try Project.effectiveConfiguration(in: revisions.tree(at: commit), invocation)
  }

  private func configuration(
    of tree: CommitTree, _ standby: Configuration?
  ) throws(SetupFault) -> (Configuration, isOwn: Bool) {
    do throws(SetupFault) {
      return (try Project.effectiveConfiguration(in: tree, invocation), true)
    } catch {
      guard case .configuration = error, let standby else { throw error }
      return (standby, false)
    }
  }

  private static func revision(_ reader: ProjectReader) throws -> ReadRevision {
    let reading = try reader.read()
    let tree = reader.tree
    var revision = ReadRevision()
    revision.snapshot = TraceSnapshot(of: reading.assessment) { path in
      try? tree.read(path, limit: fileLimit).get().bytes
    }
    // The comparison itself tells of references that lead nowhere, node by node.
    let policies = Set(reading.source.policies.map(\.path))
    let judged = reading.assessment.diagnostics.filter { policies.contains($0.range.path) }
    revision.errors = (reading.findings + judged).filter {
      $0.severity == .error && $0.rule.id != IngestRules.danglingReference.id
    }.sorted()
    let own = reading.findings.filter { $0.rule.id == IngestRules.resultOwn.id }
    revision.ownReports = Set(own.map(\.range.path)).sorted()
    revision.hasResults = [.test, .coverage].contains {
      !reading.assessment.graph.nodes(of: $0).isEmpty
    }
    revision.policies = reading.source.policies
    revision.reviews = reading.source.reviews
    revision.day = reading.assessment.policy.justifications.isEmpty ? nil : reader.day
    revision.siteURL = reader.configuration.baseURL
    revision.contentFolder = reader.configuration.content
    return revision
  }

  // MARK: memory

  private static let prefix = "revision-"
  private static let mostKept = 64
  private static let mostBytes = 64 << 20

  /// Covers all that decides what a commit says, but for the day; `nil` when it has no such folder.
  private func key(
    of commit: GitObjectID, _ results: GivenResults
  ) throws(RevisionFault) -> Fingerprint? {
    guard cache.keepsRecords, let files = try revisions.name(ofTreeAt: commit) else { return nil }
    var hasher = Fingerprinter()
    hasher.combine(cache.program)
    hasher.combine(files)
    if let results = results.fingerprint { hasher.combine(results) }
    for key in ConfigurationKey.all where key.path != "jobs" {
      guard let option = key.option, let given = invocation.given[option.name] else { continue }
      hasher.combine(key.path)
      hasher.combine(given.text)
    }
    return hasher.finish()
  }

  private func kept(_ key: Fingerprint?) -> ReadRevision? {
    guard let key, let bytes = cache.record(Self.name(key)), let known = ReadRevision(bytes),
      known.day == nil || known.day == day
    else { return nil }
    return known
  }

  private static func name(_ key: Fingerprint) -> String { prefix + key.description }

  private func keep(_ revision: ReadRevision, _ key: Fingerprint) {
    cache.keep(Self.name(key), revision.encoded())
    cache.prune(Self.prefix, count: Self.mostKept, bytes: Self.mostBytes)
  }
}
