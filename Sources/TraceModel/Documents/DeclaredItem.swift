public import SourceText

/// One thing that a document declares, before it is linked: a constraint, a truth, an artifact.
public struct DeclaredItem: Sendable {
  /// The kind of node that it becomes.
  public var kind: NodeKind
  /// As its author wrote it; or given by the reader, with the range of the whole item, when the
  /// format has no id for such a thing (`Q1` for the first open question).
  public var id: Prose
  /// Other ids that mean this item: a pattern's `doc_id`, a file's path.
  public var aliases: [String] = []
  /// True when the id was given by the reader.
  public var hasGivenID: Bool
  /// The heading in a companion `.md`, or a field; `nil` when there is neither.
  public var title: Prose?
  /// What it says; `nil` when this file says nothing.
  public var statement: Prose?
  /// Why; `nil` when this file gives no reason.
  public var rationale: Prose?
  /// What is typed, per kind.
  public var detail: NodeDetail
  /// Everything else, in source order.
  public var attributes: [Attribute]
  /// References from this item, in source order.
  public var links: [DeclaredLink]
  /// The containing item's position in the document's list; `nil` for the manifold itself.
  public var parent: Int?
  /// Where the whole item stands.
  public var range: SourceRange
  /// Other files of the same feature that declare it as well.
  public var alsoAt: [SourceRange]

  /// An item with what is known of it; everything but kind, id and range may come later.
  public init(
    kind: NodeKind, id: Prose, hasGivenID: Bool = false, title: Prose? = nil,
    statement: Prose? = nil, rationale: Prose? = nil, detail: NodeDetail = .plain,
    attributes: [Attribute] = [], links: [DeclaredLink] = [], parent: Int? = nil,
    range: SourceRange, alsoAt: [SourceRange] = []
  ) {
    self.kind = kind
    self.id = id
    self.hasGivenID = hasGivenID
    self.title = title
    self.statement = statement
    self.rationale = rationale
    self.detail = detail
    self.attributes = attributes
    self.links = links
    self.parent = parent
    self.range = range
    self.alsoAt = alsoAt
  }
}

/// A reference from an item to an id that nobody has looked up yet.
public struct DeclaredLink: Sendable, Hashable {
  /// The verb.
  public var kind: LinkKind
  /// One id, as written or as implied by a range of ids.
  public var target: String
  /// Where the reference stands.
  public var range: SourceRange
  /// What the author added to the id; `nil` for nothing.
  public var remark: String?
  /// What the link rests on.
  public var basis: LinkBasis
  /// Nothing is wrong when the target is not among the files: it may never have been exported.
  public var isOptional = false

  /// A reference to one id.
  public init(
    _ kind: LinkKind, to target: String, at range: SourceRange, remark: String? = nil,
    basis: LinkBasis = .declared
  ) {
    self.kind = kind
    self.target = target
    self.range = range
    self.remark = remark
    self.basis = basis
  }
}

/// A link whose source is named rather than contains it: an edge of a constraint graph, a
/// relationship, a blocking dependency.
public struct DeclaredRelation: Sendable, Hashable {
  /// The source's id, as written.
  public var source: Prose
  /// The verb and the target.
  public var link: DeclaredLink

  /// A link from a named source.
  public init(from source: Prose, _ link: DeclaredLink) {
    self.source = source
    self.link = link
  }
}

/// What a document states about ids and numbers, before it is linked.
public struct StatedClaim: Sendable, Hashable {
  /// What the statement is about; ids are still text.
  public enum Subject: Sendable, Hashable {
    /// A subject that needs no id.
    case whole(DeclaredClaim.Subject)
    /// The status of the constraint or truth named here.
    case status(Prose)
    /// The cell of a verification matrix, in the row of the id.
    case cell(Prose, ArtifactRole)
  }

  /// What is stated about.
  public var subject: Subject
  /// The value as written.
  public var declared: Prose

  /// A statement with its value as written.
  public init(_ subject: Subject, declared: Prose) {
    self.subject = subject
    self.declared = declared
  }
}
