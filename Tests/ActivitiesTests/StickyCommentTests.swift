import Orchestration
import Testing

@testable import Activities

@Suite struct StickyCommentTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var comments: [ListedComment]
    var step: StickyComment.Step
  }

  private static let body = "<!-- throughline:report:pay v1 sha=b base=a -->\n### 1 new gap\n"

  private static func comment(_ id: Int, _ author: String, _ body: String) -> ListedComment {
    ListedComment(id: ForgeID("\(id)"), author: author, body: body)
  }

  static let cases = [
    Case(testDescription: "none", comments: [comment(1, "ada", "hello")], step: .add),
    Case(
      testDescription: "our own of another revision",
      comments: [
        comment(1, "ada", "hello"),
        comment(2, "bot[bot]", "<!-- throughline:report:pay v1 sha=0 base=a -->\nold"),
      ], step: .edit(ForgeID("2"))),
    Case(
      testDescription: "a forged marker", comments: [comment(1, "mallory", body)], step: .add),
    Case(
      testDescription: "a forged marker before our own",
      comments: [comment(1, "mallory", body), comment(2, "bot[bot]", body)],
      step: .leave(ForgeID("2"))),
    Case(
      testDescription: "another report of ours",
      comments: [
        comment(1, "bot[bot]", "<!-- throughline:report:pay-2 v1 sha=b base=a -->\nx"),
        comment(2, "bot[bot]", "<!-- throughline:report:pa v1 sha=b base=a -->\nx"),
      ], step: .add),
    Case(
      testDescription: "our own, edited by hand",
      comments: [comment(2, "bot[bot]", body + "and I say it is fine")], step: .edit(ForgeID("2"))),
    Case(
      testDescription: "our own as the forge gives it back",
      comments: [
        comment(2, "Bot[bot]", "<!-- throughline:report:pay v1 sha=b base=a -->\r\n### 1 new gap")
      ], step: .leave(ForgeID("2"))),
    Case(
      testDescription: "our marker further down, in what we cite",
      comments: [comment(2, "bot[bot]", "> \n" + body)], step: .add),
    Case(
      testDescription: "two of ours: the older one",
      comments: [comment(2, "bot[bot]", body + "x"), comment(3, "bot[bot]", body)],
      step: .edit(ForgeID("2"))),
    Case(
      testDescription: "somebody whose name begins like ours",
      comments: [comment(2, "bot[bot]x", body), comment(3, "bot", body), comment(4, "", body)],
      step: .add),
  ]

  @Test(arguments: cases)
  func `is found by marker and author`(_ row: Case) throws {
    let comment = try #require(StickyComment(Self.body))
    #expect(comment.step(among: row.comments, author: "bot[bot]") == row.step)
  }

  @Test(arguments: [
    "### no marker", "", "<!-- throughline:report:pay v1 sha=b", "\n" + body,
    "<!-- other:report:pay v1 -->", "<!-- throughline:report:pay -->x",
  ])
  func `a text without a marker on its first line is no report`(_ text: String) {
    #expect(StickyComment(text) == nil)
  }
}

@Suite struct CheckRunTests {
  private static let head = String(repeating: "b", count: 40)

  private func note(_ line: Int, _ message: String = "m") -> String {
    """
    {"path":"a.md","start_line":\(line),"end_line":\(line),"annotation_level":"failure",\
    "title":"t","message":"\(message)"}
    """
  }

  private func check(_ lines: Range<Int>, conclusion: String = "failure") throws -> CheckRun {
    let parts = Array(lines).chunked(by: 50)
    let bodies = parts.enumerated().map { number, part in
      let start =
        number > 0
        ? ""
        : """
        "name":"n","head_sha":"\(Self.head)","status":"completed","conclusion":"\(conclusion)",
        """
      let notes = part.map { note($0) }.joined(separator: ",")
      return "{\(start)\"output\":{\"title\":\"t\",\"summary\":\"s\",\"annotations\":[\(notes)]}}"
    }
    return try CheckRun(batches: Array("[\(bodies.joined(separator: ","))]".utf8))
  }

  @Test(arguments: [(0, [0]), (1, [1]), (50, [50]), (51, [50, 1]), (120, [50, 50, 20])])
  func `goes in batches of fifty`(_ count: Int, _ sizes: [Int]) throws {
    let check = try check(1..<(count + 1))
    #expect(check.annotations.count == count)
    let bodies = check.bodies(of: check.annotations)
    #expect(bodies.map { $0.output.annotations?.count } == sizes)
    #expect(bodies.map { $0.name } == ["n"] + bodies.dropFirst().map { _ in nil })
    #expect(bodies.allSatisfy { $0.output.summary == "s" && $0.output.title == "t" })
  }

