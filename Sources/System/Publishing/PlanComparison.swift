import SourceText

/// A plan beside what the last build has left in the output folder.
struct PlanComparison: Sendable {
  /// The lines of the last build's manifest.
  let lines: [Manifest.Line]
  /// Paths of `lines`.
  private(set) var listed: Set<String>
  /// Folders above the plan's files.
  let folders: Set<String>
  /// For each entry of the plan, the index in `lines` of the same path.
  private(set) var previous: [Int?] = []
  /// For each entry, the file's stamp when neither its inputs nor the file have changed.
  private(set) var unchanged: [FileStamp?] = []
  /// Paths that the plan has no entry for, sorted.
  private(set) var removed: [String] = []
  /// Paths without an entry whose file is not what was published: somebody's work, which stays.
  private(set) var forsaken: Set<String> = []

  /// Two lists in one order are walked side by side; each file costs one look at the disk.
  init(_ plan: OutputPlan, _ manifest: Manifest?, stamps: [FileStamp], in folder: Folder?) {
    lines = manifest?.lines ?? []
    listed = Set(lines.map(\.path))
    folders = ancestors(of: plan.entries.map(\.path))
    previous.reserveCapacity(plan.entries.count)
    unchanged.reserveCapacity(plan.entries.count)
    var next = 0
    for entry in plan.entries {
      while next < lines.count, lines[next].path < entry.path {
        drop(next, stamps, in: folder)
        next += 1
      }
      guard next < lines.count, lines[next].path == entry.path else {
        previous.append(nil)
        unchanged.append(nil)
        continue
      }
      previous.append(next)
      let isSame = lines[next].inputs == entry.fingerprint && next < stamps.count
      unchanged.append(isSame ? Self.confirm(stamps[next], entry.path, in: folder) : nil)
      next += 1
    }
    for index in next..<lines.count { drop(index, stamps, in: folder) }
    listed.subtract(forsaken)
  }

  private mutating func drop(_ index: Int, _ stamps: [FileStamp], in folder: Folder?) {
    let line = lines[index]
    let isKnown = index < stamps.count && Self.confirm(stamps[index], line.path, in: folder) != nil
    if isKnown || folder?.holds(line) != false {
      removed.append(line.path)
    } else {
      forsaken.insert(line.path)
    }
  }

  private static func confirm(
    _ stamp: FileStamp, _ path: String, in folder: Folder?
  ) -> FileStamp? {
    guard let now = folder?.status(path), now.kind == .file, now.stamp.isSameContent(as: stamp)
    else { return nil }
    return now.stamp
  }

  /// Nothing is to be rendered, written or removed.
  var isEmpty: Bool {
    removed.isEmpty && forsaken.isEmpty && !unchanged.contains { $0 == nil }
  }

  /// Whether the manifest of the last build names the inputs that the plan names.
  func hasSameSources(as plan: OutputPlan) -> Bool {
    zip(plan.entries, previous).allSatisfy { entry, line in
      guard let line else { return false }
      return lines[line].source == entry.source || lines[line].source == shownSource(entry)
    }
  }
}

/// An entry's source as it stands in a manifest, where a tab or a line break would end a field.
func shownSource(_ entry: OutputEntry) -> String { displayName(entry.source) }

/// Every folder above some paths.
func ancestors(of paths: some Sequence<String>) -> Set<String> {
  var folders: Set<String> = []
  var last = ""
  for path in paths {
    // Paths come sorted, so most have the folder of the one before.
    guard let slash = path.utf8.lastIndex(of: 0x2F),
      !path.utf8[..<slash].elementsEqual(last.utf8)
    else { continue }
    last = String(path[..<slash])
    var folder = last
    while !folder.isEmpty, folders.insert(folder).inserted { folder = folderPath(of: folder) }
  }
  return folders
}
