/// A branch to be made.
public struct BranchRequest: Codable, Sendable, Hashable {
  /// Its name.
  public var name: String
  /// What it starts from.
  public var base: String
  /// The commit of it to start from, when that is not its newest.
  public var commit: String?
  /// The same for every attempt.
  public var idempotencyKey: String

  /// A value with its members.
  public init(name: String, base: String, commit: String? = nil, idempotencyKey: String) {
    self.name = name
    self.base = base
    self.commit = commit
    self.idempotencyKey = idempotencyKey
  }
}

/// A branch.
public struct BranchRef: Codable, Sendable, Hashable {
  /// Its name.
  public var name: String
  /// Where it stands.
  public var commit: String

  /// A value with its members.
  public init(name: String, commit: String = "") {
    self.name = name
    self.commit = commit
  }
}

/// Files to be committed.
public struct CommitRequest: Codable, Sendable, Hashable {
  /// Where.
  public var branch: String
  /// Whole contents by path.
  public var files: [String: String]
  /// What was done.
  public var message: String
  /// The same for every attempt.
  public var idempotencyKey: String

  /// A value with its members.
  public init(branch: String, files: [String: String], message: String, idempotencyKey: String) {
    self.branch = branch
    self.files = files
    self.message = message
    self.idempotencyKey = idempotencyKey
  }
}

/// A commit.
public struct CommitRef: Codable, Sendable, Hashable {
  /// Its name.
  public var sha: String

  /// A value with its members.
  public init(sha: String) {
    self.sha = sha
  }
}

/// A branch for others to see.
public struct PushRequest: Codable, Sendable, Hashable {
  /// Which.
  public var branch: String
  /// The same for every attempt.
  public var idempotencyKey: String

  /// A value with its members.
  public init(branch: String, idempotencyKey: String) {
    self.branch = branch
    self.idempotencyKey = idempotencyKey
  }
}

/// A pull request to be made.
public struct PullRequestRequest: Codable, Sendable, Hashable {
  /// One line.
  public var title: String
  /// Markdown.
  public var body: String
  /// What it brings in.
  public var branch: String
  /// Where it goes.
  public var base: String
  /// The same for every attempt.
  public var idempotencyKey: String

  /// A value with its members.
  public init(title: String, body: String, branch: String, base: String, idempotencyKey: String) {
    self.title = title
    self.body = body
    self.branch = branch
    self.base = base
    self.idempotencyKey = idempotencyKey
  }
}

/// A pull request.
public struct PullRequest: Codable, Sendable, Hashable {
  /// Its number.
  public var number: Int
  /// Where it can be seen.
  public var url: String

  /// A value with its members.
  public init(number: Int, url: String) {
    self.number = number
    self.url = url
  }
}

/// Something to be done with a pull request or an issue.
public struct PullRequestAction: Codable, Sendable, Hashable {
  /// Its number.
  public var number: Int
  /// Why.
  public var reason: String
  /// The same for every attempt.
  public var idempotencyKey: String

  /// A value with its members.
  public init(number: Int, reason: String = "", idempotencyKey: String) {
    self.number = number
    self.reason = reason
    self.idempotencyKey = idempotencyKey
  }
}

/// What came of a merge.
public struct MergeResult: Codable, Sendable, Hashable {
  /// The commit that merged it.
  public var sha: String

  /// A value with its members.
  public init(sha: String) {
    self.sha = sha
  }
}

/// An issue to be made.
public struct IssueRequest: Codable, Sendable, Hashable {
  /// One line.
  public var title: String
  /// Markdown.
  public var body: String
  /// What it can be found by.
  public var labels: [String]
  /// The same for every attempt.
  public var idempotencyKey: String

  /// A value with its members.
  public init(title: String, body: String, labels: [String] = [], idempotencyKey: String) {
    self.title = title
    self.body = body
    self.labels = labels
    self.idempotencyKey = idempotencyKey
  }
}

/// An issue.
public struct IssueRef: Codable, Sendable, Hashable {
  /// Its number.
  public var number: Int
  /// Where it can be seen.
  public var url: String

  /// A value with its members.
  public init(number: Int, url: String) {
    self.number = number
    self.url = url
  }
}

/// What a pull request is to say of itself.
public struct StatusRequest: Codable, Sendable, Hashable {
  /// Which.
  public var prNumber: Int
  /// How it stands.
  public var state: CheckState
  /// One line.
  public var description: String
  /// The same for every attempt.
  public var idempotencyKey: String

  /// A value with its members.
  public init(prNumber: Int, state: CheckState, description: String = "", idempotencyKey: String) {
    self.prNumber = prNumber
    self.state = state
    self.description = description
    self.idempotencyKey = idempotencyKey
  }
}

/// Something to be said at a pull request.
public struct CommentRequest: Codable, Sendable, Hashable {
  /// Which.
  public var prNumber: Int
  /// Markdown.
  public var body: String
  /// The same for every attempt.
  public var idempotencyKey: String

  /// A value with its members.
  public init(prNumber: Int, body: String, idempotencyKey: String) {
    self.prNumber = prNumber
    self.body = body
    self.idempotencyKey = idempotencyKey
  }
}

/// A branch to be taken away.
public struct BranchDeletion: Codable, Sendable, Hashable {
  /// Its name.
  public var name: String
  /// The same for every attempt.
  public var idempotencyKey: String

  /// A value with its members.
  public init(name: String, idempotencyKey: String) {
    self.name = name
    self.idempotencyKey = idempotencyKey
  }
}

/// A pull request that is open.
public struct OpenPullRequest: Codable, Sendable, Hashable {
  /// Its number.
  public var number: Int
  /// What it brings in.
  public var branch: String
  /// Where that stands.
  public var commit: String

  /// A value with its members.
  public init(number: Int, branch: String, commit: String) {
    self.number = number
    self.branch = branch
    self.commit = commit
  }
}
