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

/// All that one agent is told.
public struct DiagnosisRequest: Codable, Sendable, Hashable {
  /// What happened.
  public var alert: Alert
  /// Which agent is asked.
  public var agentID: String
  /// Figures around the time of the alert.
  public var metrics: [String: Double]
  /// Lines around the time of the alert.
  public var logs: [String]

  /// A value with its members.
  public init(alert: Alert, agentID: String, metrics: [String: Double], logs: [String]) {
    self.alert = alert
    self.agentID = agentID
    self.metrics = metrics
    self.logs = logs
  }
}

/// What one agent holds for the cause.
public struct Diagnosis: Codable, Sendable, Hashable {
  /// Who says so.
  public var agentID: String
  /// In its words.
  public var rootCause: String
  /// A short name of the cause that other agents would give it, too.
  public var rootCauseKey: String?
  /// From 0 to 1.
  public var confidence: Double
  /// What it rests on.
  public var evidence: [String]
  /// What it would do.
  public var suggestedFix: String
  /// What the incident costs.
  public var estimatedImpact: String

  /// A value with its members.
  public init(
    agentID: String, rootCause: String, rootCauseKey: String? = nil, confidence: Double,
    evidence: [String] = [], suggestedFix: String = "", estimatedImpact: String = ""
  ) {
    self.agentID = agentID
    self.rootCause = rootCause
    self.rootCauseKey = rootCauseKey
    self.confidence = confidence
    self.evidence = evidence
    self.suggestedFix = suggestedFix
    self.estimatedImpact = estimatedImpact
  }
}

/// What most of the agents hold for the cause.
public struct Consensus: Codable, Sendable, Hashable {
  /// In the words of the first of them.
  public var rootCause: String
  /// The normalised name of the cause.
  public var key: String
  /// How sure they are, times their share of those who were asked.
  public var confidence: Double
  /// Of the same cause.
  public var supportingDiagnoses: [Diagnosis]
  /// Of other causes.
  public var conflictingDiagnoses: [Diagnosis]

  /// A value with its members.
  public init(
    rootCause: String, key: String, confidence: Double, supportingDiagnoses: [Diagnosis],
    conflictingDiagnoses: [Diagnosis]
  ) {
    self.rootCause = rootCause
    self.key = key
    self.confidence = confidence
    self.supportingDiagnoses = supportingDiagnoses
    self.conflictingDiagnoses = conflictingDiagnoses
  }
}

/// A cause that is to be mended.
public struct FixRequest: Codable, Sendable, Hashable {
  /// What happened.
  public var alert: Alert
  /// Why.
  public var consensus: Consensus
  /// Where the fix will be.
  public var branch: String

  /// A value with its members.
  public init(alert: Alert, consensus: Consensus, branch: String) {
    self.alert = alert
    self.consensus = consensus
    self.branch = branch
  }
}

/// What an agent would change.
public struct FixProposal: Codable, Sendable, Hashable {
  /// What it does, for people.
  public var description: String
  /// Whole contents by path.
  public var files: [String: String]

  /// A value with its members.
  public init(description: String, files: [String: String]) {
    self.description = description
    self.files = files
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
