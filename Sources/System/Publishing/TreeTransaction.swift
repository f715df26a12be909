import Glibc
public import SourceText

/// Files in a folder that belongs to somebody, changed all or not at all.
///
/// What each file was lies in a checkpoint until the change is complete; the old file itself, not a
/// copy, so that going back gives the very tree that was there. A run that was killed is undone by
/// the next.
public final class TreeTransaction: Sendable {
  /// One file with what it was when the change was planned.
  public struct Change: Sendable {
    /// Below the folder, clean.
    public var path: CleanPath
    /// `nil` when there was no file.
    public var before: [UInt8]?
    /// The whole file.
    public var after: [UInt8]

    /// A file that is added, or that gets other bytes.
    public init(path: CleanPath, before: [UInt8]?, after: [UInt8]) {
      (self.path, self.before, self.after) = (path, before, after)
    }
  }

  /// A step on the disk, in the order in which they are taken.
  public enum Step: Sendable {
    case stage, keep, journal, place, settle
  }

  /// Called before each step; what it throws ends the change there, as a full disk would.
  public typealias Watch = @Sendable (Step) throws(SystemError) -> Void

  private let tree: Folder
  private let watch: Watch
  /// The folder was as a killed run had left it, and is now as it was before that.
  public let hasRecovered: Bool

  /// Below the folder; only there while a change is under way.
  static let state = ".throughline"
  static let area = "checkpoint"

  /// Takes hold of a folder until this value ends, and undoes what a killed run has left there.
  public init(
    root: String, watch: @escaping Watch = { _ throws(SystemError) in }
  ) throws(TransactionError) {
    self.watch = watch
    let tree = try system { () throws(SystemError) in try Folder(root) }
    guard tree.lock() else { throw .busy(root) }
    self.tree = tree
    do throws(TransactionError) {
      hasRecovered = try Self.undoLeftover(tree)
    } catch {
      tree.unlock()
      throw error
    }
  }

  // A child that another thread is just starting has the descriptor too, so closing is not enough.
  deinit { tree.unlock() }

  /// Makes all changes, or throws and leaves the tree as it was.
  public func apply(_ changes: [Change]) throws(TransactionError) {
    guard !changes.isEmpty else { return }
    let checkpoint = try Checkpoint(in: tree)
    do throws(TransactionError) {
      try checkpoint.prepare(changes, watch)
      try checkpoint.place(watch)
      try system { () throws(SystemError) in
        try watch(.settle)
        try tree.synchronizeFileSystem()
        try checkpoint.settle()
      }
    } catch {
      try checkpoint.undo(after: error)
      throw error
    }
  }

  private static func undoLeftover(_ tree: Folder) throws(TransactionError) -> Bool {
    guard let checkpoint = try Checkpoint.left(in: tree) else {
      // Killed before the tree was touched.
      Checkpoint.clear(tree)
      return false
    }
    try checkpoint.undo(after: nil)
    return true
  }
}

/// Why a change was not made.
public enum TransactionError: Error, Hashable, Sendable, CustomStringConvertible {
  case system(SystemError)
  /// A file is not what it was when the change was planned.
  case changed(String)
  /// Something is where a new file is to be: a link, a folder, or a file that nobody has read.
  case taken(String)
  /// Nobody may write to the file, which its owner has said.
  case readOnly(String)
  /// Another process is changing the folder.
  case busy(String)
  /// The change failed, and so did going back: the earlier files lie in the folder that is named.
  case stuck(SystemError, checkpoint: String)
  /// A killed run has left a list that cannot be read: the earlier files lie in the folder.
  case unreadable(checkpoint: String)

  /// A sentence without full stop.
  public var description: String {
    switch self {
    case .system(let error): error.description
    case .changed(let path): "\(path) has changed since it was read; run it again"
    case .taken(let path):
      "something is at \(path) that is not read: a link, a folder, or a file that ignore rules hide"
    case .readOnly(let path): "\(path) is read-only; make it writable first"
    case .busy(let path): "another run is changing \(path)"
    case .unreadable(let place):
      "what a killed run has left cannot be read; earlier files lie in \(place)"
    case .stuck(let error, let place):
      "\(error.description); going back failed, and the earlier files lie in \(place)"
    }
  }
}

/// Calls to the system whose failures are those of the transaction.
func system<Result>(
  _ body: () throws(SystemError) -> Result
) throws(TransactionError) -> Result {
  do throws(SystemError) { return try body() } catch { throw .system(error) }
}
