import History
import Orchestration
import SourceText

/// Reports at merge requests of GitLab.
struct GitLabReports: ReportForge {
  let client: HTTPClient
  /// `/projects/<id>`.
  let project: String
  /// Who our notes are by; `nil` for whomever the token belongs to.
  let author: String?

  /// `base` is that of the API, such as `https://gitlab.com/api/v4`; `project` is a number, or a path
  /// with slashes.
  init(
    base: String, project: String, token: String?, author: String?, rehearsal: Rehearsal? = nil
  ) throws {
    let parts = project.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 20, parts.allSatisfy({ AnswerFaults.isSafe(String($0)) }) else {
      throw Failure.final("BadProject", "\(displayName(project)) is no project of GitLab")
    }
    let headers = token.map { ["PRIVATE-TOKEN": $0] } ?? [:]
    client = try HTTPClient(base, headers: headers, rehearsal: rehearsal)
    self.project = "/projects/" + parts.joined(separator: "%2F")
    self.author = author
  }

  func head(of number: Int, _ watch: Watch) throws -> String {
    let request: GitLabForm.MergeRequest = try value(
      "GET", "\(project)/merge_requests/\(number)", nil, watch)
    return request.sha
  }

  func number(of event: ForgeEvent, _ watch: Watch) throws -> Int {
    throw Failure.final("NoPullRequest", "the pipeline is not that of a merge request")
  }

  func putComment(
    _ comment: StickyComment, at number: Int, _ watch: Watch
  ) throws -> PostingStep {
    let path = "\(project)/merge_requests/\(number)/notes"
    let author = try author ?? ownName(watch)
    let notes = try notes(path, watch) { comment.isOwn($0, author) }
    let body = GitHubBody.Comment(body: comment.body)
    switch comment.step(among: notes, author: author) {
    case .leave: return PostingStep("note", .unchanged, nil)
    case .edit(let id):
      let _: GitLabForm.Made = try value("PUT", "\(path)/\(id)", body, watch)
      return PostingStep("note", .edited, nil)
    case .add:
      let _: GitLabForm.Made = try value("POST", path, body, watch)
      return PostingStep("note", .added, nil)
    }
  }

  private func notes(
    _ path: String, _ watch: Watch, until isEnough: (ListedComment) -> Bool
  ) throws -> [ListedComment] {
    try Pages.all(100) { page in
      let query = "?order_by=created_at&sort=asc&per_page=100&page=\(page)"
      let part: [GitLabForm.Note] = try value("GET", path + query, nil, watch)
      return part.map(\.listed)
    } until: {
      $0.contains(where: isEnough)
    }
  }

  private func ownName(_ watch: Watch) throws -> String {
    let user: GitLabForm.User = try value("GET", "/user", nil, watch)
    return user.username
  }

  func putCheck(_ check: CheckRun, _ watch: Watch) throws -> PostingStep {
    let name = GitHubServer.escaped(check.name)
    let known: [GitLabForm.Status] = try value(
      "GET", "\(project)/repository/commits/\(check.headSha)/statuses?name=\(name)", nil, watch)
    let status = GitLabBody.Status(
      state: check.isSuccess ? "success" : "failed", name: check.name,
      description: String(check.output.title.unicodeScalars.prefix(255)),
      targetUrl: check.detailsUrl)
    // GitLab refuses a status that is what it was, also with other words.
    if known.first?.status == status.state { return PostingStep("status", .unchanged, nil) }
    let _: GitLabForm.Made = try value(
      "POST", "\(project)/statuses/\(check.headSha)", status, watch)
    return PostingStep("status", .added, nil)
  }

  private func value<Value: Decodable>(
    _ method: String, _ path: String, _ body: (any Encodable)?, as type: Value.Type = Value.self,
    _ watch: Watch
  ) throws -> Value {
    let reply = try client.send(method, path, try body.map { try Payload($0).data }, watch)
    return try reply.value(of: "GitLab, asked to \(method) \(path),")
  }
}

/// What GitLab says and is sent.
enum GitLabForm {
  struct User: Decodable { let username: String }
  struct MergeRequest: Decodable { let sha: String }
  struct Made: Decodable { let id: ForgeID }
  struct Note: Decodable {
    let id: ForgeID
    let body: String
    let author: User

    var listed: ListedComment { ListedComment(id: id, author: author.username, body: body) }
  }
  struct Status: Decodable { let status: String }
}

enum GitLabBody {
  /// GitLab takes a state and calls it a status when it lists it.
  struct Status: Encodable {
    let state: String
    let name: String
    let description: String
    let targetUrl: String?
  }
}
