import Glibc
import SourceText

/// An output folder, and where the working files for it lie. One process at a time holds it.
///
/// In the workspace, each output folder has a folder of its own:
/// `stamps` (what the published files looked like), `journal`, `exchanging`, `spare/`, `staging/`.
struct PublishPlace: Sendable {
  /// Absolute path of the output folder.
  let destination: String
  let parent: Folder
  let name: String
  /// The output folder, `nil` when it does not exist yet.
  let current: Folder?
  let state: Folder
  /// Holds `spare/` and `staging/`: the state folder if a rename can lead from there to the output
  /// folder, else a hidden folder beside it, else one inside it.
  let area: Folder
  /// The output folder can be exchanged as a whole.
  let canExchange: Bool
  private let workspace: Folder
  private let lock: FileLock

  init(destination path: String, workspace: String) throws(PublishError) {
    let existing = FileStatus.notFollowing(path.withoutFinalSlashes)
    if existing?.kind == .link { throw .folderIsLink(path) }
    if Self.isInRepository(path) { throw .inRepository(path) }
    if CacheFolder.isLink(workspace) { throw .workspaceIsLink(workspace) }
    if let existing, existing.kind != .folder { throw .notAFolder(path) }
    var holder: Int?
    do throws(SystemError) {
      (parent, name) = try Self.parentAndName(path, exists: existing != nil)
      destination = parent.joined(name)
      current = existing == nil ? nil : try Folder(destination)
      try makeFolders(workspace)
      self.workspace = try Folder(realPath(workspace) ?? workspace)
      let stateName = "publish-\(Fingerprint(of: Array(destination.utf8)).description.prefix(16))"
      try self.workspace.makeFolder(stateName)
      state = try self.workspace.folder(stateName)
      guard let lock = try FileLock("lock", in: state) else {
        holder = FileLock.holder("lock", in: state)
        throw SystemError("lock", destination, code: EWOULDBLOCK)
      }
      self.lock = lock
      if state.status("destination") == nil {
        _ = try state.write("destination", Array(destination.utf8))
      }
      (area, canExchange) = try Self.area(state: state, parent: parent, current: current, name)
    } catch {
      guard error.code == EWOULDBLOCK else { throw .system(error) }
      throw .busy(path, process: holder)
    }
  }

  /// A `.git` on the way, as the user writes it or as links lead there.
  private static func isInRepository(_ path: String) -> Bool {
    var path = path.withoutFinalSlashes
    if path.split(separator: "/").contains(".git") { return true }
    while true {
      if let real = realPath(path) { return real.split(separator: "/").contains(".git") }
      guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return false }
      path = String(path[..<slash])
    }
  }

  private static func parentAndName(
    _ path: String, exists: Bool
  ) throws(SystemError) -> (Folder, String) {
    // An existing folder may be named `.` or `a/..`; its real path has a name that can be exchanged.
    let path = exists ? realPath(path) ?? path : path.withoutFinalSlashes
    guard let slash = path.lastIndex(of: "/") else {
      return (try Folder(realPath(".") ?? "."), path)
    }
    let above = slash == path.startIndex ? "/" : String(path[..<slash])
    if !exists { try makeFolders(above) }
    return (try Folder(realPath(above) ?? above), String(path[path.index(after: slash)...]))
  }

  private static func area(
    state: Folder, parent: Folder, current: Folder?, _ name: String
  ) throws(SystemError) -> (Folder, canExchange: Bool) {
    let beside = try parent.ownStatus().identity.device
    let device = try current?.ownStatus().identity.device ?? beside
    let canExchange = device == beside
    if try state.ownStatus().identity.device == device { return (state, canExchange) }
    guard canExchange || current == nil else {
      guard let current else { return (state, false) }
      try current.makeFolder(".throughline-next")
      return (try current.folder(".throughline-next"), false)
    }
    let hidden = ".\(name).throughline"
    try parent.makeFolder(hidden)
    return (try parent.folder(hidden), canExchange)
  }

  /// The spare generation is worth keeping only where it is out of the user's sight.
  var keepsSpare: Bool { area === state }

  /// The output folder, made if it is not there.
  func madeFolder() throws(SystemError) -> Folder {
    if let current { return current }
    try parent.makeFolder(name)
    return try parent.folder(name)
  }

  /// Removes working files that lie in the user's sight, unless a journal still needs them.
  func tidy() {
    guard !keepsSpare, state.status("journal") == nil else { return }
    area.removeTree("spare")
    area.removeTree("staging")
    parent.removeEmptyFolder(".\(name).throughline")
    current?.removeEmptyFolder(".throughline-next")
  }

  /// Removes all working files of this output folder; the lock's file goes last.
  func forget() {
    tidy()
    if let stateName = state.path.split(separator: "/").last {
      workspace.removeTree(String(stateName))
    }
  }

  /// Removes the working files of output folders that are gone.
  func removeStaleNeighbours() {
    for entry in (try? workspace.entries()) ?? [] {
      guard let name = entry.name, name.hasPrefix("publish-"),
        let neighbour = try? workspace.folder(name), neighbour.path != state.path,
        let bytes = neighbour.read("destination", limit: 1 << 16),
        FileStatus.notFollowing(String(decoding: bytes, as: UTF8.self)) == nil,
        (try? FileLock("lock", in: neighbour)) != nil
      else { continue }
      workspace.removeTree(name)
    }
  }
}

