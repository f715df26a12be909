public import SourceText
import TraceModel

/// How far something is verified.
public enum VerificationLevel: String, Sendable, CaseIterable, Comparable {
  case none, partial, full

  /// Order of the levels.
  public static func < (a: Self, b: Self) -> Bool { a.order < b.order }

  private var order: Int { self == .none ? 0 : self == .partial ? 1 : 2 }
}

/// What became of a test, which is more than whether it exists.
public enum TestState: String, Sendable, CaseIterable {
  case passed, failed, skipped
  /// No report names it.
  case notRun = "not run"
}

/// One test with its marks, its place and its result.
public struct VerifiedTest: Sendable {
  /// Path and name, with the class before it.
  public var path: String
  /// Name, with the class before it.
  public var name: String
  /// Line of the name.
  public var line: Int
  /// Constraints that it is marked with.
  public var constraints: [String]
  /// Failure modes that it is marked with.
  public var failureModes: [String]
  /// What its worst case came to.
  public var state: TestState
  /// Nothing in it can fail.
  public var isEmpty: Bool
}

/// One look at a program for one id: a pattern that has to be there, or one that must not.
public struct PatternCheck: Sendable {
  /// A line with its text.
  public struct Location: Sendable, Hashable {
    /// The file.
    public var path: String
    /// From 1.
    public var line: Int
    /// Without the spaces around it.
    public var code: String
    /// What is wrong at this place, where that can be said; `nil` for the general words.
    public var fault: String?
  }

  /// Name in kebab case.
  public var name: String
  /// Constraints, criteria or failure modes; empty for what holds for every program.
  public var ids: [String]
  /// What is looked for, in words.
  public var pattern: String
  /// It must not be there.
  public var isAnti: Bool
  /// Where it stands; of a pattern that has to be there, where it does.
  public var locations: [Location]
  /// It is as it should be.
  public var holds: Bool { isAnti == locations.isEmpty }
}

/// One constraint or failure mode with everything that speaks for it.
public struct VerifiedItem: Sendable {
  /// As written.
  public var id: String
  /// What it demands, or what happens.
  public var statement: String
  /// Type of a constraint; empty for a failure mode.
  public var type: String
  /// Ranges of code that name it.
  public var code: [PatternCheck.Location]
  /// Tests that are marked with it.
  public var tests: [VerifiedTest]
  /// Documents with the line that names it.
  public var documents: [PatternCheck.Location]
  /// Alerts and panels with the line that names it.
  public var measures: [PatternCheck.Location]
  /// Patterns that were looked for because of it.
  public var checks: [PatternCheck]
  /// What nothing in these artifacts can fulfil, by the generation's own account.
  public var leftOpen: [String] = []
  /// What is still missing, in words; what is left open first.
  public var gaps: [String]
  /// The whole of it.
  public var level: VerificationLevel
}

/// Something to do, with how urgent it is.
public struct ActionItem: Sendable, Hashable {
  /// From the worst down.
  public enum Severity: String, Sendable, CaseIterable {
    case critical, high, medium, low
  }

  /// How urgent.
  public var severity: Severity
  /// In words, with the place.
  public var text: String
}

/// The account of a verification: every figure is counted, none is stated.
public struct Verification: Sendable {
  /// Constraints in manifold order.
  public internal(set) var constraints: [VerifiedItem] = []
  /// Failure modes in manifold order.
  public internal(set) var failureModes: [VerifiedItem] = []
  /// Every file of the plan beside the one that is there.
  public internal(set) var files: [ProvenFile] = []
  /// All tests.
  public internal(set) var tests: [VerifiedTest] = []
  /// Patterns that hold for every program.
  public internal(set) var checks: [PatternCheck] = []
  /// Code, tests and alerts that no constraint asks for.
  public internal(set) var unspecified: [PatternCheck.Location] = []
  /// Everything that is wrong, sorted, with paths relative to the artifacts folder.
  public internal(set) var diagnostics: [Diagnostic] = []
  /// What to do, the most urgent first.
  public internal(set) var actions: [ActionItem] = []
  /// Some report of tests was found that is not of other programs.
  public internal(set) var hasResults = false

  /// Constraints of one level.
  public func count(_ level: VerificationLevel) -> Int { constraints.count { $0.level == level } }

  /// `SATISFIED`, `NEEDS_WORK`, or `VIOLATED` when an error was found.
  public var status: String {
    if diagnostics.contains(where: { $0.severity == .error }) { return "VIOLATED" }
    let isWhole =
      !constraints.isEmpty && count(.full) == constraints.count
      && failureModes.allSatisfy { $0.level == .full }
    return isWhole ? "SATISFIED" : "NEEDS_WORK"
  }
}
