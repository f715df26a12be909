/// A pull request or an issue as its record has it; body and comments are texts of its node.
public struct ForgeFacts: Sendable, Hashable {
  /// What became of it.
  public enum State: String, Sendable, CaseIterable { case open, closed, merged }

  /// What was said of it by checks, in order.
  public struct Status: Sendable, Hashable {
    /// `pending`, `success`, … as written.
    public var state: String
    /// The words beside it.
    public var text: String

    /// A status with its words.
    public init(state: String, text: String) {
      self.state = state
      self.text = text
    }
  }

  /// Most files, and most commits, that a record lists and a page shows.
  public static let listedChanges = 300

  /// As in the record; 0 when it has none.
  public var number = 0
  /// `nil` when the record says nothing that is known.
  public var state: State?
  /// Why it was closed.
  public var reason = ""
  /// In order.
  public var labels: [String] = []
  /// The branch that it brings; empty for an issue.
  public var branch = ""
  /// The branch that it is for.
  public var base = ""
  /// The commit that brought it in; `nil` for none.
  public var commit: String?
  /// Who asked for it: the workflow's id, a slash, the step.
  public var key = ""
  /// Who asked for its statuses and comments, in the same form, each once.
  public var remarkKeys: [String] = []
  /// In order.
  public var statuses: [Status] = []
  /// The record says what it changes; older ones do not.
  public var listsChanges = false
  /// The files that it changes.
  public var changes: [ForgeChange] = []
  /// Files that it changes as well, which the record does not list.
  public var omittedChanges = 0
  /// First lines of the messages of its commits, the oldest first.
  public var commits: [String] = []

  /// Of a record that says nothing.
  public init() {}
}

/// One file that a pull request changes.
public struct ForgeChange: Sendable, Hashable {
  /// What became of the file.
  public enum Kind: String, Sendable, CaseIterable { case added, modified, deleted, renamed }

  /// In the repository of the forge.
  public var path: String
  /// What became of it.
  public var kind: Kind
  /// Where a renamed file was; `nil` for others.
  public var from: String?
  /// Lines; `nil` for a file that is no text.
  public var added: Int?
  /// Lines; `nil` for a file that is no text.
  public var removed: Int?
  /// The difference in the unified form, from its first `@@`.
  public var patch: String
  /// The difference goes on.
  public var isCut = false

  /// A change of one file.
  public init(path: String, kind: Kind, patch: String = "") {
    self.path = path
    self.kind = kind
    self.patch = patch
  }
}

/// Files of a project in which a change of a forge's repository may be seen today.
///
/// The repository may be recorded anywhere in the project: the one file below the folder round its
/// records whose path ends so, or the file at that very path.
public struct ForgeFiles: Sendable {
  private var byName: [Substring: [String]] = [:]

  /// Of files of the project.
  public init(_ paths: some Sequence<String>) {
    for path in paths { byName[Self.name(path), default: []].append(path) }
  }

  /// Where a changed file is, for records whose scope has this root; `nil` for nowhere.
  public func path(of changed: String, near root: String) -> String? {
    let named = byName[Self.name(changed), default: []]
    let home = root.lastIndex(of: "/").map { root[...$0] } ?? ""
    let below = named.filter {
      $0.hasPrefix(home) && ($0.hasSuffix("/" + changed) || $0 == changed)
    }
    if !home.isEmpty, below.count == 1 { return below[0] }
    return named.first { $0 == changed }
  }

  private static func name(_ path: String) -> Substring {
    path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
  }
}
