import Glibc

/// One record of the kernel's event queue.
struct WatchEvent {
  /// The number of the watched folder.
  let watch: Int32
  private let mask: UInt32
  /// The name in the folder; `nil` for the folder itself, and for a name that is not UTF-8.
  let name: String?

  var isFolder: Bool { mask & UInt32(IN_ISDIR) != 0 }
  var isArrival: Bool { mask & UInt32(IN_CREATE | IN_MOVED_TO) != 0 }
  var isDeparture: Bool { mask & UInt32(IN_DELETE | IN_MOVED_FROM) != 0 }
  /// The queue was full and events were lost.
  var isOverflow: Bool { mask & UInt32(IN_Q_OVERFLOW) != 0 }
  /// The folder is gone, or the watch was taken back.
  var isEndOfWatch: Bool { mask & UInt32(IN_IGNORED) != 0 }

  /// The whole records in what was read.
  static func list(in bytes: ArraySlice<UInt8>) -> [WatchEvent] {
    var events: [WatchEvent] = []
    bytes.withUnsafeBytes { buffer in
      let headSize = MemoryLayout<inotify_event>.size
      var offset = 0
      while offset + headSize <= buffer.count {
        let head = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
        let end = offset + headSize + Int(head.len)
        guard end <= buffer.count else { return }
        let name = buffer[(offset + headSize)..<end].prefix { $0 != 0 }
        events.append(
          WatchEvent(
            watch: head.wd, mask: head.mask,
            name: name.isEmpty ? nil : String(validating: name, as: UTF8.self)))
        offset = end
      }
    }
    return events
  }
}
