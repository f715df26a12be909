import SourceText

extension EffectPatterns {
  // MARK: tries

  static let tries: @Sendable (PatternScope) -> [Place] = { scope in
    guard let bound = scope.tries else { return [] }
    return workflows(scope).flatMap { workflow in
      workflow.functions.flatMap { tries(in: $0, workflow, scope, bound) }
    }
  }

  private static func tries(
    in function: PythonSource.Block, _ workflow: Workflow, _ scope: PatternScope, _ bound: Int
  ) -> [Place] {
    let body = workflow.source.body(of: function)
    var found: [Place] = []
    for statement in body where statement.bare.hasPrefix("for ") && isAttempts(statement) {
      guard let rounds = rounds(statement.bare, scope), rounds > bound else { continue }
      found.append(
        Place(
          workflow.file, statement.line, "the loop makes up to \(rounds) attempts, not \(bound)"))
    }
    for statement in body {
      guard let name = activity(statement.code), kind(ofActivity: name) == .effect else { continue }
      let loop = workflow.functions.flatMap { workflow.source.body(of: $0) }.first {
        $0.bare.hasPrefix("for ") && isAttempts($0)
      }
      let rounds = loop.flatMap { Self.rounds($0.bare, scope) } ?? (loop == nil ? 1 : bound)
      guard let policy = policy(of: statement, workflow.source) else {
        found.append(
          Place(
            workflow.file, statement.line, "without a retry policy the engine tries without end"))
        continue
      }
      guard let count = policy.count else {
        found.append(
          Place(workflow.file, policy.line, "the retry policy of \(name) has no maximum_attempts"))
        continue
      }
      if count > 1, count * rounds > bound {
        let product =
          rounds > 1
          ? "\(rounds) rounds of \(count) attempts are \(rounds * count), and so"
          : "\(count) attempts are"
        found.append(Place(workflow.file, policy.line, "\(product) more than \(bound)"))
      }
    }
    return found
  }

  private static func isAttempts(_ statement: Statement) -> Bool {
    statement.bare.contains("range(")
      && statement.bare.hasWord(["attempt", "attempts", "try", "tries", "retry", "retries"])
  }

  /// How often `for x in range(…)` goes, as far as its figures are known.
  private static func rounds(_ statement: String, _ scope: PatternScope) -> Int? {
    guard let place = statement.firstRange(of: "range(") else { return nil }
    let inside = statement[place.upperBound...].prefix { $0 != ")" }
    let parts = inside.split(separator: ",").map { value(String($0), scope) }
    switch parts.count {
    case 1: return parts[0]
    case 2:
      guard let first = parts[0], let last = parts[1] else { return nil }
      return last - first
    default: return nil
    }
  }

  /// `3`, `self._schedule.max_attempts + 1`.
  private static func value(_ text: String, _ scope: PatternScope) -> Int? {
    var sum = 0
    for (index, part) in text.split(separator: "+").enumerated() {
      let name = oneLine(String(part)).filter { $0 != " " }
      let known = Int(name) ?? name.names.last.flatMap { constant($0, scope) }
      guard let known, known < 1_000_000, index < 3 else { return nil }
      sum += known
    }
    return sum
  }

  /// `max_attempts: int = 3` in any program.
  private static func constant(_ name: String, _ scope: PatternScope) -> Int? {
    for source in scope.sources {
      for statement in source.statements where statement.bare.names.first == name {
        guard let sign = statement.bare.lastIndex(of: "=") else { continue }
        let value = statement.bare[statement.bare.index(after: sign)...].filter { $0 != " " }
        if let number = Int(value) { return number }
      }
    }
    return nil
  }

  /// The policy of a call: where it stands, and how many attempts it allows.
  private static func policy(
    of statement: Statement, _ source: PythonSource
  ) -> (line: Int, count: Int?)? {
    guard let given = statement.code.argument("retry_policy") else { return nil }
    if given.contains("RetryPolicy(") { return (statement.line, count(given)) }
    let name = given.names.last ?? given
    let made = source.statements.first {
      $0.bare.names.first == name && $0.bare.contains("RetryPolicy(")
    }
    guard let made else { return (statement.line, 1) }
    return (made.line, count(made.code))
  }

  private static func count(_ policy: String) -> Int? {
    policy.argument("maximum_attempts").flatMap { Int($0.filter { $0 != ")" && $0 != " " }) }
      .flatMap { $0 > 0 ? $0 : nil }
  }
}