extension PublishPlace {
  /// The manifest of the last build; `nil` when there is none or it is not whole.
  func manifest() -> Manifest? {
    current?.read(Manifest.fileName).flatMap { Manifest(parsing: $0) }
  }

  /// The manifest of the last build, after making sure that the folder is ours to publish in.
  func ownManifest(force: Bool) throws(PublishError) -> Manifest? {
    if let manifest = manifest() { return manifest }
    guard let current, !force else { return nil }
    let entries = try publishing { () throws(SystemError) in try current.sortedEntries() }
    let foreign = entries.map { displayName($0.bytes) }.filter { !Self.countsAsNothing($0) }
    guard foreign.isEmpty else { throw .notOurs(destination, examples: Array(foreign.prefix(3))) }
    return nil
  }

  /// What a hosting service or a version control puts into a folder that is otherwise empty.
  private static func countsAsNothing(_ name: String) -> Bool {
    name.hasPrefix(".git") || name == ".nojekyll" || name == "CNAME"
      || name == ".throughline-next"
  }

  /// No build has been killed half-way.
  var isAtRest: Bool { state.status("journal") == nil && state.status("exchanging") == nil }

  /// What the files of a build looked like when it had published them, in the manifest's order.
  func stamps(of manifest: Manifest) -> [FileStamp] {
    let stamps = stamps(ofBuild: manifest.buildID)
    return stamps.count == manifest.lines.count ? stamps : []
  }

  /// The same for the manifest of a build; empty when another build was the last.
  func stamps(ofBuild buildID: String) -> [FileStamp] {
    guard let bytes = state.read("stamps") else { return [] }
    var reader = BinaryReader(bytes)
    guard let build = try? reader.text(), build == buildID,
      let stamps = try? reader.array({ (reader) throws(BinaryReader.Malformed) in
        try reader.stamp()
      })
    else { return [] }
    return stamps
  }

  /// Keeps the stamps for the next build. Without them it only has more to do.
  func keep(_ stamps: [FileStamp], ofBuild buildID: String) {
    var writer = BinaryWriter()
    writer.bytes.reserveCapacity(stamps.count * 28)
    writer.write(buildID)
    writer.write(stamps) { $0.write($1) }
    try? state.replace("stamps", writer.bytes, durably: false)
  }
}

/// Makes a folder and those above it.
private func makeFolders(_ path: String) throws(SystemError) {
  if let status = FileStatus.following(path), status.kind == .folder { return }
  if let slash = path.withoutFinalSlashes.lastIndex(of: "/"), slash != path.startIndex {
    try makeFolders(String(path[..<slash]))
  }
  if mkdir(path, 0o777) != 0, errno != EEXIST { throw .last("make", path) }
}

extension String {
  fileprivate var withoutFinalSlashes: String {
    var path = self
    while path.utf8.count > 1, path.utf8.last == 0x2F { path.removeLast() }
    return path
  }
}
