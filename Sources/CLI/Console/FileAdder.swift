import Glibc
import SourceText
import System

/// Adds files to somebody's folder: never over one that is there, never through a link.
struct FileAdder {
  /// Why a file was not written.
  enum Refusal: Error, Equatable {
    case exists
    case linkInPath(String)
    case failed(String)

    var clause: String {
      switch self {
      case .exists: "is already there"
      case .linkInPath(let part): "lies behind the link \(part)"
      case .failed(let reason): reason
      }
    }
  }

  /// The folder that paths are relative to; it must exist.
  let root: String
  /// Only checks, and writes nothing.
  var isDryRun = false

  /// Writes a new file and the folders it needs.
  func add(_ path: String, _ text: String) throws(Refusal) {
    try checkFolders(of: path)
    guard status(of: path) == nil else { throw .exists }
    guard !isDryRun else { return }
    try makeFolders(of: path)
    try write(path, text, O_WRONLY | O_CREAT | O_EXCL)
  }

  /// Takes a file away again that `add` has written with this text.
  func removeAdded(_ path: String, _ text: String) {
    guard contents(of: path) == text else { return }
    unlink(full(path))
  }

  /// Writes a file that the user names, anew and in one step; its folder must exist.
  static func replace(file path: String, with bytes: [UInt8]) throws(Refusal) {
    let parts = absolute(path).split(separator: "/")
    let folder = FileAdder(root: "/" + parts.dropLast().joined(separator: "/"))
    try folder.replace(String(parts.last ?? ""), String(decoding: bytes, as: UTF8.self))
  }

  /// Writes a file anew, in one step, whether or not it is there.
  func replace(_ path: String, _ text: String) throws(Refusal) {
    try checkFolders(of: path)
    if let mode = status(of: path)?.st_mode, mode & S_IFMT != S_IFREG {
      throw .failed("is not a regular file")
    }
    guard !isDryRun else { return }
    try makeFolders(of: path)
    let draft = path + ".\(getpid()).new"
    try write(draft, text, O_WRONLY | O_CREAT | O_EXCL)
    guard rename(full(draft), full(path)) == 0 else {
      let reason = lastError()
      unlink(full(draft))
      throw .failed(reason)
    }
  }

  /// Adds lines at the end of a file, making it when it is not there.
  func append(_ path: String, _ text: String) throws(Refusal) {
    guard !isDryRun else { return }
    try write(path, text, O_WRONLY | O_CREAT | O_APPEND)
  }

  /// Makes a folder and those above it, unless it is there; links in the path are followed.
  static func makeFolder(_ path: String) throws(Refusal) {
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFDIR else { throw .failed("is not a folder") }
      return
    }
    let parts = path.split(separator: "/")
    for end in parts.indices {
      let folder = "/" + parts[...end].joined(separator: "/")
      guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
        throw .failed(String(cString: strerror(errno)))
      }
    }
  }

  /// The lines of a small text file, trimmed of their line ends; `nil` when it cannot be read.
  func lines(of path: String) -> [String]? {
    contents(of: path).map { text in
      text.split(whereSeparator: \.isNewline).map(String.init)
    }
  }

  /// True when the file's last line has no end.
  func endsInsideLine(_ path: String) -> Bool {
    contents(of: path).map { !$0.isEmpty && $0.utf8.last != 0x0A } ?? false
  }

  private func contents(of path: String) -> String? {
    guard let folder = try? ProjectTree(root: root) else { return nil }
    return (try? folder.read(path, limit: 1 << 20).get())?.displayText
  }

  /// True for anything at the path, a dangling link included.
  func isThere(_ path: String) -> Bool { status(of: path) != nil }

  private func write(_ path: String, _ text: String, _ flags: Int32) throws(Refusal) {
    let file = open(full(path), flags | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw errno == EEXIST ? .exists : .failed(lastError()) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      rest = rest.dropFirst(count)
    }
    let reason = rest.isEmpty ? nil : lastError()
    guard close(file) == 0, reason == nil else { throw .failed(reason ?? lastError()) }
  }

  private func checkFolders(of path: String) throws(Refusal) {
    for folder in folders(of: path) {
      guard let status = status(of: folder) else { return }
      if status.st_mode & S_IFMT == S_IFLNK { throw .linkInPath(folder) }
      if status.st_mode & S_IFMT != S_IFDIR { throw .failed("\(folder) is not a folder") }
    }
  }

  private func makeFolders(of path: String) throws(Refusal) {
    for folder in folders(of: path) where status(of: folder) == nil {
      guard mkdir(full(folder), 0o755) == 0 else { throw .failed(lastError()) }
    }
  }

  /// `a`, `a/b` for `a/b/c.md`.
  private func folders(of path: String) -> [String] {
    let parts = path.split(separator: "/").dropLast()
    return parts.indices.map { parts[...$0].joined(separator: "/") }
  }

  private func full(_ path: String) -> String { root + "/" + path }

  private func status(of path: String) -> stat? {
    var status = stat()
    return lstat(full(path), &status) == 0 ? status : nil
  }

  private func lastError() -> String { String(cString: strerror(errno)) }
}
