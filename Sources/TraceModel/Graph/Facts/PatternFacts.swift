/// What a registry's index states of a pattern.
public struct PatternFacts: Sendable, Hashable {
  /// The join key of everything that belongs to the pattern; `nil` when the index gives none.
  public var docID: String?
  /// The name in snake case, which its files carry.
  public var name: String?
  /// `1.0.0`, as written.
  public var version: String?
  /// `draft`, `active`, … as written.
  public var status: String?
  /// As written.
  public var category: String?

  /// A pattern; what is not given is not stated.
  public init(
    docID: String? = nil, name: String? = nil, version: String? = nil, status: String? = nil,
    category: String? = nil
  ) {
    self.docID = docID
    self.name = name
    self.version = version
    self.status = status
    self.category = category
  }
}
