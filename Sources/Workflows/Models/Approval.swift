/// Whether a person has to agree.
public enum ApprovalPolicy: String, Codable, Sendable, Hashable, CaseIterable {
  case required, waived
}

/// What somebody says who agrees.
public struct Approval: Codable, Sendable, Hashable {
  /// Who it is.
  public var by: String
  /// What they want to be remembered.
  public var note: String

  /// Anything but what is needed may be left out.
  public init(by: String, note: String = "") {
    self.by = by
    self.note = note
  }

  /// Members that are missing have their defaults.
  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      by: try keys.decode(String.self, forKey: .by),
      note: try keys.value(.note, or: ""))
  }
}

/// An approval, and what it was given for.
public struct RecordedApproval: Codable, Sendable, Hashable {
  /// Who agreed.
  public var by: String
  /// What they said.
  public var note: String
  /// What they agreed to, such as `merge` or `design`.
  public var gate: String

  /// A value with its members.
  public init(by: String, note: String, gate: String) {
    self.by = by
    self.note = note
    self.gate = gate
  }
}
