/// The files in the tree of a commit, as git lists them: folders with their names, found by bytes.
///
/// Names are taken as they are, because anybody can write any of them into a commit.
struct CommitFiles: Sendable {
  /// A file or a link.
  struct File: Sendable {
    var kind: FileStatus.Kind
    var content: GitObjectID
    /// Bytes; `nil` when the content is not among the objects.
    var size: Int?
  }

  /// What a name stands for.
  enum Place: Sendable {
    case file(Int)
    case folder(Int)
  }

  private struct Entry: Sendable {
    var name: [UInt8]
    var place: Place
  }

  private(set) var files: [File] = []
  /// The first is the root. Entries are sorted by their bytes, and no two have one name.
  private var folders: [[Entry]] = [[]]

  /// An empty folder.
  init() {}

  /// Reads what `git ls-tree -r -l -z` prints: `100644 blob <id> <size>`, a tab, the path, NUL.
  init(_ output: [UInt8]) {
    var way = Way()
    for line in output.split(separator: 0) {
      guard let tab = line.firstIndex(of: 0x09), let file = Self.file(line[..<tab]) else {
        continue
      }
      let path = line[(tab + 1)...]
      let slash = path.lastIndex(of: 0x2F)
      let folder = number(of: slash.map { path[..<$0] } ?? [], &way)
      let name = Array(path[(slash.map { $0 + 1 } ?? path.startIndex)...])
      folders[folder].append(Entry(name: name, place: .file(files.count)))
      files.append(file)
    }
    for number in folders.indices { sort(number) }
  }

  /// The folders that the last path lies in. Git lists a tree branch by branch, so that nothing else
  /// has to be remembered, however deep somebody has made it.
  private struct Way {
    var path: ArraySlice<UInt8> = []
    /// Each with the bytes of its own path, from the outermost inward.
    var folders: [(bytes: Int, number: Int)] = []

    func bytesShared(with other: ArraySlice<UInt8>) -> Int {
      let most = min(path.count, other.count)
      var count = 0
      while count < most, path[path.startIndex + count] == other[other.startIndex + count] {
        count += 1
      }
      return count
    }
  }

  /// The folder of a path, made with those above it where they are new.
  private mutating func number(of path: ArraySlice<UInt8>, _ way: inout Way) -> Int {
    let shared = way.bytesShared(with: path)
    while let last = way.folders.last,
      last.bytes > shared
        || last.bytes < path.count && path[path.startIndex + last.bytes] != 0x2F
    {
      way.folders.removeLast()
    }
    var parent = way.folders.last?.number ?? 0
    var rest = path.dropFirst(way.folders.last.map { $0.bytes + 1 } ?? 0)
    while !rest.isEmpty {
      let name = rest.prefix { $0 != 0x2F }
      folders[parent].append(Entry(name: Array(name), place: .folder(folders.count)))
      parent = folders.count
      folders.append([])
      way.folders.append((name.endIndex - path.startIndex, parent))
      rest = rest[name.endIndex...].dropFirst()
    }
    way.path = path
    return parent
  }

  /// Of two entries of one name, which only a forged tree has, the first that git has listed stays.
  private mutating func sort(_ number: Int) {
    let sorted = folders[number].enumerated().sorted { a, b in
      a.element.name == b.element.name
        ? a.offset < b.offset : a.element.name.lexicographicallyPrecedes(b.element.name)
    }
    var kept: [Entry] = []
    kept.reserveCapacity(sorted.count)
    for (_, entry) in sorted where kept.last?.name != entry.name { kept.append(entry) }
    folders[number] = kept
  }

  /// Submodules are commits of other repositories, and no files of this one.
  private static func file(_ line: ArraySlice<UInt8>) -> File? {
    let parts = line.split(separator: 0x20)
    guard parts.count == 4, let content = GitObjectID(String(decoding: parts[2], as: UTF8.self))
    else { return nil }
    let kind: FileStatus.Kind
    switch parts[0].prefix(3) {
    case let mode where mode.elementsEqual("100".utf8): kind = .file
    case let mode where mode.elementsEqual("120".utf8): kind = .link
    default: return nil
    }
    return File(kind: kind, content: content, size: Int(String(decoding: parts[3], as: UTF8.self)))
  }

  // MARK: looking up

  /// Names of a folder with what they stand for.
  func entries(of folder: Int) -> [(name: [UInt8], place: Place)] {
    folders[folder].map { ($0.name, $0.place) }
  }

  /// What a name stands for in a folder.
  func place(_ name: some Collection<UInt8>, in folder: Int) -> Place? {
    let entries = folders[folder]
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].name.lexicographicallyPrecedes(name) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low < entries.count, entries[low].name.elementsEqual(name) else { return nil }
    return entries[low].place
  }

  /// What a clean path leads to; `nil` for nothing, with what stands in the way when that is a file
  /// or a link.
  func find(_ path: String) -> (place: Place?, obstacle: FileStatus.Kind?) {
    var place = Place.folder(0)
    for part in path.utf8.split(separator: 0x2F) {
      switch place {
      case .file(let file): return (nil, files[file].kind)
      case .folder(let folder):
        guard let next = self.place(part, in: folder) else { return (nil, nil) }
        place = next
      }
    }
    return (place, nil)
  }
}
