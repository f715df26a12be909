import TraceModel

/// Two demands that pull against each other, found by rule or declared by the manifold.
struct TensionCandidate: Sendable {
  /// The id of the declared tension, or `TENSION_n`.
  var id: String
  /// What it is between: two demands, or what the declaration names.
  var between: [String]
  /// A word of the format, or as declared.
  var type: String
  var severity: IssueSeverity
  /// `nil` when only the manifold says so.
  var reason: String?
  /// What a person has to decide; `nil` when the manifold has settled it.
  var decision: String?
  /// Words that both demands share.
  var shared: [String] = []
  /// Nothing shows that both are about the same thing; that has to be looked at first.
  var isRemote = false
  var patterns: [String] = []
  /// The manifold's own words; `nil` when it does not declare the tension.
  var declared: DeclaredTension?

  /// What a manifold says of a tension.
  struct DeclaredTension: Sendable {
    var statement: String
    var resolution: String?
    var isResolved: Bool
  }

  /// The figures of both are stated and cannot hold together.
  var isContradiction: Bool { type == TensionType.logicalContradiction.rawValue }
  /// Somebody has to decide something.
  var isOpen: Bool { declared?.isResolved != true }
}

extension TensionCandidate {
  /// Demands that must hold weigh more than goals.
  static func severity(
    _ types: [ConstraintType?], isContradiction: Bool = false, isRemote: Bool = false
  ) -> IssueSeverity {
    if isContradiction { return .critical }
    let binding = types.count { $0 == .invariant || $0 == .boundary } - (isRemote ? 1 : 0)
    return binding > 1 ? .high : binding == 1 ? .medium : .low
  }
}
