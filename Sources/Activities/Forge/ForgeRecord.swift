/// A pull request or an issue as it lies beside the repository.
struct ForgeRecord: Codable, Sendable, Hashable {
  enum State: String, Codable, Sendable { case open, closed, merged }

  struct Remark: Codable, Sendable, Hashable {
    var text: String
    var key: String
  }

  struct Status: Codable, Sendable, Hashable {
    var state: String
    var description: String
    var key: String
  }

  /// One file that a pull request changes.
  struct Change: Codable, Sendable, Hashable {
    enum Kind: String, Codable, Sendable { case added, modified, deleted, renamed }

    var path: String
    var kind: Kind
    /// Where a renamed file was.
    var from: String?
    /// Lines; `nil` for a file that is no text.
    var added: Int?
    var removed: Int?
    /// The difference in the unified form, from its first `@@`; as much as records hold of one.
    var patch = ""
    /// The difference goes on.
    var isCut = false
    /// A file became a link, or the other way round.
    var isTypeChange = false
  }

  var number: Int
  var title: String
  var body: String
  var state = State.open
  /// Why it was closed.
  var reason = ""
  var labels: [String] = []
  /// Empty for an issue.
  var branch = ""
  var base = ""
  /// The commit that brought it in.
  var commit: String?
  /// Against the commit from which branch and base went apart; `nil` in records from before this
  /// was noted, and for issues.
  var changes: [Change]?
  /// Files that are changed as well and not listed.
  var omittedChanges: Int?
  /// First lines of the messages of its commits, the oldest first.
  var commits: [String]?
  var statuses: [Status] = []
  var comments: [Remark] = []
  /// Who asked for it.
  var key: String
}
