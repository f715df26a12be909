/// A kind of support that a policy can ask for. The raw value is its word in a policy.
public enum SupportWord: String, Sendable, CaseIterable {
  /// A document that is in the project describes it.
  case document
  /// Code or configuration that is in the project is declared or marked to satisfy it.
  case code
  /// A test is there, whatever its result.
  case test
  /// A test has passed, and none has failed.
  case passingTest = "passing test"
  /// An alert, a dashboard or a runbook watches it.
  case alert
  /// An alert watches it that a test of its own has made fire.
  case testedAlert = "tested alert"
  /// A person is said to have verified it.
  case review
}

/// What a policy demands of a kind of node before it counts as satisfied.
public indirect enum Demand: Sendable, Hashable {
  /// One kind of support.
  case support(SupportWord)
  /// Every one of several; never empty.
  case all([Demand])
  /// At least one of several; never empty.
  case any([Demand])

  /// Whether some support meets the demand.
  public func isMet(by has: (SupportWord) -> Bool) -> Bool {
    switch self {
    case .support(let word): has(word)
    case .all(let parts): parts.allSatisfy { $0.isMet(by: has) }
    case .any(let parts): parts.contains { $0.isMet(by: has) }
    }
  }

  /// It cannot be met without a test that has passed.
  public var needsPassingTest: Bool { !isMet { $0 != .passingTest } }

  /// As a policy says it, with brackets only where they matter: `code and (alert or test)`.
  public var text: String {
    switch self {
    case .support(let word): word.rawValue
    case .all(let parts):
      parts.map { if case .any = $0 { "(\($0.text))" } else { $0.text } }.joined(separator: " and ")
    case .any(let parts): parts.map(\.text).joined(separator: " or ")
    }
  }
}
