import Activities
import TestSupport
import Testing

@testable import CLI

@Suite struct PostingOrderTests {
  private static let head = String(repeating: "b", count: 40)
  private static let github = [
    "GITHUB_ACTIONS": "true", "GITHUB_API_URL": "https://api.example.org",
    "GITHUB_REPOSITORY": "o/r", "GITHUB_TOKEN": "t",
  ]
  private static let gitlab = [
    "GITLAB_CI": "true", "CI_API_V4_URL": "https://lab.example.org/api/v4", "CI_PROJECT_ID": "12",
    "GITLAB_TOKEN": "t", "CI_MERGE_REQUEST_IID": "4", "CI_COMMIT_SHA": head,
  ]
  private static let configured = ActivityConfiguration.Forge.github(
    base: "https://elsewhere.example.org", repository: "a/b", token: "OTHER", checkout: nil)

  private func order(
    _ arguments: [String], _ environment: [String: String],
    _ forge: ActivityConfiguration.Forge? = nil
  ) throws -> PostingOrder {
    let invocation = try CommandLineParser.parse(["report", "post", "r.json"] + arguments)
    return try PostingOrder(invocation, ActivityConfiguration(forge: forge), environment)
  }

  private func fault(
    _ arguments: [String], _ environment: [String: String],
    _ forge: ActivityConfiguration.Forge? = nil
  ) -> String? {
    do { _ = try order(arguments, environment, forge) } catch {
      switch error as? SetupFault {
      case .usage(let fault): return fault.message
      case .cannotOpen(let reason): return reason
      default: return "\(error)"
      }
    }
    return nil
  }

  @Test func `in a job the project's files have no say`() throws {
    let named = try order(["--pull-request", "7"], Self.github, Self.configured)
    #expect(
      named.place
        == .github(
          base: "https://api.example.org", repository: "o/r", token: "t", author: nil))
    #expect(named.event.number == 7 && named.head == nil && named.parts.count == 2)
    let lab = try order([], Self.gitlab, Self.configured)
    #expect(
      lab.place
        == .gitlab(
          base: "https://lab.example.org/api/v4", project: "12", token: "t", author: nil))
    #expect(lab.event.number == 4 && lab.head == Self.head)
  }

  @Test func `elsewhere site.yaml names the repository, and no host and no token`() throws {
    let environment = ["OTHER": "x", "GITHUB_TOKEN": "t"]
    let order = try order(["--pull-request", "7"], environment, Self.configured)
    #expect(
      order.place
        == .github(base: "https://api.github.com", repository: "a/b", token: "t", author: nil))
    #expect(
      fault(["--pull-request", "7"], ["OTHER": "x"], Self.configured) == "GITHUB_TOKEN is not set")
    let local = ActivityConfiguration.Forge.local(
      repository: "bare.git", records: "records", address: nil)
    #expect(
      try self.order(["--pull-request", "7"], [:], local).place
        == .local(repository: "bare.git", records: "records", address: nil))
  }

  @Test func `a merge request from a fork belongs to the project that it is made to`() throws {
    let fork = Self.gitlab.merging(["CI_MERGE_REQUEST_PROJECT_ID": "9"]) { $1 }
    guard case .gitlab(_, let project, _, _) = try order([], fork).place else {
      Issue.record("no place of GitLab")
      return
    }
    #expect(project == "9")
  }

  @Test func `number and head come from the event`() throws {
    try withTemporaryFolder { root in
      try write(
        #"{"pull_request": {"number": 7, "head": {"sha": "\#(Self.head)"}}}"#,
        to: "\(root)/event.json")
      let job = Self.github.merging(["GITHUB_EVENT_PATH": "\(root)/event.json"]) { $1 }
      let order = try order([], job)
      #expect(order.event.number == 7 && order.head == Self.head)
      let named = try self.order(["--pull-request", "8"], job)
      #expect(named.event.number == 8 && named.head == nil)
    }
  }

  @Test func `parts and author are the command line's`() throws {
    let arguments = ["--pull-request", "7", "--only", "check", "--author", "app[bot]", "--dry-run"]
    let order = try order(arguments, Self.github.filter { $0.key != "GITHUB_TOKEN" })
    #expect(order.parts == [.check] && order.isDryRun)
    guard case .github(_, _, nil, "app[bot]") = order.place else {
      Issue.record("\(order.place)")
      return
    }
  }

  @Test(
    arguments: [
      ([], [:], nil, "use --forge"), ([], github, nil, "use --pull-request"),
      (["--pull-request", "7"], ["GITHUB_ACTIONS": "true"], nil, "GITHUB_REPOSITORY"),
      (["--pull-request", "7"], ["OTHER": ""], configured, "GITHUB_TOKEN is not set"),
      (["--pull-request", "7", "--head", "main"], github, nil, "whole id"),
      (["--forge", "local", "--pull-request", "7"], github, configured, "names no repository"),
      ([], gitlab.filter { $0.key != "CI_API_V4_URL" }, nil, "CI_API_V4_URL"),
      ([], gitlab.filter { $0.key != "GITLAB_TOKEN" }, nil, "GITLAB_TOKEN"),
      ([], github.merging(["GITHUB_EVENT_PATH": "/dev/null/none"]) { $1 }, nil, "the job's event"),
    ] as [([String], [String: String], ActivityConfiguration.Forge?, String)])
  func `what is missing is named`(
    _ arguments: [String], _ environment: [String: String],
    _ forge: ActivityConfiguration.Forge?, _ words: String
  ) {
    #expect(fault(arguments, environment, forge)?.contains(words) == true)
  }
}
