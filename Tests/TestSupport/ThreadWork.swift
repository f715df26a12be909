import Glibc

/// Seconds of processor time that the calling thread spends in `body`.
///
/// A bound on work is judged by this and not by a clock: other tests run beside each one, and a
/// limit of time would count what they do, too.
public func secondsOfWork(in body: () throws -> Void) rethrows -> Double {
  let start = workOfThisThread()
  try body()
  return workOfThisThread() - start
}

private func workOfThisThread() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
