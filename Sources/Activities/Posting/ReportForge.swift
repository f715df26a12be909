/// Where reports on changes are shown.
protocol ReportForge: Sendable {
  /// The commit that a pull request proposes now.
  func head(of number: Int, _ watch: Watch) throws -> String
  /// The one open pull request whose head is a commit.
  func number(of event: ForgeEvent, _ watch: Watch) throws -> Int
  /// Adds the comment, or edits the one that is there. May be tried again.
  func putComment(_ comment: StickyComment, at number: Int, _ watch: Watch) throws -> PostingStep
  /// Says the conclusion at the commit. May be tried again.
  func putCheck(_ check: CheckRun, _ watch: Watch) throws -> PostingStep
}
