import Testing
import Workflows

@Suite struct DependencyWavesTests {
  struct Case: Sendable, CustomTestStringConvertible {
    /// Ids with what each depends on.
    let plan: [(String, [String])]
    let words: String
    var testDescription: String { words }

    var steps: [MigrationStep] {
      plan.map { MigrationStep(id: $0, description: "", dependencies: $1) }
    }
  }

  @Test func `steps come in waves, within a wave as in the plan`() throws {
    let plan = [("4", ["2", "3"]), ("3", ["1"]), ("2", ["1"]), ("1", []), ("0", [])]
    let waves = try DependencyWaves.waves(of: Case(plan: plan, words: "").steps)
    #expect(waves.map { $0.map(\.id) } == [["1", "0"], ["3", "2"], ["4"]])
    #expect(try DependencyWaves.waves(of: []).isEmpty)
  }

  @Test(arguments: [
    Case(
      plan: [("a", ["b"]), ("b", ["c"]), ("c", ["b"])],
      words: "steps depend on each other: b → c → b"),
    Case(plan: [("a", ["a"])], words: "steps depend on each other: a → a"),
    Case(
      plan: [("x", []), ("a", ["x", "b"]), ("b", ["a"])],
      words: "steps depend on each other: a → b → a"),
    Case(plan: [("a", ["z"])], words: "step `a` depends on `z`, which is not in the plan"),
    Case(plan: [("a", []), ("b", []), ("a", [])], words: "two steps are called `a`"),
  ])
  func `a plan without an order is refused by name`(_ row: Case) {
    let fault = #expect(throws: DependencyWaves.Fault.self) {
      try DependencyWaves.waves(of: row.steps)
    }
    #expect(fault?.description == row.words)
  }
}

@Suite struct MergeRuleTests {
  @Test(arguments: [
    (true, true, 85.0, [] as [String]),
    (false, true, 100, ["auto_merge is off"]),
    (true, false, 100, ["[Unit Tests] issue 0"]),
    (true, true, 84.9, ["[Score] 84.9 is below 85.0"]),
    (true, false, 10, ["[Unit Tests] issue 0", "[Score] 10.0 is below 85.0"]),
  ])
  func `everything has to hold`(
    autoMerge: Bool, testsPass: Bool, score: Double, objections: [String]
  ) {
    let only = QualityWeights(
      unitTests: 0, integrationTests: 0, coverage: 0, security: 0, linting: 0, staticAnalysis: 0,
      dependencies: 0, performance: 1)
    let demands = QualityScore.Demands(weights: only)
    let checks = [
      QualityScore.check(.unitTests, testsPass ? .found(0) : .found(1), demands),
      QualityScore.check(.performance, ToolReport(passed: true, score: score), demands),
    ]
    let quality = QualityScore.result(checks, demands, prNumber: 1)
    #expect(MergeRule.objections(autoMerge: autoMerge, quality) == objections)
  }

  @Test func `no check at all is no reason to merge`() {
    let quality = QualityScore.result([], .init(score: 0), prNumber: 1)
    #expect(MergeRule.objections(autoMerge: true, quality) == ["no check ran"])
  }
}

@Suite struct BranchNameTests {
  @Test(arguments: [
    ("Add user authentication with OAuth2 support", "feature/add-user-authentication-with-o"),
    ("  Ünïcode / slashes // .. ~^: ", "feature/n-code-slashes"),
    ("....", "feature/work"), ("", "feature/work"), ("v1.2.lock", "feature/v1.2-lock"),
    ("a..b", "feature/a.b"),
  ])
  func `a requirement becomes a name that a forge takes`(_ text: String, _ name: String) {
    #expect(BranchName.feature(text) == name)
  }

  @Test func `other branches`() {
    #expect(BranchName.patch("Fix it") == "patch/fix-it")
    #expect(BranchName.hotfix("alert-123") == "hotfix/alert-123")
    #expect(BranchName.migration("react-upgrade", to: "18.2.0") == "migration/react-upgrade-18.2.0")
    #expect(BranchName.migration("async", to: "") == "migration/async")
    #expect(BranchName.module("OAGW", .design) == "module/oagw/design")
  }
}

@Suite struct StabiliseRuleTests {
  private let answer = AgentAnswer(files: ["a.rs": "x"], explanation: "it was needed")

  @Test(arguments: ChangeKind.allCases)
  func `only what keeps behaviour is accepted`(_ kind: ChangeKind) {
    let seen = [AgentChange(path: "a.rs", kind: kind, description: "a timeout")]
    let refusal = StabiliseRule.refusal(answer, seen: seen)
    if kind == .behaviour {
      #expect(
        refusal == "these changes would alter behaviour: a.rs: a timeout; "
          + "the agent says: it was needed")
    } else {
      #expect(refusal == nil)
    }
  }

  @Test func `a file that nobody accounts for is refused`() {
    #expect(
      StabiliseRule.refusal(answer, seen: [])
        == "nobody can say what changed in a.rs; the agent says: it was needed")
  }

  @Test func `an agent that changed nothing and says why stops the step`() {
    let gaveUp = AgentAnswer(files: [:], explanation: "only with other parameters")
    #expect(
      StabiliseRule.refusal(gaveUp, seen: [])
        == "nothing was changed; the agent says: only with other parameters")
    #expect(StabiliseRule.refusal(AgentAnswer(files: [:]), seen: []) == nil)
  }
}

@Suite struct PatchOverlapTests {
  @Test func `two patches may write the same, but not differently`() {
    let patches = [
      Patch(issueID: "1", files: ["a": "x", "b": "y"]),
      Patch(issueID: "2", files: ["a": "x", "b": "z"], tests: ["t": "1"]),
    ]
    #expect(PatchOverlap.conflicts(patches) == ["b is written differently for 1 and 2"])
    #expect(PatchOverlap.files(patches) == ["a": "x", "b": "z", "t": "1"])
  }
}
