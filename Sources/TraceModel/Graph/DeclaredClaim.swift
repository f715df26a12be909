public import SourceText

/// Something that a document states about the graph and that can be recomputed from it.
public struct DeclaredClaim: Sendable, Hashable {
  /// What the statement is about.
  public enum Subject: Sendable, Hashable {
    /// How many constraints are addressed by some artifact.
    case constraintsAddressed
    case constraintsTotal
    case truthsAddressed
    case truthsTotal
    /// `constraintsAddressed / constraintsTotal`, in per cent.
    case coveragePercentage
    case artifactsTotal
    /// Of a type of constraint: how many are satisfied, how many there are, and the share.
    case satisfied(ConstraintType)
    case total(ConstraintType)
    case percentage(ConstraintType)
    /// The status of one constraint or truth: `SATISFIED`.
    case status(NodeIndex)
    /// One cell of a verification matrix: an artifact of this role covers the constraint.
    case cell(NodeIndex, ArtifactRole)
    /// The phase of the manifold: `VERIFIED`.
    case phase
    /// `CONVERGED` and the like.
    case convergence
    /// The one word over a whole verification: `SATISFIED`.
    case result
    /// A figure of a report about its own entries, which its reader has counted.
    case figure(CountedFigure)
    /// How many constraints the manifold has that a report is about.
    case subjectTotal
  }

  /// What is claimed, to be computed again from the graph.
  public var subject: Subject
  /// The manifold that the statement is about.
  public var manifold: NodeIndex
  /// As written: `"11"`, `"4/5 (80%)"`, `"VERIFIED"`, `"true"`.
  public var declared: String
  /// The place that states it.
  public var range: SourceRange

  /// A claim about a manifold, its value kept as written.
  public init(_ subject: Subject, of manifold: NodeIndex, declared: String, at range: SourceRange) {
    self.subject = subject
    self.manifold = manifold
    self.declared = declared
    self.range = range
  }
}

/// What a report states of its own entries, beside what they give.
public struct CountedFigure: Sendable, Hashable {
  /// What is counted, for people: `artifacts`.
  public var label: String
  /// What the entries give, for people.
  public var computed: String
  /// The entries bear the statement out.
  public var agrees: Bool
  /// How it was counted; one sentence, no full stop.
  public var explanation: String

  /// A figure that a reader has compared.
  public init(_ label: String, computed: String, agrees: Bool, explanation: String) {
    self.label = label
    self.computed = computed
    self.agrees = agrees
    self.explanation = explanation
  }
}
