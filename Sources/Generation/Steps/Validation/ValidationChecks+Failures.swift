import TraceModel

/// Failure modes, and what nobody has decided yet.
extension ValidationChecks {
  mutating func check(mode: SubjectItem) {
    for (property, severity) in [
      ("prevention", IssueSeverity.high), ("mitigation", .medium), ("detection", .medium),
    ] where mode.attribute(property) == nil {
      add(
        .failureModes, severity, mode, "failure mode \(mode.id) states no \(property)",
        "add the \(property) of \(mode.id)")
    }
    if mode.targets(.threatens).isEmpty {
      add(
        .failureModes, .medium, mode, "failure mode \(mode.id) threatens no constraint",
        "name the constraints that \(mode.id) violates")
    }
  }

  mutating func checkFailures() {
    guard !subject.constraints.isEmpty else { return }
    if subject.failureModes.isEmpty {
      add(
        .failureModes, .medium, nil, "the manifold declares no failure mode",
        "look at what `manifold failures` suggests")
    }
    let threatened = Set(
      subject.failureModes.flatMap { $0.targets(.threatens) }.map(IDSpelling.canonical))
    for item in subject.constraints where item.constraintType == .invariant {
      guard !subject.failureModes.isEmpty, !threatened.contains(IDSpelling.canonical(item.id))
      else { continue }
      add(
        .failureModes, .low, item, "no failure mode threatens invariant \(item.id)",
        "ask what could break \(item.id)")
    }
  }

  mutating func check(question: SubjectItem) {
    let deadline = question.attribute("decision_deadline")
    add(
      .completeness, deadline == nil ? .medium : .low, question,
      "question \(question.id) is open\(deadline.map { ": \($0)" } ?? " and has no deadline")",
      "decide: \(question.statement)")
  }
}
