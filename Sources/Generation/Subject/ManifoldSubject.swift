public import SourceText
public import TraceModel

/// What generation needs of one manifold, in the order in which its files declare it.
public struct ManifoldSubject: Sendable {
  /// The manifold itself; its id is the feature.
  public let manifold: SubjectItem
  /// Its main file first.
  public let files: [String]
  /// The outcome as one item; `nil` when the manifold states none.
  public let outcome: SubjectItem?
  /// Constraints, in the order of the file.
  public let constraints: [SubjectItem]
  /// Measurable criteria that a report of the outcome declares.
  public let criteria: [SubjectItem]
  /// Required truths with their children, each behind its parent.
  public let truths: [SubjectItem]
  /// Options among which the request chooses.
  public let options: [SubjectItem]
  /// What may go wrong.
  public let failureModes: [SubjectItem]
  /// Pairs that pull in different directions.
  public let tensions: [SubjectItem]
  /// What nobody has decided yet.
  public let questions: [SubjectItem]
  /// A template with placeholders, or a file that could not be read as a whole.
  public let isUnfit: Bool

  /// Takes a manifold out of a linked graph.
  public init(_ index: NodeIndex, in graph: TraceGraph) {
    let node = graph[index]
    let reader = SubjectReader(graph, scope: node.key.scope)
    manifold = reader.item(index)
    var facts: ManifoldFacts?
    if case .manifold(let found) = node.detail { facts = found }
    files = facts?.sources ?? [node.range.path]
    isUnfit = facts?.isTemplate ?? false || facts?.isDegraded ?? false
    outcome = reader.items(.outcome).first
    constraints = reader.items(.constraint)
    truths = reader.items(.requiredTruth)
    options = reader.items(.solutionOption)
    failureModes = reader.items(.failureMode)
    tensions = reader.items(.tension)
    questions = reader.items(.openQuestion)
    criteria = reader.criteria(of: node.key.id)
  }

  /// The feature.
  public var id: String { manifold.id }
  /// The file that declares the manifold.
  public var file: String { files.first ?? manifold.range.path }
  /// Every constraint and criterion, and the outcome: whatever may state a bound.
  var demands: [SubjectItem] { constraints + criteria + (outcome.map { [$0] } ?? []) }
}

/// One declared thing with its text and the ids that it is linked with.
public struct SubjectItem: Sendable {
  /// In the graph that it was taken from.
  public let node: NodeIndex
  /// As written.
  public let id: String
  /// What it is.
  public let kind: NodeKind
  /// One line.
  public let title: String
  /// What it says; the title when it says nothing.
  public let statement: String
  /// Why; empty when no reason is given.
  public let rationale: String
  /// Typed facts of its kind.
  public let detail: NodeDetail
  /// Everything else, as written.
  public let attributes: [Attribute]
  /// Ids of what it leads to, by verb, in the order of the links.
  public let links: [(kind: LinkKind, id: String, remark: String?)]
  /// Where it is declared.
  public let range: SourceRange
  /// Place of the statement; that of the item when it has none of its own.
  public let statementRange: SourceRange

  /// The text of a property; `nil` when there is none or it is empty.
  public func attribute(_ name: String) -> String? {
    let text = attributes.first { $0.name == name }?.value.text
    return text?.isEmpty == false ? text : nil
  }

  /// The first of several properties that is there.
  func attribute(anyOf names: [String]) -> String? {
    names.lazy.compactMap { self.attribute($0) }.first
  }

  /// Ids that it leads to with a verb.
  func targets(_ kinds: LinkKind...) -> [String] {
    links.filter { kinds.contains($0.kind) }.map(\.id)
  }

  /// The type of a constraint; `nil` for anything else.
  public var constraintType: ConstraintType? {
    if case .constraint(let facts) = detail { facts.type } else { nil }
  }

  /// The category of a constraint; empty for anything else.
  public var category: String {
    if case .constraint(let facts) = detail { facts.category } else { "" }
  }

  /// What it was learned from, when that is named.
  public var source: String? { attribute(anyOf: ["_derived_from", "_source", "source"]) }
}

/// Takes the nodes of one scope out of a graph.
struct SubjectReader {
  private let graph: TraceGraph
  private let members: [NodeKind: [NodeIndex]]

  init(_ graph: TraceGraph, scope: Scope) {
    self.graph = graph
    var members: [NodeKind: [NodeIndex]] = [:]
    for index in graph.nodes(in: scope) {
      members[graph[index].key.kind, default: []].append(index)
    }
    self.members = members
  }

  func items(_ kind: NodeKind) -> [SubjectItem] {
    members[kind, default: []].map(item).sorted { a, b in
      a.range.path == b.range.path && a.range.span.start < b.range.span.start
    }
  }

  /// Criteria stand in a report, whose scope carries the manifold's name.
  func criteria(of feature: String) -> [SubjectItem] {
    graph.nodes(of: .criterion).filter { graph[$0].key.scope.name == feature }.map(item)
  }

  func item(_ index: NodeIndex) -> SubjectItem {
    let node = graph[index]
    let isEscaped = node.key.kind == .criterion
    let text = node.statement.map { isEscaped ? unescaped($0.text) : $0.text } ?? node.title
    return SubjectItem(
      node: index, id: node.key.id, kind: node.key.kind, title: node.title,
      statement: oneLine(text), rationale: oneLine(node.rationale?.text ?? ""),
      detail: node.detail, attributes: node.attributes, links: links(of: index),
      range: node.range, statementRange: node.statement?.range ?? node.range)
  }

  private func links(of index: NodeIndex) -> [(kind: LinkKind, id: String, remark: String?)] {
    graph.links(from: index).compactMap { link in
      guard link.basis == .declared else { return nil }
      switch link.target {
      case .node(let target): return (link.kind, graph[target].key.id, link.remark)
      case .missing(let id), .ambiguous(let id, _): return (link.kind, id, link.remark)
      }
    }
  }

  /// Readers of reports escape prose for Markdown.
  private func unescaped(_ text: String) -> String {
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      let isEscape = byte == UInt8(ascii: "\\") && index + 1 < bytes.count
      if isEscape, isPunctuation(bytes[index + 1]) { continue }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// ASCII punctuation, which Markdown may escape.
func isPunctuation(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
  default: false
  }
}
