import Glibc
import SourceText

/// The folders that are watched, and what has been heard of them.
struct WatchedTree {
  private struct Watch {
    /// Relative to the root, empty for it.
    var path: String
    /// The ignore rules that hold in the folder.
    var ignored: IgnoreRules
    var depth: Int
  }

  let tree: ProjectTree
  let events: Int32
  private var watches: [Int32: Watch] = [:]
  private var changed: Set<String> = []
  private var isComplete = true
  private(set) var unwatched: Set<String> = []
  private let leftOut: Set<String>

  /// Everything that can change what a walk finds or reads. A program that keeps a file open and
  /// writes to it now and then is heard when it closes the file.
  private static let awaited = UInt32(
    IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB)
  private static let manner = UInt32(IN_ONLYDIR | IN_DONT_FOLLOW | IN_EXCL_UNLINK)

  init(_ tree: ProjectTree, events: Int32) {
    self.tree = tree
    self.events = events
    leftOut = Set(tree.options.leftOut.compactMap { try? CleanPath($0).text })
  }

  var hasChanged: Bool { !changed.isEmpty || !isComplete }

  /// What has been heard since the last call.
  mutating func takeChanges() -> TreeChanges {
    defer {
      changed.removeAll()
      isComplete = true
    }
    return TreeChanges(paths: changed.sorted(), isComplete: isComplete)
  }

  /// Watches all folders anew; those that are watched already cost one call each.
  mutating func watchEverything() {
    unwatched.removeAll()
    var ignored = IgnoreRules()
    if tree.options.honoursIgnoreFiles { ignored.addRulesAbove(tree.root, root: tree.folder) }
    watch("", ignored: ignored, depth: 0, isNew: false)
  }

  /// Takes in all events that wait.
  mutating func readEvents() {
    // Room for the longest name, several times.
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(events, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      for event in WatchEvent.list(in: buffer[..<count]) { take(event) }
    }
  }

  private mutating func take(_ event: WatchEvent) {
    if event.isOverflow {
      isComplete = false
      return watchEverything()
    }
    guard let watch = watches[event.watch] else { return }
    if event.isEndOfWatch {
      watches[event.watch] = nil
      return
    }
    guard let name = event.name, !isEditorsOwn(name) else { return }
    let path = watch.path.isEmpty ? name : "\(watch.path)/\(name)"
    guard isSeen(path, name: name, isFolder: event.isFolder, ignored: watch.ignored) else { return }
    changed.insert(path)
    if event.isFolder {
      // A watch follows its folder to wherever it is moved, under a path that is no longer right.
      if event.isDeparture { forget(path) }
      if event.isArrival {
        self.watch(path, ignored: watch.ignored, depth: watch.depth + 1, isNew: true)
      }
    } else if name == ".gitignore" {
      isComplete = false
      watchEverything()
    }
  }

  /// Files in a folder that `isNew` may have come before the watch did, so they count as changed.
  private mutating func watch(_ path: String, ignored: IgnoreRules, depth: Int, isNew: Bool) {
    guard depth < tree.options.maximumDepth, let folder = try? tree.folder.descend(path) else {
      return
    }
    let place = path.isEmpty ? tree.root : "\(tree.root)/\(path)"
    let watch = inotify_add_watch(events, place, Self.awaited | Self.manner)
    guard watch >= 0 else {
      if errno == ENOSPC { unwatched.insert(path) }
      return
    }
    var ignored = ignored
    if tree.options.honoursIgnoreFiles { ignored.add(from: folder, below: path) }
    watches[watch] = Watch(path: path, ignored: ignored, depth: depth)
    for entry in (try? folder.entries()) ?? [] {
      guard let name = entry.name else { continue }
      let inner = path.isEmpty ? name : "\(path)/\(name)"
      let isFolder = (entry.kind ?? folder.status(name)?.kind) == .folder
      guard isSeen(inner, name: name, isFolder: isFolder, ignored: ignored) else { continue }
      if isNew, !isEditorsOwn(name) { changed.insert(inner) }
      if isFolder { self.watch(inner, ignored: ignored, depth: depth + 1, isNew: isNew) }
    }
  }

  private mutating func forget(_ path: String) {
    for (number, watch) in watches where isPath(watch.path, below: path) {
      inotify_rm_watch(events, number)
      watches[number] = nil
    }
    unwatched = unwatched.filter { !isPath($0, below: path) }
  }

  /// Whether a walk of the tree would go there.
  private func isSeen(_ path: String, name: String, isFolder: Bool, ignored: IgnoreRules) -> Bool {
    if leftOut.contains(path) || ignored.ignores(path, isFolder: isFolder) { return false }
    guard isFolder else { return true }
    if name == "node_modules" || name == ".build" { return false }
    return name.utf8.first != 0x2E || name == ".manifold" || name == ".temporal"
  }

  /// Files that editors keep beside the one being edited; nobody's input, and written at each pause.
  private func isEditorsOwn(_ name: String) -> Bool {
    name.hasSuffix("~") || name.hasSuffix(".swp") || name.hasSuffix(".swx") || name.hasPrefix(".#")
      || (name.hasPrefix("#") && name.hasSuffix("#")) || name == "4913"
  }
}
