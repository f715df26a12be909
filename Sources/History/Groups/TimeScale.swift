/// Where a moment stands in a drawing of a run: from 0 to 1, with idle time made short.
///
/// Time is idle while nothing but timers is open: a run may sleep for a month between two seconds
/// of work.
public struct TimeScale: Sendable {
  /// A stretch of time that is drawn shorter than it was.
  public struct Idle: Sendable {
    /// Where it begins in the drawing.
    public var start: Double
    /// Where it ends in the drawing.
    public var end: Double
    /// How long it was.
    public var length: TimeSpan
  }

  /// In order.
  public private(set) var idle: [Idle] = []
  /// The first moment of the run.
  public let start: Moment
  /// The last moment of the run.
  public let end: Moment
  /// Knots of the piecewise linear scale, ascending.
  private var moments: [Int64] = []
  private var places: [Double] = []

  /// The scale of a run; `nil` when its events have no times.
  public init?(_ run: RunHistory, _ groups: [EventGroup]) {
    let times = run.events.lazy.compactMap(\.time?.nanoseconds)
    guard let first = times.min(), let last = times.max() else { return nil }
    start = Moment(nanoseconds: first)
    end = Moment(nanoseconds: last)
    let busy = Self.busy(groups, first, last)
    lay(Self.gaps(between: busy, first, last))
  }

  /// Where a moment stands; moments outside the run stand at its ends.
  public func place(of moment: Moment) -> Double {
    let time = moment.nanoseconds
    guard let first = moments.first, let last = moments.last, time > first else { return 0 }
    if time >= last { return 1 }
    var low = 0
    var high = moments.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if moments[middle] <= time { low = middle } else { high = middle }
    }
    let part = Double(time &- moments[low]) / Double(max(1, moments[high] &- moments[low]))
    return places[low] + (places[high] - places[low]) * part
  }

  /// Stretches in which something but a timer is open, merged.
  private static func busy(
    _ groups: [EventGroup], _ first: Int64, _ last: Int64
  ) -> [ClosedRange<Int64>] {
    var spans: [ClosedRange<Int64>] = []
    for group in groups where group.kind != .timer {
      guard let from = group.started?.nanoseconds else { continue }
      let to = group.ended?.nanoseconds ?? (group.status == .pending ? last : from)
      spans.append(max(first, from)...max(first, from, min(last, to)))
    }
    spans.sort { $0.lowerBound < $1.lowerBound }
    var merged: [ClosedRange<Int64>] = []
    for span in spans {
      if let before = merged.last, span.lowerBound <= before.upperBound {
        merged[merged.count - 1] = before.lowerBound...max(before.upperBound, span.upperBound)
      } else {
        merged.append(span)
      }
    }
    return merged
  }

  /// The longest stretches between them, at most twelve, that are worth being cut short.
  private static func gaps(
    between busy: [ClosedRange<Int64>], _ first: Int64, _ last: Int64
  ) -> [Range<Int64>] {
    var gaps: [Range<Int64>] = []
    var end = first
    for span in busy {
      if span.lowerBound > end { gaps.append(end..<span.lowerBound) }
      end = max(end, span.upperBound)
    }
    if last > end { gaps.append(end..<last) }
    let total = last &- first
    let idle = gaps.reduce(Int64(0)) { $0 &+ ($1.upperBound &- $1.lowerBound) }
    let least = max(1_000_000, (total &- idle) / 5, total / 50)
    let long = gaps.filter { $0.upperBound &- $0.lowerBound > least }
    let kept = long.sorted { $0.upperBound &- $0.lowerBound > $1.upperBound &- $1.lowerBound }
    return kept.prefix(12).sorted { $0.lowerBound < $1.lowerBound }
  }

  private mutating func lay(_ gaps: [Range<Int64>]) {
    let (first, last) = (start.nanoseconds, end.nanoseconds)
    let cut = gaps.reduce(Int64(0)) { $0 &+ ($1.upperBound &- $1.lowerBound) }
    let active = Double(max(1, (last &- first) &- cut))
    let width = gaps.isEmpty ? 0 : min(0.06, 0.6 / Double(gaps.count))
    let rest = 1 - width * Double(gaps.count)
    var place = 0.0
    var time = first
    add(time, 0)
    for gap in gaps {
      place += Double(gap.lowerBound &- time) / active * rest
      if gap.lowerBound > time { add(gap.lowerBound, place) }
      let length = TimeSpan(nanoseconds: gap.upperBound &- gap.lowerBound)
      idle.append(Idle(start: place, end: place + width, length: length))
      place += width
      add(gap.upperBound, place)
      time = gap.upperBound
    }
    if last > time { add(last, 1) }
  }

  private mutating func add(_ moment: Int64, _ place: Double) {
    moments.append(moment)
    places.append(min(1, place))
  }
}
