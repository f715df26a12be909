public import SourceText
public import TraceModel

/// What a change does to the constraints: the one value from which headline, exit code and every
/// channel come.
public struct ChangeReport: Sendable, Equatable {
  /// One of the two revisions that are compared.
  public struct Side: Sendable, Equatable {
    /// The commit, 40 or 64 hexadecimal digits.
    public var commit: String
    /// Verdicts of constraints: numerator and denominator.
    public var constraints: Coverage
    /// Nodes and links that were compared.
    public var nodes: Int
    /// Links between them.
    public var links: Int
    /// Gaps of all kinds that the project does not accept.
    public var gaps: Int
    /// Gaps that it accepts.
    public var acceptedGaps: Int

    /// A revision with its figures.
    public init(
      commit: String, constraints: Coverage, nodes: Int, links: Int, gaps: Int, acceptedGaps: Int
    ) {
      self.commit = commit
      self.constraints = constraints
      self.nodes = nodes
      self.links = links
      self.gaps = gaps
      self.acceptedGaps = acceptedGaps
    }
  }

  /// One line of the budget of gaps.
  public struct BudgetLine: Sendable, Equatable {
    /// What is counted, for people: `gaps of invariants in payment-retry`.
    public var subject: String
    /// At the merge base.
    public var before: Int
    /// At the head.
    public var after: Int
    /// The most that the head may have.
    public var allowed: Int
    /// Where the budget says so.
    public var range: SourceRange

    /// More than is allowed.
    public var isExceeded: Bool { after > allowed }

    /// A line that was counted.
    public init(_ subject: String, before: Int, after: Int, allowed: Int, at range: SourceRange) {
      self.subject = subject
      self.before = before
      self.after = after
      self.allowed = allowed
      self.range = range
    }
  }

  /// A constraint of the head with its verdict, whether or not the change touches it.
  public struct JudgedConstraint: Sendable, Equatable {
    /// The constraint.
    public var place: ChangeFinding.Place
    /// How it binds; `nil` where its document does not say.
    public var type: ConstraintType?
    /// What became of it.
    public var verdict: Verdict
    /// What it lacks, one sentence without full stop; `nil` for nothing.
    public var lack: String?
    /// The project accepts for a while what it lacks.
    public var isAccepted: Bool

    /// A constraint as it was judged.
    public init(
      _ place: ChangeFinding.Place, _ type: ConstraintType?, _ verdict: Verdict, lack: String?,
      isAccepted: Bool
    ) {
      self.place = place
      self.type = type
      self.verdict = verdict
      self.lack = lack
      self.isAccepted = isAccepted
    }

    /// A constraint of a snapshot; `nil` for a node of another kind, or without a verdict.
    public init?(_ node: TraceSnapshot.Node) {
      guard node.key.kind == .constraint, let verdict = node.verdict else { return nil }
      self.init(
        ChangeFinding.Place(node), node.type, verdict, lack: node.gap?.text,
        isAccepted: node.gap?.isAccepted ?? false)
    }
  }

  /// The merge base.
  public var base: Side
  /// What is proposed.
  public var head: Side
  /// In the order of their kinds, then of severity, then of the nodes.
  public var findings: [ChangeFinding]
  /// Empty where the project has no budget.
  public var budget: [BudgetLine]
  /// The constraints of the head, in the order of their keys.
  public var constraints: [JudgedConstraint] = []
  /// Why the comparison says less than it could: a file that could not be read, a base that was not
  /// fetched; sentences without full stop.
  public var remarks: [String] = []

  /// A report of what was compared.
  public init(base: Side, head: Side, findings: [ChangeFinding], budget: [BudgetLine] = []) {
    self.base = base
    self.head = head
    self.findings = findings
    self.budget = budget
  }

  /// The same report, in which every node that is there has the page that `path` names.
  public func withPages(_ path: (NodeKey) -> String?) -> ChangeReport {
    var result = self
    for index in findings.indices {
      result.findings[index].subject.setPage(path)
      result.findings[index].other?.setPage(path)
    }
    for index in constraints.indices { result.constraints[index].place.setPage(path) }
    return result
  }

  /// The findings of one kind, in order.
  public func findings(_ kind: ChangeFinding.Kind) -> [ChangeFinding] {
    findings.filter { $0.kind == kind }
  }

  /// Nothing may be merged as it is: some finding is an error, or there is nothing to measure.
  public var isFailed: Bool { isEmpty || findings.contains { $0.severity == .error } }

  /// The head has no constraint, of which nobody can say that it is covered.
  public var isEmpty: Bool { head.constraints.total == 0 }

  /// Nothing has happened to anything that is traced.
  public var isUnchanged: Bool { findings.isEmpty }
}
