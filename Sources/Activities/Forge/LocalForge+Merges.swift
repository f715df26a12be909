import Orchestration
import SourceText
import System

/// Merges that somebody made in the repository itself, without asking the forge.
extension LocalForge {
  func proposal(_ number: Int, _ watch: Watch) throws -> Proposal {
    let record = try alone { try settled(number) }
    return Proposal(
      title: record.title, url: url("pulls", number), base: record.base,
      mergeCommit: record.commit)
  }

  /// A record that knows of its merge, whoever made it.
  private func settled(_ number: Int) throws -> ForgeRecord {
    var record = try record(number, "pulls")
    guard record.commit == nil, let merge = try ownMerge(of: record) else { return record }
    (record.state, record.commit) = (.merged, merge)
    try noteChanges(in: &record, broughtBy: merge)
    try write(record, "pulls")
    return record
  }

  /// The commit by which somebody took a branch in; `nil` when the base does not hold it.
  private func ownMerge(of record: ForgeRecord) throws -> String? {
    guard let base = try git.commit(try git.reference(record.base)),
      let tip = try git.commit(try git.reference(record.branch))
    else {
      // Whoever merges a branch often deletes it.
      if record.state == .open { throw unknown(record, "its branch or its base is gone") }
      return nil
    }
    guard try git.holds(base, tip) else { return nil }
    if let merge = try git.merge(of: tip, into: base) { return merge }
    // A branch that the base was moved to is one commit only if that changes all that it brought.
    guard let parent = try git.commit("\(tip)^1"),
      try git.changes(from: parent, to: tip).listed == record.changes
    else { throw unknown(record, "its branch is part of \(displayName(record.base))") }
    return tip
  }

  private func unknown(_ record: ForgeRecord, _ why: String) -> Failure {
    .final("UnknownMerge", "no one commit is known to have brought #\(record.number), and \(why)")
  }
}

extension GitWork {
  /// A commit is another one, or came after it.
  func holds(_ later: String, _ earlier: String) throws -> Bool {
    let result = try run(["merge-base", "--is-ancestor", earlier, later])
    switch result.ending {
    case .exited(0): return true
    case .exited(1): return false
    default: throw Failure.passing("GitFailed", "git merge-base: \(lastWords(result.errors))")
    }
  }

  /// The merge by which a line of commits came to hold one of another line; `nil` when it was not
  /// by a merge.
  func merge(of commit: String, into tip: String) throws -> String? {
    let list = try git([
      "rev-list", "--first-parent", "--merges", "--end-of-options", "\(commit)..\(tip)",
    ])
    let merges = list.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    // The newest come first, and whatever came after one that holds it holds it as well.
    var (known, end) = (0, merges.count)
    while known < end {
      let middle = (known + end) / 2
      if try holds(merges[middle], commit) { known = middle + 1 } else { end = middle }
    }
    guard known > 0, try !holds("\(merges[known - 1])^1", commit) else { return nil }
    return merges[known - 1]
  }
}
