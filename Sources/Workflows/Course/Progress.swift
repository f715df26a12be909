/// How a run stands; every workflow has one of these at any time.
public enum RunState: String, Codable, Sendable, Hashable, CaseIterable {
  case running
  /// Somebody has to agree.
  case waiting
  /// Somebody stopped it for a while.
  case paused
  /// What was done is being undone.
  case compensating
  case completed, failed, cancelled
  /// It ended by taking back what it had done.
  case rolledBack = "rolled_back"
}

/// What every run keeps of its way: where it is, who agreed, what would have to be undone.
struct Progress: Sendable {
  var state = RunState.running
  /// The activity, or whatever else it is at.
  var step = ""
  /// What somebody has to agree to.
  var gate: String?
  var approvals: [RecordedApproval] = []
  /// Somebody sent `cancel_workflow`.
  var isStopAsked = false
  /// Oldest first; undone from the end.
  var effects: [Effect] = []
  /// Undone, in the order in which it was.
  var undone: [String] = []
  /// What could not be done beside the main way, for people.
  var notes: [String] = []

  /// Takes an approval: one without a name, or for nothing, is none.
  mutating func approve(_ approval: Approval) {
    guard let gate, !approval.by.isEmpty else { return }
    approvals.append(RecordedApproval(by: approval.by, note: approval.note, gate: gate))
  }

  /// Different people who agreed since there were so many approvals.
  func approvers(since count: Int) -> Int { Set(approvals.dropFirst(count).map(\.by)).count }
}

/// State with a progress in it: what the shared parts of workflows work on.
protocol Staged: Sendable {
  var progress: Progress { get set }
}

extension Progress {
  /// A note of a run that never ends: only the newest are kept.
  mutating func remark(_ note: String) { notes = Array((notes + [note]).suffix(20)) }
}
