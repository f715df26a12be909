import SourceText

/// How often somebody is written to.
enum LimitPatterns {
  typealias Place = PatternRow.Place

  static let otherLimits: @Sendable (PatternScope) -> [Place] = { scope in
    guard let figures = scope.figures(.rateLimit), let limit = figures.limit else { return [] }
    let window = figures.window?.value
    let count = Int(exactly: limit.value.rounded(.down)) ?? 0
    return scope.ranges.flatMap { range in
      scope.sources[range.file].statements.filter { range.lines.contains($0.line) }.compactMap {
        statement in
        fault(statement.bare, count, window).map { Place(range.file, statement.line, $0) }
      }
    }
  }

  private static func fault(_ statement: String, _ count: Int, _ window: Double?) -> String? {
    if let window, let length = period(statement), abs(length - window) >= 0.5 {
      return
        "the period is \(durationText(length)), and the manifold states \(durationText(window))"
    }
    if let stated = self.count(statement), stated != count {
      return "the count is \(stated), and the manifold states \(count)"
    }
    guard statement.contains("len("), statement.hasWord(["count", "limit", "max"]) else {
      return nil
    }
    if statement.contains("count + ") || statement.contains("limit + ") {
      return "something is added to the limit"
    }
    if statement.contains(") > self.count") || statement.contains(") > self.limit") {
      return "the limit itself is let through once more"
    }
    return nil
  }

  /// `window: timedelta = timedelta(hours=6)`, `elapsed > timedelta(hours=6)`.
  private static func period(_ statement: String) -> Double? {
    for name in ["window", "period", "interval"] {
      let given =
        statement.argument(name)
        ?? statement.argument("\(name): timedelta")
      if let length = given?.durations.first { return length }
    }
    guard statement.contains("> timedelta(") || statement.contains(">= timedelta(") else {
      return nil
    }
    return statement.durations.first
  }

  private static func count(_ statement: String) -> Int? {
    for name in ["count: int", "limit: int", "max_messages: int", "count", "limit"] {
      if let value = statement.argument(name), let number = Int(value) { return number }
    }
    return nil
  }

  // MARK: messages past the limit

  private static let messages: Set<String> = ["notify", "notification", "notifications"]
  private static let asks: Set<String> = [
    "limit", "reserve", "throttle", "throttled", "should", "allowed", "admits", "quota", "may",
  ]

  static let unlimited: @Sendable (PatternScope) -> [Place] = { scope in
    scope.workflowFunctions.flatMap { file, function -> [Place] in
      // Functions that are asked for the limit themselves send nothing.
      guard !function.name.hasWord(asks) else { return [] }
      let source = scope.sources[file]
      return source.body(of: function).compactMap { statement in
        guard let callee = callee(of: statement), !isGuarded(statement, in: source),
          !consults(callee, scope, depth: 0)
        else { return nil }
        return Place(file, statement.line)
      }
    }
  }

  /// What sends a message: a function of the workflow, or an activity.
  private static func callee(of statement: PythonSource.Statement) -> String? {
    guard !statement.bare.hasPrefix("def "), !statement.bare.hasPrefix("async def ") else {
      return nil
    }
    let isActivity = statement.bare.contains("execute_activity")
    for name in statement.bare.names where name.hasWord(messages) {
      let isCalled = statement.bare.contains("\(name)(")
      let isType = name.first?.isUppercase == true
      if !isType, isCalled || isActivity, !name.hasWord(asks) { return name }
    }
    return nil
  }

  private static func isGuarded(
    _ statement: PythonSource.Statement, in source: PythonSource
  ) -> Bool {
    if statement.bare.hasPrefix("if "), statement.bare.hasWord(asks) { return true }
    var indentation = statement.indentation
    for before in source.statements.reversed() where before.line < statement.line {
      guard before.indentation < indentation else { continue }
      indentation = before.indentation
      if before.bare.hasPrefix("if "), before.bare.hasWord(asks) { return true }
      if before.bare.contains("def ") { return false }
    }
    return false
  }

  /// The function, or one that it calls, asks the limit.
  private static func consults(_ name: String, _ scope: PatternScope, depth: Int) -> Bool {
    guard depth < 4, let (file, block) = scope.function(named: name) else { return false }
    let body = scope.sources[file].body(of: block)
    if body.contains(where: { $0.bare.contains("(") && $0.bare.hasWord(asks) }) { return true }
    let called = Set(body.flatMap { $0.bare.names }).subtracting([name])
    return called.sorted().contains { next in
      body.contains { $0.bare.contains("\(next)(") || $0.bare.contains(".\(next),") }
        && consults(next, scope, depth: depth + 1)
    }
  }
}
