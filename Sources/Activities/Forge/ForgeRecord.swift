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
  var statuses: [Status] = []
  var comments: [Remark] = []
  /// Who asked for it.
  var key: String
}
