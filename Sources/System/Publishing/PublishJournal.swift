import SourceText

/// What remains to be done once every new file lies ready; doing it twice does no harm.
struct PublishJournal: Equatable {
  struct Move: Equatable {
    /// Name in the staging folder.
    var from: String
    /// Path below the output folder.
    var to: String
  }

  static let manifestName = "manifest"

  /// Absolute path of the folder in which the new files lie.
  var staging: String
  var removals: [String]
  var moves: [Move]

  /// Removes and moves, and last of all replaces the manifest.
  ///
  /// In recovery, what cannot be done is left to the next build, which compares anyway.
  func apply(
    from staging: Folder, to folder: Folder, isRecovery: Bool = false
  ) throws(SystemError) {
    for path in removals { folder.removeOwnFile(path) }
    for move in moves where !isRecovery || staging.status(move.from) != nil {
      do throws(SystemError) {
        let target = try folder.descend(folderPath(of: move.to), creating: true)
        try staging.move(move.from, to: target, as: fileName(of: move.to))
      } catch {
        if !isRecovery { throw error }
      }
    }
    if !isRecovery || staging.status(Self.manifestName) != nil {
      try staging.move(Self.manifestName, to: folder, as: Manifest.fileName)
    }
  }

  var encoded: [UInt8] {
    var writer = BinaryWriter()
    writer.write(staging)
    writer.write(removals) { $0.write($1) }
    writer.write(moves) {
      $0.write($1.from)
      $0.write($1.to)
    }
    return writer.bytes
  }
}

extension PublishJournal {
  init(decoding bytes: [UInt8]) throws(BinaryReader.Malformed) {
    var reader = BinaryReader(bytes)
    staging = try reader.text()
    removals = try reader.array { (reader) throws(BinaryReader.Malformed) in try reader.text() }
    moves = try reader.array { (reader) throws(BinaryReader.Malformed) in
      Move(from: try reader.text(), to: try reader.text())
    }
  }
}

extension PublishPlace {
  /// Completes a publication that was killed after its journal was whole, and clears up one that
  /// was killed before.
  func completeJournal() throws(PublishError) {
    if let bytes = state.read("journal") {
      if let journal = try? PublishJournal(decoding: bytes), let current,
        let staging = try? Folder(journal.staging)
      {
        try publishing { () throws(SystemError) in
          try journal.apply(from: staging, to: current, isRecovery: true)
          try current.synchronizeFileSystem()
        }
      }
      try publishing { () throws(SystemError) in try state.remove("journal") }
    }
    area.removeTree("staging")
    try completeExchange()
  }
}

extension Folder {
  /// Whether a listed file is still what a build has put there; one that is gone counts as such.
  func holds(_ line: Manifest.Line) -> Bool {
    guard let status = status(line.path) else { return true }
    guard status.kind == .file, status.stamp.size == line.size, let bytes = read(line.path) else {
      return false
    }
    return Fingerprint(of: bytes) == line.content
  }

  /// Removes a file that a manifest lists, and the folders above it that this leaves empty.
  ///
  /// A link in the place of one of those folders ends the way: what it leads to is not ours.
  func removeOwnFile(_ path: String) {
    var folders = [self]
    let components = path.split(separator: "/").map(String.init)
    for name in components.dropLast() {
      guard let next = try? folders[folders.count - 1].folder(name) else { return }
      folders.append(next)
    }
    guard let file = components.last else { return }
    try? folders[folders.count - 1].remove(file)
    for (folder, name) in zip(folders, components.dropLast()).reversed() {
      guard folder.removeEmptyFolder(name) else { return }
    }
  }
}
