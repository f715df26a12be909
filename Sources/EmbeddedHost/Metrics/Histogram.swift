import History

/// How often something took how long.
struct Histogram {
  /// Upper ends in seconds: from a commit to an hour of an activity.
  static let bounds = [0.001, 0.005, 0.025, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600]

  /// By bound, each without those before it; the last is of what took longer than all.
  private var counts = Array(repeating: 0, count: bounds.count + 1)
  private(set) var sum = 0.0

  mutating func add(_ span: TimeSpan) {
    // The clock of the machine may have been set back meanwhile.
    let seconds = max(0, span.fractionalSeconds)
    counts[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
    sum += seconds
  }

  var count: Int { counts.reduce(0, +) }

  /// Up to each bound, as the text form has them; the last is of all.
  var cumulative: [(bound: String, count: Int)] {
    var total = 0
    return zip(Self.bounds.map { "\($0)" } + ["+Inf"], counts).map { bound, count in
      total += count
      return (bound, total)
    }
  }
}

extension TimeSpan {
  var fractionalSeconds: Double { Double(nanoseconds) / 1_000_000_000 }
}
