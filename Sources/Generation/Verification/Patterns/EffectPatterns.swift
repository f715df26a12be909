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
  static func activity(_ statement: String) -> String? {
    for call in ["execute_activity_method(", "execute_activity(", "execute_local_activity("] {
      guard let place = statement.firstRange(of: call) else { continue }
      let first = statement[place.upperBound...].prefix { $0 != "," && $0 != ")" }
      return String(first).names.last
    }
    return nil
  }

  static func kind(ofActivity name: String) -> Call? {
    if name.hasWord(questions) { return .question }
    if name.hasWord(others) { return nil }
    return name.hasWord(effects) ? .effect : nil
  }

  // MARK: questions before effects

  /// One look through the functions of a workflow.
  struct Workflow {
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

  static func workflows(_ scope: PatternScope) -> [Workflow] {
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
