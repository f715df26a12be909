public import History
import Orchestration

extension Service {
  /// A worker cannot do an attempt that it has claimed: it is for others to do, or for this one
  /// later, and does not count.
  public func handBack(_ token: ActivityToken, after wait: TimeSpan, now: Moment) throws {
    guard var row = try store.activity(run: token.run, event: token.event), row.isStarted,
      row.fence == token.fence
    else { return }
    row.isStarted = false
    row.owner = ""
    row.due = Int((now + wait).nanoseconds)
    row.setDeadline()
    try store.save(row)
  }
}
