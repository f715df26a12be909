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
    var exchange = Exchange(
      input: input, toChild: toChild.writing, output: output.reading, errors: errors.reading,
      limits: limits)
    defer { exchange.close() }
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
    }
    exchange.run(group: process)
    exchange.awaitEnd(of: process)
    let ended = ending(of: process)
    // What the program left running in its group holds resources nobody accounts for.
    kill(-process, SIGKILL)
    return ProcessResult(
      ending: ended, output: exchange.collected[0], errors: exchange.collected[1],
      isTimedOut: exchange.isTimedOut, isTruncated: exchange.isTruncated)
  }
}

/// Feeds a child's input and drains its outputs until both are closed or the deadline passes.
private struct Exchange {
  let input: [UInt8]
  let limits: ProcessLimits
  /// On the monotonic clock.
  let deadline: UInt64
  var written = 0
  var collected: [[UInt8]] = [[], []]
  var isTimedOut = false
  var isTruncated = false
  /// Input, output, errors; -1 once closed, which `poll` skips.
  var descriptors: [Int32]

  init(input: [UInt8], toChild: Int32, output: Int32, errors: Int32, limits: ProcessLimits) {
    self.input = input
    self.limits = limits
    let allowance = UInt64(clamping: limits.milliseconds).multipliedReportingOverflow(by: 1_000_000)
    deadline = MonotonicClock.nanoseconds &+ (allowance.overflow ? 1 << 62 : allowance.partialValue)
    descriptors = [toChild, output, errors]
    for descriptor in descriptors { setNonBlocking(descriptor) }
  }

  mutating func run(group: pid_t) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    if input.isEmpty { close(0) }
    while descriptors[1] >= 0 || descriptors[2] >= 0 {
      let remaining = MonotonicClock.milliseconds(until: deadline)
      var events = descriptors.enumerated().map {
        pollfd(fd: $1, events: Int16($0 == 0 ? POLLOUT : POLLIN), revents: 0)
      }
      let ready =
        remaining == 0 ? 0 : poll(&events, nfds_t(events.count), Int32(clamping: remaining))
      if ready == 0 {
        isTimedOut = true
        kill(-group, SIGKILL)
        return
      }
      guard ready > 0 else { continue }
      if events[0].revents != 0 { feed() }
      for stream in 1...2 where events[stream].revents != 0 { drain(stream, buffer) }
      if isTruncated, limits.endsWhenFull {
        kill(-group, SIGKILL)
        return
      }
    }
  }

  /// A program may close its outputs and stay: the deadline holds for that, too.
  ///
  /// Mostly it has ended by now, or does so within the first short sleeps.
  mutating func awaitEnd(of process: pid_t) {
    var pause: UInt32 = 50
    var state = siginfo_t()
    while waitid(P_PID, id_t(process), &state, WEXITED | WNOHANG | WNOWAIT) == 0,
      state.si_signo == 0
    {
      if MonotonicClock.milliseconds(until: deadline) == 0 {
        isTimedOut = true
        kill(-process, SIGKILL)
        return
      }
      usleep(pause)
      pause = min(pause &* 2, 10_000)
    }
  }

  private mutating func feed() {
    let taken = input.withUnsafeBytes {
      writeAvailable(descriptors[0], UnsafeRawBufferPointer(rebasing: $0[written...]))
    }
    written += taken ?? 0
    if taken == nil || written == input.count { close(0) }
  }

  private mutating func drain(_ stream: Int, _ buffer: UnsafeMutableRawBufferPointer) {
    switch readAvailable(descriptors[stream], into: buffer) {
    case .end: close(stream)
    case .nothingYet: break
    case .bytes(let count):
      let room = max(0, limits.outputBytes - collected[stream - 1].count)
      if count > room { isTruncated = true }
      collected[stream - 1].append(contentsOf: buffer[..<min(count, room)])
    }
  }

  private mutating func close(_ index: Int) {
    if descriptors[index] >= 0 { Glibc.close(descriptors[index]) }
    descriptors[index] = -1
  }

  mutating func close() {
    for index in descriptors.indices { close(index) }
  }
}
