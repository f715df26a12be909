public import TraceModel

/// How far a node is known to hold. Ordered from worst to best.
///
/// Only `satisfied` counts in a coverage numerator; `partial` never does.
public enum Verdict: UInt8, Sendable, CaseIterable, Comparable {
  /// A test that speaks for it has failed, whatever else supports it.
  case failing
  /// Nothing supports it.
  case gap
  /// Somebody says so; nothing that could be checked supports it.
  case declared
  /// Something that was checked supports it, but less than its kind demands.
  case partial
  /// Everything that its kind demands was checked.
  case satisfied

  /// From worst to best: `failing`, `gap`, `declared`, `partial`, `satisfied`.
  public static func < (a: Verdict, b: Verdict) -> Bool { a.rawValue < b.rawValue }

  /// The word shown to people, in JSON and in class names.
  public var word: String {
    switch self {
    case .failing: "failing"
    case .gap: "gap"
    case .declared: "declared"
    case .partial: "partial"
    case .satisfied: "satisfied"
    }
  }
}

/// What kinds of support a node has, kept apart and never mixed into one word.
public struct Facets: OptionSet, Sendable, Hashable {
  /// One bit for each facet; bits without a name mean nothing.
  public let rawValue: UInt16

  /// The facets whose bits are set.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// A document that is in the project describes it.
  public static let documented = Facets(rawValue: 1)
  /// A code or configuration file that is in the project is declared to satisfy it.
  public static let implemented = Facets(rawValue: 2)
  /// A test file that is in the project is declared to verify it.
  public static let tested = Facets(rawValue: 4)
  /// An alert, dashboard or runbook that is in the project watches it.
  public static let observed = Facets(rawValue: 8)
  /// A person is said to have reviewed it.
  public static let reviewed = Facets(rawValue: 16)
  /// Something supports it that could not be checked: a missing file, a bare sentence, a metric.
  public static let declared = Facets(rawValue: 32)

  /// A result of a test that speaks for it is a pass.
  public static let passed = Facets(rawValue: 64)
  /// A result of a test that speaks for it is a failure or an error.
  public static let failed = Facets(rawValue: 128)

  /// An alert that watches it has fired in its own test: that says of the alert that it works, and
  /// nothing of what it watches.
  public static let fired = Facets(rawValue: 256)

  /// A pass among them is of a test that the project has, as far as anybody can tell. Not shown by itself.
  public static let found = Facets(rawValue: 512)

  /// The facets by name, in the order in which they are shown.
  public static let named: [(name: String, facet: Facets)] = [
    ("documented", .documented), ("implemented", .implemented), ("tested", .tested),
    ("passing result", .passed), ("failing result", .failed), ("observed", .observed),
    ("tested alert", .fired),
    ("reviewed", .reviewed), ("declared", .declared),
  ]
}

/// One sentence of a verdict's provenance.
public struct Reason: Sendable, Hashable {
  /// The sentence without its subject: `is implemented by`.
  public var text: String
  /// The node it speaks of.
  public var node: NodeIndex?
  /// What follows the node: `(declared VERIFIED)`.
  public var remark: String

  /// A sentence about `node`, or about nothing else when that is `nil`.
  public init(_ text: String, _ node: NodeIndex? = nil, remark: String = "") {
    self.text = text
    self.node = node
    self.remark = remark
  }
}
