/// Something is wrong in production.
public struct Alert: Codable, Sendable, Hashable {
  /// Unique among alerts.
  public var id: String
  /// How bad it is.
  public var severity: Severity
  /// Where.
  public var service: String
  /// What.
  public var message: String
  /// When, as the alert says it.
  public var timestamp: String
  /// Figures that came with it.
  public var metrics: [String: Double]
  /// Lines that came with it.
  public var logs: [String]

  /// Anything but what is needed may be left out.
  public init(
    id: String, severity: Severity = .medium, service: String = "", message: String = "",
    timestamp: String = "", metrics: [String: Double] = [:], logs: [String] = []
  ) {
    self.id = id
    self.severity = severity
    self.service = service
    self.message = message
    self.timestamp = timestamp
    self.metrics = metrics
    self.logs = logs
  }

  /// Members that are missing have their defaults.
  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      id: try keys.decode(String.self, forKey: .id),
      severity: try keys.value(.severity, or: .medium),
      service: try keys.value(.service, or: ""),
      message: try keys.value(.message, or: ""),
      timestamp: try keys.value(.timestamp, or: ""),
      metrics: try keys.value(.metrics, or: [:]),
      logs: try keys.value(.logs, or: []))
  }
}

/// What `IncidentSwarmWorkflow` is started with.
public struct IncidentInput: Codable, Sendable, Hashable {
  /// What happened.
  public var alert: Alert
  /// How many are asked for the cause; at least 1, at most 16.
  public var numDiagnosticAgents: Int
  /// Let agents mend it when they agree.
  public var autoFix: Bool
  /// How long a rollback may be asked for after the hotfix.
  public var observationMinutes: Int
  /// The branch that hotfixes go to.
  public var base: String

  /// Anything but what is needed may be left out.
  public init(
    alert: Alert, numDiagnosticAgents: Int = 3, autoFix: Bool = true, observationMinutes: Int = 30,
    base: String = "main"
  ) {
    self.alert = alert
    self.numDiagnosticAgents = numDiagnosticAgents
    self.autoFix = autoFix
    self.observationMinutes = observationMinutes
    self.base = base
  }

  /// Members that are missing have their defaults.
  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      alert: try keys.decode(Alert.self, forKey: .alert),
      numDiagnosticAgents: try keys.value(.numDiagnosticAgents, or: 3),
      autoFix: try keys.value(.autoFix, or: true),
      observationMinutes: try keys.value(.observationMinutes, or: 30),
      base: try keys.value(.base, or: "main"))
  }
}

/// An incident that is over.
public struct PostmortemRequest: Codable, Sendable, Hashable {
  /// What happened.
  public var alert: Alert
  /// Why; `nil` when nobody knew.
  public var consensus: Consensus?
  /// What was done about it.
  public var outcome: String
  /// Pull requests and issues.
  public var links: [String]
  /// The same for every attempt.
  public var idempotencyKey: String

  /// A value with its members.
  public init(
    alert: Alert, consensus: Consensus? = nil, outcome: String, links: [String],
    idempotencyKey: String
  ) {
    self.alert = alert
    self.consensus = consensus
    self.outcome = outcome
    self.links = links
    self.idempotencyKey = idempotencyKey
  }
}

/// A document for people.
public struct Postmortem: Codable, Sendable, Hashable {
  /// Where it can be read.
  public var url: String

  /// A value with its members.
  public init(url: String) {
    self.url = url
  }
}

/// What came of `IncidentSwarmWorkflow`.
public struct IncidentResult: Codable, Sendable, Hashable {
  /// What happened.
  public var alertID: String
  /// Why; `nil` when no agent answered.
  public var consensus: Consensus?
  /// There is a hotfix, and it was not taken back.
  public var fixApplied: Bool
  /// The pull request of the hotfix.
  public var hotfixPrNumber: Int?
  /// Where it can be seen.
  public var hotfixPrURL: String?
  /// The issue for people.
  public var issueURL: String?
  /// The document about it; `nil` when it could not be written.
  public var postmortemURL: String?
  /// From the start to the hotfix or the issue.
  public var resolutionTimeMinutes: Double
  /// The hotfix was taken back.
  public var rollbackPerformed: Bool
  /// What went wrong on the way.
  public var notes: [String]

  /// A value with its members.
  public init(
    alertID: String, consensus: Consensus? = nil, fixApplied: Bool, hotfixPrNumber: Int? = nil,
    hotfixPrURL: String? = nil, issueURL: String? = nil, postmortemURL: String? = nil,
    resolutionTimeMinutes: Double, rollbackPerformed: Bool, notes: [String] = []
  ) {
    self.alertID = alertID
    self.consensus = consensus
    self.fixApplied = fixApplied
    self.hotfixPrNumber = hotfixPrNumber
    self.hotfixPrURL = hotfixPrURL
    self.issueURL = issueURL
    self.postmortemURL = postmortemURL
    self.resolutionTimeMinutes = resolutionTimeMinutes
    self.rollbackPerformed = rollbackPerformed
    self.notes = notes
  }
}
