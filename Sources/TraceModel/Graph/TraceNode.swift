public import SourceText

/// A node's number in its graph: an index into `TraceGraph.nodes`.
public struct NodeIndex: Hashable, Sendable, Comparable {
  /// From 0.
  public let value: Int32

  /// The node at a position, which must fit 32 bits.
  public init(_ value: Int) { self.value = Int32(value) }

  /// Order of the nodes in their graph.
  public static func < (a: NodeIndex, b: NodeIndex) -> Bool { a.value < b.value }
}

/// What identifies a node: kind, scope and id together.
public struct NodeKey: Hashable, Sendable, Comparable {
  /// What the node is; ids are looked up within one kind or a few.
  public let kind: NodeKind
  /// The feature or module whose documents declare the node.
  public let scope: Scope
  /// As its author wrote it (`RT-1`), after normalisation for look-up only.
  public let id: String

  /// A key from its three parts, taken as they are.
  public init(kind: NodeKind, scope: Scope, id: String) {
    self.kind = kind
    self.scope = scope
    self.id = id
  }

  /// `payment-retry/B1`, as people name a node; what belongs to no feature goes by its file or folder.
  public var shownName: String { scope.name.isEmpty ? fullName : "\(scope.name)/\(id)" }

  /// `services/shop/payment-retry/B1`: with the folder, which tells features of one name apart.
  public var fullName: String { scope.path.isEmpty ? id : "\(scope.path)/\(id)" }

  /// Order by scope, then kind, then id with numbers compared as numbers.
  public static func < (a: NodeKey, b: NodeKey) -> Bool {
    if a.scope != b.scope { return a.scope < b.scope }
    if a.kind != b.kind { return a.kind < b.kind }
    return isNaturallyOrdered(a.id, before: b.id)
  }
}

/// Text that may hold Markdown, with the place it came from.
public struct Prose: Sendable, Hashable {
  /// Markdown as written, indentation of the surrounding notation removed.
  public var text: String
  /// Where the text stands, for findings about it and for the source link beside it.
  public var range: SourceRange

  /// Text from a place in a file.
  public init(_ text: String, at range: SourceRange) {
    self.text = text
    self.range = range
  }
}

/// A further property of a node, shown on its page in the order read.
public struct Attribute: Sendable, Hashable {
  /// The field's name as the format spells it: `violation_cost`.
  public var name: String
  /// The field's value; a list or mapping has been flattened into one text.
  public var value: Prose

  /// A property by its name as written.
  public init(_ name: String, _ value: Prose) {
    self.name = name
    self.value = value
  }
}

/// One thing that can be traced. Pages hand nodes about all the time: a copy is one reference.
public struct TraceNode: Sendable {
  /// What a node says, which never changes; most of it is text.
  private final class Content: Sendable {
    let key: NodeKey
    let title: String
    let statement: Prose?
    let rationale: Prose?
    let detail: NodeDetail
    let attributes: [Attribute]
    let range: SourceRange
    let alsoAt: [SourceRange]

    init(
      _ key: NodeKey, _ title: String, _ statement: Prose?, _ rationale: Prose?,
      _ detail: NodeDetail, _ attributes: [Attribute], _ range: SourceRange,
      _ alsoAt: [SourceRange]
    ) {
      (self.key, self.title) = (key, title)
      (self.statement, self.rationale) = (statement, rationale)
      (self.detail, self.attributes) = (detail, attributes)
      (self.range, self.alsoAt) = (range, alsoAt)
    }
  }

  private var content: Content
  /// The node that contains it: a truth's parent truth, a constraint's manifold.
  public var parent: NodeIndex?

  /// A node; the linker sets `parent` once every node has its number.
  public init(
    key: NodeKey, title: String, statement: Prose? = nil, rationale: Prose? = nil,
    detail: NodeDetail = .plain, attributes: [Attribute] = [], range: SourceRange,
    alsoAt: [SourceRange] = [], parent: NodeIndex? = nil
  ) {
    content = Content(key, title, statement, rationale, detail, attributes, range, alsoAt)
    self.parent = parent
  }

  /// What identifies the node; unique in a linked graph.
  public var key: NodeKey { content.key }
  /// One line, plain text; the id when the source gives nothing better.
  public var title: String { content.title }
  /// What it says; `nil` when the source states nothing.
  public var statement: Prose? { content.statement }
  /// Why; `nil` when the source gives no reason.
  public var rationale: Prose? { content.rationale }
  /// Everything else that the source says, in source order.
  public var attributes: [Attribute] { content.attributes }
  /// Where it is declared.
  public var range: SourceRange { content.range }
  /// Further places that declare the same node: the `.md` beside the `.json`.
  public var alsoAt: [SourceRange] { content.alsoAt }

  /// What Analysis and the pages need to know beyond text; setting it makes new content.
  public var detail: NodeDetail {
    get { content.detail }
    set {
      content = Content(key, title, statement, rationale, newValue, attributes, range, alsoAt)
    }
  }
}
