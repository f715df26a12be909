public import SourceText

/// The kinds of node of which a policy can demand something. The raw value is its key.
public enum PolicySubject: String, Sendable, CaseIterable {
  case invariant
  case boundary
  case goal
  /// Constraints of a type that is not named itself.
  case constraint
  case truth
  case failureMode = "failure-mode"
  /// Requirements and scenarios of modules have a verdict only where a policy demands something.
  case requirement
  case scenario

  /// As a page names them.
  public var plural: String {
    switch self {
    case .boundary: "boundaries"
    case .failureMode: "failure modes"
    default: rawValue + "s"
    }
  }
}

/// What a project demands before something counts as satisfied, and which gaps it accepts.
///
/// Without a demand the standard rule holds: a passing test satisfies, everything else is partial at
/// most.
public struct TracePolicy: Sendable, Hashable {
  /// A demand, and where it is written.
  public struct Rule: Sendable, Hashable {
    /// What is demanded.
    public var demand: Demand
    /// Where.
    public var range: SourceRange

    /// A demand that is written somewhere.
    public init(_ demand: Demand, at range: SourceRange) {
      self.demand = demand
      self.range = range
    }
  }

  /// By what they are about; what is missing follows the standard rule.
  public var demands: [PolicySubject: Rule] = [:]
  /// In the order of files and of lines in them.
  public var justifications: [Justification] = []
  /// How many gaps a change may leave; without entries nobody has set a limit.
  public var budget = GapBudget()
  /// Faults of reading.
  public var diagnostics: [Diagnostic] = []

  /// A policy that says nothing: the standard one.
  public init() {}

  /// Something is demanded of requirements or of scenarios.
  public var judgesSpecifications: Bool {
    demands[.requirement] != nil || demands[.scenario] != nil
  }

  /// What is demanded of a node; `nil` where the standard rule holds.
  public func demand(of node: TraceNode) -> (subject: PolicySubject, rule: Rule)? {
    guard !demands.isEmpty, let subject = subject(of: node), let rule = demands[subject] else {
      return nil
    }
    return (subject, rule)
  }

  private func subject(of node: TraceNode) -> PolicySubject? {
    switch node.detail {
    case .constraint(let facts):
      let own = facts.type.flatMap { PolicySubject(rawValue: $0.rawValue) }
      return own.flatMap { demands[$0] == nil ? nil : $0 } ?? .constraint
    case .truth: return .truth
    default: break
    }
    switch node.key.kind {
    case .failureMode: return .failureMode
    case .requirement: return .requirement
    case .scenario: return .scenario
    default: return nil
    }
  }
}

/// One accepted gap: who accepts it, why, and until when.
public struct Justification: Sendable, Hashable {
  /// The node as written: `payment-retry-v2/O2`, or `O2` where that is unique.
  public var node: String
  /// Why the gap is accepted.
  public var reason: String
  /// Who answers for it.
  public var owner: String
  /// The last day on which it counts, `YYYY-MM-DD`.
  public var expires: String
  /// Where it is written.
  public var range: SourceRange

  /// An accepted gap.
  public init(node: String, reason: String, owner: String, expires: String, at range: SourceRange) {
    self.node = node
    self.reason = reason
    self.owner = owner
    self.expires = expires
    self.range = range
  }
}
