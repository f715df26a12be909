/// Something that goes wrong in a schedule, again and again.
package enum Fault: String, CaseIterable, Sendable {
  /// A worker's process is gone, with everything that it had in hand.
  case workerCrash
  /// The process that writes dies before, or behind, a commit.
  case crashBeforeCommit, crashAfterCommit
  /// The whole machine stops; the database is opened again from what is on the disk.
  case machineCrash
  /// A client does not hear the answer, and asks again.
  case lostAnswer
  case duplicateCompletion
  /// A worker is silent for longer than its lease, and comes back.
  case silence
  case lostHeartbeat
  case clockForward, clockBackward
  case activityFailure, activityHang
  case duplicateRequest
  /// Somebody signals just when a run is about to end.
  case signalAtEnd
  case workerLeaves
  case diskFull
  /// A worker forgets its copies of runs.
  case eviction
  case terminate, cancel
}
