import Glibc
import SourceText

/// Where a symbolic link leads, found by asking the system and never by opening the target.
enum LinkEnd {
  case inside
  case finding(Rule, clause: String)

  /// - Parameters:
  ///   - link: absolute path of the link; no folder on the way is a link.
  ///   - root: absolute path without links of the project.
  ///   - enclosure: the folder of the project that the link may not leave; `""` is the project.
  init(of link: String, below root: String, enclosure: String) {
    guard let target = realPath(link) else {
      switch errno {
      case ELOOP: self = .finding(.linkLoop, clause: "leads back to itself")
      case ENOENT, ENOTDIR: self = .finding(.danglingLink, clause: "points at nothing")
      default: self = .finding(.unreadableFile, clause: "cannot be followed")
      }
      return
    }
    let limit = enclosure.isEmpty ? root : "\(root)/\(enclosure)"
    if isPath(target, below: limit) {
      self = .inside
    } else {
      let folder = enclosure.isEmpty ? "the project's folder" : "\(enclosure)/"
      self = .finding(.linkLeavesFolder, clause: "leaves \(folder)")
    }
  }
}

/// The absolute path without links; `nil` and `errno` when there is none.
func realPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// Whether a path is a folder or lies below it, by components; everything lies below `""`.
func isPath(_ path: String, below folder: String) -> Bool {
  if folder.isEmpty || path == folder || folder == "/" { return true }
  let path = path.utf8
  return path.starts(with: folder.utf8) && path.dropFirst(folder.utf8.count).first == 0x2F
}
