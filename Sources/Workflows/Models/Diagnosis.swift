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
