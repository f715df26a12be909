public import History

extension TimeSpan {
  /// So many nanoseconds.
  public static func nanoseconds(_ count: Int64) -> TimeSpan { TimeSpan(nanoseconds: count) }
  /// So many milliseconds.
  public static func milliseconds(_ count: Int64) -> TimeSpan { of(count, 1_000_000) }
  /// So many seconds.
  public static func seconds(_ count: Int64) -> TimeSpan { of(count, 1_000_000_000) }
  /// So many minutes.
  public static func minutes(_ count: Int64) -> TimeSpan { of(count, 60_000_000_000) }
  /// So many hours.
  public static func hours(_ count: Int64) -> TimeSpan { of(count, 3_600_000_000_000) }

  /// Both in nanoseconds; what does not fit is as long as can be.
  private static func of(_ count: Int64, _ unit: Int64) -> TimeSpan {
    let (product, overflows) = count.multipliedReportingOverflow(by: unit)
    return TimeSpan(nanoseconds: overflows ? (count < 0 ? .min : .max) : product)
  }

  /// The shorter of two limits, of which either may be missing.
  static func shorter(_ a: TimeSpan?, _ b: TimeSpan?) -> TimeSpan? {
    guard let a else { return b }
    return b.map { min(a, $0) } ?? a
  }
}

extension Moment {
  /// Later by a span; as late as can be when that does not fit.
  public static func + (moment: Moment, span: TimeSpan) -> Moment {
    let (sum, overflows) = moment.nanoseconds.addingReportingOverflow(span.nanoseconds)
    return Moment(nanoseconds: overflows ? (span.nanoseconds < 0 ? .min : .max) : sum)
  }

  /// The time between two moments; as long as can be when that does not fit.
  public static func - (end: Moment, start: Moment) -> TimeSpan {
    let (difference, overflows) = end.nanoseconds.subtractingReportingOverflow(start.nanoseconds)
    return TimeSpan(nanoseconds: overflows ? (end < start ? .min : .max) : difference)
  }
}
