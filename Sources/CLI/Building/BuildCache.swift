import Site
import SourceText
import Synchronization
import System

/// What one build keeps for the next: rendered Markdown, file stamps, and how the last build ended.
final class BuildCache: Sendable {
  /// Rendered pages and snippets.
  let store: any ContentStore
  /// The folder that holds the cache and the publisher's working files.
  let workspace: String
  /// Identifies this very program: another one renders everything again.
  let program: Fingerprint
  private let folder: CacheFolder?
  private let disk: DiskContentStore?
  /// `nil` until somebody asks: a build that carries most files over has no use for it.
  private let stamps = Mutex<FileStamps?>(nil)

  static let folderName = ".throughline"
  private static let stampsRecord = "stamps"
  private static let siteRecord = "site"

  private static func lastBuildRecord(of destination: String) -> String {
    "last-build-\(Fingerprint(of: absolute(destination)))"
  }

  /// Opens the cache in the project's folder, or beside the output when that cannot be written.
  ///
  /// - Throws: when neither place can be written: there would be nowhere to publish from.
  static func open(_ request: BuildRequest) throws -> (cache: BuildCache, isShared: Bool) {
    if request.purpose == .check || request.purpose == .rehearse {
      return try openForReading(request.project.root, uses: request.usesCache)
    }
    let own = try place(in: request.project.root)
    do throws(SystemError) {
      let isOurs = !isCommitted(in: request.project.root)
      return try open(at: own, uses: request.usesCache && isOurs)
    } catch {
      let parts = absolute(request.destination).split(separator: "/").dropLast()
      let beside = "/" + (parts + [Substring(folderName)]).joined(separator: "/")
      return try open(at: beside, uses: request.usesCache)
    }
  }

  /// The same for what publishes nothing: where no folder can be written it does without.
  static func openForReading(
    _ root: String, uses: Bool
  ) throws(PublishError) -> (cache: BuildCache, isShared: Bool) {
    let own = try place(in: root)
    return (try? open(at: own, uses: uses && !isCommitted(in: root)))
      ?? (BuildCache(own, nil, disk: nil), false)
  }

  /// Somebody has put a cache among the project's files: what it holds is theirs to say, and must
  /// not decide what is found.
  private static func isCommitted(in root: String) -> Bool {
    GitRepository(containing: root)?.hasCommitted(folderName) ?? false
  }

  private static func place(in root: String) throws(PublishError) -> String {
    let own = joined(root, folderName)
    if CacheFolder.isLink(own) { throw .workspaceIsLink(own) }
    return own
  }

  private static func open(
    at path: String, uses: Bool
  ) throws(SystemError) -> (cache: BuildCache, isShared: Bool) {
    let folder = try CacheFolder.open(path)
    let isUsed = uses && folder != nil
    let disk = isUsed ? try folder.map { (f) throws(SystemError) in try DiskContentStore(f) } : nil
    return (BuildCache(path, isUsed ? folder : nil, disk: disk), folder == nil)
  }

  private init(_ workspace: String, _ folder: CacheFolder?, disk: DiskContentStore?) {
    self.workspace = workspace
    self.folder = folder
    self.disk = disk
    store = disk ?? MemoryStore()
    program = Self.identity()
  }

