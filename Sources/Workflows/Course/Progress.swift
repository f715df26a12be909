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
  /// What people said at gates, in order, judged or not.
  private(set) var bids: [Bid] = []
  /// Somebody sent `cancel_workflow`.
  var isStopAsked = false
  /// Oldest first; undone from the end.
  var effects: [Effect] = []
  /// Undone, in the order in which it was.
  var undone: [String] = []
  /// What could not be done beside the main way, for people.
  var notes: [String] = []

  /// Different people who agreed since there were so many approvals.
  func approvers(since count: Int) -> Int { Set(approvals.dropFirst(count).map(\.by)).count }
}

/// What somebody said at a gate, and what came of it.
struct Bid: Sendable, Hashable {
  let number: Int
  let by: String
  let note: String
  var outcome: Outcome?

  enum Outcome: Sendable, Hashable { case counted, refused(String) }
}

extension Progress {
  /// From now on people can agree to something.
  mutating func open(_ gate: String) {
    self.gate = gate
    state = .waiting
  }

  /// Nobody has to agree to anything; what was said too late is answered.
  mutating func close() {
    for place in bids.indices where bids[place].outcome == nil {
      bids[place].outcome = .refused("the approval came too late")
    }
    gate = nil
  }

  /// Why an approval is none, before anybody is asked; `nil` when it may be one.
  func fault(_ approval: Approval, from sender: String) -> String? {
    if sender.isEmpty { return "an approval needs a sender" }
    if !approval.by.isEmpty, approval.by != sender {
      return "\(sender) cannot agree for \(approval.by)"
    }
    return gate == nil ? "the run waits for no approval" : nil
  }

  /// Takes an approval to be judged; its number.
  @discardableResult
  mutating func approve(_ approval: Approval, from sender: String) -> Int? {
    if let fault = fault(approval, from: sender) {
      remark(fault)
      return nil
    }
    bids.append(Bid(number: bids.count, by: sender, note: approval.note))
    return bids.count - 1
  }

  var nextBid: Bid? { bids.first { $0.outcome == nil } }
  var hasUnjudged: Bool { nextBid != nil }

  /// Counts an approval, or notes why it does not count.
  mutating func judge(_ bid: Bid, _ objection: String?) {
    bids[bid.number].outcome = objection.map(Bid.Outcome.refused) ?? .counted
    if let objection { return remark(objection) }
    approvals.append(RecordedApproval(by: bid.by, note: bid.note, gate: gate ?? ""))
  }
}

/// State with a progress in it: what the shared parts of workflows work on.
protocol Staged: Sendable {
  var progress: Progress { get set }
}

extension Progress {
  /// A note of a run that never ends: only the newest are kept.
  mutating func remark(_ note: String) { notes = Array((notes + [note]).suffix(20)) }
}
