import Glibc
import SourceText

/// What a transaction needs to go back: the new files, the old ones, and a list of both.
///
/// New files lie in it as `n0`, `n1`, …, old ones as `o0`, `o1`, …, each a second name of the file in
/// the tree. So a file in the tree is known as ours by being the same file as the one that lies here.
final class Checkpoint {
  private struct Entry {
    var path: String
    var wasThere: Bool
  }

  private let tree: Folder
  private let area: Folder
  private var entries: [Entry] = []
  /// Folders that were not there, the outer ones first.
  private var folders: [String] = []
  private static let journal = "journal"

  /// Begins one; what an earlier run has left without a journal is cleared away.
  init(in tree: Folder) throws(TransactionError) {
    self.tree = tree
    area = try system { () throws(SystemError) in
      try tree.makeFolder(TreeTransaction.state)
      let state = try tree.folder(TreeTransaction.state)
      state.removeTree(TreeTransaction.area)
      try state.makeFolder(TreeTransaction.area)
      return try state.folder(TreeTransaction.area)
    }
  }

  /// The one that a killed run has left; `nil` when there is none to go back to.
  static func left(in tree: Folder) throws(TransactionError) -> Checkpoint? {
    guard let area = try? tree.descend("\(TreeTransaction.state)/\(TreeTransaction.area)"),
      area.status(journal) != nil
    else { return nil }
    let checkpoint = Checkpoint(tree, area)
    guard let bytes = area.read(journal), (try? checkpoint.decode(bytes)) != nil else {
      throw .unreadable(checkpoint: area.path)
    }
    return checkpoint
  }

  private init(_ tree: Folder, _ area: Folder) { (self.tree, self.area) = (tree, area) }

  // MARK: forwards

  /// Writes the new files, takes hold of the old ones, and lists both; the tree is not touched.
  func prepare(
    _ changes: [TreeTransaction.Change], _ watch: TreeTransaction.Watch
  ) throws(TransactionError) {
    for (index, change) in changes.enumerated() {
      try system { () throws(SystemError) in
        try watch(.stage)
        _ = try area.write("n\(index)", change.after)
      }
      try keep(change, index, watch)
    }
    folders = missingFolders(of: changes.map(\.path.text))
    try system { () throws(SystemError) in
      try watch(.journal)
      try area.synchronizeFileSystem()
      try area.replace(Self.journal, encoded)
    }
  }

  private func keep(
    _ change: TreeTransaction.Change, _ index: Int, _ watch: TreeTransaction.Watch
  ) throws(TransactionError) {
    try system { () throws(SystemError) in try watch(.keep) }
    let path = change.path.text
    entries.append(Entry(path: path, wasThere: change.before != nil))
    guard let before = change.before else {
      guard tree.status(path) == nil else { throw .taken(path) }
      return
    }
    // It would be replaced, not written to, which its mode does not forbid.
    if tree.status(path)?.isWritable == false { throw .readOnly(path) }
    try system { () throws(SystemError) in
      try tree.descend(folderPath(of: path)).link(fileName(of: path), into: area, as: "o\(index)")
      area.takeMode(of: "o\(index)", for: "n\(index)")
    }
    guard area.read("o\(index)") == before else { throw .changed(path) }
  }

  private func missingFolders(of paths: [String]) -> [String] {
    var (found, seen) = ([String](), Set<String>())
    for path in paths {
      var place = ""
      for part in path.split(separator: "/").dropLast() {
        place += place.isEmpty ? String(part) : "/\(part)"
        if seen.insert(place).inserted, tree.status(place) == nil { found.append(place) }
      }
    }
    return found
  }

  /// Puts each new file into the tree.
  func place(_ watch: TreeTransaction.Watch) throws(TransactionError) {
    for (index, entry) in entries.enumerated() {
      try system { () throws(SystemError) in
        try watch(.place)
        let name = fileName(of: entry.path)
        let target = try tree.descend(folderPath(of: entry.path), creating: true)
        guard entry.wasThere else { return try area.link("n\(index)", into: target, as: name) }
        // A file cannot get a second name that is taken; it can be moved there.
        try area.link("n\(index)", into: area, as: "m\(index)")
        try area.move("m\(index)", to: target, as: name)
      }
    }
  }

  /// The change is complete from here on.
  func settle() throws(SystemError) {
    try area.remove(Self.journal)
    area.synchronize()
    Self.clear(tree)
  }

  // MARK: backwards

  /// Puts the tree back to what it was. What is no longer ours is left.
  func undo(after error: TransactionError?) throws(TransactionError) {
    do throws(SystemError) {
      for (index, entry) in entries.enumerated().reversed() { try undo(entry, index) }
      for folder in folders.reversed() { tree.removeEmptyFolder(folder) }
      try tree.synchronizeFileSystem()
      try settle()
    } catch {
      throw .stuck(error, checkpoint: area.path)
    }
  }

  private func undo(_ entry: Entry, _ index: Int) throws(SystemError) {
    guard let ours = area.status("n\(index)"), let there = tree.status(entry.path),
      there.identity == ours.identity
    else { return }
    let place = try tree.descend(folderPath(of: entry.path))
    let name = fileName(of: entry.path)
    if entry.wasThere {
      try area.move("o\(index)", to: place, as: name)
    } else {
      try place.remove(name)
    }
  }

  /// Takes away what no journal speaks of.
  static func clear(_ tree: Folder) {
    guard let state = try? tree.folder(TreeTransaction.state) else { return }
    state.removeTree(TreeTransaction.area)
    // The folder may hold the cache of builds; an empty one is nobody's.
    tree.removeEmptyFolder(TreeTransaction.state)
  }

  // MARK: the list

  private var encoded: [UInt8] {
    var writer = BinaryWriter()
    writer.write(entries) {
      $0.write($1.path)
      $0.write($1.wasThere ? 1 : 0)
    }
    writer.write(folders) { $0.write($1) }
    return writer.bytes
  }

  private func decode(_ bytes: [UInt8]) throws(BinaryReader.Malformed) {
    var reader = BinaryReader(bytes)
    entries = try reader.array { (reader) throws(BinaryReader.Malformed) in
      Entry(path: try reader.text(), wasThere: try reader.number() == 1)
    }
    folders = try reader.array { (reader) throws(BinaryReader.Malformed) in try reader.text() }
    // A list that somebody else has put there must not lead out of the tree.
    let paths = entries.map(\.path) + folders
    guard paths.allSatisfy({ (try? CleanPath($0))?.text == $0 }) else { throw .init() }
  }
}
