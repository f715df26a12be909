import SourceText

/// What must stay secret, in logs, in state and in recorded failures.
enum SecretPatterns {
  typealias Place = PatternRow.Place

  private static let secrets: Set<String> = [
    "card", "cvv", "cvc", "iban", "pan", "password", "passwd", "credential", "credentials",
    "secret", "token", "ssn",
  ]
  private static let logs = [
    "logger.", "logging.", "log.", "print(", "_log.", "activity.logger.", "workflow.logger.",
  ]

  private static func isLog(_ statement: String) -> Bool {
    let calls = [".debug(", ".info(", ".warning(", ".error(", ".exception(", ".critical(", ".log("]
    let isCall =
      calls.contains { statement.contains($0) } && statement.hasWord(["log", "logger", "logging"])
    return isCall || statement.calls("print(")
  }

  static let logged: @Sendable (PatternScope) -> [Place] = { scope in
    scope.statements { statement in
      guard isLog(statement.bare) else { return false }
      // Behind the bracket: what is given, without the texts.
      let given = statement.bare.drop { $0 != "(" }
      return String(given).hasWord(secrets)
    }
  }

  /// `card_number: str`, `self.card = card`.
  static let fields: @Sendable (PatternScope) -> [Place] = { scope in
    scope.sources.enumerated().flatMap { file, source in
      source.statements.filter { statement in
        let name = String(statement.bare.prefix { $0 != ":" && $0 != "=" && $0 != "(" })
        guard name.hasWord(secrets.subtracting(["token", "pan"])),
          !name.contains(" ") || name.hasSuffix(" ")
        else { return false }
        if name.hasPrefix("self.") { return statement.bare.contains(" = ") }
        let owner = source.blocks.filter { $0.lines.contains(statement.line) }.last
        return owner?.isClass == true && statement.bare.contains(": ")
      }.map { Place(file, $0.line) }
    }
  }

  static let rawFailures: @Sendable (PatternScope) -> [Place] = { scope in
    scope.marked { statement in
      let isRecorded = statement.bare.contains("Error(") || statement.bare.hasPrefix("raise ")
      return isRecorded && statement.bare.calls("str(") && !statement.bare.hasWord(cleaning)
    }
  }

  private static let cleaning: Set<String> = [
    "redacted", "redact", "masked", "mask", "clean", "cleaned", "scrub", "sanitize", "sanitise",
  ]

  static let unfiltered: @Sendable (PatternScope) -> [Place] = { scope in
    scope.sources.enumerated().flatMap { file, source -> [Place] in
      let isClean = source.statements.contains {
        $0.bare.contains("addFilter(") || $0.bare.contains("processors")
      }
      guard !isClean, source.statements.contains(where: { isLog($0.bare) }) else { return [] }
      return source.statements.filter {
        $0.bare.contains("getLogger(") || $0.bare.contains("get_logger(")
      }.map { Place(file, $0.line) }
    }
  }
}
