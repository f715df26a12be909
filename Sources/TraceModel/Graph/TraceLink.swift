public import SourceText

/// The verb of a link, read as a sentence from source to target.
public enum LinkKind: String, Sendable, CaseIterable, Comparable {
  case satisfies, verifies, covers
  case mapsTo = "maps to"
  case threatens, mitigates
  case alertsOn = "alerts on"
  case documents
  case dependsOn = "depends on"
  case conflictsWith = "conflicts with"
  case introduces, implements
  case generatedFrom = "generated from"
  case producedBy = "produced by"
  case references
  case asks = "asks about"
  case derivedFrom = "derived from"
  case supersedes
  case continues
  case startedBy = "started by"
  case touches

  /// Kept, because the list is made anew each time that it is asked for.
  private static let cases = allCases

  /// Place among the cases above, from 0.
  public var order: Int { Self.cases.firstIndex(of: self) ?? 0 }

  /// By number: the words would be hashed letter by letter.
  public func hash(into hasher: inout Hasher) { hasher.combine(order) }

  /// Order of the cases above: the order in which a page lists its links.
  public static func < (a: LinkKind, b: LinkKind) -> Bool { a.order < b.order }

  /// The same link read from target to source: `satisfied by`.
  public var inverse: String {
    switch self {
    case .satisfies: "satisfied by"
    case .verifies: "verified by"
    case .covers: "covered by"
    case .mapsTo: "required by"
    case .threatens: "threatened by"
    case .mitigates: "mitigated by"
    case .alertsOn: "alerted on by"
    case .documents: "documented by"
    case .dependsOn: "needed by"
    case .conflictsWith: "in tension with"
    case .introduces: "introduced by"
    case .implements: "implemented by"
    case .generatedFrom: "generates"
    case .producedBy: "produces"
    case .references: "referenced by"
    case .asks: "questioned by"
    case .derivedFrom: "source of"
    case .supersedes: "superseded by"
    case .continues: "continued by"
    case .startedBy: "starts"
    case .touches: "touched by"
    }
  }
}

/// What a link rests on. A claim is never evidence.
public enum LinkBasis: String, Sendable, CaseIterable {
  /// Stated in a field of a document.
  case declared
  /// Marked in code.
  case marked
  /// Mentioned in prose.
  case mentioned
}

/// The state of a link, in the vocabulary of the best tracing tools.
public enum LinkStatus: String, Sendable, CaseIterable {
  case ok
  /// The target does not exist.
  case dangling
  /// Several nodes answer to the target's id.
  case ambiguous
  /// The same link is stated more than once.
  case duplicate
  /// The source is not connected to anything that needs it.
  case orphaned
  /// The target does not ask for such a link.
  case unwanted
  /// An end changed since the link was last reviewed.
  case suspect
  case unreviewed
}

/// Where a link leads.
public enum LinkTarget: Sendable, Hashable {
  case node(NodeIndex)
  /// Nothing answers to this id, given as written.
  case missing(String)
  /// More than one node answers.
  case ambiguous(String, [NodeIndex])
}

/// One typed link, with the place that states it.
public struct TraceLink: Sendable {
  /// The node in whose document or file the link is stated.
  public var source: NodeIndex
  /// The node that the link names, or the id that could not be resolved to one.
  public var target: LinkTarget
  /// The verb between source and target.
  public var kind: LinkKind
  /// What the link rests on.
  public var basis: LinkBasis
  /// What the linker found when it resolved the target.
  public var status: LinkStatus
  /// The place that states the link.
  public var range: SourceRange
  /// A remark of the author: `partial` in `"RT-4 partial"`, a reason; `nil` for none.
  public var remark: String?

  /// A link that `range` states; `remark` is the author's, `nil` for none.
  public init(
    source: NodeIndex, target: LinkTarget, kind: LinkKind, basis: LinkBasis, status: LinkStatus,
    range: SourceRange, remark: String? = nil
  ) {
    self.source = source
    self.target = target
    self.kind = kind
    self.basis = basis
    self.status = status
    self.range = range
    self.remark = remark
  }
}
