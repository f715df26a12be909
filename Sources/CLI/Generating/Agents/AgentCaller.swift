import Generation
import System

/// Puts a prompt to an agent and takes what comes back, within limits; it judges nothing of it.
struct AgentCaller {
  let settings: AgentSettings
  /// Where a command runs; absolute.
  let root: String

  func ask(_ task: AgentTask) throws(AgentRefusal) -> [UInt8] {
    switch settings.means.first {
    case .command(let words): try run(words, task)
    case .http(let address): try send(address, task)
    case nil: throw AgentRefusal(.call, "nobody is named to be asked")
    }
  }

  /// The environment holds nothing of the user's: a token in it would be the agent's to send on.
  private func run(_ words: [String], _ task: AgentTask) throws(AgentRefusal) -> [UInt8] {
    let limits = ProcessLimits(
      milliseconds: settings.milliseconds, outputBytes: AgentAnswer.limit, endsWhenFull: true)
    let result: ProcessResult
    do throws(ProcessError) {
      result = try ProcessRunner.run(words, directory: root, input: task.prompt, limits: limits)
    } catch {
      throw AgentRefusal(.call, "the command cannot be run: \(error.clause)")
    }
    if result.isTruncated {
      throw AgentRefusal(.call, "the command writes more than \(AgentAnswer.limit) bytes")
    }
    if result.isTimedOut {
      throw AgentRefusal(.call, "the command does not end within \(settings.seconds) s")
    }
    guard result.isSuccess else {
      throw AgentRefusal(.call, "the command ends with \(result.ending.clause)")
    }
    return result.output
  }

  private func send(_ address: String, _ task: AgentTask) throws(AgentRefusal) -> [UInt8] {
    guard let place = LocalAddress(address) else {
      throw AgentRefusal(.call, "agent.http is no address on this machine")
    }
    do throws(LocalRequest.Fault) {
      return try LocalRequest(port: place.port, path: place.path).post(
        task.prompt, type: "text/plain; charset=utf-8",
        limits: ProcessLimits(
          milliseconds: settings.milliseconds, outputBytes: AgentAnswer.limit))
    } catch {
      throw AgentRefusal(.call, "the request fails: \(error.clause)")
    }
  }
}

extension ProcessError {
  /// Follows "cannot be run:".
  var clause: String {
    switch self {
    case .malformedRequest: "a word of it holds a NUL"
    case .notFound(let name): "there is no program \(quoted(name))"
    case .cannotStart(let name, let code): "\(quoted(name)) does not start (error \(code))"
    case .noPipe(let code): "the system has no pipe left (error \(code))"
    }
  }
}

extension ProcessEnding {
  /// Follows "ends with".
  var clause: String {
    switch self {
    case .exited(let status): "status \(status)"
    case .killed(let signal): "signal \(signal)"
    }
  }
}
