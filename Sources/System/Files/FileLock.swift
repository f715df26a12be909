import CLinux
import Glibc

/// An exclusive hold on a file that ends with this value or with the process, however it ends.
final class FileLock: Sendable {
  private let descriptor: Int32

  /// `nil` when another process holds it.
  init?(_ name: String, in folder: Folder) throws(SystemError) {
    let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC
    descriptor = clinux_openat(folder.descriptor, name, flags, 0o666)
    guard descriptor >= 0 else { throw .last("open", folder.joined(name)) }
    guard clinux_lock(descriptor) == 0 else {
      // A failing initializer of a class still runs `deinit`, which closes the descriptor.
      if errno == EWOULDBLOCK { return nil }
      throw .last("lock", folder.joined(name))
    }
    let process = Array("\(getpid())\n".utf8)
    ftruncate(descriptor, 0)
    _ = process.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  }

  deinit {
    // Closing is not enough: a child that another thread is just starting has the descriptor too
    // until it runs its program, and would keep the lock for that long.
    _ = clinux_unlock(descriptor)
    close(descriptor)
  }

  /// The process that holds a lock, as it has written itself down.
  static func holder(_ name: String, in folder: Folder) -> Int? {
    guard let bytes = folder.read(name, limit: 32) else { return nil }
    return Int(String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self))
  }
}
