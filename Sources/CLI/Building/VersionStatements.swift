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
    let steps = HistorySteps(base, window)
    var run = HistoryRun(steps, start: window.start)
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
