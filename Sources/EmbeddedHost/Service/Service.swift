import History
import Orchestration

/// What clients and workers may ask of the engine: each call is a part of one transaction, and is
/// told the time. For one thread at a time.
public final class Service {
  let store: Store
  let limits: Limits
  /// Makes ids of runs.
  private var random: any RandomNumberGenerator
  /// Workflows that ended, or answered an update, since somebody asked.
  private var settled: Set<String> = []
  /// Faults that a test has put in.
  package var plants: Set<Plant> = []

  /// Sizes at which a run is told, or made, to end.
  public struct Limits: Sendable {
    /// A run of more events is ended.
    public var events = 51_200
    /// A run of more bytes is ended.
    public var bytes = 50 << 20
    /// Code is told that it had better go on in a new run.
    public var suggestedEvents = 4_096
    /// The same, in bytes.
    public var suggestedBytes = 4 << 20
    /// One value.
    public var payloadBytes = 2 << 20
    /// Open activities, timers, or children of one run.
    public var pending = 2_000
    /// Turns whose worker did not come back, before nobody takes the run up again unasked.
    public var crashes = 5

    /// Those of the protocol.
    public init() {}
  }

  /// Opens the database, and makes it when there is none.
  public init(
    path: String, limits: Limits = Limits(), random: any RandomNumberGenerator,
    onCommit: (@Sendable (CommitPoint) -> Void)? = nil
  ) throws {
    store = try Store(path: path, onCommit: onCommit)
    self.limits = limits
    self.random = random
  }

  /// Everything that `body` asks, or nothing of it, and not before it is on the disk.
  public func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try store.transaction(body)
  }

  /// A part of a transaction that may fail alone.
  public func step<Result>(_ body: () throws -> Result) throws -> Result {
    try store.step(body)
  }

  /// What was done to the database's file as it was opened, for people; `nil` for nothing.
  public var notice: String? {
    store.wasNarrowed ? "others could read \(store.path); now only its owner can" : nil
  }

  /// Changes whenever another connection has written.
  var changeCount: Int { get throws { try store.number("PRAGMA data_version") } }

  /// Something has become of a workflow that somebody may wait for.
  func noteSettled(_ workflowID: String) { settled.insert(workflowID) }

  /// Workflows of which something has become since the last call.
  func takeSettled() -> Set<String> {
    defer { settled.removeAll(keepingCapacity: true) }
    return settled
  }

  func makeRunID() -> String {
    var bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    var text = ""
    for (place, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(place) { text += "-" }
      text += String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
    return text
  }

  /// The open run of a workflow id.
  func openRun(
    _ target: RunTarget, now: Moment
  ) throws -> RunEditor {
    guard
      let row = try store.run(
        namespace: target.namespace, workflowID: target.workflowID, runID: target.runID)
    else { throw ServiceError.notFound(target) }
    guard row.status == .running else { throw ServiceError.closed(target, row.status) }
    return RunEditor(service: self, row: row, now: now)
  }

  /// Notes that a worker came with something it no longer has the right to.
  func refuse(_ what: String, run: Int, owner: String, _ reason: String, now: Moment) throws {
    try store.connection.run(
      "INSERT INTO refusals(time, run, what, owner, reason) VALUES(?1, ?2, ?3, ?4, ?5)",
      [.int(Int(now.nanoseconds)), .int(run), .text(what), .text(owner), .text(reason)])
  }
}

/// A run as clients name it; an empty `runID` means the newest of the workflow id.
public struct RunTarget: Sendable, Hashable, CustomStringConvertible {
  /// Runs of one name never meet those of another.
  public var namespace: String
  /// What the client calls it.
  public var workflowID: String
  /// What the engine calls the run; may be empty.
  public var runID: String

  /// A run by its names.
  public init(namespace: String = "default", workflowID: String, runID: String = "") {
    self.namespace = namespace
    self.workflowID = workflowID
    self.runID = runID
  }

  /// For people.
  public var description: String { runID.isEmpty ? workflowID : "\(workflowID), run \(runID)" }
}

/// Why the engine would not do what it was asked.
public enum ServiceError: Error, CustomStringConvertible, Sendable {
  case notFound(RunTarget)
  case closed(RunTarget, RunStatus)
  case alreadyStarted(workflowID: String, runID: String)
  case tooLarge(what: String, bytes: Int, limit: Int)
  case invalid(String)

  /// For people.
  public var description: String {
    switch self {
    case .notFound(let target): "there is no workflow \(target)"
    case .closed(let target, let status): "workflow \(target) has ended: \(status.word)"
    case .alreadyStarted(let workflowID, let runID):
      "workflow \(workflowID) is there already, as run \(runID)"
    case .tooLarge(let what, let bytes, let limit):
      "\(what) has \(bytes) bytes; the limit is \(limit)"
    case .invalid(let reason): reason
    }
  }
}
