import Glibc
import SourceText

/// Why a file is not read.
enum FileRefusal: Error {
  case link
  case notAFile
  case tooLarge(size: Int, limit: Int)
  case changed
  case unclean(CleanPath.Fault)
  /// The commit names a content that is damaged, or was not fetched.
  case missingObject
  case system(code: Int32)

  init(code: Int32) {
    switch code {
    // A link in the place of a folder is ENOTDIR, in the place of the file ELOOP; a socket is ENXIO.
    case ELOOP: self = .link
    case ENXIO, ENODEV: self = .notAFile
    default: self = .system(code: code)
    }
  }

  func diagnostic(at path: String) -> Diagnostic {
    let shown = displayName(path)
    let place = SourceRange.file(shown)
    switch self {
    case .link:
      return Diagnostic(
        .linkLeavesFolder, at: place, "\(shown) is a symbolic link, expected a regular file")
    case .notAFile:
      return Diagnostic(.notARegularFile, at: place, "\(shown) is not a regular file")
    case .tooLarge(let size, let limit):
      return Diagnostic(
        .fileTooLarge, at: place,
        "\(shown) has \(byteCount(size)), expected at most \(byteCount(limit))")
    case .changed:
      return Diagnostic(.fileChangedWhileRead, at: place, "\(shown) changed while it was read")
    case .unclean(let fault):
      return Diagnostic(.unreadableFile, at: place, "the path \"\(shown)\" \(fault.clause)")
    case .missingObject:
      return Diagnostic(
        .unreadableFile, at: place, "cannot read \(shown): git does not have what the commit names",
        fix: "fetch the repository without a filter, and check it with git fsck")
    case .system(let code):
      let reason = SystemError("read", shown, code: code).reason
      return Diagnostic(.unreadableFile, at: place, "cannot read \(shown): \(reason)")
    }
  }
}

/// `12 bytes`, `3 KiB`, `64 MiB`: rounded up, so that a size above a limit never reads as the limit.
func byteCount(_ bytes: Int) -> String {
  if bytes < 1 << 10 { return bytes == 1 ? "1 byte" : "\(bytes) bytes" }
  if bytes <= 1 << 20 { return "\((bytes + 1_023) >> 10) KiB" }
  return "\((bytes >> 20) + (bytes & 0xFFFFF == 0 ? 0 : 1)) MiB"
}
