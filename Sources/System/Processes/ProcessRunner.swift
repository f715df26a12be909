import Glibc

/// Runs one program to its end, with a deadline and a bound on what it may say.
///
/// No shell, no inherited environment, descriptors or signal handlers; a process group of its own,
/// which is killed as a whole, so that nothing the program started survives it unless it has left
/// the group on purpose.
public enum ProcessRunner {
  /// Enough for tools of the system, and nothing of the user's.
  public static let plainEnvironment = [
    "PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8",
  ]

  /// Runs `arguments[0]` and waits for it.
  ///
  /// - Parameters:
  ///   - arguments: the program, by path or by a name in the environment's `PATH`, and its arguments.
  ///   - environment: all the variables that the program sees.
  ///   - directory: where it runs; `nil` is where this process runs.
  ///   - input: standard input; nothing by default.
  ///   - limits: wall time and the number of bytes kept.
  /// - Returns: how it ended and what it wrote.
  /// - Throws: `ProcessError` when the program could not be started; never for how it ended.
  public static func run(
    _ arguments: [String], environment: [String: String] = plainEnvironment,
    directory: String? = nil, input: [UInt8] = [], limits: ProcessLimits = ProcessLimits()
  ) throws(ProcessError) -> ProcessResult {
    var pipes: [Pipe] = []
    defer { for pipe in pipes { pipe.closeBoth() } }
    for _ in 0..<3 { pipes.append(try Pipe()) }
    let (toChild, output, errors) = (pipes[0], pipes[1], pipes[2])
    pipes.removeAll()
    let process: pid_t
    do {
      defer {
        close(toChild.reading)
        close(output.writing)
        close(errors.writing)
      }
      process = try spawn(
        SpawnRequest(
          arguments: arguments, environment: environment, directory: directory,
          descriptors: [toChild.reading, output.writing, errors.writing]))
    } catch {
      for end in [toChild.writing, output.reading, errors.reading] { close(end) }
      throw error
    }
    var exchange = Exchange(
      input: input, toChild: toChild.writing, output: output.reading, errors: errors.reading,
      limits: limits, end: { kill(-process, SIGKILL) })
    defer { exchange.close() }
    exchange.run()
    exchange.awaitEnd(of: process)
    let ended = ending(of: process)
    // What the program left running in its group holds resources nobody accounts for.
    kill(-process, SIGKILL)
    return ProcessResult(
      ending: ended, output: exchange.collected[0], errors: exchange.collected[1],
      isTimedOut: exchange.isTimedOut, isTruncated: exchange.isTruncated)
  }
}
