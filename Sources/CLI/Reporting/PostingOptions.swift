// What posting a report needs besides the report.
extension Option {
  static let postReport = Option(
    "post", .nothing, variables: [], "pr: show the report at the pull request, too")
  static let postedPullRequest = Option(
    "pull-request", .number("n", 1...999_999_999), standard: "that of the job's event",
    variables: [], "post: the pull request or merge request")
  static let postedForge = Option(
    "forge", .choice("forge", PostingOrder.ForgeName.allCases.map(\.rawValue)),
    standard: "that of the job, then that of site.yaml", variables: [], "post: where to")
  static let postedParts = Option(
    "only", .choice("part", ["comment", "check"]), standard: "both", variables: [],
    "post: one of the two")
  static let postingAuthor = Option(
    "author", .text("login"), standard: "the token's user",
    "post: whose comments are ours, such as my-app[bot]")

  /// For `report post`, and for `report pr --post`.
  static let posting: [Option] = [.postedPullRequest, .postedForge, .postedParts, .postingAuthor]
}
