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

/// One thing that can be traced.
public struct TraceNode: Sendable {
  /// What identifies the node; unique in a linked graph.
  public var key: NodeKey
  /// One line, plain text; the id when the source gives nothing better.
  public var title: String
  /// What it says; `nil` when the source states nothing.
  public var statement: Prose?
  /// Why; `nil` when the source gives no reason.
  public var rationale: Prose?
  /// What Analysis and the pages need to know beyond text.
  public var detail: NodeDetail
  /// Everything else that the source says, in source order.
  public var attributes: [Attribute]
  /// Where it is declared.
  public var range: SourceRange
  /// Further places that declare the same node: the `.md` beside the `.json`.
  public var alsoAt: [SourceRange]
  /// The node that contains it: a truth's parent truth, a constraint's manifold.
  public var parent: NodeIndex?

  /// A node; the linker sets `parent` once every node has its number.
  public init(
    key: NodeKey, title: String, statement: Prose? = nil, rationale: Prose? = nil,
    detail: NodeDetail = .plain, attributes: [Attribute] = [], range: SourceRange,
    alsoAt: [SourceRange] = [], parent: NodeIndex? = nil
  ) {
    self.key = key
    self.title = title
    self.statement = statement
    self.rationale = rationale
    self.detail = detail
    self.attributes = attributes
    self.range = range
    self.alsoAt = alsoAt
    self.parent = parent
  }
}

/// `RT-2` before `RT-10`: runs of digits compare as numbers, everything else by bytes.
public func isNaturallyOrdered(_ a: String, before b: String) -> Bool {
  let a = Array(a.utf8)
  let b = Array(b.utf8)
  var i = 0
  var j = 0
  while i < a.count, j < b.count {
    if isDigit(a[i]), isDigit(b[j]) {
      let x = digits(a, from: &i)
      let y = digits(b, from: &j)
      if x.count != y.count { return x.count < y.count }
      if x != y { return x.lexicographicallyPrecedes(y) }
    } else {
      if a[i] != b[j] { return a[i] < b[j] }
      i += 1
      j += 1
    }
  }
  // Equal but for leading zeros or length: a total order needs the last word.
  return a.count - i != b.count - j ? a.count - i < b.count - j : a.lexicographicallyPrecedes(b)
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

private func digits(_ bytes: [UInt8], from index: inout Int) -> ArraySlice<UInt8> {
  while index < bytes.count, bytes[index] == 0x30 { index += 1 }
  let start = index
  while index < bytes.count, isDigit(bytes[index]) { index += 1 }
  return bytes[start..<index]
}
