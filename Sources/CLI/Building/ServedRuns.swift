import EmbeddedHost
import Glibc
import SourceText
import System

/// The runs of an engine as files that a preview reads like exported histories.
///
/// A database that cannot be read is said once, and looked for again.
final class ServedRuns {
  /// Relative to the project; no walk of a project enters it.
  static let folder = "\(BuildCache.folderName)/runs"
  /// The newest; older ones can be exported.
  private static let limit = 200
  private static let secondsBetweenLooks: UInt32 = 1

  private let root: String
  private let database: String
  private let console: Console
  private var follower: (runs: RunFollower, file: ino_t)?
  private var complaint = ""

  init(_ request: BuildRequest) {
    root = request.project.root
    database = request.invocation.databasePath
    console = request.console
  }

  /// Waits a moment, and brings the files up to date.
  /// - Returns: whether any has changed.
  func haveMovedOn() -> Bool {
    sleep(Self.secondsBetweenLooks)
    return refresh()
  }

  /// Brings the files up to date.
  /// - Returns: whether any has changed.
  func refresh() -> Bool {
    do {
      guard let runs = try opened() else { return try keep(RunFollower.Changes()) }
      guard let changes = try runs.changes(limit: Self.limit) else { return false }
      complaint = ""
      return try keep(changes)
    } catch {
      if complaint != "\(error)" { console.complain("runs are not shown: \(error)") }
      complaint = "\(error)"
      follower = nil
      return false
    }
  }

  /// `nil` when there is no database; one that was put in the place of another is opened anew.
  private func opened() throws -> RunFollower? {
    var status = stat()
    guard stat(database, &status) == 0 else {
      follower = nil
      return nil
    }
    if let follower, follower.file == status.st_ino { return follower.runs }
    let runs = try RunFollower(path: database)
    follower = (runs, status.st_ino)
    return runs
  }

  private func keep(_ changes: RunFollower.Changes) throws -> Bool {
    let path = joined(root, Self.folder)
    var isThere = stat()
    if changes.known.isEmpty, stat(path, &isThere) != 0 { return false }
    for place in [joined(root, BuildCache.folderName), path] where CacheFolder.isLink(place) {
      throw SystemError("use", place, code: ELOOP)
    }
    let records = try RecordFolder(path)
    for run in changes.moved { try records.replace(Self.name(of: run.runID), run.history) }
    let known = Set(changes.known.map(Self.name))
    let gone = try records.names().filter { !known.contains($0) }
    for name in gone { unlink("\(path)/\(name)") }
    return !changes.moved.isEmpty || !gone.isEmpty
  }

  /// An id comes out of a file that anybody may have written.
  private static func name(of runID: String) -> String {
    let isPlain = runID.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) || byte == 0x2D
    }
    let isName = isPlain && (1...64).contains(runID.utf8.count)
    return (isName ? runID : Fingerprint(of: runID).description) + ".json"
  }
}
