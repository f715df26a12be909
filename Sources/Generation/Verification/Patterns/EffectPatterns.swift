import SourceText

/// Effects on the outside: what is asked before them, and how often they are tried.
enum EffectPatterns {
  typealias Place = PatternRow.Place
  typealias Statement = PythonSource.Statement

  private static let effects: Set<String> = [
    "execute", "charge", "attempt", "pay", "capture", "transfer", "book", "debit", "deliver",
    "submit", "renew", "issue", "process", "post", "place", "order", "perform", "sell", "send",
    "refund", "withdraw", "publish", "create",
  ]
  private static let questions: Set<String> = [
    "check", "status", "exists", "existing", "already", "lookup", "find", "done", "query",
    "fetch", "get", "verify", "inspect",
  ]
  private static let others: Set<String> = [
    "notify", "notification", "message", "mail", "record", "count", "escalate", "finish",
    "finished", "log", "emit", "audit", "release", "event", "metric", "manual",
  ]

  enum Call { case question, effect }

  /// The activity that a statement runs, by the last part of its name.
  private static func activity(_ statement: String) -> String? {
    for call in ["execute_activity_method(", "execute_activity(", "execute_local_activity("] {
      guard let place = statement.firstRange(of: call) else { continue }
      let first = statement[place.upperBound...].prefix { $0 != "," && $0 != ")" }
      return String(first).names.last
    }
    return nil
  }

  private static func kind(ofActivity name: String) -> Call? {
    if name.hasWord(questions) { return .question }
    if name.hasWord(others) { return nil }
    return name.hasWord(effects) ? .effect : nil
  }

  // MARK: questions before effects

  /// One look through the functions of a workflow.
  private struct Workflow {
    let file: Int
    let source: PythonSource
    let functions: [PythonSource.Block]
    /// What a function does itself, by its name.
    var own: [String: Set<Call>] = [:]

    init(_ file: Int, _ source: PythonSource, _ workflow: PythonSource.Block) {
      (self.file, self.source) = (file, source)
      functions = source.functions.filter { workflow.lines.contains($0.line) }
      for function in functions {
        own[function.name] = Set(
          source.body(of: function).compactMap { activity($0.code).flatMap(kind) })
      }
    }

    /// Only effects, and somebody in the workflow calls it: the caller has to ask.
    func isHelper(_ name: String) -> Bool {
      own[name] == [.effect]
        && functions.contains { function in
          function.name != name
            && source.body(of: function).contains { $0.bare.contains("self.\(name)(") }
        }
    }

    func calls(_ statement: Statement) -> [Call] {
      var found: [Call] = activity(statement.code).flatMap(kind).map { [$0] } ?? []
      for (name, kinds) in own where name != "run" {
        let count = statement.bare.occurrences(of: "self.\(name)(")
        if kinds.contains(.question) { found += Array(repeating: .question, count: min(1, count)) }
        if isHelper(name) { found += Array(repeating: .effect, count: count) }
      }
      return found
    }
  }

  private static func workflows(_ scope: PatternScope) -> [Workflow] {
    scope.sources.enumerated().flatMap { file, source in
      source.workflows.map { Workflow(file, source, $0) }
    }
  }

  static let unasked: @Sendable (PatternScope) -> [Place] = { scope in
    workflows(scope).flatMap { workflow in
      workflow.functions.filter { !workflow.isHelper($0.name) }.flatMap {
        unasked(in: $0, workflow)
      }
    }
  }

  private static func unasked(in function: PythonSource.Block, _ workflow: Workflow) -> [Place] {
    var found: [Place] = []
    var asked: Int?
    let body = workflow.source.body(of: function)
    for statement in body {
      for call in workflow.calls(statement) {
        switch call {
        case .question: asked = statement.line
        case .effect:
          let loop = body.last {
            $0.line < statement.line && $0.indentation < statement.indentation
              && ($0.bare.hasPrefix("for ") || $0.bare.hasPrefix("while "))
          }
          if asked == nil {
            found.append(Place(workflow.file, statement.line))
          } else if let loop, let asked, asked < loop.line {
            found.append(
              Place(
                workflow.file, statement.line,
                "the status is asked before the loop, and not before each attempt"))
          }
          asked = nil
        }
      }
    }
    return found
  }

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

extension String {
  /// How often a text stands in this one, without overlaps.
  func occurrences(of text: String) -> Int {
    var count = 0
    var rest = self[...]
    while let place = rest.firstRange(of: text) {
      count += 1
      rest = rest[place.upperBound...]
    }
    return count
  }
}