  private static func identity() -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(Version.text)
    if let stamp = FileStamp.ofProgram {
      hasher.combine(stamp.size)
      hasher.combine(stamp.modified)
    }
    return hasher.finish()
  }

  /// The fingerprint of a file's bytes; `nil` when it must be read to know.
  func fingerprint(of file: TreeFile) -> Fingerprint? {
    withStamps { $0.fingerprint(of: file) }
  }

  /// Remembers the fingerprint of a file that was read.
  func note(_ file: TreeFile, _ fingerprint: Fingerprint) {
    withStamps { $0.note(file, fingerprint) }
  }

  private func withStamps<Result: Sendable>(_ body: (inout FileStamps) -> Result) -> Result {
    stamps.withLock { stamps in
      var known = stamps ?? record(Self.stampsRecord).map(FileStamps.init) ?? FileStamps()
      stamps = nil
      defer { stamps = known }
      return body(&known)
    }
  }

  /// A small record that an earlier build has left.
  func record(_ name: String) -> [UInt8]? { folder?.record(name) }

  /// Keeps a small record; one that cannot be kept is made again.
  func keep(_ name: String, _ bytes: [UInt8]) { try? folder?.keep(name, bytes) }

  /// There is a folder in which records are kept.
  var keepsRecords: Bool { folder != nil }

  /// Removes the oldest of the records whose names begin alike.
  func prune(_ prefix: String, count: Int, bytes: Int) {
    folder?.prune(prefix, count: count, bytes: bytes)
  }

  /// What planning the site has left; empty when another program made it.
  func siteMemory() -> SiteMemory {
    var reader = BinaryReader(record(Self.siteRecord) ?? [])
    guard let maker = try? reader.fingerprint(), maker == program,
      let links = try? reader.content(), let search = try? reader.content(),
      let pages = try? reader.content()
    else { return SiteMemory() }
    return SiteMemory(links: links, search: search, pages: pages)
  }

  /// Keeps what planning the site has left.
  func keep(_ memory: SiteMemory) {
    guard folder != nil else { return }
    var writer = BinaryWriter()
    writer.bytes.reserveCapacity(
      memory.links.count + memory.search.count + memory.pages.count + 64)
    writer.write(program)
    writer.write(memory.links)
    writer.write(memory.search)
    writer.write(memory.pages)
    keep(Self.siteRecord, writer.bytes)
  }

  /// How the last build that has filled an output folder ended.
  func lastBuild(of destination: String) -> LastBuild? {
    folder?.record(Self.lastBuildRecord(of: destination)).flatMap(LastBuild.init)
  }

  /// Keeps what reading and rendering have made. What cannot be kept is made again.
  func save(_ files: [TreeFile]) {
    guard let folder else { return }
    try? disk?.save()
    let table = withStamps { $0.encoded(for: files) }
    try? folder.keep(Self.stampsRecord, table)
  }

  /// Keeps how a build has ended that has filled an output folder.
  func save(_ files: [TreeFile], _ build: LastBuild, of destination: String) {
    save(files)
    keep(files, build, of: destination)
  }

  /// The same for a build that has carried over what it did not read.
  func saveRevision(_ files: [TreeFile], _ build: LastBuild, of destination: String) {
    try? disk?.save(forgetsUnused: false)
    keep(files, build, of: destination)
  }

  private func keep(_ files: [TreeFile], _ build: LastBuild, of destination: String) {
    var build = build
    // A file changed in this very moment may change again without its stamp moving.
    build.files = FileList(files, settledBefore: currentNanoseconds() &- 2_000_000_000)
    try? folder?.keep(Self.lastBuildRecord(of: destination), build.encoded())
  }
}

/// Keeps contents in memory: for builds without a cache.
final class MemoryStore: ContentStore {
  private struct Contents {
    var bytes: [[UInt8]] = []
    var index: [Fingerprint: ContentLocation] = [:]
  }
  private let contents = Mutex(Contents())

  func location(of key: Fingerprint) -> ContentLocation? { contents.withLock { $0.index[key] } }

  func read(_ location: ContentLocation) throws -> [UInt8] {
    contents.withLock { $0.bytes[Int(location.offset)] }
  }

  func add(_ key: Fingerprint, _ bytes: [UInt8]) throws -> ContentLocation {
    contents.withLock { contents in
      if let known = contents.index[key] { return known }
      let location = ContentLocation(
        offset: UInt64(contents.bytes.count), length: UInt32(clamping: bytes.count))
      contents.bytes.append(bytes)
      contents.index[key] = location
      return location
    }
  }
}
