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
  /// Counted in its run, from 1.
  public var id: String
  /// The name that a worker knows it by.
  public var type: String
  /// What it is given.
  public var input: [Payload]
  /// How it is run.
  public var options: ActivityOptions
}

/// A child to be started.
public struct ChildCommand: Sendable, Hashable {
  /// The id that the parent gave it.
  public var workflowID: String
  /// The name that a worker knows it by.
  public var type: String
  /// What it is given.
  public var input: [Payload]
  /// How it is started.
  public var options: ChildOptions
}

/// A signal to another run; an empty `runID` means the current one.
public struct ExternalSignal: Sendable, Hashable {
  /// The workflow that is meant.
  public var workflowID: String
  /// The run that is meant.
  public var runID: String
  /// Only a child of the sender is meant.
  public var childOnly: Bool
  /// The name that its handler knows it by.
  public var name: String
  /// What it carries.
  public var input: [Payload]
}

/// A named note in the history: a decision that replay must not take again.
public struct Marker: Sendable, Hashable {
  /// What kind of note it is: `core_patch`, `Version`, `SideEffect`.
  public var name: String
  /// In the order in which they are written.
  public var details: [Detail]

  /// One part of a note.
  public struct Detail: Sendable, Hashable {
    /// The name of the part.
    public var key: String
    /// What it holds.
    public var payloads: [Payload]
  }

  /// What a marker is told apart by: the change, for a patch or a version.
  var changeID: String?
  /// It says that a change is over.
  var isDeprecation = false
}

/// A value that runs can be found by.
public struct SearchAttribute: Sendable, Hashable {
  /// The name that searches use.
  public var name: String
  /// How its value is compared.
  public var type: Kind
  /// The value, or a list of them.
  public var value: Payload

  /// The attribute that lists the changes of the code that a run knows.
  static let changes = "TemporalChangeVersion"

  /// How values of an attribute are compared.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case keyword = "Keyword"
    case keywordList = "KeywordList"
    case text = "Text"
    case int = "Int"
    case double = "Double"
    case bool = "Bool"
    case datetime = "Datetime"
  }

  /// An attribute.
  public init(name: String, type: Kind, value: Payload) {
    self.name = name
    self.type = type
    self.value = value
  }
}

/// A value that people see beside a run.
public struct MemoEntry: Sendable, Hashable {
  /// The name that people see.
  public var name: String
  /// The value.
  public var value: Payload

  /// An entry.
  public init(name: String, value: Payload) {
    self.name = name
    self.value = value
  }
}

/// A question that may change the run, and wants an answer.
public struct UpdateRequest: Sendable, Hashable {
  /// Unique within the run.
  public var id: String
  /// The name that its handler knows it by.
  public var name: String
  /// What it carries.
  public var input: [Payload]
  /// Who asks.
  public var identity: String
  /// The last event that the run had seen when it came.
  public var sequencingEventID: Int

  /// A question as it comes in.
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
  /// The name of the workflow, which is the same.
  public var type: String
  /// Where its worker is found.
  public var taskQueue: String
  /// What it is given.
  public var input: [Payload]
  /// How long it may take.
  public var limits: RunLimits
  /// What people see beside it.
  public var memo: [MemoEntry]
  /// What it can be found by.
  public var searchAttributes: [SearchAttribute]
}
