/// What kind of demand a constraint makes: the raw value is its name in manifolds and packs.
public enum Archetype: String, Sendable, CaseIterable, Comparable {
  /// Done at most once, however often it is asked for.
  case idempotency
  /// Over before a stated time.
  case timeWindow = "time-window"
  /// No more tries than stated.
  case retryBound = "retry-bound"
  /// No more than a number in any period.
  case rateLimit = "rate-limit"
  /// An answer within a time, for a share of the cases.
  case latencyGoal = "latency-goal"
  /// A share of something above or below a figure.
  case ratioGoal = "ratio-goal"
  /// From one state to the next as a whole.
  case atomicTransition = "atomic-transition"
  /// Somebody is told.
  case notification
  /// What happened is sorted before it is acted on.
  case classification
  /// Somebody takes over.
  case escalation
  /// Somebody may call it off.
  case cancellation
  /// What must stay secret is neither kept nor logged.
  case secretHygiene = "secret-hygiene"
  /// Only those who may.
  case authorisation
  /// Trouble here does not spread.
  case degradation
  /// What happens can be followed.
  case observability
  /// Built on something that is there.
  case platform

  /// The name as an identifier: `time_window`.
  public var key: String { String(rawValue.map { $0 == "-" ? "_" : $0 }) }

  /// For people: `time window`.
  public var label: String { String(rawValue.map { $0 == "-" ? " " : $0 }) }

  /// Order of the table.
  public static func < (a: Archetype, b: Archetype) -> Bool { a.order < b.order }

  private var order: Int { Self.cases.firstIndex(of: self) ?? 0 }
  private static let cases = allCases
}

/// What kind of trouble a failure mode describes.
public enum FailureArchetype: String, Sendable, CaseIterable {
  /// It took effect, and the answer never came.
  case responseLost = "response-lost"
  /// An answer came that does not say what happened.
  case ambiguousAnswer = "ambiguous-answer"
  /// Called off while it is under way.
  case cancelInFlight = "cancel-in-flight"
  /// Who should be told cannot be told.
  case notifierDown = "notifier-down"
  /// The same is asked for twice at once.
  case duplicateRequest = "duplicate-request"
  /// What is depended on does not answer.
  case providerDown = "provider-down"
  /// The process ends in the middle.
  case crashInFlight = "crash-in-flight"
  /// More comes in than goes out.
  case overload
  /// What was read is no longer so.
  case staleState = "stale-state"

  /// The name as an identifier: `response_lost`.
  public var key: String { String(rawValue.map { $0 == "-" ? "_" : $0 }) }

  /// For people: `response lost`.
  public var label: String { String(rawValue.map { $0 == "-" ? " " : $0 }) }
}

/// Why nothing is generated for a constraint, or not all that it needs.
public enum MissingReason: String, Sendable, CaseIterable {
  case performanceTest = "needs performance test"
  case securityTest = "needs security test"
  case productionMeasurement = "needs production measurement"
  /// People decide or look.
  case manual
  /// A person or an agent has to write it.
  case agent

  /// For people, as a sentence without full stop.
  public var explanation: String {
    switch self {
    case .performanceTest: "speed shows only under load, on the machines that will bear it"
    case .securityTest: "what an attacker may do has to be tried on the running system"
    case .productionMeasurement: "the figure can only be measured in operation"
    case .manual: "people have to decide it or look at it"
    case .agent: "no archetype says how; somebody has to write it"
    }
  }
}
