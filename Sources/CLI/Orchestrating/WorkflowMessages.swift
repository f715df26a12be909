import EmbeddedHost
import Glibc
import History
import Orchestration
import SourceText
import Workflows

/// `workflow signal`, `query` and `update`.
struct WorkflowMessages {
  let order: WorkflowOrder

  init(_ order: WorkflowOrder) { self.order = order }

  func run() throws -> ExitCode {
    let target = try order.target()
    let name = try self.name()
    let input = try order.input()
    switch order.step {
    case .query: try query(target, name, input)
    case .update: return try update(target, name, try order.codec.encode(input))
    default: try signal(target, name, try order.codec.encode(input))
    }
    return .clean
  }

  private func name() throws -> String {
    if let name = order.invocation.operands.dropFirst(2).first { return name }
    guard order.step == .query else {
      throw UsageFault(
        "workflow \(order.step.rawValue) needs the name of the \(order.step.rawValue)",
        verb: "workflow")
    }
    return "get_status"
  }

  private func signal(_ target: RunTarget, _ name: String, _ input: [Payload]) throws {
    let signal = SignalRequest(
      name: name, input: input, requestID: order.text(.requestID) ?? "", identity: order.identity)
    try order.access().now { service, now in try service.signal(target, signal, now: now) }
    order.console.say("sent \(name) to \(target)")
  }

  /// Answered here, from the history: no worker need be there.
  private func query(_ target: RunTarget, _ name: String, _ input: [Payload]) throws {
    let (run, texts) = try order.access().now { service, _ in
      let run = try service.describe(target)
      return (run, try service.history(runID: run.runID))
    }
    let definition = try Self.definition(of: run.type)
    let replayed = try Replay.run(definition, run, texts, codec: order.codec)
    let answer = try replayed.query(name, input)
    order.console.result(String(decoding: answer.data, as: UTF8.self) + "\n")
  }

  static func definition(of type: String) throws -> WorkflowDefinition {
    guard let entry = Catalogue.entry(named: type) else {
      throw UnknownWorkflow(type: type, known: Catalogue.entries.map(\.name))
    }
    return entry.definition
  }

  private func update(_ target: RunTarget, _ name: String, _ input: [Payload]) throws -> ExitCode {
    let access = try order.access()
    let id = order.text(.requestID) ?? "\(name)-\(getpid())-\(WallClock.now.nanoseconds)"
    let request = UpdateRequest(id: id, name: name, input: input, identity: order.identity)
    try access.now { service, now in try service.update(target, request, now: now) }
    let outcome = try Patience(order).answer {
      try access.now { service, _ in try service.outcome(ofUpdate: id, target) }
    }
    switch try outcome.map(order.codec.decode) {
    case .success(let result):
      order.console.result(String(decoding: result.first?.data ?? [], as: UTF8.self) + "\n")
      return .clean
    case .failure(let failure):
      order.console.complain("\(name) was refused: \(failure.root.message)")
      return .findings
    case nil:
      order.console.complain("no answer in time; is a worker there?")
      return .failure
    }
  }
}

/// Asks again, less and less often, until there is an answer or time runs out.
struct Patience {
  private let limit: TimeSpan?

  init(_ order: WorkflowOrder) {
    limit = order.invocation.number(.waitLimit).map { .seconds(Int64($0)) }
  }

  /// `nil` when time ran out.
  func answer<Answer>(_ ask: () throws -> Answer?) throws -> Answer? {
    let end = limit.map { WallClock.now + $0 }
    var wait: UInt32 = 5_000
    while true {
      if let answer = try ask() { return answer }
      if let end, WallClock.now >= end { return nil }
      usleep(wait)
      wait = min(wait * 2, 250_000)
    }
  }
}
