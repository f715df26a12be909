public import SourceText
public import TraceModel

/// A commit as pages name it.
public struct Revision: Hashable, Sendable {
  /// The first digits of the commit's name; empty for what is not committed yet.
  public var name: String
  /// `2026-03-14`, by the commit itself; empty for what is not committed yet.
  public var day: String

  /// A commit and its day.
  public init(name: String, day: String) {
    self.name = name
    self.day = day
  }

  /// What the files say now, and no commit has.
  public static let working = Revision(name: "", day: "")

  /// No commit has made it.
  public var isWorking: Bool { name.isEmpty }
}

/// One thing that has happened to one side of an id.
public struct StatementChange: Hashable, Sendable {
  /// What has happened. The raw value is the word used in JSON and filters.
  public enum Action: String, Sendable, CaseIterable {
    case added, ticked, unticked, renamed, removed
    case textChanged = "text-changed"
    case statusChanged = "status-changed"
    case gapOpened = "gap-opened"
    case gapClosed = "gap-closed"
  }

  /// What it has happened to, by its name afterwards.
  public var key: NodeKey
  /// The side.
  public var facet: TrackedStatement.Facet
  /// What has happened.
  public var action: Action
  /// What was said before; `nil` when nothing was.
  public var before: TrackedContent?
  /// What is said since; `nil` when nothing is.
  public var after: TrackedContent?
  /// The name before, for what was renamed.
  public var former: NodeKey?
  /// Position in the timeline's revisions.
  public var revision: Int

  /// A change in a revision.
  public init(
    key: NodeKey, facet: TrackedStatement.Facet, action: Action, before: TrackedContent?,
    after: TrackedContent?, former: NodeKey? = nil, revision: Int
  ) {
    self.key = key
    self.facet = facet
    self.action = action
    self.before = before
    self.after = after
    self.former = former
    self.revision = revision
  }
}

/// What has happened to every id of a project, as far as its history tells.
public struct Timeline: Sendable {
  /// Why a timeline begins where it does.
  public enum Start: Hashable, Sendable {
    /// With the first commit.
    case wholeHistory
    /// At this commit, because older ones were not fetched.
    case shallow(Revision)
    /// At this commit, because no more are read.
    case limit(Revision)
    /// At this commit, because older ones cannot be read.
    case unreadable(Revision)

    /// The commit whose state the timeline begins with; `nil` for the beginning of history.
    public var revision: Revision? {
      switch self {
      case .wholeHistory: nil
      case .shallow(let revision), .limit(let revision), .unreadable(let revision): revision
      }
    }
  }

  /// Commits in which something has happened, oldest first; the last may be `working`.
  public let revisions: [Revision]
  /// Oldest first; of one revision sorted by key.
  public let changes: [StatementChange]
  /// Where it begins.
  public let start: Start
  /// Commits that were looked at, with and without changes.
  public let commitCount: Int
  /// What is said at the end, for telling what is gone.
  private let present: Set<Identity>
  private let index: [Identity: [Int]]

  /// A node by what its spellings have in common.
  struct Identity: Hashable, Sendable {
    var kind: NodeKind
    var scope: Scope
    var id: String

    init(_ key: NodeKey) {
      kind = key.kind
      scope = key.scope
      id = IDSpelling.canonical(key.id)
    }
  }

  init(
    revisions: [Revision], changes: [StatementChange], start: Start, commitCount: Int,
    present: Set<Identity>
  ) {
    self.revisions = revisions
    self.changes = changes
    self.start = start
    self.commitCount = commitCount
    self.present = present
    var index: [Identity: [Int]] = [:]
    for (position, change) in changes.enumerated() {
      let identity = Identity(change.key)
      if let former = change.former.map(Identity.init), former != identity {
        // What happened under the former name is a part of the story, and both names tell it.
        index[identity] = Set(index[identity] ?? []).union(index[former] ?? []).sorted()
        index[former, default: []].append(position)
      }
      if index[identity]?.last != position { index[identity, default: []].append(position) }
    }
    self.index = index
  }

  /// Positions in `changes` of what has happened to a node, under this name and former ones.
  public func changes(of key: NodeKey) -> [Int] { index[Identity(key)] ?? [] }

  /// Something is said of the node at the end.
  public func isPresent(_ key: NodeKey) -> Bool { present.contains(Identity(key)) }

  /// Covers all that is shown of a node's history.
  public func fingerprint(of positions: [Int]) -> Fingerprint {
    var hasher = Fingerprinter()
    for position in positions {
      let change = changes[position]
      let revision = revisions[change.revision]
      for text in [change.key.id, change.facet.rawValue, change.action.rawValue] {
        hasher.combine(text)
      }
      for text in [revision.name, revision.day, change.former?.id ?? ""] { hasher.combine(text) }
      for content in [change.before, change.after] {
        hasher.combine(content.map(\.fingerprint) ?? Fingerprint(high: 0, low: 0))
        hasher.combine(content?.state.text ?? "")
      }
    }
    return hasher.finish()
  }
}

/// An id that is gone.
public struct Tombstone: Sendable {
  /// The last name.
  public var key: NodeKey
  /// Its last title or text; empty when it had none.
  public var text: String
  /// When it went.
  public var revision: Revision
  /// What stands in its place, if the history tells; that may be gone as well.
  public var successor: NodeKey?
  /// Positions in the timeline's changes of what has happened to it.
  public var changes: [Int]
}

extension Timeline {
  /// Ids that are gone, those that went last first.
  public var tombstones: [Tombstone] {
    var seen: Set<Identity> = []
    var found: [Tombstone] = []
    for change in changes.reversed() {
      let isRenaming = change.former != nil
      guard isRenaming || change.after == nil else { continue }
      let key = change.former ?? change.key
      guard !isPresent(key), seen.insert(Identity(key)).inserted else { continue }
      found.append(
        Tombstone(
          key: key, text: change.before?.shown ?? "", revision: revisions[change.revision],
          successor: isRenaming ? change.key : nil, changes: changes(of: key)))
    }
    return found
  }
}
