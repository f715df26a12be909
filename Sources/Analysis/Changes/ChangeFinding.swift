public import SourceText
public import TraceModel

/// One thing that a change does to the constraints: what every channel of a report is made from.
public struct ChangeFinding: Sendable, Equatable {
  /// What has happened. In the order in which it is shown: what the change breaks, what has to be
  /// looked at, what it says differently, what it mends.
  public enum Kind: String, Sendable, CaseIterable {
    /// More gaps than the budget allows.
    case overBudget = "over budget"
    /// Something lacks support that did not, or is new and lacks it.
    case newGap = "new gap"
    /// Its verdict is worse than it was, without a new gap.
    case regressed
    /// It was declared, and is no more.
    case removed
    /// A document states what was true, and is not any more.
    case falseClaim = "false claim"
    /// An end of a link has changed, and the other one has not.
    case suspect
    /// Nothing asks for an artifact, or for a piece of one, that is new.
    case unspecified
    /// The project records reviews, and nobody has reviewed what it says now.
    case unreviewed
    /// Its text, threshold, type or place below others has changed.
    case changed
    /// It goes by another id.
    case renamed
    /// It was not there.
    case added
    /// What was missing is there, or a claim has come true.
    case fixed
  }

  /// A node as it was or as it is.
  public struct Place: Sendable, Hashable {
    /// What identifies it in its revision.
    public var key: NodeKey
    /// One line.
    public var title: String
    /// Where it is declared.
    public var range: SourceRange
    /// It stands in the base, and is gone at the head.
    public var isGone: Bool
    /// Where its page stands below the address of the project's site; `nil` where nobody knows.
    public var page: String?

    /// A node of the head, or of the base when it is gone.
    public init(_ node: TraceSnapshot.Node, isGone: Bool = false) {
      self.init(node.key, title: node.title, at: node.range, isGone: isGone)
    }

    /// A node by what a report says of it.
    public init(_ key: NodeKey, title: String, at range: SourceRange, isGone: Bool = false) {
      self.key = key
      self.title = title
      self.range = range
      self.isGone = isGone
    }

    /// What is gone will have no page when the change is published.
    mutating func setPage(_ path: (NodeKey) -> String?) { page = isGone ? nil : path(key) }
  }

  /// What has happened.
  public var kind: Kind
  /// The rule behind it.
  public var rule: Rule
  /// How much it matters: an error fails the report.
  public var severity: Severity
  /// What it has happened to.
  public var subject: Place
  /// The changed end of a suspect link, the former self of what was renamed, the former or new
  /// parent; `nil` for none.
  public var other: Place?
  /// One sentence without full stop, beginning in lower case: what it means.
  public var summary: String
  /// The text before; `nil` where none has changed.
  public var before: String?
  /// The text now.
  public var after: String?
  /// Digits by which later runs and other channels recognise it: the SHA-256 of rule, subject and
  /// other node, without any line number.
  public var fingerprint: String

  /// Fingerprint of the finding that it follows from, with which it is told; `nil` for none.
  public var because: String?

  /// A finding; its severity is that of its rule unless it is given. `detail` is what tells several
  /// findings of one rule about the same nodes apart; it holds no number of a line.
  public init(
    _ kind: Kind, _ rule: Rule, _ subject: Place, _ other: Place?, _ summary: String,
    before: String? = nil, after: String? = nil, severity: Severity? = nil, detail: String = ""
  ) {
    self.kind = kind
    self.rule = rule
    self.severity = severity ?? rule.severity
    self.subject = subject
    self.other = other
    self.summary = summary
    self.before = before
    self.after = after
    fingerprint = Self.fingerprint(rule, subject.key, other?.key, detail)
  }

  private static func fingerprint(
    _ rule: Rule, _ from: NodeKey, _ to: NodeKey?, _ detail: String
  ) -> String {
    let parts = [rule.id, from.name, to?.name ?? ""] + (detail.isEmpty ? [] : [detail])
    return SHA256Digest(of: Array(parts.joined(separator: "\0").utf8)).description
  }
}

extension NodeKey {
  /// `constraint payment-retry/B1`: unique in a project, and the same wherever it stands in a file.
  public var name: String { "\(kind.rawValue) \(shownName)" }
}
