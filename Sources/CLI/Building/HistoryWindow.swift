import Analysis
import System

/// The commits that the timelines tell of, and the one that they begin with.
struct HistoryWindow {
  /// Oldest first, with the changes of files that a reader may read.
  private(set) var revisions: [GitRevision] = []
  /// The commit whose files the timelines begin with; `nil` for the beginning of history.
  private(set) var base: GitObjectID?
  private(set) var start = Timeline.Start.wholeHistory
  /// Nothing could be listed.
  let hasFault: Bool

  /// A history in which this many files have changed is cut: each change is read and compared.
  private static let changeLimit = 20_000

  init(_ log: GitRevisions, _ tree: HistoricTree, limit: Int) {
    hasFault = log.fault != nil && log.revisions.isEmpty
    var candidates = HistoricTree.Candidates(tree)
    var count = 0
    for (number, revision) in log.revisions.enumerated() {
      let isLast = log.fault != nil && number == log.revisions.count - 1
      if revision.isBoundary || number == limit || isLast || count > Self.changeLimit {
        begin(at: revision, isUnreadable: isLast)
        break
      }
      var revision = revision
      revision.changes.removeAll { !candidates.contains($0.path) }
      count += revision.changes.count
      revisions.append(revision)
    }
    revisions.reverse()
  }

  private mutating func begin(at revision: GitRevision, isUnreadable: Bool) {
    base = revision.commit.id
    let place = Revision(revision.commit)
    start =
      isUnreadable ? .unreadable(place) : revision.isBoundary ? .shallow(place) : .limit(place)
  }
}

extension Revision {
  init(_ commit: GitCommit) {
    self.init(name: String(commit.id.description.prefix(10)), day: commit.date.day)
  }
}
