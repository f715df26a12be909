/// Tests to be run.
public struct TestRequest: Codable, Sendable, Hashable {
  /// The branch.
  public var target: String
  /// `unit`, `integration` or `fix`.
  public var type: String

  /// A value with its members.
  public init(target: String, type: String) {
    self.target = target
    self.type = type
  }
}

/// A tool to be run.
public struct ToolRequest: Codable, Sendable, Hashable {
  /// The branch.
  public var target: String

  /// A value with its members.
  public init(target: String) {
    self.target = target
  }
}

/// What a service did around a time.
public struct TelemetryRequest: Codable, Sendable, Hashable {
  /// Which.
  public var service: String
  /// When, as the alert says it.
  public var timestamp: String

  /// A value with its members.
  public init(service: String, timestamp: String) {
    self.service = service
    self.timestamp = timestamp
  }
}

/// Figures of a service.
public struct Metrics: Codable, Sendable, Hashable {
  /// By name.
  public var values: [String: Double]

  /// A value with its members.
  public init(values: [String: Double]) {
    self.values = values
  }
}

/// Lines of a service.
public struct Logs: Codable, Sendable, Hashable {
  /// Oldest first.
  public var lines: [String]

  /// A value with its members.
  public init(lines: [String]) {
    self.lines = lines
  }
}

/// What tools are to mend.
public struct AutoFixRequest: Codable, Sendable, Hashable {
  /// Where.
  public var branch: String
  /// What they found fault with.
  public var checks: [CheckKind]

  /// A value with its members.
  public init(branch: String, checks: [CheckKind]) {
    self.branch = branch
    self.checks = checks
  }
}

/// What tools mended.
public struct AutoFixes: Codable, Sendable, Hashable {
  /// Whole contents by path.
  public var files: [String: String]
  /// Those that something was mended for.
  public var applied: [CheckKind]

  /// A value with its members.
  public init(files: [String: String], applied: [CheckKind]) {
    self.files = files
    self.applied = applied
  }
}

/// A look for alerts.
public struct AlertPoll: Codable, Sendable, Hashable {
  /// Where the last look ended; empty for the first.
  public var cursor: String

  /// A value with its members.
  public init(cursor: String) {
    self.cursor = cursor
  }
}

/// Alerts since the last look.
public struct AlertBatch: Codable, Sendable, Hashable {
  /// Oldest first.
  public var alerts: [Alert]
  /// Where this look ended.
  public var cursor: String

  /// A value with its members.
  public init(alerts: [Alert], cursor: String) {
    self.alerts = alerts
    self.cursor = cursor
  }
}
