public import Orchestration

/// Who may do what: asked of the worker, whose configuration says it, and never of a branch.
///
/// It is an activity, so that the answer stands in the history beside what came of it.
public enum AuthorityActivities {
  /// Whether somebody may do something.
  public static let checkAuthority = Activity<AuthorityRequest, Authority>(
    "check_authority", .work(.seconds(30)))
}
