import Orchestration
import SourceText

/// What a forge tells a job about the change that the job is for: the only place that a number and
/// a head are believed from.
public struct ForgeEvent: Sendable, Hashable {
  /// The pull request; `nil` when the event names none, as it is for runs of forks.
  public var number: Int?
  /// The commit that was proposed when the job began.
  public var head: String?
  /// `owner:branch` of the head, by which the number can be asked for.
  public var source: String?

  /// Nothing is known.
  public init() {}

  /// What GitHub writes into the file of an event; `pull_request` and `workflow_run` are understood.
  public init(github json: [UInt8]) throws {
    let event: Event
    do { event = try Payload(json: json).decoded(as: Event.self) } catch {
      throw Failure.final("BadEvent", "the event cannot be read: \(error)")
    }
    if let pull = event.pullRequest {
      (number, head) = (pull.number, pull.head.sha)
    } else if let run = event.workflowRun {
      head = run.headSha
      number = run.number(in: event.repository?.id)
      if let owner = run.headRepository?.owner.login { source = "\(owner):\(run.headBranch ?? "")" }
    }
    guard head.map(CommitID.isWhole) ?? true else {
      throw Failure.final("BadEvent", "the event's head is no id of a commit")
    }
  }

  /// What GitLab says in the environment of a job for a merge request.
  public init(gitlab variable: (String) -> String?) {
    number = variable("CI_MERGE_REQUEST_IID").flatMap { Int($0) }
    // A pipeline for merged results runs on a commit that nobody has proposed.
    let source = variable("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") ?? ""
    let head = source.isEmpty ? variable("CI_COMMIT_SHA") ?? "" : source
    self.head = CommitID.isWhole(head) ? head : nil
  }
}

private struct Event: Decodable {
  struct Owner: Decodable { let login: String }
  struct Repository: Decodable {
    let id: ForgeID?
    let owner: Owner
  }
  struct Side: Decodable {
    let sha: String
    let repo: Named?
  }
  struct Named: Decodable { let id: ForgeID? }
  struct Pull: Decodable {
    let number: Int
    let head: Side
    let base: Side?
  }
  struct Run: Decodable {
    let headSha: String
    let headBranch: String?
    let headRepository: Repository?
    let pullRequests: [Pull]?

    /// A branch may be proposed to other repositories as well.
    func number(in repository: ForgeID?) -> Int? {
      let own = (pullRequests ?? []).filter { pull in
        guard let repository, let base = pull.base?.repo?.id else { return true }
        return base == repository
      }
      return own.first { $0.head.sha == headSha }?.number
    }
  }

  let pullRequest: Pull?
  let workflowRun: Run?
  let repository: Repository?
}
