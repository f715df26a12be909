import Orchestration
import SourceText
import System

/// A program of the user's: the question as JSON on standard input, the answer on standard output.
struct CommandAgent: AgentSource {
  var name: String { "`\(arguments.first ?? "")`" }
  private let arguments: [String]
  private let environment: [String: String]
  private let limits: KeptLimits

  /// A program with its arguments.
  ///
  /// - Parameters:
  ///   - arguments: never given to a shell.
  ///   - environment: added to the little that every program has.
  ///   - seconds: for one answer.
  init(_ arguments: [String], environment: [String: String] = [:], seconds: Int = 600) {
    self.arguments = arguments
    self.environment = ProcessRunner.plainEnvironment.merging(environment) { $1 }
    limits = KeptLimits(
      ProcessLimits(
        milliseconds: seconds * 1_000, outputBytes: longestAnswer, endsWhenFull: true))
  }

  func answer(_ question: AgentQuestion, _ attempt: Attempt) async throws -> [UInt8] {
    try await attempt.blocking { watch in try run(question, watch) }
  }

  private func run(_ question: AgentQuestion, _ watch: Watch) throws -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("activity", question.activity)
      json.member("task", question.task)
      json.literal(String(decoding: question.request, as: UTF8.self), as: "request")
    }
    do {
      let folder = try TemporaryFolder()
      let result = try ProcessRunner.runKept(
        arguments, environment: environment, directory: folder.path, input: json.buffer.bytes,
        limits: limits, while: { watch.goesOn })
      return try answer(result)
    } catch { throw Failure.system(error) }
  }

  private func answer(_ result: KeptResult) throws -> [UInt8] {
    if result.isStopped { throw Failure.canceled() }
    let ended = result.process
    if ended.isTimedOut {
      throw Failure.passing("AgentTimedOut", "\(name) does not answer in time")
    }
    if ended.isTruncated {
      throw Failure.passing("BadAgentAnswer", "\(name) says more than \(longestAnswer) bytes")
    }
    guard ended.isSuccess else {
      throw Failure.passing(
        "AgentFailed", "\(name) \(ended.ending.words): \(lastWords(ended.errors))")
    }
    return ended.output
  }
}

extension ProcessEnding {
  /// How it ended, to follow a name.
  var words: String {
    switch self {
    case .exited(let status): "ended with status \(status)"
    case .killed(let signal): "was ended by signal \(signal)"
    }
  }
}
