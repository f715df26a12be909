import TraceModel

/// Kinds of failures that a kind of demand has to live with, and what of them a manifold declares.
struct FailureSuggestions: Sendable {
  /// One kind of failure for the constraints that it can break.
  struct Suggestion: Sendable {
    let kind: FailureArchetype
    /// Constraints whose archetypes call for it.
    let constraints: [SubjectItem]
    /// Declared failure modes of the kind.
    let declared: [SubjectItem]
    /// Those constraints that no declared mode of the kind threatens.
    let unthreatened: [SubjectItem]
  }

  /// In the order of the kinds.
  let suggestions: [Suggestion]
  /// Declared modes that no kind fits.
  let unrecognised: [SubjectItem]
  /// Constraints that are recognised, and that no declared mode threatens.
  let unthreatened: [SubjectItem]

  /// Kinds that the manifold declares no mode of.
  var missing: [Suggestion] { suggestions.filter(\.declared.isEmpty) }

  init(_ manifold: ClassifiedManifold) {
    let threatened = { (modes: [SubjectItem]) in
      Set(modes.flatMap { $0.targets(.threatens) }.map(IDSpelling.canonical))
    }
    suggestions = FailureArchetype.allCases.compactMap { kind in
      let constraints = manifold.constraints.filter { constraint in
        constraint.classifications.contains { Self.kinds[$0.archetype]?.contains(kind) == true }
      }.map(\.item)
      let declared = manifold.modes(of: kind)
      guard !constraints.isEmpty || !declared.isEmpty else { return nil }
      let known = threatened(declared)
      return Suggestion(
        kind: kind, constraints: constraints, declared: declared,
        unthreatened: constraints.filter { !known.contains(IDSpelling.canonical($0.id)) })
    }
    unrecognised = manifold.failureModes.filter { $0.classification.archetype == nil }.map(\.item)
    let known = threatened(manifold.subject.failureModes)
    unthreatened = manifold.constraints.filter { constraint in
      constraint.archetype != nil && !known.contains(IDSpelling.canonical(constraint.item.id))
    }.map(\.item)
  }

  /// What can break a demand of a kind.
  static let kinds: [Archetype: [FailureArchetype]] = [
    .idempotency: [.responseLost, .ambiguousAnswer, .duplicateRequest, .crashInFlight],
    .timeWindow: [.providerDown, .crashInFlight],
    .retryBound: [.providerDown, .responseLost],
    .rateLimit: [.overload, .duplicateRequest],
    .latencyGoal: [.overload, .providerDown],
    .ratioGoal: [.providerDown],
    .atomicTransition: [.crashInFlight, .duplicateRequest, .staleState],
    .notification: [.notifierDown],
    .classification: [.ambiguousAnswer],
    .escalation: [.notifierDown, .overload],
    .cancellation: [.cancelInFlight],
    .authorisation: [.staleState],
    .degradation: [.providerDown, .overload],
    .platform: [.providerDown],
  ]
}

extension FailureArchetype {
  /// A first wording, about nothing in particular.
  var scenario: String {
    switch self {
    case .responseLost: "A step takes effect, and its answer is lost on the way"
    case .ambiguousAnswer: "An answer comes that does not say whether the step took effect"
    case .cancelInFlight: "A step is called off while it is under way"
    case .notifierDown: "Whoever should be told cannot be reached"
    case .duplicateRequest: "The same is asked for twice at the same time"
    case .providerDown: "Something that is depended on does not answer"
    case .crashInFlight: "The process ends in the middle of a step"
    case .overload: "More comes in than can be worked off"
    case .staleState: "What was read has changed before it is acted on"
    }
  }

  /// What the wording for this manifold has to say.
  var question: String {
    switch self {
    case .responseLost: "how is it found out later whether the step took effect"
    case .ambiguousAnswer: "what does an answer count as that cannot be read"
    case .cancelInFlight: "from which moment is it too late to call it off"
    case .notifierDown: "is the message kept, sent another way, or dropped"
    case .duplicateRequest: "what makes the second one harmless"
    case .providerDown: "what goes on without it, and for how long"
    case .crashInFlight: "where does the work go on after a restart"
    case .overload: "what is turned away first"
    case .staleState: "what notices the change"
    }
  }
}
