import Glibc
import Synchronization

/// Waits for changes below a project's folder, in the files that a walk of it would list.
///
/// One thread waits in `next`; any thread may call `stop`.
public final class FileWatcher: Sendable {
  private let watched: Mutex<WatchedTree>
  private let events: Int32
  private let waking: Pipe

  /// Watches every folder of a tree; what happens from now on is kept for `next`.
  ///
  /// - Throws: when the system gives no event queue.
  public init(_ tree: ProjectTree) throws(SystemError) {
    events = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard events >= 0 else { throw .last("watch", tree.root) }
    do throws(ProcessError) {
      waking = try Pipe()
    } catch {
      close(events)
      throw .last("watch", tree.root)
    }
    watched = Mutex(WatchedTree(tree, events: events))
    watched.withLock { $0.watchEverything() }
  }

  deinit {
    waking.closeBoth()
    close(events)
  }

  /// Folders for which the system had no watch left (`fs.inotify.max_user_watches`), sorted.
  ///
  /// What happens in them is not seen.
  public var unwatchedFolders: [String] { watched.withLock { $0.unwatched.sorted() } }

  /// Waits for a change, then for an end of changes; `nil` after `stop`.
  ///
  /// - Parameters:
  ///   - quiet: milliseconds without a further change that end the wait, because an editor writes
  ///     a file in several steps and a branch is changed file by file.
  ///   - longest: milliseconds after the first change that end it in any case.
  /// - Returns: all changes since the last call, none of them twice.
  public func next(quiet: Int = 40, longest: Int = 1_000) -> TreeChanges? {
    var deadline: UInt64?
    while true {
      let wait = deadline.map { min(quiet, MonotonicClock.milliseconds(until: $0)) }
      switch waitForEvents(milliseconds: wait) {
      case .stopped: return nil
      case .silence: return watched.withLock { $0.takeChanges() }
      case .events:
        let hasChanged = watched.withLock { tree in
          tree.readEvents()
          return tree.hasChanged
        }
        if hasChanged, deadline == nil {
          deadline = MonotonicClock.nanoseconds &+ UInt64(clamping: longest) &* 1_000_000
        }
      }
    }
  }

  /// Ends the wait in `next`, now and from now on.
  public func stop() {
    var byte: UInt8 = 1
    _ = write(waking.writing, &byte, 1)
  }

  private enum Awaited { case events, silence, stopped }

  private func waitForEvents(milliseconds: Int?) -> Awaited {
    var sources = [
      pollfd(fd: events, events: Int16(POLLIN), revents: 0),
      pollfd(fd: waking.reading, events: Int16(POLLIN), revents: 0),
    ]
    // At the deadline events may still stream in; they must not put the end off.
    if milliseconds == 0 { return .silence }
    let wait = milliseconds.map { Int32(clamping: $0) } ?? -1
    while poll(&sources, nfds_t(sources.count), wait) < 0, errno == EINTR {}
    if sources[1].revents != 0 { return .stopped }
    return sources[0].revents != 0 ? .events : .silence
  }
}
