public import Orchestration

/// What a forge is asked for. Every request carries a key: with the same key a thing is done once.
public enum ForgeActivities {
  /// Fails when there is another branch of the name already.
  public static let createBranch = Activity<BranchRequest, BranchRef>(
    "create_branch", .effect(.minutes(1)))
  /// Only ever asked for a branch that the same run has made.
  public static let deleteBranch = Activity<BranchDeletion, Nothing>(
    "delete_branch", .effect(.minutes(1)))
  /// Commits whole files.
  public static let createCommit = Activity<CommitRequest, CommitRef>(
    "create_commit", .effect(.minutes(2)))
  /// Lets others see a branch.
  public static let pushBranch = Activity<PushRequest, Nothing>(
    "push_branch", .effect(.minutes(2)))
  /// Proposes a branch.
  public static let createPullRequest = Activity<PullRequestRequest, PullRequest>(
    "create_pull_request", .effect(.minutes(3)))
  /// Withdraws a proposal.
  public static let closePullRequest = Activity<PullRequestAction, Nothing>(
    "close_pull_request", .effect(.minutes(1)))
  /// Takes a proposal in.
  public static let mergePullRequest = Activity<PullRequestAction, MergeResult>(
    "merge_pull_request", .effect(.minutes(2)))
  /// Proposes the opposite of a pull request, and takes it in when the forge lets one; one that was
  /// never taken in is closed.
  public static let revertFix = Activity<PullRequestAction, PullRequest>(
    "revert_fix", .effect(.minutes(3)))
  /// Says what people have to do.
  public static let createIssue = Activity<IssueRequest, IssueRef>(
    "create_issue", .effect(.minutes(1)))
  /// Says that nobody has to do it.
  public static let closeIssue = Activity<PullRequestAction, Nothing>(
    "close_issue", .effect(.minutes(1)))
  /// Says how a pull request stands.
  public static let updateStatus = Activity<StatusRequest, Nothing>(
    "update_pr_status", .effect(.seconds(30)))
  /// Says something at a pull request.
  public static let addComment = Activity<CommentRequest, Nothing>(
    "add_pr_comment", .effect(.seconds(30)))
  /// Pull requests that are open, by number.
  public static let listPullRequests = Activity<Nothing, [OpenPullRequest]>(
    "list_pull_requests", .work(.minutes(1), retry: .forge))
}
