/// What an agent is asked.
struct AgentQuestion: Sendable {
  /// The name of the activity.
  var activity: String
  /// What is wanted, and how the answer has to look.
  var task: String
  /// The request of the workflow as JSON.
  var request: [UInt8]

  /// A question with its parts.
  init(activity: String, task: String, request: [UInt8]) {
    (self.activity, self.task, self.request) = (activity, task, request)
  }
}

/// Whoever answers. What comes back is bytes that nobody has looked at yet.
protocol AgentSource: Sendable {
  /// For messages: which agent it is.
  var name: String { get }
  /// The answer, as it came.
  func answer(_ question: AgentQuestion, _ attempt: Attempt) async throws -> [UInt8]
}

/// Most bytes of an answer.
let longestAnswer = 1 << 20
