public import SourceText
import TraceModel

/// One thing that speaks for a classification.
public struct ClassificationReason: Sendable, Hashable {
  /// The property it stands in: `statement`, `measurement`, `threshold`, `type`.
  public var field: String
  /// The words, as written.
  public var words: String
  /// What it adds, from 0 to 1; negative for what speaks against.
  public var weight: Double
  /// Place of the property.
  public var range: SourceRange
}

/// What a constraint was recognised as.
public struct Classification: Sendable {
  /// The kind of demand.
  public var archetype: Archetype
  /// From 0 to 1; 1 when the manifold itself names the archetype.
  public var confidence: Double
  /// Strongest first.
  public var reasons: [ClassificationReason]
  /// The figures that it works with.
  public var figures: StatedFigures
  /// A figure without which nothing can be generated is not stated.
  public var lacksFigure: Bool
  /// The manifold names it.
  public var isDeclared: Bool
}

/// What a failure mode was recognised as.
public struct FailureClassification: Sendable {
  /// The kind of trouble; `nil` when nothing is confident enough.
  public var archetype: FailureArchetype?
  /// From 0 to 1, of the best guess.
  public var confidence: Double
  /// Strongest first.
  public var reasons: [ClassificationReason]
}

/// What is known of one constraint, criterion or outcome.
public struct ClassifiedItem: Sendable {
  /// What was classified.
  public var item: SubjectItem
  /// Confident enough to generate from, the main one first; empty when nothing is.
  public var classifications: [Classification]
  /// The best guess below the threshold; `nil` when there is a better one, or no guess at all.
  public var bestGuess: Classification?
  /// Why nothing is generated; `nil` when something is.
  public var reason: MissingReason?
  /// What it demands beside what its archetypes do; never counted as covered.
  public var remainders: [Remainder] = []

  /// The main archetype.
  public var archetype: Archetype? { classifications.first?.archetype }

  func has(_ archetype: Archetype) -> Bool {
    classifications.contains { $0.archetype == archetype }
  }

  /// The classification of one archetype.
  public func classification(_ archetype: Archetype) -> Classification? {
    classifications.first { $0.archetype == archetype }
  }
}

/// A manifold with everything in it classified.
public struct ClassifiedManifold: Sendable {
  /// What was classified.
  public var subject: ManifoldSubject
  /// Constraints in order.
  public var constraints: [ClassifiedItem]
  /// Criteria of the outcome and the outcome itself: they may state bounds, and count for nothing.
  public var criteria: [ClassifiedItem]
  /// Failure modes in order.
  public var failureModes: [(item: SubjectItem, classification: FailureClassification)]
  /// What the manifold names and nobody knows.
  public var diagnostics: [Diagnostic]

  /// Below this confidence nothing is generated.
  public static let threshold = 0.6

  /// Everything that is of an archetype: constraints first, then criteria. The outcome counts when
  /// nothing else states such a demand: mostly it repeats in a sentence what others say in figures.
  public func items(of archetype: Archetype) -> [ClassifiedItem] {
    let found = constraints(of: archetype) + criteria.filter { $0.has(archetype) }
    let stated = found.filter { $0.item.kind != .outcome }
    return stated.isEmpty ? found : stated
  }

  /// Constraints whose main archetype this is.
  public func constraints(of archetype: Archetype) -> [ClassifiedItem] {
    constraints.filter { $0.has(archetype) }
  }

  /// Failure modes of a kind.
  public func modes(of archetype: FailureArchetype) -> [SubjectItem] {
    failureModes.filter { $0.classification.archetype == archetype }.map(\.item)
  }
}
