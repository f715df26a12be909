extension WorkflowContext {
  /// Whether this run knows a change of the code: runs that began before it go on as they began.
  public func patched(_ change: String) throws -> Bool {
    try check(evenIfCancelled: true)
    let (version, isNew) = core.versions.decide(
      change, newest: 1, isReplaying: core.isReplaying)
    if isNew {
      core.ask(.recordMarker(.patch(change, deprecated: false)))
      try upsertVersions()
    }
    return version != VersionTable.original
  }

  /// Says that no run from before a change is left; its marker is no longer asked for.
  public func deprecate(patch change: String) throws {
    try check(evenIfCancelled: true)
    let (_, isNew) = core.versions.decide(change, newest: 1, isReplaying: core.isReplaying)
    if isNew { core.ask(.recordMarker(.patch(change, deprecated: true))) }
  }

  /// The version of a change that this run follows: -1 for runs that began before there was one,
  /// which are supported by ranges from -1.
  ///
  /// Throws `UnsupportedVersion`, which stops the run, when its version is not supported.
  public func version(of change: String, _ supported: ClosedRange<Int>) throws -> Int {
    try check(evenIfCancelled: true)
    let (version, isNew) = core.versions.decide(
      change, newest: supported.upperBound, isReplaying: core.isReplaying)
    if isNew { core.ask(.recordMarker(.version(change, version))) }
    guard supported.contains(version) else {
      throw UnsupportedVersion(change: change, version: version, supported: supported)
    }
    return version
  }

  /// The value of code that would give another one in a replay; it is recorded.
  public func sideEffect<Value: Codable & Sendable>(_ body: () throws -> Value) throws -> Value {
    try check(evenIfCancelled: true)
    let id = core.nextID(.sideEffect)
    let payload = try core.sideEffects[id] ?? Payload(body())
    core.ask(.recordMarker(.sideEffect(id, payload)))
    return try payload.decoded(as: Value.self)
  }

  /// Names values that the run can be found by.
  public func upsert(_ attributes: [SearchAttribute]) throws {
    try check(evenIfCancelled: true)
    core.ask(.upsertSearchAttributes(attributes))
  }

  /// Names values that people see beside the run.
  public func setMemo(_ entries: [MemoEntry]) throws {
    try check(evenIfCancelled: true)
    core.ask(.modifyMemo(entries))
  }

  /// The changes of a run can be searched for.
  private func upsertVersions() throws {
    let value = try Payload(core.versions.patches)
    core.ask(
      .upsertSearchAttributes([
        SearchAttribute(name: SearchAttribute.changes, type: .keywordList, value: value)
      ]))
  }
}

/// The run follows a version of a change that the code has no longer.
public struct UnsupportedVersion: Error, CustomStringConvertible {
  /// The change as the code names it.
  public let change: String
  /// What the run follows; -1 for the code before the change.
  public let version: Int
  /// What the code supports.
  public let supported: ClosedRange<Int>

  /// The three of them in a sentence.
  public var description: String {
    "the run follows version \(version) of `\(change)`, and the code supports "
      + "\(supported.lowerBound) to \(supported.upperBound)"
  }
}
