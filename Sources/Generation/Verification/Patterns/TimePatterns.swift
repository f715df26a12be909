import SourceText

/// Windows of time, the waits in them, and the guards that keep them.
enum TimePatterns {
  typealias Place = PatternRow.Place

  private static let windows: Set<String> = ["window", "deadline", "horizon", "until", "expiry"]

  static let otherWindows: @Sendable (PatternScope) -> [Place] = { scope in
    guard let window = scope.figures(.timeWindow)?.limit?.value else { return [] }
    return scope.marked { statement in
      guard let name = statement.bare.names.first, name.hasWord(windows) else { return false }
      return statement.bare.durations.contains { abs($0 - window) >= 0.5 }
    }
  }

  /// The first wait grows by a factor; all of them together have to fit.
  static let longWaits: @Sendable (PatternScope) -> [Place] = { scope in
    guard let window = scope.figures(.timeWindow)?.limit?.value else { return [] }
    let wanted: Set = ["first", "initial", "base"]
    return scope.sources.enumerated().flatMap { file, source in
      source.statements.compactMap { statement -> Place? in
        guard let name = statement.bare.names.first, name.hasWord(wanted),
          name.hasWord(["delay", "wait", "interval", "backoff"]),
          let first = statement.bare.durations.first
        else { return nil }
        let factor = number(["factor", "coefficient"], source) ?? 1
        let tries = Int(number(["attempts", "tries"], source) ?? 1)
        var (sum, next) = (0.0, first)
        for _ in 0..<max(0, min(tries, 1_000) - 1) {
          sum += next
          next *= factor
        }
        guard sum > window else { return nil }
        return Place(
          file, statement.line,
          "\(tries - 1) waits take \(durationText(sum)), and the window is \(durationText(window))")
      }
    }
  }

  /// A plain number that is given to a name with one of these words.
  private static func number(_ words: Set<String>, _ source: PythonSource) -> Double? {
    for statement in source.statements {
      guard let name = statement.bare.names.first, name.hasWord(words),
        let sign = statement.bare.lastIndex(of: "=")
      else { continue }
      let value = statement.bare[statement.bare.index(after: sign)...].filter { $0 != " " }
      if let number = Double(value) { return number }
    }
    return nil
  }

  private static let guards: Set<String> = [
    "admits", "within", "window", "deadline", "expired", "allows", "permits",
  ]

  /// `if attempt == 0 and not schedule.admits(age):`
  static let weakGuards: @Sendable (PatternScope) -> [Place] = { scope in
    scope.statements { statement in
      guard statement.bare.hasPrefix("if "), let join = statement.bare.firstRange(of: " and ")
      else { return false }
      let halves = [
        String(statement.bare[..<join.lowerBound]), String(statement.bare[join.upperBound...]),
      ]
      let asked = halves.filter { $0.contains("(") && $0.hasWord(guards) }
      return asked.count == 1
    }
  }
}
