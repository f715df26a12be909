public import History

/// Which limit of time ran out.
public enum TimeoutKind: String, Sendable, Hashable, CaseIterable, ProtocolWord {
  static let prefix = "TIMEOUT_TYPE_"

  case startToClose = "TIMEOUT_TYPE_START_TO_CLOSE"
  case scheduleToStart = "TIMEOUT_TYPE_SCHEDULE_TO_START"
  case scheduleToClose = "TIMEOUT_TYPE_SCHEDULE_TO_CLOSE"
  case heartbeat = "TIMEOUT_TYPE_HEARTBEAT"
}

/// Something that went wrong, with what caused it: what activities and workflows throw, what hosts
/// record, and what workflow code catches.
public struct Failure: Error, Sendable, Hashable {
  /// What kind of thing went wrong.
  public enum Kind: Sendable, Hashable {
    /// Thrown by an activity's or a workflow's own code.
    case application(Application)
    /// A limit of time; with the details of the last sign of life.
    case timeout(TimeoutKind, lastHeartbeat: [Payload])
    case canceled(details: [Payload])
    case terminated
    case server(nonRetryable: Bool)
    /// An activity ended without a result; the cause tells why.
    case activity(Place, type: String, activityID: String, RetryState)
    /// A child ended without a result; the cause tells why.
    case child(Place, type: String, workflowID: String, runID: String, RetryState)
  }

  /// What the code that threw says of its failure.
  public struct Application: Sendable, Hashable {
    /// What policies and callers know it by.
    public var type: String
    /// No further attempt would mend it.
    public var nonRetryable: Bool
    /// Values for the caller.
    public var details: [Payload]
    /// Takes the place of the policy's wait.
    public var nextRetryDelay: TimeSpan?

    /// What the code says.
    public init(
      type: String, nonRetryable: Bool = false, details: [Payload] = [],
      nextRetryDelay: TimeSpan? = nil
    ) {
      self.type = type
      self.nonRetryable = nonRetryable
      self.details = details
      self.nextRetryDelay = nextRetryDelay
    }
  }

  /// The events of the history that it belongs to; 0 for none.
  public struct Place: Sendable, Hashable {
    /// The event that asked for it: scheduled, or initiated.
    public var requested: Int
    /// The event that says that it began.
    public var started: Int

    /// Events by their ids.
    public init(requested: Int, started: Int) {
      self.requested = requested
      self.started = started
    }
  }

  /// What went wrong, in words.
  public var message: String
  /// What kind of thing it was.
  public var kind: Kind
  /// The program that it comes from.
  public var source: String
  /// Where in the program; empty when it does not say.
  public var stackTrace: String
  /// At most one: a value cannot hold itself.
  private var causes: [Failure]

  /// A failure; `source` says whose.
  public init(
    _ message: String, kind: Kind, source: String = "Throughline", stackTrace: String = "",
    cause: Failure? = nil
  ) {
    self.message = message
    self.kind = kind
    self.source = source
    self.stackTrace = stackTrace
    causes = cause.map { [$0] } ?? []
  }

  /// What it was caused by.
  public var cause: Failure? {
    get { causes.first }
    set { causes = newValue.map { [$0] } ?? [] }
  }

  /// The innermost cause, which says most.
  public var root: Failure { cause?.root ?? self }

  /// The wait that the failed code asked for.
  var nextRetryDelay: TimeSpan? {
    if case .application(let info) = kind { return info.nextRetryDelay }
    return nil
  }

  /// Thrown by code on purpose: what went wrong, and the type that policies and callers know it by.
  public static func application(
    _ message: String, type: String, nonRetryable: Bool = false, details: [Payload] = []
  ) -> Failure {
    let info = Application(type: type, nonRetryable: nonRetryable, details: details)
    return Failure(message, kind: .application(info))
  }

  /// What a cancelled wait throws.
  public static func canceled(_ message: String = "canceled", details: [Payload] = []) -> Failure {
    Failure(message, kind: .canceled(details: details))
  }

  /// It, or what caused it, is a cancellation.
  public var isCancellation: Bool {
    if case .canceled = kind { return true }
    return cause?.isCancellation ?? false
  }

  /// The type of the application failure that it is or was caused by.
  public var applicationType: String? {
    if case .application(let info) = kind { return info.type }
    return cause?.applicationType
  }
}
