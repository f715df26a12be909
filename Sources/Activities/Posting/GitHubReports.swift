import History
import Orchestration
import SourceText

/// Reports at pull requests of GitHub.
struct GitHubReports: ReportForge {
  let server: GitHubServer
  /// Who our comments are by; `nil` for whomever the token belongs to.
  let author: String?

  /// Who comments with the token that jobs are given, which may not ask for its user.
  static let jobAuthor = "github-actions[bot]"

  func head(of number: Int, _ watch: Watch) throws -> String {
    let pull: GitHubForm.Head = try server.get("pulls/\(number)", watch)
    return pull.head.sha
  }

  func number(of event: ForgeEvent, _ watch: Watch) throws -> Int {
    guard let head = event.head else {
      throw Failure.final("NoPullRequest", "the event names no pull request and no commit")
    }
    // A commit of a fork is seldom known by its id here, a branch of a fork always.
    let ofBranch = try event.source.map { source in
      try pulls("pulls?state=open&head=\(GitHubServer.escaped(source))", watch)
    }
    let all = try ofBranch ?? pulls("commits/\(head)/pulls", watch).filter { $0.state == "open" }
    let found = all.filter { $0.head.sha == head }
    guard let first = found.first else {
      guard let other = all.first else {
        throw Failure.final("NoPullRequest", "no open pull request proposes \(head)")
      }
      throw Failure.overtaken("#\(other.number) proposes \(other.head.sha) now, and not \(head)")
    }
    guard found.count == 1 else {
      let numbers = found.map { "#\($0.number)" }.joined(separator: ", ")
      throw Failure.final(
        "NoPullRequest", "\(numbers) all propose \(head); name one with --pull-request")
    }
    return first.number
  }

  private func pulls(_ path: String, _ watch: Watch) throws -> [GitHubForm.Head] {
    try server.elements(path, watch)
  }

  // MARK: comment

  func putComment(
    _ comment: StickyComment, at number: Int, _ watch: Watch
  ) throws -> PostingStep {
    let author = try author ?? ownName(watch)
    let listed: [GitHubForm.OwnedComment] = try server.elements(
      "issues/\(number)/comments", pages: 100, watch
    ) { page in page.contains { comment.isOwn($0.listed, author) } }
    let address = { (id: ForgeID) in listed.first { $0.id == id }?.htmlUrl }
    switch comment.step(among: listed.map(\.listed), author: author) {
    case .leave(let id): return PostingStep("comment", .unchanged, address(id))
    case .edit(let id):
      let made = try send("PATCH", "issues/comments/\(id)", comment, watch)
      return PostingStep("comment", .edited, made.htmlUrl)
    case .add:
      let made = try send("POST", "issues/\(number)/comments", comment, watch)
      return PostingStep("comment", .added, made.htmlUrl)
    }
  }

  private func send(
    _ method: String, _ path: String, _ comment: StickyComment, _ watch: Watch
  ) throws -> GitHubForm.Made {
    let reply = try server.send(method, path, GitHubBody.Comment(body: comment.body), watch)
    if isForbidden(reply) {
      let words = lastWords(Array(reply.body.prefix(400)))
      throw Failure.final(
        "CommentRefused",
        "the token may not \(method) \(path), which takes the right to write pull requests: \(words)"
      )
    }
    if reply.status == 422 {
      let count = comment.body.utf16.count
      throw Failure.final(
        "CommentRefused",
        "GitHub refuses the comment of \(count) characters, of which it takes 65,536: "
          + lastWords(Array(reply.body.prefix(400))))
    }
    return try server.value(of: reply, "\(method) \(path)")
  }

  private func ownName(_ watch: Watch) throws -> String {
    let reply = try server.sendAnywhere("GET", "/user", watch)
    if [403, 404].contains(reply.status), !reply.isRateLimit { return Self.jobAuthor }
    let user: GitHubForm.OwnedComment.User = try server.value(of: reply, "GET /user")
    return user.login
  }

  // MARK: check

  func putCheck(_ check: CheckRun, _ watch: Watch) throws -> PostingStep {
    let name = GitHubServer.escaped(check.name)
    let path = "commits/\(check.headSha)/check-runs?check_name=\(name)&filter=latest&per_page=100"
    let reply = try server.send("GET", path, nil, watch)
    if isForbidden(reply) { return try putStatus(check, watch) }
    let list: GitHubForm.Checks = try server.value(of: reply, "GET \(path)")
    let known = list.checkRuns.first { $0.isOurs }
    if let known, known.says(check) { return PostingStep("check", .unchanged, known.htmlUrl) }
    switch check.step(for: known?.id, with: try known.map { try annotations($0, watch) } ?? []) {
    case .make(let bodies): return try make(check, bodies, watch)
    case .update(let id, let bodies):
      let made = try update(id, bodies[...], watch)
      return PostingStep("check", .edited, made?.htmlUrl ?? known?.htmlUrl)
    }
  }

  private func annotations(
    _ known: ListedCheck, _ watch: Watch
  ) throws -> [CheckRun.Annotation] {
    guard known.output?.annotationsCount != 0 else { return [] }
    return try server.elements("check-runs/\(known.id)/annotations", pages: 100, watch)
  }

  private func make(
    _ check: CheckRun, _ bodies: [CheckRun.Body], _ watch: Watch
  ) throws -> PostingStep {
    let reply = try server.send("POST", "check-runs", bodies[0], watch)
    if isForbidden(reply) { return try putStatus(check, watch) }
    let made: GitHubForm.Made = try server.value(of: reply, "POST check-runs")
    _ = try update(made.id, bodies.dropFirst(), watch)
    return PostingStep("check", .added, made.htmlUrl)
  }

  private func update(
    _ id: ForgeID, _ bodies: ArraySlice<CheckRun.Body>, _ watch: Watch
  ) throws -> GitHubForm.Made? {
    try bodies.reduce(nil) { _, body in
      try server.value("PATCH", "check-runs/\(id)", body, watch)
    }
  }

  /// The token may not do this at all.
  private func isForbidden(_ reply: HTTPReply) -> Bool {
    [403, 404].contains(reply.status) && !reply.isRateLimit
  }

  /// For tokens that may not write checks.
  private func putStatus(_ check: CheckRun, _ watch: Watch) throws -> PostingStep {
    let status = GitHubBody.Status(
      state: check.isSuccess ? "success" : "failure", context: check.name,
      description: check.output.title, targetUrl: check.detailsUrl)
    let isNew = try server.putStatus(status, at: check.headSha, watch)
    return PostingStep(
      "status", isNew ? .added : .unchanged, "in place of a check, which the token may not write")
  }
}

extension Failure {
  /// Something newer than what was to be shown is there.
  static func overtaken(_ message: String) -> Failure { .final("Overtaken", message) }
}
