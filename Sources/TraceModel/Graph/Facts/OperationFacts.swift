/// One alerting rule.
public struct AlertFacts: Sendable, Hashable {
  /// The query.
  public var expression: String
  /// How long it must hold: `5m`; `nil` for at once.
  public var hold: String?
  /// The `severity` label.
  public var severity: String?
  /// Where the on-call engineer is sent.
  public var runbookURL: String?
  /// The files of the project that the address may mean, each with its anchor: `docs/RUNBOOK.md#b1`.
  public var runbookTargets: [String] = []
  /// Ids of the constraints that it watches, as written.
  public var constraints: [String] = []
  /// The number that the expression is compared with, when there is exactly one.
  public var bound: Double?

  /// An alert; what is not given is not stated.
  public init(
    expression: String, hold: String? = nil, severity: String? = nil, runbookURL: String? = nil
  ) {
    self.expression = expression
    self.hold = hold
    self.severity = severity
    self.runbookURL = runbookURL
  }
}

/// One panel of a dashboard.
public struct PanelFacts: Sendable, Hashable {
  /// `timeseries`, `stat`, … as written.
  public var type: String
  /// In order.
  public var queries: [String]
  /// `s`, `percent`, … as written.
  public var unit: String?
  /// In order; the first has no lower bound.
  public var thresholds: [Threshold]
  /// The title of the row that it lies in; empty for none.
  public var row = ""
  /// The value from which somebody should be told, where the panel states one.
  public var alertThreshold: Double?
  /// The lower end of its scale, where it is set.
  public var minimum: Double?
  /// The upper end of its scale, where it is set.
  public var maximum: Double?

  /// A step of a panel's colours.
  public struct Threshold: Sendable, Hashable {
    /// `nil` for minus infinity.
    public var value: Double?
    /// As written.
    public var colour: String

    /// A step from a value on.
    public init(value: Double?, colour: String) {
      self.value = value
      self.colour = colour
    }
  }

  /// A panel.
  public init(
    type: String, queries: [String] = [], unit: String? = nil, thresholds: [Threshold] = []
  ) {
    self.type = type
    self.queries = queries
    self.unit = unit
    self.thresholds = thresholds
  }
}

/// One run of a workflow, in short; the history itself is read again for its page.
public struct RunFacts: Sendable, Hashable {
  /// The workflow's type name.
  public var workflowType: String
  /// Given by whoever started it; empty when the history does not say.
  public var workflowID: String
  /// Of this run; empty when the history does not say.
  public var runID: String
  /// `running`, `completed`, `failed`, …
  public var status: String
  /// RFC 3339; `nil` when the history has no time.
  public var started: String?
  /// RFC 3339; `nil` for a run that is open.
  public var closed: String?
  /// Number of events.
  public var events: Int
  /// Which of the histories of its file it is, from 0.
  public var place: Int
  /// From its start to its end, in nanoseconds; `nil` for a run that is open.
  public var length: Int64?
  /// Activities, timers, children and the like; they fill the pages of a run.
  public var groups = 0
  /// Those of them that ended badly.
  public var failures = 0
  /// Those of them that had not ended.
  public var pending = 0
  /// Ids of the run that started it, when it is a child; empty otherwise.
  public var parentWorkflowID = ""
  /// Of the run that started it; empty when it is no child.
  public var parentRunID = ""
  /// The run that it goes on from; empty for none.
  public var continuedRunID = ""
  /// The run that goes on from it; empty for none.
  public var nextRunID = ""
  /// The file broke off, or some events could not be read.
  public var isIncomplete = false

  /// A run in short; what is not a parameter is set afterwards.
  public init(
    workflowType: String, workflowID: String = "", runID: String = "", status: String,
    started: String? = nil, closed: String? = nil, events: Int, place: Int = 0,
    length: Int64? = nil
  ) {
    self.place = place
    self.length = length
    self.workflowType = workflowType
    self.workflowID = workflowID
    self.runID = runID
    self.status = status
    self.started = started
    self.closed = closed
    self.events = events
  }
}
