import Glibc
public import History

/// The date. Only hosts look at it; what they see reaches everybody else as a value.
public enum WallClock {
  /// Now.
  public static var now: Moment {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Moment(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }
}
