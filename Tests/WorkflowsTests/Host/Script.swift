import Orchestration
import Workflows

/// One activity that was asked for.
struct Call {
  let name: String
  /// From 1, among activities of the name.
  let count: Int
  let command: ActivityCommand

  func input<Value: Decodable>(as type: Value.Type) throws -> Value {
    try command.input.decoded(as: type)
  }
}

/// What a test's host answers.
enum Answer {
  case value(Payload)
  case failure(String)
  /// Nothing, until the activity is cancelled; then a value, or that it has stopped.
  case held(Payload? = nil)

  static func some(_ value: some Encodable) -> Answer {
    do { return .value(try Payload(value)) } catch { return .failure("\(error)") }
  }

  /// An effect that happens although nobody wants it any more.
  static func late(_ value: some Encodable) -> Answer { .held(try? Payload(value)) }
}

/// Answers by the name of an activity.
struct Script {
  private var answers: [String: (Call) throws -> Answer] = [:]

  /// The answer to every call of an activity.
  mutating func on<Input, Output>(
    _ activity: Activity<Input, Output>, _ answer: @escaping (Call) throws -> Answer
  ) {
    answers[activity.name] = answer
  }

  /// The same output for every call.
  mutating func on<Input, Output>(_ activity: Activity<Input, Output>, _ output: Output) {
    on(activity) { _ in .some(output) }
  }

  func answer(to call: Call) -> Answer {
    guard let answer = answers[call.name] else {
      return .failure("the script has no answer for \(call.name)")
    }
    do { return try answer(call) } catch { return .failure("\(error)") }
  }

  /// A forge and tools with which everything goes well.
  static func calm() -> Script {
    var script = Script()
    script.addForge()
    script.on(AuthorityActivities.checkAuthority, Authority(allowed: true))
    let good = ToolReport(passed: true, score: 100)
    for tool in [
      ToolActivities.runLinters, ToolActivities.runSecurityScan, ToolActivities.checkCoverage,
      ToolActivities.runPerformanceTests, ToolActivities.checkDependencies,
      ToolActivities.runStaticAnalysis,
    ] { script.on(tool, good) }
    script.on(ToolActivities.runTests, good)
    return script
  }

  private mutating func addForge() {
    on(ForgeActivities.createBranch) { call in
      .some(BranchRef(name: try call.input(as: BranchRequest.self).name))
    }
    on(ForgeActivities.createCommit) { .some(CommitRef(sha: "c\($0.count)")) }
    on(ForgeActivities.createPullRequest) { call in
      .some(PullRequest(number: 40 + call.count, url: "https://forge/pr/\(40 + call.count)"))
    }
    on(ForgeActivities.createIssue) { call in
      .some(IssueRef(number: call.count, url: "https://forge/issue/\(call.count)"))
    }
    on(ForgeActivities.mergePullRequest, MergeResult(sha: "m1"))
    on(ForgeActivities.revertFix, PullRequest(number: 99, url: "https://forge/pr/99"))
    on(ForgeActivities.pushBranch, Nothing())
    on(ForgeActivities.deleteBranch, Nothing())
    on(ForgeActivities.closeIssue, Nothing())
    on(ForgeActivities.closePullRequest, Nothing())
    on(ForgeActivities.updateStatus, Nothing())
    on(ForgeActivities.addComment, Nothing())
    on(ToolActivities.rollBackStep, Nothing())
  }
}
