import Templates

// Series that make the alert of a watch fire or keep it silent, for the tests that are generated with
// it. Rules are evaluated once a minute there.
extension Watch {
  /// Members of the watch's record that its test is made of.
  var trial: TemplateRecord {
    let step = kind == .counter || limit == limit.rounded() ? 1 : 0.001
    let away = comparison.isLower ? -step : step
    // On the line a promise of less than it is broken already.
    let isStrict = comparison == .less || comparison == .more
    let least = kind == .counter ? 0 : -Double.infinity
    let share = (quantile ?? 1) * 1_000_000
    let counts = (Int((share - 1e-3).rounded(.down)), Int((share + 1e-3).rounded(.down)) + 1)
    return [
      "bad": .decimal(decimalText(max(least, isStrict ? limit : limit + away))),
      "good": .decimal(decimalText(max(least, isStrict ? limit - away : limit))),
      "above": .decimal(decimalText(limit * 1.5)),
      "within_bad": .int(comparison.isLower ? counts.1 : counts.0),
      "within_good": .int(comparison.isLower ? counts.0 : counts.1),
      "is_steady": .bool(isSteady), "is_quiet": .bool(holdsNothing),
      "interval": .string(interval == 60_000 ? "1m" : "\(interval)ms"),
      "told_after": .int(toldAfter),
      "told_samples": .int(toldAfter * 60_000 / interval + 1),
      "events_after": .int(patienceMinutes + 3), "events_samples": .int(patienceMinutes + 1),
      "quiet_after": .int(window.minutes + 2), "quiet_samples": .int(window.minutes + 3),
    ]
  }

  private var patienceMinutes: Int { patience?.minutes ?? 0 }

  /// When a series that is beyond its line from the beginning has been so for long enough.
  private var toldAfter: Int {
    patienceMinutes + (kind == .gauge ? 1 : window.minutes + 2)
  }

  /// Milliseconds between two values of a series, so that a window holds a few of them.
  private var interval: Int { min(60_000, window.milliseconds / 4) }

  /// True when a counter that stands still keeps the promise.
  private var holdsNothing: Bool {
    switch comparison {
    case .atMost, .less: true
    case .equal: limit == 0
    case .atLeast, .more: false
    }
  }

  /// True when events that happen once are out of the window before anybody is told of them.
  private var isSteady: Bool {
    holdsNothing && patienceMinutes * 60_000 >= window.milliseconds
  }
}
