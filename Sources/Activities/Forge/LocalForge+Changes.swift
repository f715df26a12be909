import Orchestration

/// What a record says of the files that its pull request changes.
extension LocalForge {
  /// Notes what the branch brings against its base, as it is now.
  func noteChanges(in record: inout ForgeRecord) throws {
    guard let base = try git.commit(try git.reference(record.base)),
      let head = try git.commit(try git.reference(record.branch))
    else { return }
    try noteChanges(in: &record, from: base, to: head)
  }

  /// Notes what a merge has brought.
  func noteChanges(in record: inout ForgeRecord, broughtBy merge: String) throws {
    guard let base = try git.commit("\(merge)^1"), let head = try git.commit("\(merge)^2") else {
      return
    }
    try noteChanges(in: &record, from: base, to: head)
  }

  private func noteChanges(
    in record: inout ForgeRecord, from base: String, to head: String
  ) throws {
    guard let fork = try git.fork(base, head) else { return }
    // A base that holds the whole branch no longer shows what the branch brought to it.
    guard fork != head || record.changes == nil else { return }
    let (changes, omitted) = try git.changes(from: fork, to: head)
    record.changes = changes
    record.omittedChanges = omitted
    record.commits = try git.subjects(from: fork, to: head)
  }

  /// Open pull requests of a branch say what it brings, also with a commit that came later.
  func noteChanges(on branch: String) throws {
    for before in try all("pulls") where before.state == .open && before.branch == branch {
      var record = before
      try noteChanges(in: &record)
      if record != before { try write(record, "pulls") }
    }
  }
}
