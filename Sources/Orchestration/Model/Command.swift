public import History

/// What workflow code asks of its host; each becomes one event.
public enum Command: Sendable, Hashable {
  case scheduleActivity(ActivityCommand)
  /// `scheduledEventID` is the event that the activity was asked for with.
  case requestCancelActivity(scheduledEventID: Int)
  case startTimer(id: String, after: TimeSpan, summary: String)
  case cancelTimer(id: String, startedEventID: Int)
  case recordMarker(Marker)
  case startChild(ChildCommand)
  case signalExternal(ExternalSignal)
  case requestCancelExternal(workflowID: String, runID: String, childOnly: Bool, reason: String)
  case upsertSearchAttributes([SearchAttribute])
  case modifyMemo([MemoEntry])
  case acceptUpdate(UpdateRequest)
  case completeUpdate(id: String, name: String, UpdateOutcome)
  case complete(result: [Payload])
  case fail(Failure)
  case cancel(details: [Payload])
  case continueAsNew(ContinueAsNewCommand)

  /// It answers somebody, which is owed to them after the code has ended.
  var isAnswer: Bool {
    if case .completeUpdate = self { return true }
    return false
  }

  /// It ends the run.
  public var isTerminal: Bool {
    switch self {
    case .complete, .fail, .cancel, .continueAsNew: true
    default: false
    }
  }
}

/// An activity to be run.
public struct ActivityCommand: Sendable, Hashable {
  public var id: String
  public var type: String
  public var input: [Payload]
  public var options: ActivityOptions
}

/// A child to be started.
public struct ChildCommand: Sendable, Hashable {
  public var workflowID: String
  public var type: String
  public var input: [Payload]
  public var options: ChildOptions
}

/// A signal to another run; an empty `runID` means the current one.
public struct ExternalSignal: Sendable, Hashable {
  public var workflowID: String
  public var runID: String
  public var childOnly: Bool
  public var name: String
  public var input: [Payload]
}

/// A named note in the history: a decision that replay must not take again.
public struct Marker: Sendable, Hashable {
  public var name: String
  /// In the order in which they are written.
  public var details: [Detail]

  public struct Detail: Sendable, Hashable {
    public var key: String
    public var payloads: [Payload]
  }

  /// What a marker is told apart by: the change, for a patch or a version.
  var changeID: String?
  /// It says that a change is over.
  var isDeprecation = false
}

/// A value that runs can be found by.
public struct SearchAttribute: Sendable, Hashable {
  public var name: String
  public var type: Kind
  public var value: Payload

  /// The attribute that lists the changes of the code that a run knows.
  static let changes = "TemporalChangeVersion"

  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case keyword = "Keyword"
    case keywordList = "KeywordList"
    case text = "Text"
    case int = "Int"
    case double = "Double"
    case bool = "Bool"
    case datetime = "Datetime"
  }

  public init(name: String, type: Kind, value: Payload) {
    self.name = name
    self.type = type
    self.value = value
  }
}

/// A value that people see beside a run.
public struct MemoEntry: Sendable, Hashable {
  public var name: String
  public var value: Payload

  public init(name: String, value: Payload) {
    self.name = name
    self.value = value
  }
}

/// A question that may change the run, and wants an answer.
public struct UpdateRequest: Sendable, Hashable {
  public var id: String
  public var name: String
  public var input: [Payload]
  public var identity: String
  /// The last event that the run had seen when it came.
  public var sequencingEventID: Int

  public init(
    id: String, name: String, input: [Payload], identity: String = "", sequencingEventID: Int = 0
  ) {
    self.id = id
    self.name = name
    self.input = input
    self.identity = identity
    self.sequencingEventID = sequencingEventID
  }
}

/// How an update ended.
public enum UpdateOutcome: Sendable, Hashable {
  case success([Payload])
  case failure(Failure)
}

/// The run ends, and the next of its chain begins with nothing but this.
public struct ContinueAsNewCommand: Sendable, Hashable {
  public var type: String
  public var taskQueue: String
  public var input: [Payload]
  public var limits: RunLimits
  public var memo: [MemoEntry]
  public var searchAttributes: [SearchAttribute]
}
