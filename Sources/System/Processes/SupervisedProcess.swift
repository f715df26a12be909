import CLinux
import Glibc

/// A process that is started, watched, and asked to end; it writes to this process's own streams.
public final class SupervisedProcess {
  /// Its id.
  public let id: Int32
  private var ended: ProcessEnding?

  /// Starts `arguments[0]` with nothing but `environment`.
  /// - Throws: `ProcessError` when it cannot be started.
  public init(_ arguments: [String], environment: [String: String]) throws(ProcessError) {
    id = try spawn(
      SpawnRequest(
        arguments: arguments, environment: environment, directory: nil, descriptors: [nil, 1, 2]))
  }

  /// Asks it to end.
  public func endSoon() { if ended == nil { Glibc.kill(id, SIGTERM) } }

  /// Ends it and its group at once.
  public func endNow() { if ended == nil { Glibc.kill(-id, SIGKILL) } }

  /// How it ended; `nil` while it runs.
  public func poll() -> ProcessEnding? {
    if let ended { return ended }
    var status: Int32 = 0
    guard waitpid(id, &status, WNOHANG) == id else { return nil }
    ended = ProcessEnding(waitStatus: status)
    return ended
  }

  /// Has this process end when the one that started it does.
  public static func endWithParent() { _ = clinux_end_with_parent() }
}
