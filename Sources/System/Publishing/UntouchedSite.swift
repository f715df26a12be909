import Glibc
import SourceText

/// An output folder that holds every file of the last build just as that build has left it.
struct UntouchedSite {
  let folder: Folder
  let manifest: ManifestText
  /// What the files look like, in the manifest's order.
  let stamps: [FileStamp]

  /// One look at each file; nothing is read but the manifest. `nil` when anything is in doubt.
  init?(_ place: PublishPlace) {
    guard place.isAtRest, let folder = place.current,
      let manifest = folder.read(Manifest.fileName).flatMap({ ManifestText($0) })
    else { return nil }
    let stamps = place.stamps(ofBuild: manifest.buildID)
    guard folder.holds(stamps, under: manifest) else { return nil }
    self.folder = folder
    self.manifest = manifest
    self.stamps = stamps
  }
}

extension Folder {
  /// Whether each path of a manifest is a file with the stamp that belongs to it.
  fileprivate func holds(_ stamps: [FileStamp], under manifest: ManifestText) -> Bool {
    var count = 0
    let isWhole = withStatuses(of: manifest) { number, _, status in
      count += 1
      return number < stamps.count && status?.kind == .file
        && status?.stamp.isSameContent(as: stamps[number]) == true
    }
    return isWhole && count == stamps.count
  }

  /// Looks at every path of a manifest until `body` says no.
  ///
  /// `body` is given the number of the line, its path, and what stands there; nothing behind a link
  /// does.
  func withStatuses(
    of manifest: ManifestText, _ body: (Int, UnsafeBufferPointer<UInt8>, FileStatus?) -> Bool
  ) -> Bool {
    var (open, way): (Folder?, [UInt8]) = (self, [])
    return manifest.forEachPath { number, path in
      let slash = path.lastIndex(of: 0x2F)
      // Paths come sorted, so most have the folder of the one before.
      if !path[..<(slash ?? 0)].elementsEqual(way) {
        way = Array(path[..<(slash ?? 0)])
        open = try? descend(String(decoding: way, as: UTF8.self))
      }
      let name = UnsafeBufferPointer(rebasing: path[(slash.map { $0 + 1 } ?? 0)...])
      return body(number, path, open?.status(name))
    }
  }

  private func status(_ name: UnsafeBufferPointer<UInt8>) -> FileStatus? {
    guard name.count <= Int(NAME_MAX) else { return nil }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(NAME_MAX) + 1) { text in
      for (index, byte) in name.enumerated() { text[index] = CChar(bitPattern: byte) }
      text[name.count] = 0
      var status = stat()
      guard let start = text.baseAddress,
        fstatat(descriptor, start, &status, AT_SYMLINK_NOFOLLOW) == 0
      else { return nil }
      return FileStatus(status)
    }
  }
}

/// How many names each folder of a site holds as long as nobody else has put one there.
///
/// Where every listed file is known to be there, the numbers tell whether any other is.
struct NameCounts {
  /// By the folder's path; the manifest itself does not count.
  private var counts: [String: Int] = ["": 0]

  init(_ manifest: ManifestText) {
    var folder = ""
    var count = 0
    _ = manifest.forEachPath { _, path in
      let end = path.lastIndex(of: 0x2F) ?? 0
      // Paths come sorted, so most have the folder of the one before.
      if !path[..<end].elementsEqual(folder.utf8) {
        counts[folder, default: 0] += count
        folder = String(decoding: path[..<end], as: UTF8.self)
        count = 0
        add(folder)
      }
      count += 1
      return true
    }
    counts[folder, default: 0] += count
  }

  private mutating func add(_ path: String) {
    guard counts[path] == nil else { return }
    counts[path] = 0
    add(folderPath(of: path))
    counts[folderPath(of: path), default: 0] += 1
  }

  /// The folders, those above before those below.
  var folders: [String] { counts.keys.sorted() }

  /// Whether each folder of a site holds as many names as it should; links count as no folder.
  func agree(with root: Folder) -> Bool {
    counts.allSatisfy { path, count in
      guard let folder = try? root.descend(path), let found = try? folder.nameCount() else {
        return false
      }
      let own = path.isEmpty && folder.status(Manifest.fileName) != nil ? 1 : 0
      return found == count + own
    }
  }
}
