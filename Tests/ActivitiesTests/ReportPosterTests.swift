import History
import Orchestration
import Synchronization
import System
import TestSupport
import Testing
import Workflows

@testable import Activities

/// Against a server in Python that keeps the rules of GitHub and GitLab.
@Suite struct ReportPosterTests {
  private struct State: Decodable {
    struct Comment: Decodable {
      struct User: Decodable { let login: String }
      let id: Int
      let body: String
      let user: User
    }
    struct Check: Decodable {
      let name: String
      let headSha: String
      let conclusion: String
      let annotations: [CheckRun.Annotation]
    }
    struct Status: Decodable {
      let state: String?
      let status: String?
    }
    let comments: [String: [Comment]]
    let checks: [Check]
    let statuses: [Status]
    let log: [String]

    var writes: [String] { log.filter { !$0.hasPrefix("GET ") } }
  }

  private final class Server {
    let base: String
    private let child: ChildProcess

    init(_ arguments: [String]) throws {
      let (child, port) = try startServer("report_server.py", arguments)
      (self.child, base) = (child, "http://127.0.0.1:\(port)")
      try put(#"{"heads": {"7": "\#(ReportPosterTests.head)"}}"#)
    }
    deinit { child.kill() }

    func put(_ state: String) throws {
      _ = try HTTPClient(base).send("PUT", "/state", Array(state.utf8), watch)
    }

    var state: State {
      get throws {
        let reply = try HTTPClient(base).send("GET", "/state", nil, watch)
        return try Payload(json: reply.body).decoded(as: State.self)
      }
    }
  }

  private static let head = String(repeating: "b", count: 40)
  private static let next = String(repeating: "d", count: 40)

  private func poster(
    _ server: Server, author: String? = nil, token: String = "s3cret"
  ) throws -> ReportPoster {
    let github = try GitHubServer(base: server.base, repository: "o/r", token: token)
    return ReportPoster(GitHubReports(server: github, author: author), patience: Self.hurry)
  }

  private func gitlab(_ server: Server) throws -> ReportPoster {
    let forge = try GitLabReports(
      base: server.base + "/api/v4", project: "g/p", token: "s3cret", author: nil)
    return ReportPoster(forge, patience: Self.hurry)
  }

  private static let hurry = Patience(wait: { _ in })

  private func posting(
    _ text: String = "one", name: String = "pay", head: String = head, annotations: Int = 1,
    conclusion: String = "failure"
  ) throws -> ChangePosting {
    let notes = (0..<annotations).map {
      """
      {"path":"a.md","start_line":\($0 + 1),"end_line":\($0 + 1),"annotation_level":"failure",\
      "message":"m"}
      """
    }
    let check = """
      [{"name":"\(name)","head_sha":"\(head)","status":"completed","conclusion":"\(conclusion)",\
      "output":{"title":"\(text)","summary":"s","annotations":[\(notes.joined(separator: ","))]}}]
      """
    return try ChangePosting(
      number: 7,
      comment: Array(
        "<!-- throughline:report:\(name) v1 sha=\(head) base=a -->\n\(text)\n".utf8),
      check: Array(check.utf8))
  }

  private func deeds(_ steps: [PostingStep]) -> [String] {
    steps.map { "\($0.subject) \($0.deed.rawValue)" }
  }

