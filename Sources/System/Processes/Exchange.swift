import Glibc

/// Feeds a child's input and drains its outputs until both are closed or the deadline passes.
struct Exchange {
  let input: [UInt8]
  let limits: ProcessLimits
  /// Ends the program and what belongs to it.
  let end: () -> Void
  /// Asked several times a second; `nil` when nobody may want to stop early.
  let goesOn: (() -> Bool)?
  /// On the monotonic clock.
  let deadline: UInt64
  var written = 0
  var collected: [[UInt8]] = [[], []]
  var isTimedOut = false
  var isStopped = false
  var isTruncated = false
  /// Input, output, errors; -1 once closed, which `poll` skips.
  var descriptors: [Int32]

  init(
    input: [UInt8], toChild: Int32, output: Int32, errors: Int32, limits: ProcessLimits,
    end: @escaping () -> Void, goesOn: (() -> Bool)? = nil
  ) {
    self.input = input
    self.limits = limits
    self.end = end
    self.goesOn = goesOn
    let allowance = UInt64(clamping: limits.milliseconds).multipliedReportingOverflow(by: 1_000_000)
    deadline = MonotonicClock.nanoseconds &+ (allowance.overflow ? 1 << 62 : allowance.partialValue)
    descriptors = [toChild, output, errors]
    for descriptor in descriptors { setNonBlocking(descriptor) }
  }

  mutating func run() {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    if input.isEmpty { close(0) }
    while descriptors[1] >= 0 || descriptors[2] >= 0 {
      if hasToEnd { return end() }
      var events = descriptors.enumerated().map {
        pollfd(fd: $1, events: Int16($0 == 0 ? POLLOUT : POLLIN), revents: 0)
      }
      guard poll(&events, nfds_t(events.count), wait) > 0 else { continue }
      if events[0].revents != 0 { feed() }
      for stream in 1...2 where events[stream].revents != 0 { drain(stream, buffer) }
      if isTruncated, limits.endsWhenFull { return end() }
    }
  }

  private var wait: Int32 {
    let left = Int32(clamping: MonotonicClock.milliseconds(until: deadline))
    return goesOn == nil ? left : min(left, 200)
  }

  /// Its time is up, or nobody wants it any more.
  private var hasToEnd: Bool {
    mutating get {
      if let goesOn, !goesOn() { isStopped = true }
      if MonotonicClock.milliseconds(until: deadline) == 0 { isTimedOut = true }
      return isStopped || isTimedOut
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
      if hasToEnd { return end() }
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
