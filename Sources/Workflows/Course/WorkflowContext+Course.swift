import Orchestration

extension WorkflowContext where State: Staged {
  /// Says where the run is.
  func enter(_ step: String) {
    state.progress.step = step
    state.progress.state = .running
  }

  /// Does the work of a run. When it fails, or somebody cancels it in whatever way, what it did is
  /// undone in reverse, if it is to be; the failure is thrown on.
  func course<Result: Sendable>(
    undoesOnFailure: Bool = true, _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    do {
      let result = try await stoppable(work)
      if state.progress.state != .rolledBack { state.progress.state = .completed }
      return result
    } catch let failure as Failure {
      let isCancelled = failure.isCancellation || failure.applicationType == stopType
      let step = state.progress.step
      state.progress.state = .compensating
      if undoesOnFailure { try await compensate(because: failure.root.message) }
      state.progress.step = step
      state.progress.state = isCancelled ? .cancelled : .failed
      throw failure
    }
  }

  /// Work that ends when somebody sends `cancel_workflow`. Its running activities have ended, too,
  /// when this throws.
  private func stoppable<Result: Sendable>(
    _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask { try await work() }
      group.addTask {
        do { try await self.wait { $0.progress.isStopAsked } } catch is Failure {}
        return nil
      }
      defer { group.cancelAll() }
      if let result = try await group.next() ?? nil { return result }
      group.cancelAll()
      // Work that is done in spite of it is done: a merge is not taken back.
      do { if let late = try await group.next() ?? nil { return late } } catch is Failure {}
      throw self.stopped
    }
  }

  private var stopped: Failure {
    guard state.progress.isStopAsked else { return .canceled() }
    return .application(
      "the run was cancelled by a signal", type: stopType, nonRetryable: true)
  }

  private var stopType: String { "CancelledBySignal" }

  /// Does the same for every item at once; results in the order of the items.
  ///
  /// When one fails the others are given up, and the first failure is thrown.
  func each<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ body: @escaping @Sendable (Item) async throws -> Result
  ) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
      for (place, item) in items.enumerated() {
        group.addTask { (place, try await body(item)) }
      }
      var results = [Result?](repeating: nil, count: items.count)
      for try await (place, result) in group { results[place] = result }
      return results.compactMap { $0 }
    }
  }

  /// The same, but what fails does not stop the others; a cancellation does.
  func attempts<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ body: @escaping @Sendable (Item) async throws -> Result
  ) async throws -> [Swift.Result<Result, Failure>] {
    try await each(items) { item in
      do {
        return .success(try await body(item))
      } catch let failure as Failure where !failure.isCancellation {
        return .failure(failure)
      }
    }
  }
}

/// An error of a rule as the failure of a run: no second attempt would mend it.
func refusal(_ message: String, _ type: String) -> Failure {
  .application(message, type: type, nonRetryable: true)
}
