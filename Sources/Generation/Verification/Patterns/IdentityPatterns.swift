import SourceText

/// Keys against doubled effects.
enum IdentityPatterns {
  /// What changes from one attempt to the next.
  private static let volatile: Set<String> = [
    "attempt", "attempts", "attempt_number", "current_attempt", "retry_count", "try_number",
    "uuid1", "uuid4", "random", "randint", "randrange", "token_hex", "token_urlsafe", "urandom",
    "time_ns", "time", "monotonic", "perf_counter", "now", "utcnow", "today",
  ]

  static let unstableKeys: @Sendable (PatternScope) -> [PatternRow.Place] = { scope in
    scope.sources.enumerated().flatMap { file, source in
      source.statements.filter { isUnstable($0.bare) || isMadeUnstable($0, in: source) }.map {
        PatternRow.Place(file, $0.lastLine == $0.line ? $0.line : line(of: $0, in: source))
      }
    }
  }

  /// `idempotency_key=f"{key}_{attempt}"`, `self._key = make(now())`, `[f"{key}_{attempt}"]`.
  private static func isUnstable(_ statement: String) -> Bool {
    for name in Set(statement.names) where name.hasWord(["key"]) {
      guard let value = statement.argument(name) else { continue }
      if !value.hasPrefix("lambda"), value.names.contains(where: volatile.contains) { return true }
    }
    return formats(of: statement).contains { text in
      text.hasWord(["key"]) && text.names.contains(where: volatile.contains)
    }
  }

  /// The fields of each f-string.
  private static func formats(of statement: String) -> [String] {
    let parts = statement.split(separator: "\"", omittingEmptySubsequences: false)
    return parts.indices.dropFirst().compactMap { index in
      let before = parts[index - 1].last
      return index % 2 == 1 && (before == "f" || before == "F") ? String(parts[index]) : nil
    }
  }

  /// Inside of a function that makes keys.
  private static func isMadeUnstable(
    _ statement: PythonSource.Statement, in source: PythonSource
  ) -> Bool {
    let isSuspect =
      statement.bare.hasPrefix("return") || statement.bare.names.contains(where: volatile.contains)
    guard isSuspect, let function = source.function(around: statement.line),
      function.line != statement.line,
      function.name.subwords.last == "key"
    else { return false }
    return statement.bare.names.contains(where: volatile.contains)
      || function.parameters.names.contains { $0 != "time" && volatile.contains($0) }
        && statement.bare.hasPrefix("return")
  }

  /// Of a statement over several lines, the one that holds the key.
  private static func line(of statement: PythonSource.Statement, in source: PythonSource) -> Int {
    for number in statement.line...statement.lastLine {
      let bare = String(decoding: source.lines[number - 1].bare, as: UTF8.self)
      if bare.hasWord(["key"]), bare.names.contains(where: volatile.contains) { return number }
    }
    return statement.line
  }
}
