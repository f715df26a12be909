/// Whether a person has to agree.
public enum ApprovalPolicy: String, Codable, Sendable, Hashable, CaseIterable {
  case required, waived
}

/// What somebody says who agrees; who it is, is known from who sends it.
public struct Approval: Codable, Sendable, Hashable {
  /// Who they say they are: empty, or the sender.
  public var by: String
  /// What they want to be remembered.
  public var note: String

  /// Anything but what is needed may be left out.
  public init(by: String = "", note: String = "") {
    self.by = by
    self.note = note
  }

  /// Members that are missing have their defaults.
  public init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      by: try keys.value(.by, or: ""),
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
