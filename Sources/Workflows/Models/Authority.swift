/// What a policy decides about.
public enum Act: String, Codable, Sendable, Hashable, CaseIterable {
  case approve, merge
  case rollBack = "roll_back"
  /// To go on without an approval.
  case waive

  /// For people: "may not roll back".
  public var words: String { self == .rollBack ? "roll back" : rawValue }
}

/// May somebody do something?
public struct AuthorityRequest: Codable, Sendable, Hashable {
  /// What they want to do.
  public var act: Act
  /// To what: `merge` and steps of modules for approvals.
  public var subject: String
  /// As histories name them.
  public var identity: String

  /// A value with its members.
  public init(act: Act, subject: String, identity: String) {
    self.act = act
    self.subject = subject
    self.identity = identity
  }
}

/// They may, or not.
public struct Authority: Codable, Sendable, Hashable {
  /// They may.
  public var allowed: Bool
  /// Why not, for people.
  public var reason: String

  /// A value with its members.
  public init(allowed: Bool, reason: String = "") {
    self.allowed = allowed
    self.reason = reason
  }
}
