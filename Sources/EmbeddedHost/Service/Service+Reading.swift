/// What anybody may ask about runs.
extension Service {
  /// The texts of a run's events, in order; none for a run that there is not.
  public func history(runID: String, after id: Int = 0) throws -> [[UInt8]] {
    guard let run = try store.run(id: runID) else { return [] }
    return try store.events(run: run.key, after: id)
  }
}
