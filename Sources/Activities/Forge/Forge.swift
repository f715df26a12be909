import Orchestration
import Workflows

/// Where branches, commits and proposals are. Every effect has a key: with the same key it happens
/// once, however often it is asked for, and whoever died in between.
protocol Forge: Sendable {
  func createBranch(_ request: BranchRequest, _ watch: Watch) throws -> BranchRef
  func deleteBranch(_ request: BranchDeletion, _ watch: Watch) throws
  func createCommit(_ request: CommitRequest, _ watch: Watch) throws -> CommitRef
  /// Fails when others cannot see the branch.
  func pushBranch(_ request: PushRequest, _ watch: Watch) throws
  func createPullRequest(_ request: PullRequestRequest, _ watch: Watch) throws -> PullRequest
  func closePullRequest(_ request: PullRequestAction, _ watch: Watch) throws
  func mergePullRequest(_ request: PullRequestAction, _ watch: Watch) throws -> MergeResult
  func createIssue(_ request: IssueRequest, _ watch: Watch) throws -> IssueRef
  func closeIssue(_ request: PullRequestAction, _ watch: Watch) throws
  func updateStatus(_ request: StatusRequest, _ watch: Watch) throws
  func addComment(_ request: CommentRequest, _ watch: Watch) throws
  func listPullRequests(_ watch: Watch) throws -> [OpenPullRequest]
  /// How a pull request stands.
  func proposal(_ number: Int, _ watch: Watch) throws -> Proposal
  /// Commits the opposite of what a commit changed of its first parent.
  func revert(_ request: RevertRequest, _ watch: Watch) throws -> CommitRef
}

/// What a pull request is about, and what became of it.
struct Proposal: Sendable, Hashable {
  var title: String
  var url: String
  var base: String
  /// The commit that it was taken in with; `nil` when it was not.
  var mergeCommit: String?
}

/// A commit to be taken back on a branch.
struct RevertRequest: Sendable {
  var commit: String
  var branch: String
  var message: String
  var idempotencyKey: String
}

extension Forge {
  /// Proposes the opposite of a pull request, and takes it in; one that was never taken in is
  /// closed, and is itself the answer.
  ///
  /// Each part has a key made of that of the whole, so that an attempt that died is gone on with.
  func revertFix(_ action: PullRequestAction, _ watch: Watch) throws -> PullRequest {
    let key = action.idempotencyKey
    if try proposal(action.number, watch).mergeCommit == nil {
      try closePullRequest(action, watch)
    }
    // Somebody may have taken it in before it was closed.
    let change = try proposal(action.number, watch)
    guard let commit = change.mergeCommit else {
      return PullRequest(number: action.number, url: change.url)
    }
    let branch = "revert/\(action.number)"
    let title = "Revert \"\(change.title)\""
    _ = try createBranch(
      BranchRequest(name: branch, base: change.base, idempotencyKey: "\(key)/branch"), watch)
    _ = try revert(
      RevertRequest(
        commit: commit, branch: branch, message: "\(title)\n\n\(action.reason)",
        idempotencyKey: "\(key)/commit"), watch)
    let body = "Takes back what #\(action.number) brought.\n\n\(action.reason)"
    let pullRequest = try createPullRequest(
      PullRequestRequest(
        title: title, body: body, branch: branch, base: change.base,
        idempotencyKey: "\(key)/pull"), watch)
    let merge = PullRequestAction(number: pullRequest.number, idempotencyKey: "\(key)/merge")
    _ = try mergePullRequest(merge, watch)
    return pullRequest
  }

  /// Takes a step of a migration back by a commit of its own.
  func rollBack(_ request: StepRollbackRequest, _ watch: Watch) throws {
    _ = try revert(
      RevertRequest(
        commit: request.commit, branch: request.branch,
        message: "Take back step \(request.step.id)", idempotencyKey: request.idempotencyKey),
      watch)
  }
}

/// How things are marked with the key that they were made for.
enum KeyMark {
  /// The line of a commit's message.
  static func trailer(_ key: String) -> String { "Throughline-Key: \(plain(key))" }

  /// Invisible where a body is shown.
  static func comment(_ key: String) -> String { "<!-- throughline-key: \(plain(key)) -->" }

  /// A message with the trailer as a paragraph of its own.
  static func message(_ text: String, _ key: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).filter {
      !$0.lowercased().hasPrefix("throughline-key:")
    }
    return lines.joined(separator: "\n").trimmedOfSpace + "\n\n\(trailer(key))\n"
  }

  /// A body with the mark at its end; marks that somebody else wrote into it count for nothing.
  static func body(_ text: String, _ key: String) -> String {
    text.split(separator: "<!-- throughline-key:", omittingEmptySubsequences: false)
      .joined(separator: "<!-- ") + "\n\n\(comment(key))"
  }

  /// What a text may be asked for: whether it ends with the mark of a key.
  static func marks(_ body: String?, _ key: String) -> Bool {
    body?.trimmedOfSpace.hasSuffix(comment(key)) ?? false
  }

  /// On one line, and no end of a comment in it.
  private static func plain(_ key: String) -> String {
    key.utf8.reduce(into: "") { text, byte in
      let isPlain = byte >= 0x20 && byte < 0x7F && byte != 0x25 && byte != 0x3E
      text += isPlain ? String(Unicode.Scalar(byte)) : "%" + hex(byte)
    }
  }

  private static func hex(_ byte: UInt8) -> String {
    let text = String(byte, radix: 16, uppercase: true)
    return text.utf8.count == 1 ? "0" + text : text
  }
}

extension String {
  /// Without spaces and ends of lines behind it.
  var trimmedOfSpace: String {
    var bytes = Array(utf8)
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
