import History

/// One thing that workflow code waits for, from its command to its outcome.
struct Operation {
  enum Kind {
    case activity(id: String, type: String)
    case timer(id: String)
    case childStart(workflowID: String)
    case childResult(workflowID: String)
    case signal
    case cancelRequest
    case condition(@Sendable () -> Bool)
  }

  let kind: Kind
  var cancellation = CancellationType.tryCancel
  /// The place of its command in the present turn; `nil` once that is history.
  var place: Int?
  /// The event that its command became.
  var eventID: Int?
  /// The code that waits: once, but for the end of a child, which any number of tasks may ask for.
  var waiters: [UnsafeContinuation<[Payload], any Error>] = []
  /// Known before anybody waited, or to be asked for again.
  var outcome: Result<[Payload], Failure>?
  /// It was asked to stop, and the code waits until it has.
  var isStopping = false

  init(_ kind: Kind) { self.kind = kind }

  /// Its outcome can be asked for more than once.
  var isShared: Bool {
    if case .childResult = kind { return true }
    return false
  }

  /// For people who ask what a run waits for.
  var description: String {
    switch kind {
    case .activity(let id, let type): "activity \(type) (\(id))"
    case .timer(let id): "timer \(id)"
    case .childStart(let id): "start of child \(id)"
    case .childResult(let id): "child \(id)"
    case .signal: "delivery of a signal"
    case .cancelRequest: "delivery of a request to cancel"
    case .condition: "a condition"
    }
  }
}
