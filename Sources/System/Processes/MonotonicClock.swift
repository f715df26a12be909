import Glibc

/// Time that only goes forward, for deadlines; it says nothing about the date.
public enum MonotonicClock {
  /// Nanoseconds since some moment that is the same for all processes of this machine.
  public static var nanoseconds: UInt64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return UInt64(clamping: now.tv_sec) &* 1_000_000_000 &+ UInt64(clamping: now.tv_nsec)
  }

  /// Whole milliseconds from now until `deadline`, rounded up; 0 when it has passed.
  public static func milliseconds(until deadline: UInt64) -> Int {
    let now = nanoseconds
    guard deadline > now else { return 0 }
    return Int(clamping: (deadline - now).addingReportingOverflow(999_999).partialValue / 1_000_000)
  }
}
