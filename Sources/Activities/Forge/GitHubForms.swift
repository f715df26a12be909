/// What GitHub says, as far as it matters here.
enum GitHubForm {
  struct Reference: Decodable {
    struct Object: Decodable { let sha: String }
    let object: Object
  }

  struct Commit: Decodable {
    struct Named: Decodable { let sha: String }
    let sha: String
    let tree: Named
    let parents: [Named]
  }

  struct ListedCommit: Decodable {
    struct Text: Decodable { let message: String }
    let sha: String
    let commit: Text
  }

  struct Named: Decodable { let sha: String }

  struct Tree: Decodable {
    struct Entry: Decodable, Hashable {
      let path: String
      let mode: String
      let type: String
      let sha: String?
    }
    let tree: [Entry]
    let truncated: Bool
  }

  struct Issue: Decodable {
    let number: Int
    let htmlUrl: String
    let body: String?
  }

  struct Pull: Decodable {
    struct Branch: Decodable {
      let ref: String
      let sha: String
    }
    let number: Int
    let htmlUrl: String
    let title: String
    let body: String?
    let state: String
    let merged: Bool?
    let mergeCommitSha: String?
    let head: Branch
    let base: Branch
  }

  struct Merge: Decodable { let sha: String }

  struct Comment: Decodable { let body: String? }

  /// A comment with its place and its author.
  struct OwnedComment: Decodable {
    struct User: Decodable { let login: String }
    let id: ForgeID
    let body: String?
    let htmlUrl: String?
    /// `null` for somebody who has left.
    let user: User?

    var listed: ListedComment {
      ListedComment(id: id, author: user?.login ?? "", body: body ?? "")
    }
  }

  /// What was made.
  struct Made: Decodable {
    let id: ForgeID
    let htmlUrl: String?
  }

  struct Checks: Decodable { let checkRuns: [ListedCheck] }

  /// A pull request with what it proposes.
  struct Head: Decodable {
    let number: Int
    let state: String
    let head: Named
  }

  struct Status: Decodable {
    let state: String
    let context: String
    let description: String?
  }
}

/// What GitHub is sent.
enum GitHubBody {
  struct Reference: Encodable {
    let ref: String
    let sha: String
  }

  struct Move: Encodable {
    let sha: String
    let force = false
  }

  struct Blob: Encodable {
    let content: String
    let encoding = "utf-8"
  }

  struct Tree: Encodable {
    let baseTree: String
    let tree: [Entry]
  }

  /// A file of a tree; without an id it goes.
  struct Entry: Encodable {
    let path: String
    let mode: String
    let type = "blob"
    let sha: String?

    enum CodingKeys: String, CodingKey { case path, mode, type, sha }

    func encode(to encoder: any Encoder) throws {
      var members = encoder.container(keyedBy: CodingKeys.self)
      try members.encode(path, forKey: .path)
      try members.encode(mode, forKey: .mode)
      try members.encode(type, forKey: .type)
      // GitHub tells a file that goes by a `null` that is written.
      try members.encode(sha, forKey: .sha)
    }
  }

  struct Commit: Encodable {
    let message: String
    let tree: String
    let parents: [String]
  }

  struct Pull: Encodable {
    let title: String
    let body: String
    let head: String
    let base: String
  }

  struct Issue: Encodable {
    let title: String
    let body: String
    let labels: [String]
  }

  struct State: Encodable { let state: String }

  struct Merge: Encodable {
    let sha: String
    let mergeMethod = "merge"
  }

  struct Comment: Encodable { let body: String }

  struct Status: Encodable {
    let state: String
    let context: String
    let description: String
    var targetUrl: String?

    /// A description is cut to what GitHub takes.
    init(state: String, context: String, description: String, targetUrl: String? = nil) {
      (self.state, self.context, self.targetUrl) = (state, context, targetUrl)
      self.description = String(description.unicodeScalars.prefix(140))
    }
  }
}
