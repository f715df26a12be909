public import History
public import SourceText

/// The parts that attributes of several events share.
extension JSONWriter {
  /// The id of an event: a number in quotes, as the protocol writes all its long numbers.
  public mutating func event(_ key: String, _ id: Int) { member(key, "\(id)") }

  /// A length of time; left out when there is none.
  public mutating func member(_ key: String, _ span: TimeSpan?) {
    member(key, span?.protocolText)
  }

  /// An object with nothing but a name.
  public mutating func named(_ key: String, _ name: String) {
    object(key) { $0.member("name", name) }
  }

  /// A task queue.
  public mutating func taskQueue(_ name: String) {
    object("taskQueue") { json in
      json.member("name", name)
      json.member("kind", "TASK_QUEUE_KIND_NORMAL")
    }
  }

  /// A run; `runId` is left out when it is not known.
  public mutating func execution(_ key: String, workflowID: String, runID: String) {
    object(key) { json in
      json.member("workflowId", workflowID)
      if !runID.isEmpty { json.member("runId", runID) }
    }
  }

  /// A retry policy; left out when there is none.
  public mutating func member(_ key: String, _ policy: RetryPolicy?) {
    guard let policy else { return }
    object(key) { json in
      json.member("initialInterval", policy.initialInterval)
      json.literal("\(policy.backoffCoefficient)", as: "backoffCoefficient")
      json.member("maximumInterval", policy.effectiveMaximumInterval)
      if policy.maximumAttempts > 0 { json.member("maximumAttempts", policy.maximumAttempts) }
      if !policy.nonRetryableErrorTypes.isEmpty {
        json.member("nonRetryableErrorTypes", policy.nonRetryableErrorTypes)
      }
    }
  }

  /// Values that people see beside a run; left out when there are none.
  public mutating func memo(_ key: String, _ entries: [MemoEntry]) {
    guard !entries.isEmpty else { return }
    object(key) { json in
      json.object("fields") { json in
        for entry in entries { json.member(entry.name, entry.value) }
      }
    }
  }

  /// Values that a run can be found by; left out when there are none.
  public mutating func searchAttributes(_ attributes: [SearchAttribute]) {
    guard !attributes.isEmpty else { return }
    object("searchAttributes") { json in
      json.object("indexedFields") { json in
        for attribute in attributes { json.member(attribute.name, attribute) }
      }
    }
  }

  private mutating func member(_ key: String, _ attribute: SearchAttribute) {
    object(key) { json in
      json.object("metadata") { json in
        json.member("encoding", Payload.base64(Array(attribute.value.encoding.utf8)))
        json.member("type", Payload.base64(Array(attribute.type.rawValue.utf8)))
      }
      json.member("data", Payload.base64(attribute.value.data))
    }
  }

  /// How long a run may take.
  public mutating func limits(_ limits: RunLimits) {
    member("workflowExecutionTimeout", limits.execution)
    member("workflowRunTimeout", limits.run)
    member("workflowTaskTimeout", limits.task)
  }
}
