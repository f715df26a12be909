public import SourceText
public import TraceModel

/// How far one registry complies with each requirement: computed from its files, never from what
/// its documents say of themselves.
public struct PatternCompliance: Sendable {
  /// What one check has come to.
  public enum Outcome: String, Sendable {
    case passed, failed
    /// What the requirement is about is not there, which another requirement reports.
    case blocked
    /// Files cannot show it.
    case undecided
  }

  /// One check with its reason.
  public struct Check: Sendable {
    /// Whether the requirement is met.
    public var outcome: Outcome
    /// Why not, in a clause; empty when it is met.
    public var reason: String
    /// Where to look; `nil` when there is no better place than the entry.
    public var range: SourceRange?
    /// It fails because the entry leaves a field out, which is a finding of its own.
    public var isForMissingField = false
  }

  /// One requirement over the whole registry.
  public struct Result: Sendable {
    /// What is required.
    public let requirement: PatternRequirement
    /// Parallel to `patterns`, or one check for what concerns the registry as a whole.
    public let checks: [Check]

    /// The number of checks with an outcome.
    public func count(_ outcome: Outcome) -> Int { checks.count { $0.outcome == outcome } }

    /// Passed by every pattern of at least one; blocked is not passed.
    public var isPassed: Bool { !checks.isEmpty && checks.allSatisfy { $0.outcome == .passed } }
    /// No file can show whether it is met.
    public var isUndecided: Bool {
      requirement.subject == .practice || checks.contains { $0.outcome == .undecided }
    }
  }

  /// The files of one pattern beside those that its entry names, by their paths in the registry.
  public struct Files: Sendable {
    /// Below the folder that the entry names.
    public let examples: [String]
    /// Named after the pattern.
    public let tests: [String]
  }

  /// The registry.
  public let registry: NodeIndex
  /// The patterns with an entry in its index, in the order of their ids.
  public let patterns: [NodeIndex]
  /// Parallel to `patterns`.
  public let files: [Files]
  /// One for each requirement, in the order of the specifications.
  public let results: [Result]
  /// What documents state of the registry, beside what its files show.
  public let claims: [CheckedRegistryClaim]
  /// The specifications below it that no entry names.
  public let unregistered: [NodeIndex]

  /// The result of a requirement by its id.
  public func result(_ id: String) -> Result? { results.first { $0.requirement.id == id } }

  /// Every requirement that binds and can be decided is met by every pattern. A registry without
  /// patterns complies with nothing.
  public var isCompliant: Bool {
    !patterns.isEmpty
      && results.allSatisfy { result in
        result.requirement.level == .should || result.isUndecided || result.isPassed
      }
  }

  /// Checks with an outcome, over all requirements.
  public func total(_ outcome: Outcome) -> Int { results.reduce(0) { $0 + $1.count(outcome) } }

  /// The place of a pattern in the lists here; `nil` for one without an entry.
  public func position(of pattern: NodeIndex) -> Int? {
    var (low, high) = (0, patterns.count)
    while low < high {
      let middle = (low + high) / 2
      if patterns[middle] < pattern { low = middle + 1 } else { high = middle }
    }
    return low < patterns.count && patterns[low] == pattern ? low : nil
  }

  /// The checks of one pattern, parallel to those results that concern patterns.
  public func checks(
    of pattern: NodeIndex
  ) -> [(requirement: PatternRequirement, check: Check)] {
    guard let position = position(of: pattern) else { return [] }
    return results.compactMap { result in
      guard result.requirement.subject == .pattern else { return nil }
      return (result.requirement, result.checks[position])
    }
  }

  init(of files: RegistryFiles) {
    registry = files.registry
    patterns = files.patterns
    unregistered = files.unregistered
    let subjects = files.entries.map { PatternSubject($0, files) }
    self.files = subjects.map {
      Files(examples: $0.examples.map(\.path), tests: $0.tests.map(\.path))
    }
    results = PatternRequirement.all.map { requirement in
      switch requirement.subject {
      case .pattern:
        Result(requirement: requirement, checks: subjects.map { $0.check(requirement) })
      case .registry:
        Result(requirement: requirement, checks: [files.check(requirement)])
      case .practice:
        Result(requirement: requirement, checks: [.undecided("files do not show what tools do")])
      }
    }
    let recount = RegistryRecount(files, results)
    claims = files.facts.claims.map { recount.check($0, among: files.facts.claims) }
  }
}

extension PatternCompliance.Check {
  static let passed = Self(outcome: .passed, reason: "", range: nil)
  static func failed(_ reason: String, at range: SourceRange? = nil) -> Self {
    Self(outcome: .failed, reason: reason, range: range)
  }
  static func missing(_ field: PatternField) -> Self {
    var check = Self.failed("the entry has no \(field.rawValue)")
    check.isForMissingField = true
    return check
  }
  static func blocked(_ reason: String) -> Self {
    Self(outcome: .blocked, reason: reason, range: nil)
  }
  static func undecided(_ reason: String) -> Self {
    Self(outcome: .undecided, reason: reason, range: nil)
  }
}

/// The compliance of every registry of a graph, in graph order.
func patternCompliance(in graph: TraceGraph) -> [PatternCompliance] {
  RegistryFiles.all(in: graph).map { PatternCompliance(of: $0) }
}
