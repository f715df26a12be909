import Ingest
import SourceText
import System

/// Results of tests that a job hands over, for one side: in whatever state Git has them, they are read
/// from disk, and count beside those of the commit or in their place.
struct GivenResults: Sendable {
  /// Under the names that they have in the project; what lies elsewhere has `(results)/` before its own.
  private(set) var files: [String: SourceFile] = [:]
  private var (count, bytes) = (0, 0)

  /// Nobody reads more, and a folder that is named by mistake is not read to its end.
  private static let mostFiles = 10_000
  private static let mostBytes = 256 << 20

  var isEmpty: Bool { files.isEmpty }

  /// Nothing was handed over.
  init() {}

  /// What an option names, one file or folder a line.
  init(_ option: Option, of invocation: Invocation) throws(SetupFault) {
    let root = absolute(invocation.folder)
    let lines = (invocation.text(option) ?? "").split(whereSeparator: \.isNewline)
    for line in lines {
      let path = String(line.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      guard !path.isEmpty else { continue }
      do throws(Refusal) {
        try add(absolute(path), projectRoot: root)
      } catch {
        throw .cannotOpen("--\(option.name) \(displayName(path)): \(error.clause)")
      }
    }
  }

  /// Covers the files with their names; `nil` when there is none.
  var fingerprint: Fingerprint? {
    guard !isEmpty else { return nil }
    var hasher = Fingerprinter()
    for (path, file) in files.sorted(by: { $0.key < $1.key }) {
      hasher.combine(path)
      hasher.combine(Fingerprint(of: file.bytes))
    }
    return hasher.finish()
  }

  // MARK: reading

  private struct Refusal: Error { var clause: String }

  private mutating func add(_ path: String, projectRoot root: String) throws(Refusal) {
    let isFolder = (try? ProjectTree(root: path)) != nil
    let place = isFolder ? path : "/" + path.split(separator: "/").dropLast().joined(separator: "/")
    let tree: ProjectTree
    do throws(SystemError) {
      var options = TreeOptions()
      (options.strictFolders, options.honoursIgnoreFiles) = ([], false)
      tree = try ProjectTree(root: place, options: options)
    } catch { throw Refusal(clause: "there is no such file or folder") }
    let name = { (file: String) in Self.shownName(joined(place, file), root, from: place) }
    guard isFolder else {
      let file = String(path.split(separator: "/").last ?? "")
      guard tree.isTaken(file) else { throw Refusal(clause: "there is no such file or folder") }
      return try addFile(file, as: name(file), in: tree)
    }
    try addFolder(tree, name)
  }

  private mutating func addFile(
    _ path: String, as name: String, in tree: ProjectTree
  ) throws(Refusal) {
    let file = try read(path, as: name, in: tree)
    switch Ingest.resultContents(of: file) {
    case .some: keep(file)
    case .none(let clause), .damaged(let clause): throw Refusal(clause: clause)
    }
  }

  /// What begins like no results is something else that lies there. What is damaged is kept: that it cannot be
  /// read has to be told.
  private mutating func addFolder(
    _ tree: ProjectTree, _ name: (String) -> String
  ) throws(Refusal) {
    var holdsAny = false
    for file in tree.listing().files where Ingest.mayHoldResults(file.path) {
      let source = try read(file.path, as: name(file.path), in: tree)
      guard Ingest.holdsResults(source) else { continue }
      let contents = Ingest.resultContents(of: source)
      if case .none = contents { continue }
      holdsAny = holdsAny || contents == .some
      keep(source)
    }
    guard holdsAny else {
      throw Refusal(clause: "no file of the folder holds results in a format that is read")
    }
  }

  private mutating func read(
    _ path: String, as name: String, in tree: ProjectTree
  ) throws(Refusal) -> SourceFile {
    switch tree.read(path, limit: DocumentFormat.results.sizeLimit) {
    case .success(let file):
      (count, bytes) = (count + 1, bytes + file.bytes.count)
      guard count <= Self.mostFiles, bytes <= Self.mostBytes else {
        throw Refusal(
          clause:
            "more than \(Self.mostFiles) files or \(Self.mostBytes >> 20) MB that may hold results")
      }
      return SourceFile(path: name, bytes: file.bytes)
    case .failure(let fault): throw Refusal(clause: fault.summary)
    }
  }

  private mutating func keep(_ file: SourceFile) {
    // Two folders from elsewhere may hold files of one name.
    var (name, number) = (file.path, 1)
    while let known = files[name], known.bytes != file.bytes {
      number += 1
      name = "\(file.path) (\(number))"
    }
    files[name] = SourceFile(path: name, bytes: file.bytes)
  }

  /// Where a runner keeps what it has downloaded differs from run to run, and is not shown.
  private static func shownName(_ path: String, _ root: String, from place: String) -> String {
    if lies(path, in: root) { return String(path.dropFirst(root == "/" ? 1 : root.utf8.count + 1)) }
    return "(results)/" + path.dropFirst(place == "/" ? 1 : place.utf8.count + 1)
  }
}
