import EmbeddedHost
import Orchestration

/// What became of a transaction, as those see it who asked for it.
enum Fate: Equatable {
  case done
  /// Nothing of it was written, and those who asked know that.
  case undone
  /// Whoever wrote is gone; nobody was told whether it was written.
  case unheard
}

/// Ends a transaction that is not to be.
private struct Undone: Error {}

extension Simulation {
  /// One transaction, and whatever the plan has in store for it.
  func commit(_ what: String, _ body: (Service) throws -> Void) throws -> Fate {
    transactions += 1
    let fate: Fate
    if strikes(.crashBeforeCommit, 4) {
      try undo(body)
      fate = .unheard
    } else if strikes(.machineCrash, 4) {
      fate = try crashMachine(body)
    } else if strikes(.diskFull, 8) {
      fate = try writeToFullDisk(body)
    } else {
      try service.transaction { try body(service) }
      fate = strikes(.crashAfterCommit, 4) ? .unheard : .done
    }
    note("\(what): \(fate)")
    try look()
    return fate
  }

  private func undo(_ body: (Service) throws -> Void) throws {
    do {
      try service.transaction {
        try body(service)
        throw Undone()
      }
    } catch is Undone {}
  }

  /// Half of the crashes come when the last transaction is written, half when it is not.
  private func crashMachine(_ body: (Service) throws -> Void) throws -> Fate {
    let isWritten = chance(50)
    if isWritten {
      try service.transaction { try body(service) }
    } else {
      do {
        try service.transaction {
          try body(service)
          try database.takePicture()
          throw Undone()
        }
      } catch is Undone {}
    }
    try crash()
    workers.removeAll()
    return plants.acknowledgesBeforeCommit ? .done : .unheard
  }

  /// Opens what is on the disk: what had been confirmed is there, to the byte.
  func crash() throws {
    try database.crash()
    audit.changes = -1
    for (key, model) in audit.runs.sorted(by: { $0.key < $1.key }) {
      var hash = TextHash()
      try service.read(
        "SELECT event FROM events WHERE run = ?1 AND id <= ?2 ORDER BY id", [key, model.last]
      ) { hash.add($0.bytes(0)) }
      try demand(.durable, hash == model.hash, "\(model.runID) has other events than before")
    }
  }

  private func writeToFullDisk(_ body: (Service) throws -> Void) throws -> Fate {
    try database.setFull(true)
    defer { try? database.setFull(false) }
    do {
      try service.transaction { try body(service) }
      return .done
    } catch let error as DatabaseError where error.isFull {
      return .undone
    }
  }
}
