public import TraceModel

/// A sparse matrix: one row a node, links in its cells.
public struct Matrix: Sendable {
  /// Which relation a matrix shows. The raw value names it in routes and short codes.
  public enum Relation: String, Sendable, CaseIterable {
    /// Constraints × truths, code, tests, documents, operations.
    case constraints
    /// Truths × constraints, evidence, artifacts.
    case truths
    /// Failure modes × constraints, tests, documents and runbooks, alerts.
    case failureModes = "failure-modes"
    /// Artifacts × constraints, truths.
    case artifacts

    /// The kind of node that makes the rows.
    public var rowKind: NodeKind {
      switch self {
      case .constraints: .constraint
      case .truths: .requiredTruth
      case .failureModes: .failureMode
      case .artifacts: .artifact
      }
    }

    /// Rows show what supports them through truths, too.
    public var inherits: Bool { self == .constraints || self == .truths }

    /// The column heads.
    public var columns: [String] {
      switch self {
      case .constraints: ["Truths", "Code", "Tests", "Documents", "Operations"]
      case .truths: ["Constraints", "Evidence", "Code", "Tests"]
      case .failureModes: ["Constraints", "Tests", "Documents", "Operations"]
      case .artifacts: ["Constraints", "Truths"]
      }
    }
  }

  /// One row: the node, and for each column the nodes linked to it, then what supports it through
  /// truths, each once. What makes up the node's facets is all there.
  public struct Row: Sendable {
    /// The node that makes the row.
    public var node: NodeIndex
    /// One cell for each of the relation's columns; an empty one has no link.
    public var cells: [[NodeIndex]]
  }

  /// What its rows and columns are.
  public var relation: Relation
  /// In graph order, rows without any link included.
  public var rows: [Row]
}

extension Assessment {
  /// The matrix of one relation over some manifolds, rows in graph order.
  public func matrix(_ relation: Matrix.Relation, of manifolds: [NodeIndex]) -> Matrix {
    let rows = manifolds.flatMap { members(of: $0, kind: relation.rowKind) }
    return matrix(relation, rows: rows)
  }

  /// Some rows of a matrix, in the order given; nodes of another kind have rows without sense.
  public func matrix(_ relation: Matrix.Relation, rows: some Sequence<NodeIndex>) -> Matrix {
    Matrix(relation: relation, rows: rows.map { row(for: $0, relation) })
  }

  /// How many artifacts and pieces of evidence support a node, itself or through truths.
  public func supporterCount(of node: NodeIndex) -> Int { graph.supporters(of: node).count }

  private func row(for node: NodeIndex, _ relation: Matrix.Relation) -> Matrix.Row {
    var cells = [[NodeIndex]](repeating: [], count: relation.columns.count)
    var placed: Set<NodeIndex> = []
    func place(_ other: NodeIndex) {
      guard let column = column(for: graph[other], relation), placed.insert(other).inserted else {
        return
      }
      cells[column].append(other)
    }
    for link in graph.links(to: node) { place(link.source) }
    for link in graph.links(from: node) {
      if case .node(let target) = link.target { place(target) }
    }
    if relation.inherits { graph.supporters(of: node).forEach(place) }
    return Matrix.Row(node: node, cells: cells)
  }

  private func column(for node: TraceNode, _ relation: Matrix.Relation) -> Int? {
    let name: String
    switch (node.key.kind, node.artifactRole) {
    case (.constraint, _): name = "Constraints"
    case (.requiredTruth, _): name = "Truths"
    case (.evidence, _) where relation.columns.contains("Evidence"): name = "Evidence"
    case (.evidence, _):
      guard case .evidence(let facts) = node.detail, let column = facts.type.column else {
        return nil
      }
      name = column
    case (.artifact, .test?), (.test, _): name = "Tests"
    case (.artifact, .docs?), (.runbookSection, _): name = "Documents"
    case (.artifact, .ops?), (.alert, _), (.panel, _): name = "Operations"
    case (.artifact, _): name = "Code"
    case (.sourceRange, _):
      guard case .sourceRange(let facts) = node.detail else { return nil }
      name = facts.role == .test ? "Tests" : "Code"
    default: return nil
    }
    return relation.columns.firstIndex(of: name)
  }
}

extension EvidenceType {
  /// The column of what it shows, where evidence has none of its own; the facet's counterpart.
  fileprivate var column: String? {
    switch self {
    case .fileExists, .contentMatch: "Code"
    case .testPasses: "Tests"
    case .manualReview, .metricValue, .statement: nil
    }
  }
}

/// How well each of some manifolds is covered in each dimension: the overview's heat map.
public struct CoverageHeat: Sendable {
  /// Titles of the manifolds, in the order asked for.
  public var rows: [String]
  /// Names of the dimensions.
  public var columns: [String]
  /// `part` of `whole` for each row and column; `whole` 0 means there is nothing to cover.
  public var cells: [[(part: Int, whole: Int)]]
}

extension Assessment {
  /// Manifolds × dimensions of support: how many constraints have each facet.
  public func heat(of manifolds: [NodeIndex]) -> CoverageHeat {
    let columns: [(String, Facets)] = [
      ("Code", .implemented), ("Tests", .tested), ("Documents", .documented),
      ("Operations", .observed),
    ]
    let rows = manifolds.map { manifold in
      let constraints = members(of: manifold, kind: .constraint)
      return columns.map { column in
        (constraints.filter { verdicts.facets(of: $0).contains(column.1) }.count, constraints.count)
      }
    }
    return CoverageHeat(
      rows: manifolds.map { graph[$0].title }, columns: columns.map(\.0), cells: rows)
  }
}
