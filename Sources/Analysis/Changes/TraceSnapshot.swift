public import SourceText
public import TraceModel

/// What one revision of a project says and holds, as far as it is compared with another: no graph,
/// so that it can be kept by the tree that it was made of.
public struct TraceSnapshot: Sendable, Equatable {
  /// A node with its verdict.
  public struct Node: Sendable, Equatable {
    /// What identifies it in its revision.
    public var key: NodeKey
    /// One line.
    public var title: String
    /// What it says, for people: the statement, then a line for each further fact that is compared.
    public var text: String
    /// Covers the text; for a file or a range of lines, the lines themselves.
    public var digest: Fingerprint
    /// The node that contains it.
    public var parent: NodeKey?
    /// The manifold or module that it belongs to.
    public var owner: NodeKey?
    /// Where it is declared.
    public var range: SourceRange
    /// How a constraint binds; `nil` for other kinds.
    public var type: ConstraintType?
    /// `nil` for kinds that have none.
    public var verdict: Verdict?
    /// What kinds of support it has.
    public var facets: Facets
    /// The file or the lines that it names could be read.
    public var isRead = false
    /// The pass that it counts of a test that nobody finds by its name, in words; `nil` for none.
    public var doubt: String?
    /// What it lacks; `nil` for a node without a gap.
    public var gap: Lack?

    /// A node with its texts; verdict, gap and relations are added.
    public init(
      _ key: NodeKey, title: String, text: String, digest: Fingerprint, at range: SourceRange
    ) {
      self.key = key
      self.title = title
      self.text = text
      self.digest = digest
      self.range = range
      facets = []
    }
  }

  /// What a node lacks.
  public struct Lack: Sendable, Equatable {
    /// The worst of its reasons.
    public var reason: Gap.Reason
    /// One sentence without full stop.
    public var text: String
    /// The project accepts it for a while.
    public var isAccepted: Bool

    /// A gap as the project has it.
    public init(_ reason: Gap.Reason, _ text: String, isAccepted: Bool) {
      self.reason = reason
      self.text = text
      self.isAccepted = isAccepted
    }
  }

  /// A link between two nodes, or from one to an id that names nothing.
  public struct Link: Sendable, Hashable {
    /// The node that states it.
    public var source: NodeKey
    /// Where it leads; `nil` when it leads nowhere, or to several nodes.
    public var target: NodeKey?
    /// The target as written, where it leads nowhere; empty otherwise.
    public var missing: String
    /// The verb between source and target.
    public var kind: LinkKind
    /// What it rests on.
    public var basis: LinkBasis

    /// A link that leads somewhere, or to `missing`.
    public init(
      _ source: NodeKey, _ kind: LinkKind, _ target: NodeKey?, missing: String = "",
      basis: LinkBasis
    ) {
      self.source = source
      self.target = target
      self.missing = missing
      self.kind = kind
      self.basis = basis
    }
  }

  /// Results of one report that name what does not exist. Results are no nodes here, and what they lead to in
  /// vain would be in no snapshot.
  public struct VainResult: Sendable, Equatable {
    /// The first of them.
    public var result: NodeKey
    /// Its name.
    public var title: String
    /// What it says of the id that it names.
    public var kind: LinkKind
    /// The id as written.
    public var missing: String
    /// Where it stands in the report.
    public var range: SourceRange
    /// How many there are.
    public var count = 1
  }

  /// A claim with what was computed.
  public struct Claim: Sendable, Equatable {
    /// The manifold that it is about.
    public var owner: NodeKey
    /// What is claimed, for people.
    public var subject: String
    /// As written.
    public var declared: String
    /// For people; empty when nothing could be computed.
    public var computed: String
    /// What became of it.
    public var outcome: CheckedClaim.Outcome
    /// Where it stands.
    public var range: SourceRange

    /// A claim that was checked.
    public init(
      of owner: NodeKey, _ subject: String, declared: String, computed: String,
      _ outcome: CheckedClaim.Outcome, at range: SourceRange
    ) {
      self.owner = owner
      self.subject = subject
      self.declared = declared
      self.computed = computed
      self.outcome = outcome
      self.range = range
    }
  }

  /// Sorted by key.
  public var nodes: [Node] = []
  /// In the order of the graph, each once.
  public var links: [Link] = []
  /// In the order of the graph, one for each report and id.
  public var vainResults: [VainResult] = []
  /// In the order of the graph.
  public var claims: [Claim] = []
  /// Verdicts of the constraints outside of templates.
  public var constraints = Coverage()

  /// A project that says nothing.
  public init() {}
}
