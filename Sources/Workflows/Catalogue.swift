public import History
public import Orchestration

/// All workflows: what a worker runs, and what a command line can start.
public enum Catalogue {
  /// In the order in which people are shown them.
  public static let entries: [CatalogueEntry] = [
    planPatchPR, incrementalPatch, incidentSwarm, incidentRollback, continuousMonitoring,
    codeMigration, qualityGate, continuousQuality, publish, modulePipeline,
  ]

  /// What a worker keeps in its table.
  public static var definitions: [WorkflowDefinition] { entries.map(\.definition) }

  /// The entry of a workflow.
  public static func entry(named name: String) -> CatalogueEntry? {
    entries.first { $0.name == name }
  }
}

/// One workflow, and how it is started.
public struct CatalogueEntry: Sendable {
  /// Its code.
  public let definition: WorkflowDefinition
  /// One line for people.
  public let summary: String
  /// What it is started with.
  public let keys: [InputKey]
  /// How long it may take from start to end, unless an input says otherwise; `nil` for no limit.
  public let executionTimeout: TimeSpan?
  private let limit: @Sendable ([Payload]) -> TimeSpan?

  /// What histories and clients call it.
  public var name: String { definition.name }

  /// How long a run with this input may take; `nil` for no limit.
  ///
  /// A run that is ended by a limit undoes nothing, so that none is set where people may take their
  /// time.
  public func executionTimeout(for input: [Payload]) -> TimeSpan? {
    limit(input)
  }

  init<Flow: Workflow>(
    _ flow: Flow.Type, _ summary: String, timeout: TimeSpan?,
    for input: @escaping @Sendable (Flow.Input, TimeSpan?) -> TimeSpan? = { $1 },
    _ keys: [InputKey]
  ) {
    definition = WorkflowDefinition(flow)
    self.summary = summary
    self.keys = keys
    executionTimeout = timeout
    limit = { payloads in
      guard let given = try? payloads.decoded(as: Flow.Input.self) else { return timeout }
      return input(given, timeout)
    }
  }
}

/// A member of a workflow's input, as a command line knows it.
public struct InputKey: Sendable, Hashable {
  /// What a value of the key looks like.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case text, integer, number, flag
    /// Several texts.
    case list
    /// JSON.
    case object
  }

  /// In snake case, as in the input's JSON.
  public let name: String
  /// What its value looks like.
  public let kind: Kind
  /// JSON; `nil` for a key that has to be given.
  public let defaultValue: String?
  /// One line for people.
  public let help: String

  init(_ name: String, _ kind: Kind, _ defaultValue: String?, _ help: String) {
    (self.name, self.kind, self.defaultValue, self.help) = (name, kind, defaultValue, help)
  }
}
