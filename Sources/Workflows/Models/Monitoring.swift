/// What `IncidentRollbackWorkflow` is started with.
public struct IncidentRollbackInput: Codable, Sendable, Hashable {
  /// The incident.
  public var alertID: String
  /// The pull request of its hotfix.
  public var prNumber: Int
  /// Why it is taken back.
  public var reason: String

  /// Anything but what is needed may be left out.
  public init(alertID: String, prNumber: Int, reason: String = "") {
    self.alertID = alertID
    self.prNumber = prNumber
    self.reason = reason
  }

  /// Members that are missing have their defaults.
  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      alertID: try keys.decode(String.self, forKey: .alertID),
      prNumber: try keys.decode(Int.self, forKey: .prNumber),
      reason: try keys.value(.reason, or: ""))
  }
}

/// What came of `IncidentRollbackWorkflow`.
public struct IncidentRollbackResult: Codable, Sendable, Hashable {
  /// The incident.
  public var alertID: String
  /// The hotfix was taken back.
  public var rollbackPerformed: Bool
  /// The pull request that does so.
  public var revertPrURL: String

  /// A value with its members.
  public init(alertID: String, rollbackPerformed: Bool, revertPrURL: String) {
    self.alertID = alertID
    self.rollbackPerformed = rollbackPerformed
    self.revertPrURL = revertPrURL
  }
}

/// What `ContinuousMonitoringWorkflow` is started with, and goes on with.
public struct ContinuousMonitoringInput: Codable, Sendable, Hashable {
  /// Between two looks for alerts.
  public var pollSeconds: Int
  /// Handed on to each incident.
  public var numDiagnosticAgents: Int
  /// Handed on to each incident.
  public var autoFix: Bool
  /// After so many looks the work goes on in a new run.
  public var pollsPerRun: Int
  /// Where the last look ended.
  public var cursor: String
  /// Since the first run.
  public var incidentsStarted: Int

  /// Anything but what is needed may be left out.
  public init(
    pollSeconds: Int = 30, numDiagnosticAgents: Int = 3, autoFix: Bool = true,
    pollsPerRun: Int = 200, cursor: String = "", incidentsStarted: Int = 0
  ) {
    self.pollSeconds = pollSeconds
    self.numDiagnosticAgents = numDiagnosticAgents
    self.autoFix = autoFix
    self.pollsPerRun = pollsPerRun
    self.cursor = cursor
    self.incidentsStarted = incidentsStarted
  }

  /// Members that are missing have their defaults.
  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      pollSeconds: try keys.value(.pollSeconds, or: 30),
      numDiagnosticAgents: try keys.value(.numDiagnosticAgents, or: 3),
      autoFix: try keys.value(.autoFix, or: true),
      pollsPerRun: try keys.value(.pollsPerRun, or: 200),
      cursor: try keys.value(.cursor, or: ""),
      incidentsStarted: try keys.value(.incidentsStarted, or: 0))
  }
}
