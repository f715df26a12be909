import Analysis
import Ingest
import SourceText
import System
import TraceModel

/// What versions of files say, each read once, and remembered for the next build.
struct VersionStatements {
  private typealias Version = HistoricTree.Version

  private let tree: HistoricTree
  private let cache: BuildCache
  private let reading: Fingerprint
  /// What an earlier build has read, by version.
  private let remembered: [Fingerprint: [UInt8]]
  private var kept: [(key: Fingerprint, statements: [UInt8])] = []
  private var keptBytes = 0
  /// Files that could not be read, with the commit of the version.
  private(set) var unreadable: [(path: String, revision: String)] = []

  private static let record = "drift-versions"
  /// What does not fit is read again by the next build that needs it.
  private static let keptLimit = 64 << 20

  init(_ tree: HistoricTree, _ cache: BuildCache, _ reading: Fingerprint) {
    self.tree = tree
    self.cache = cache
    self.reading = reading
    remembered = Self.decoded(cache.record(Self.record) ?? [], reading)
  }

  /// Follows the commits of a window from the files it begins with.
  mutating func recorder(
    from base: [HistoricTree.Version], _ window: HistoryWindow
  ) throws(ProcessError) -> DriftRecorder {
    let steps = Steps(base, window)
    var run = Run(steps, start: window.start)
    var missing: [Version] = []
    for version in steps.versions {
      if let known = remembered[key(of: version)] {
        keep(version, known)
        run.take(known, for: version)
      } else {
        missing.append(version)
      }
    }
    let (tree, unread, isThere) = (tree, missing, steps.paths)
    try tree.read(unread, isThere: { isThere.contains($0) }) { place, documents in
      let statements = Self.statements(documents)
      if let statements { keep(unread[place], statements) }
      run.take(statements, for: unread[place])
      run.proceed()
    }
    run.proceed()
    unreadable = run.unreadable
    save()
    return run.recorder
  }

  /// Encoded; `nil` for a version that cannot be read.
  private static func statements(_ documents: HistoricTree.Documents) -> [UInt8]? {
    let tracked: [TrackedDocument]
    switch documents {
    case .manifold(let document): tracked = [Ingest.tracked(document)].compactMap { $0 }
    case .others(let documents): tracked = Ingest.tracked(documents)
    case .none, .tooLarge: tracked = []
    case .unreadable: return nil
    }
    var writer = BinaryWriter()
    writer.write(tracked) { $1.encode(into: &$0) }
    return writer.bytes
  }

  // MARK: memory

  private func key(of version: Version) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(version.path)
    hasher.combine(version.content.description)
    return hasher.finish()
  }

  private mutating func keep(_ version: Version, _ statements: [UInt8]) {
    guard keptBytes + statements.count <= Self.keptLimit else { return }
    keptBytes += statements.count + 24
    kept.append((key(of: version), statements))
  }

  private func save() {
    var writer = BinaryWriter()
    writer.write(reading)
    writer.write(kept) { writer, entry in
      writer.write(entry.key)
      writer.write(entry.statements)
    }
    cache.keep(Self.record, writer.bytes)
  }

  private static func decoded(
    _ bytes: [UInt8], _ reading: Fingerprint
  ) -> [Fingerprint: [UInt8]] {
    var reader = BinaryReader(bytes)
    guard let maker = try? reader.fingerprint(), maker == reading,
      let entries = try? reader.array({ (reader) throws(BinaryReader.Malformed) in
        (try reader.fingerprint(), try reader.content())
      })
    else { return [:] }
    return Dictionary(entries) { first, _ in first }
  }
}

/// The files that each commit has changed, oldest first, behind those that the window begins with.
private struct Steps {
  struct Step {
    /// `nil` for the beginning.
    var revision: Revision?
    /// The content of each file that differs; `nil` for one that is gone.
    var files: [(path: String, version: HistoricTree.Version?)]
  }

  private(set) var steps: [Step] = []
  /// Each once, in the order in which they are needed.
  private(set) var versions: [HistoricTree.Version] = []
  /// How often each is needed.
  private(set) var uses: [HistoricTree.Version: Int] = [:]
  private(set) var paths: Set<String> = []

  init(_ base: [HistoricTree.Version], _ window: HistoryWindow) {
    add(Step(revision: nil, files: base.map { ($0.path, $0) }))
    for revision in window.revisions {
      add(
        Step(
          revision: Revision(revision.commit),
          files: revision.changes.map { change in
            (change.path, change.after.map { .init(path: change.path, content: $0) })
          }))
    }
  }

  private mutating func add(_ step: Step) {
    steps.append(step)
    for (path, version) in step.files {
      paths.insert(path)
      guard let version else { continue }
      if uses[version] == nil { versions.append(version) }
      uses[version, default: 0] += 1
    }
  }
}

/// Takes steps as soon as all that they need is there, and forgets what no later step needs.
private struct Run {
  private let steps: [Steps.Step]
  private var next = 0
  private var uses: [HistoricTree.Version: Int]
  /// `nil` for what cannot be read.
  private var statements: [HistoricTree.Version: [UInt8]?] = [:]
  private(set) var recorder: DriftRecorder
  private(set) var unreadable: [(path: String, revision: String)] = []
  private let start: Timeline.Start

  init(_ steps: Steps, start: Timeline.Start) {
    self.steps = steps.steps
    self.start = start
    uses = steps.uses
    recorder = DriftRecorder()
  }

  mutating func take(_ found: [UInt8]?, for version: HistoricTree.Version) {
    statements.updateValue(found, forKey: version)
  }

  mutating func proceed() {
    while next < steps.count, isReady(steps[next]) {
      let step = steps[next]
      next += 1
      var files: [String: [TrackedDocument]] = [:]
      for (path, version) in step.files {
        guard let version else {
          files[path] = []
          continue
        }
        if let found = take(version) {
          files[path] = found
        } else {
          unreadable.append((path, step.revision?.name ?? start.revision?.name ?? ""))
        }
      }
      if let revision = step.revision {
        recorder.record(files, in: revision)
      } else {
        recorder = DriftRecorder(files.values.flatMap { $0 }, start: start)
      }
    }
  }

  private func isReady(_ step: Steps.Step) -> Bool {
    step.files.allSatisfy { file in file.version.map { statements[$0] != nil } ?? true }
  }

  /// What a version says; `nil` when it cannot be read.
  private mutating func take(_ version: HistoricTree.Version) -> [TrackedDocument]? {
    let found = statements[version] ?? nil
    uses[version, default: 1] -= 1
    if uses[version] == 0 { statements[version] = nil }
    guard let found else { return nil }
    var reader = BinaryReader(found)
    let path = version.path
    return try? reader.array { (reader) throws(BinaryReader.Malformed) in
      try TrackedDocument(path: path, from: &reader)
    }
  }
}
