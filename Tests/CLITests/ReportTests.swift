import Reports
import Synchronization
import Testing

@testable import CLI

/// Which commit a change is compared with.
@Suite struct ReportTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let id: String
    var arguments: [String] = []
    var environment: [String: String] = [:]
    let names: [String]
    var testDescription: String { id }
  }

  private static let mainBranches = [
    "refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/heads/main",
    "refs/remotes/origin/master", "refs/heads/master",
  ]

  @Test(arguments: [
    Case(
      id: "nothing is said",
      names: mainBranches),
    Case(
      id: "GitHub's target branch", environment: ["GITHUB_BASE_REF": "release/2"],
      names: ["refs/remotes/origin/release/2", "refs/heads/release/2"]),
    Case(
      id: "outside of a pull request GitHub leaves it empty", environment: ["GITHUB_BASE_REF": ""],
      names: mainBranches),
    Case(
      id: "GitLab's commit comes before its branch",
      environment: [
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "CI_MERGE_REQUEST_DIFF_BASE_SHA": "0123abc",
      ], names: ["0123abc"]),
    Case(
      id: "GitLab's branch", environment: ["CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"],
      names: ["refs/remotes/origin/main", "refs/heads/main"]),
    Case(
      id: "what the user says", arguments: ["--base", "v1"],
      environment: ["GITHUB_BASE_REF": "main"],
      names: ["v1"]),
  ])
  func `the base is what is named, or the main branch`(_ test: Case) throws {
    let invocation = try CommandLineParser.parse(
      ["report", "pr"] + test.arguments, environment: test.environment)
    #expect(BaseChoice.names(for: invocation) == test.names)
  }

  @Test(
    arguments: [
      (
        ["GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "a/b"],
        "https://github.com/a/b"
      ),
      (["CI_PROJECT_URL": "https://gitlab.example/a/b"], "https://gitlab.example/a/b"),
      (["CI_PROJECT_URL": "javascript:alert(1)"], nil),
      (["CI_PROJECT_URL": "https://a/b)](x"], nil),
      (["GITHUB_REPOSITORY": "a/b"], nil),
    ] as [([String: String], String?)])
  func `links lead to the repository that the build server names`(
    _ environment: [String: String], _ address: String?
  ) {
    #expect(ForgeAddress.ofRepository(environment) == address)
  }

  @Test(arguments: [
    (["pr", "B1"], "is one word too many"), (["impact"], "needs the id of a node"),
    (["impact", "B1", "B2"], "one word too many"), (["review"], "needs the id of a node"),
    (["schema", "x"], "one word too many"), (["publish"], "must be pr"),
    (["pr", "--change", "1 h -> 2 h"], "--change is for report impact, not for report pr"),
    (["impact", "B1", "--by", "Ada"], "--by is for report review, not for report impact"),
    (["impact", "B1", "--results", "r"], "--results is for report pr, not for report impact"),
    (["impact", "B1", "--format", "html"], "has the forms text and json, not html"),
    (
      ["impact", "B1", "--output-dir", "x"], "--output-dir is for report pr, not for report impact"
    ),
    (["impact", "B1", "--base", "x"], "--base is for report pr or review, not for report impact"),
    (["--base", "x", "post"], "--base is for report pr or review, not for report post"),
    (["schema", "--dry-run"], "--dry-run is for report pr, post or review"),
    (["review", "B1", "--head", "x"], "--head is for report pr or post, not for report review"),
    (["pr", "--only", "check"], "--only goes with --post"),
    (["pr", "--forge", "github"], "--forge goes with --post"),
    (["pr", "--pull-request", "7"], "--pull-request goes with --post"),
    (["pr", "--post=false", "--author", "a"], "--author goes with --post"),
  ])
  func `a step takes the words and options that it has use for`(
    _ words: [String], _ complaint: String
  ) {
    let said = Mutex("")
    let console = Console { _, bytes in
      said.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
      return 0
    }
    #expect(Tool.run(["report"] + words, on: console) == .usage)
    #expect(said.withLock { $0 }.contains(complaint), "\(said.withLock { $0 })")
  }

  @Test(
    arguments: [
      (
        [
          "GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "a/b",
          "GITHUB_RUN_ID": "12",
        ], "https://github.com/a/b/actions/runs/12"
      ),
      (["GITHUB_RUN_ID": "12"], nil),
      (
        ["CI_JOB_URL": "https://gitlab.example/a/b/-/jobs/3"], "https://gitlab.example/a/b/-/jobs/3"
      ),
      (["CI_JOB_URL": "https://a/b)](x"], nil),
    ] as [([String: String], String?)])
  func `the whole report is at the job that made it`(
    _ environment: [String: String], _ address: String?
  ) {
    #expect(ForgeAddress.ofJob(environment) == address)
  }

  @Test func `help with one word too many leads to the help of the verb`() {
    #expect(throws: UsageFault("help does not expect \"pr\"", verb: "report")) {
      try CommandLineParser.parse(["help", "report", "pr"], environment: [:])
    }
  }

  @Test func `a folder with every form has a name for each`() {
    let names = ChangeChannel.allCases.map(\.fileName)
    #expect(Set(names).count == names.count)
  }
}