  @Test func `what is there is completed, and what is wrong there is replaced`() throws {
    let (check, id) = (try check(1..<61), ForgeID("9"))
    let rest = check.bodies(of: Array(check.annotations.dropFirst(50)))
    #expect(check.step(for: id, with: Array(check.annotations.prefix(50))) == .update(id, rest))
    let other = try self.check(90..<91).annotations
    #expect(check.step(for: id, with: other) == .make(check.bodies(of: check.annotations)))
    #expect(check.step(for: nil, with: []) == .make(check.bodies(of: check.annotations)))
    #expect(check.step(for: id, with: check.annotations) == .update(id, check.bodies(of: [])))
  }

  @Test func `its id follows from its contents`() throws {
    #expect(try check(1..<3).externalId == check(1..<3).externalId)
    #expect(try check(1..<3).externalId != check(1..<4).externalId)
    #expect(try check(1..<3).externalId.hasPrefix("throughline/"))
  }

  @Test(arguments: [
    "[]", "{}", "[{\"output\":{\"title\":\"t\",\"summary\":\"s\"}}]", "[1]", "not JSON",
  ])
  func `what makes no check is refused`(_ json: String) {
    #expect(failureType { _ = try CheckRun(batches: Array(json.utf8)) } == "BadCheck")
  }
}

extension Array {
  /// Parts of so many elements; one empty part of nothing.
  fileprivate func chunked(by size: Int) -> [[Element]] {
    stride(from: 0, to: Swift.max(1, count), by: size).map { Array(dropFirst($0).prefix(size)) }
  }
}

@Suite struct ForgeEventTests {
  private static let head = String(repeating: "b", count: 40)
  private static let other = String(repeating: "c", count: 40)

  @Test func `a pull request names itself`() throws {
    let event = try ForgeEvent(
      github: Array(
        """
        {"number":7,"pull_request":{"number":7,"title":"$(id)\\n`id`","head":{"ref":"x;$(id)",\
        "sha":"\(Self.head)"}},"repository":{"id":1,"owner":{"login":"o"}}}
        """.utf8))
    #expect(event.number == 7 && event.head == Self.head && event.source == nil)
  }

  private func run(_ pulls: String) throws -> ForgeEvent {
    try ForgeEvent(
      github: Array(
        """
        {"workflow_run":{"head_sha":"\(Self.head)","head_branch":"f x","head_repository":\
        {"id":2,"owner":{"login":"fork"}},"pull_requests":[\(pulls)]},\
        "repository":{"id":1,"owner":{"login":"o"}}}
        """.utf8))
  }

  private func pull(_ number: Int, _ head: String, in repository: Int) -> String {
    """
    {"number":\(number),"head":{"sha":"\(head)","repo":{"id":2}},\
    "base":{"sha":"\(Self.other)","repo":{"id":\(repository)}}}
    """
  }

  @Test func `a run knows its pull request, or where to ask for it`() throws {
    #expect(try run("").number == nil)
    #expect(try run("").source == "fork:f x")
    #expect(try run(pull(3, Self.head, in: 1)).number == 3)
    #expect(try run(pull(3, Self.head, in: 1)).head == Self.head)
  }

  @Test func `proposals to other repositories and of other commits are not meant`() throws {
    let pulls = [pull(5, Self.head, in: 9), pull(4, Self.other, in: 1), pull(3, Self.head, in: 1)]
    #expect(try run(pulls.joined(separator: ",")).number == 3)
    #expect(try run(pulls.prefix(2).joined(separator: ",")).number == nil)
  }

  @Test func `other events name nothing, and broken ones are refused`() throws {
    #expect(try ForgeEvent(github: Array("{\"ref\":\"refs/heads/main\"}".utf8)) == ForgeEvent())
    for text in ["", "[]", "{\"workflow_run\":{\"head_sha\":\"; id\"}}", "{\"pull_request\":{}}"] {
      #expect(failureType { _ = try ForgeEvent(github: Array(text.utf8)) } == "BadEvent")
    }
  }

  @Test func `GitLab's variables name the commit that was proposed`() {
    var variables = ["CI_MERGE_REQUEST_IID": "4", "CI_COMMIT_SHA": Self.other]
    #expect(ForgeEvent(gitlab: { variables[$0] }).head == Self.other)
    variables["CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"] = Self.head
    let event = ForgeEvent(gitlab: { variables[$0] })
    #expect(event.head == Self.head && event.number == 4)
    #expect(ForgeEvent(gitlab: { _ in nil }) == ForgeEvent())
  }
}