  @Test(arguments: [[], ["apps"]])
  func `a report is posted once, edited in place, and not sent again unchanged`(
    _ kind: [String]
  ) throws {
    let server = try Server(kind)
    let poster = try poster(server)
    #expect(
      deeds(try poster.post(posting(), expected: Self.head)) == ["comment added", "check added"])
    let before = try server.state.writes
    #expect(
      deeds(try poster.post(posting(), expected: Self.head))
        == ["comment unchanged", "check unchanged"])
    #expect(try server.state.writes == before)
    #expect(
      deeds(try poster.post(posting("two", annotations: 3), expected: nil))
        == ["comment edited", "check edited"])
    let state = try server.state
    #expect(state.comments["7"]?.count == 1 && state.checks.count == 1)
    #expect(state.comments["7"]?.first?.body.contains("two") == true)
    #expect(state.checks.first?.annotations.count == 3)
  }

  @Test func `each report has its own comment, beyond the first page of others`() throws {
    let server = try Server([])
    let others = (1...230).map {
      #"{"id": \#($0), "body": "<!-- throughline:report:pay v1 -->", "user": {"login": "mallory"}}"#
    }
    try server.put(#"{"next": 500, "comments": {"7": [\#(others.joined(separator: ","))]}}"#)
    for _ in 0..<2 {
      for name in ["pay", "pay-2"] {
        _ = try poster(server).post(posting(name: name), expected: nil)
      }
    }
    let comments = try #require(try server.state.comments["7"])
    #expect(comments.count == 232)
    #expect(comments.filter { $0.user.login == "mallory" }.allSatisfy { !$0.body.contains("one") })
  }

  @Test func `more than fifty annotations arrive in batches, and a broken course is gone on with`()
    throws
  {
    let server = try Server(["drop PATCH /repos/o/r/check-runs/2"])
    _ = try poster(server).post(posting(annotations: 120), expected: nil)
    let state = try server.state
    #expect(state.checks.map(\.annotations.count) == [120])
    #expect(state.writes.filter { $0.contains("check-runs") }.count == 3)
  }

  @Test func `annotations that no longer hold are not left behind`() throws {
    let server = try Server([])
    _ = try poster(server).post(posting(annotations: 5), expected: nil)
    let better = try posting("fine", annotations: 0, conclusion: "success")
    #expect(
      deeds(try poster(server).post(better, expected: nil)) == ["comment edited", "check added"])
    #expect(try server.state.checks.last?.annotations.isEmpty == true)
    #expect(try server.state.checks.last?.conclusion == "success")
  }

  @Test func `an answer that is lost makes no second comment`() throws {
    let server = try Server(["drop POST /repos/o/r/issues/7/comments"])
    #expect(
      deeds(try poster(server).post(posting(), expected: nil))
        == ["comment unchanged", "check added"])
    #expect(try server.state.comments["7"]?.count == 1)
  }

  @Test func `a token that may not write checks says it by a status`() throws {
    let server = try Server(["nochecks"])
    #expect(
      deeds(try poster(server).post(posting(), expected: nil)) == ["comment added", "status added"])
    #expect(
      deeds(try poster(server).post(posting(), expected: nil))
        == ["comment unchanged", "status unchanged"])
    #expect(try server.state.statuses.map(\.state) == ["failure"])
  }

  @Test func `rate limits and bad moments are waited for`() throws {
    let server = try Server(["429", "503", "403"])
    let waits = Record()
    let github = try GitHubServer(base: server.base, repository: "o/r", token: "s3cret")
    let patience = Patience(say: { waits.add($0) }, wait: { waits.add($0.text) })
    let poster = ReportPoster(GitHubReports(server: github, author: nil), patience: patience)
    _ = try poster.post(posting(), expected: nil)
    #expect(waits.all.filter { !$0.contains(" ") || $0.utf8.count < 5 } == ["1 s", "2 s", "1 s"])
    #expect(waits.all.contains { $0.contains("429") } && waits.all.contains { $0.contains("503") })
  }

  private final class Record: Sendable {
    private let lines = Mutex<[String]>([])
    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
  }

  @Test(arguments: [
    (["moved"], "s3cret", "one", "nothing is followed"), ([], "other-token", "one", "status 401"),
    ([], "s3cret", String(repeating: "x", count: 65_600), "65,536"),
  ])
  func `a redirect, a wrong token and a long body are said`(
    _ faults: [String], _ token: String, _ text: String, _ words: String
  ) throws {
    let server = try Server(faults)
    do {
      _ = try poster(server, token: token).post(posting(text), expected: nil)
      Issue.record("no failure")
    } catch let failure as Failure {
      #expect(failure.message.contains(words) && !failure.message.contains(token))
    }
    #expect(try server.state.comments["7"]?.isEmpty ?? true)
  }

  @Test func `a report about another commit is refused, and nothing is sent`() throws {
    let server = try Server([])
    #expect(
      failureType { _ = try poster(server).post(posting(), expected: Self.next) } == "OtherHead")
    #expect(try server.state.log.isEmpty)
    try server.put(#"{"heads": {"7": "\#(Self.next)"}}"#)
    #expect(failureType { _ = try poster(server).post(posting(), expected: nil) } == "OtherHead")
    #expect(try server.state.writes.isEmpty)
  }

  @Test func `what is newer at the pull request stays`() throws {
    let server = try Server([])
    try server.put(#"{"heads": {"7": "\#(Self.next)"}}"#)
    #expect(
      deeds(try poster(server).post(posting(), expected: Self.head)) == [
        "comment left", "check added",
      ])
    #expect(try server.state.checks.map(\.headSha) == [Self.head])
  }

  @Test func `the pull request of a fork is found by its branch and head`() throws {
    let server = try Server([])
    try server.put(
      """
      {"heads": {"7": "\(Self.head)", "8": "\(Self.head)", "9": "\(Self.next)"},
       "sources": {"7": "fork:f x", "8": "other:f x", "9": "late:main"}}
      """)
    var event = ForgeEvent()
    (event.head, event.source) = (Self.head, "fork:f x")
    #expect(try poster(server).number(of: event) == 7)
    event.source = "late:main"
    #expect(try poster(server).number(of: event) == nil)
    event.source = "nobody:x"
    #expect(failureType { _ = try poster(server).number(of: event) } == "NoPullRequest")
    event.source = nil
    #expect(failureType { _ = try poster(server).number(of: event) } == "NoPullRequest")
  }

  @Test func `GitLab has one note and a status`() throws {
    let server = try Server(["503", "429"])
    let poster = try gitlab(server)
    #expect(
      deeds(try poster.post(posting(), expected: Self.head)) == ["note added", "status added"])
    let before = try server.state.writes
    #expect(
      deeds(try poster.post(posting(), expected: Self.head)) == [
        "note unchanged", "status unchanged",
      ])
    #expect(try server.state.writes == before)
    let better = try posting("two", conclusion: "success")
    #expect(deeds(try poster.post(better, expected: nil)) == ["note edited", "status added"])
    let state = try server.state
    #expect(state.comments["7"]?.map { $0.body.contains("two") } == [true])
    #expect(state.statuses.map(\.status) == ["success", "failed"])
  }

  @Test func `a record has one comment and one status of a report`() throws {
    try withForge { forge, _ in
      let branch = BranchRequest(name: "f/x", base: "main", idempotencyKey: "b")
      let tip = try forge.createBranch(branch, watch)
      let proposal = PullRequestRequest(
        title: "t", body: "b", branch: "f/x", base: "main", idempotencyKey: "p")
      let number = try forge.createPullRequest(proposal, watch).number
      let poster = ReportPoster(LocalReports(forge: forge), patience: Self.hurry)
      let first = try record(number, head: tip.commit, "one")
      #expect(deeds(try poster.post(first, expected: nil)) == ["comment added", "status added"])
      #expect(
        deeds(try poster.post(first, expected: nil)) == ["comment unchanged", "status unchanged"])
      let second = try record(number, head: tip.commit, "two")
      #expect(deeds(try poster.post(second, expected: nil)) == ["comment edited", "status edited"])
      let found = try forge.record(number, "pulls")
      #expect(found.comments.count == 1 && found.statuses.map(\.description) == ["two"])
    }
  }

  private func record(_ number: Int, head: String, _ text: String) throws -> ChangePosting {
    let check = """
      [{"name":"pay","head_sha":"\(head)","conclusion":"failure",\
      "output":{"title":"\(text)","summary":"s"}}]
      """
    return try ChangePosting(
      number: number, comment: Array("<!-- throughline:report:pay v1 sha=x -->\n\(text)".utf8),
      check: Array(check.utf8))
  }

  @Test func `a rehearsal shows what a first posting sends, and no token`() throws {
    let server = try Server([])
    let place = ReportPlace.github(
      base: server.base, repository: "o/r", token: "s3cret", author: nil)
    let rehearsal = try ReportPoster(place, isRehearsal: true, say: { _ in })
    let posting = try posting(annotations: 51)
    _ = try rehearsal.post(posting, expected: Self.head)
    #expect(try server.state.log.isEmpty)
    _ = try ReportPoster(place, say: { _ in }).post(posting, expected: Self.head)
    let sent = try server.state.log.map { $0.replacing("check-runs/2", with: "check-runs/{id}") }
    let lines = rehearsal.requests.compactMap { $0.split(separator: "\n").first }
    #expect(lines.map { String($0).replacing(server.base, with: "") } == sent)
    #expect(!rehearsal.requests.contains { $0.contains("s3cret") })
    #expect(rehearsal.requests.contains { $0.contains("Authorization: (the token)") })
    #expect(rehearsal.requests.contains { $0.contains("throughline:report:pay v1") })
  }
}
