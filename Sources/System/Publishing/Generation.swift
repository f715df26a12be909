import CLinux
import Glibc
import SourceText

extension Publication {
  /// Publishes by exchanging whole generations; `nil` when the file system cannot do that.
  ///
  /// The new generation takes along the user's files that are `carried`.
  func exchange(carrying carried: [String]) throws(PublishError) -> PublishOutcome? {
    let carried = carried.filter { path in !plan.entries.contains(path: path) }
    let spare = try publishing { () throws(SystemError) in try emptySpare(keeping: carried) }
    let written = try write(to: .generation(spare))
    let manifest = Manifest(written.map(\.line))
    if isSame(manifest, written) { return outcome(manifest, written) }
    let isDone = try publishing { () throws(SystemError) in
      try carry(carried, into: spare)
      if let current = place.current { spare.takeMode(of: current) }
      _ = try spare.write(Manifest.fileName, manifest.bytes)
      // One call for the whole file system: a call for each of ten thousand files takes a minute.
      if publisher.isDurable { try spare.synchronizeFileSystem() }
      return try place.exchange(carrying: carried)
    }
    guard isDone else { return nil }
    if publisher.isDurable { place.parent.synchronize() }
    try place.completeExchange(carried: carried, lines: comparison.lines)
    return outcome(manifest, written)
  }

  /// The spare generation without what the new one has no place for.
  private func emptySpare(keeping carried: [String]) throws(SystemError) -> Folder {
    if let status = place.area.status("spare"), status.kind != .folder {
      try place.area.remove("spare")
    }
    try place.area.makeFolder("spare")
    let spare = try place.area.folder("spare")
    let files = Set(plan.entries.map(\.path) + carried)
    let folders = comparison.folders.union(ancestors(of: carried))
    try spare.prune(files: files, folders: folders)
    for path in folders.sorted() {
      try spare.descend(folderPath(of: path)).makeFolder(fileName(of: path))
    }
    return spare
  }

  private func carry(_ paths: [String], into spare: Folder) throws(SystemError) {
    guard let current = place.current else { return }
    for path in paths {
      let from = try current.descend(folderPath(of: path))
      let name = fileName(of: path)
      // Gone since the scan: its owner has removed it.
      guard let status = from.status(name), status.kind == .file else { continue }
      try spare.descend(folderPath(of: path)).adopt(name, status.stamp, from: from)
    }
  }
}

extension PublishPlace {
  /// The one step that readers see: the spare generation takes the place of the published one, which
  /// becomes the spare. `false` when this file system, or this mount, has no such step.
  func exchange(carrying carried: [String]) throws(SystemError) -> Bool {
    var writer = BinaryWriter()
    writer.write(carried) { $0.write($1) }
    try state.replace("exchanging", writer.bytes, durably: false)
    let spare = area.joined("spare")
    let code =
      current == nil
      ? clinux_rename_noreplace(spare, destination) : clinux_rename_exchange(spare, destination)
    if code == 0 { return true }
    switch errno {
    case EXDEV, EINVAL, ENOSYS, EBUSY, EPERM, EACCES: return false
    default: throw .last("replace", destination)
    }
  }

  /// After an exchange, moves back what somebody has put into the output folder between the look at
  /// it and the exchange; what is left is the spare generation of the next build.
  func completeExchange() throws(PublishError) {
    guard let bytes = state.read("exchanging") else { return }
    var reader = BinaryReader(bytes)
    let carried = try? reader.array { (reader) throws(BinaryReader.Malformed) in
      try reader.text()
    }
    // With no manifest in it, the spare generation has never been published: nothing can be in it.
    let text = try? area.folder("spare").read(Manifest.fileName)
    let manifest = text.flatMap { Manifest(parsing: $0) }
    try completeExchange(carried: carried ?? [], lines: carried == nil ? nil : manifest?.lines)
  }

  /// The same with what the generation in the spare folder had listed; `nil` if it never was
  /// published.
  func completeExchange(carried: [String], lines: [Manifest.Line]?) throws(PublishError) {
    if let lines, let spare = try? area.folder("spare"), let output = try? Folder(destination) {
      let known = lines.map(\.path) + carried
      moveBack(
        spare, "", known: Set(known + [Manifest.fileName]), folders: ancestors(of: known),
        to: output)
    }
    try publishing { () throws(SystemError) in
      if let spare = try? area.folder("spare") { try spare.remove(Manifest.fileName) }
      try state.remove("exchanging")
    }
  }

  private func moveBack(
    _ folder: Folder, _ path: String, known: Set<String>, folders: Set<String>, to output: Folder
  ) {
    for entry in (try? folder.entries()) ?? [] {
      guard let name = entry.name else { continue }
      let inner = path.isEmpty ? name : "\(path)/\(name)"
      if known.contains(inner) { continue }
      if folders.contains(inner), let next = try? folder.folder(name) {
        moveBack(next, inner, known: known, folders: folders, to: output)
      } else {
        _ = clinux_rename_noreplace(folder.joined(name), output.joined(inner))
      }
    }
  }
}

extension [OutputEntry] {
  /// Whether an entry has this path; the array is sorted by path.
  fileprivate func contains(path: String) -> Bool {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      if self[middle].path == path { return true }
      if self[middle].path < path { low = middle + 1 } else { high = middle }
    }
    return false
  }
}

extension Folder {
  /// Removes everything but some files and folders, given by their paths below the first folder.
  func prune(
    _ path: String = "", files: Set<String>, folders: Set<String>
  ) throws(SystemError) {
    for entry in try entries() {
      guard let name = entry.name else {
        removeTree(entry.bytes)
        continue
      }
      let inner = path.isEmpty ? name : "\(path)/\(name)"
      let kind = entry.kind ?? status(name)?.kind
      if kind == .folder, folders.contains(inner) {
        try folder(name).prune(inner, files: files, folders: folders)
      } else if kind != .file || !files.contains(inner) {
        removeTree(name)
      }
    }
  }
}
