import Orchestration
import SourceText
import System
import Workflows

extension LocalForge {
  func createPullRequest(_ request: PullRequestRequest, _ watch: Watch) throws -> PullRequest {
    try alone {
      if let known = try all("pulls").first(where: { $0.key == request.idempotencyKey }) {
        return PullRequest(number: known.number, url: url("pulls", known.number))
      }
      _ = try (git.tip(request.branch), git.tip(request.base))
      let same = try all("pulls").first {
        $0.state == .open && $0.branch == request.branch && $0.base == request.base
      }
      if let same {
        throw Failure.final("AlreadyProposed", "#\(same.number) proposes \(request.branch) already")
      }
      var record = try newRecord(request.title, request.body, request.idempotencyKey)
      (record.branch, record.base) = (request.branch, request.base)
      try noteChanges(in: &record)
      try write(record, "pulls")
      return PullRequest(number: record.number, url: url("pulls", record.number))
    }
  }

  func createIssue(_ request: IssueRequest, _ watch: Watch) throws -> IssueRef {
    try alone {
      if let known = try all("issues").first(where: { $0.key == request.idempotencyKey }) {
        return IssueRef(number: known.number, url: url("issues", known.number))
      }
      var record = try newRecord(request.title, request.body, request.idempotencyKey)
      record.labels = request.labels
      try write(record, "issues")
      return IssueRef(number: record.number, url: url("issues", record.number))
    }
  }

  func closePullRequest(_ request: PullRequestAction, _ watch: Watch) throws {
    try close(request, "pulls")
  }

  func closeIssue(_ request: PullRequestAction, _ watch: Watch) throws {
    try close(request, "issues")
  }

  private func close(_ request: PullRequestAction, _ kind: String) throws {
    try change(request.number, kind) { record in
      guard record.state == .open else { return }
      if kind == "pulls" { try noteChanges(in: &record) }
      (record.state, record.reason) = (.closed, request.reason)
    }
  }

  func updateStatus(_ request: StatusRequest, _ watch: Watch) throws {
    try change(request.prNumber, "pulls") { record in
      guard !record.statuses.contains(where: { $0.key == request.idempotencyKey }) else { return }
      record.statuses.append(
        ForgeRecord.Status(
          state: request.state.rawValue, description: request.description,
          key: request.idempotencyKey))
    }
  }

  func addComment(_ request: CommentRequest, _ watch: Watch) throws {
    try change(request.prNumber, "pulls") { record in
      guard !record.comments.contains(where: { $0.key == request.idempotencyKey }) else { return }
      record.comments.append(ForgeRecord.Remark(text: request.body, key: request.idempotencyKey))
    }
  }

  func listPullRequests(_ watch: Watch) throws -> [OpenPullRequest] {
    try all("pulls").filter { $0.state == .open }.compactMap { record in
      try git.commit(try git.reference(record.branch)).map {
        OpenPullRequest(number: record.number, branch: record.branch, commit: $0)
      }
    }
  }

  /// Always with a commit of its own: what a pull request brought stays one thing, which can be
  /// taken back.
  func mergePullRequest(_ request: PullRequestAction, _ watch: Watch) throws -> MergeResult {
    try alone {
      var record = try record(request.number, "pulls")
      let mark = mark(request.idempotencyKey)
      let commit = try git.commit(mark) ?? merge(record, mark, request.idempotencyKey)
      if record.state != .merged {
        (record.state, record.commit) = (.merged, commit)
        try noteChanges(in: &record, broughtBy: commit)
        try write(record, "pulls")
      }
      return MergeResult(sha: commit)
    }
  }

  private func merge(_ record: ForgeRecord, _ mark: String, _ key: String) throws -> String {
    guard record.state == .open else {
      throw Failure.final("NotOpen", "#\(record.number) is \(record.state.rawValue)")
    }
    let (base, head) = (try git.tip(record.base), try git.tip(record.branch))
    let message = "Merge #\(record.number): \(record.title)"
    let commit = try git.makeCommit(
      try git.mergedTree(base, head), parents: [base, head], KeyMark.message(message, key))
    let name = try git.reference(record.base)
    try git.update(["create \(mark) \(commit)", "update \(name) \(commit) \(base)"])
    return commit
  }

  // MARK: records

  private func newRecord(_ title: String, _ body: String, _ key: String) throws -> ForgeRecord {
    let last = try (all("pulls") + all("issues")).map(\.number).max() ?? 0
    return ForgeRecord(number: last + 1, title: title, body: body, key: key)
  }

  func url(_ kind: String, _ number: Int) -> String { "\(address)/\(kind)/\(number).json" }

  func change(
    _ number: Int, _ kind: String, _ body: (inout ForgeRecord) throws -> Void
  ) throws {
    try alone {
      let before = try record(number, kind)
      var record = before
      try body(&record)
      if record != before { try write(record, kind) }
    }
  }

  func write(_ record: ForgeRecord, _ kind: String) throws {
    do {
      try records.inner(kind).replace("\(record.number).json", Payload(record).data + [0x0A])
    } catch { throw Failure.system(error) }
  }

  func record(_ number: Int, _ kind: String) throws -> ForgeRecord {
    guard let record = try read("\(number).json", kind) else {
      throw Failure.final("NoRecord", "there is no \(kind)/\(number)")
    }
    return record
  }

  private func read(_ name: String, _ kind: String) throws -> ForgeRecord? {
    let bytes: [UInt8]?
    do { bytes = try records.inner(kind).read(name) } catch { throw Failure.system(error) }
    guard let bytes else { return nil }
    do { return try Payload(json: bytes).decoded(as: ForgeRecord.self) } catch {
      throw Failure.final("BadRecord", "\(kind)/\(name) is no record: \(error)")
    }
  }

  func all(_ kind: String) throws -> [ForgeRecord] {
    let names: [String]
    do { names = try records.inner(kind).names() } catch { throw Failure.system(error) }
    return try names.compactMap { try read($0, kind) }.sorted { $0.number < $1.number }
  }
}
