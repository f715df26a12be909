import SourceText
import TraceModel

/// Links of pull requests and issues that follow from other files: the run that made one, by its
/// key, and what the files that it changed are marked for today.
struct ForgeLinks {
  private let nodes: [TraceNode]
  private let records: [(node: NodeIndex, facts: ForgeFacts)]

  /// Runs with one workflow's id that a record is linked to.
  private static let runs = 8
  /// Runs that said something of a record.
  private static let remarks = 50
  /// Links that follow from the files of one record.
  private static let marks = 200

  /// `nil` when there is no record.
  init?(_ nodes: [TraceNode]) {
    self.nodes = nodes
    records = nodes.indices.compactMap { number in
      guard case .forge(let facts) = nodes[number].detail else { return nil }
      return (NodeIndex(number), facts)
    }
    if records.isEmpty { return nil }
  }

  /// The links, beside those that are known.
  func links(beside known: [TraceLink]) -> [TraceLink] {
    let runs = self.runs()
    let marks = Dictionary(grouping: known.filter(isMark)) {
      nodes[Int($0.source.value)].range.path
    }
    let files = ForgeFiles(marks.keys)
    var touched: [NodeIndex: Set<NodeIndex>] = [:]
    for link in known where link.kind == .touches {
      if case .node(let target) = link.target { touched[link.source, default: []].insert(target) }
    }
    return records.flatMap { record in
      made(record, by: runs) + remarked(record, by: runs)
        + touches(record, files, marks, beside: touched[record.node, default: []])
    }
  }

  /// A claim of code or a test; that a file is an artifact is none.
  private func isMark(_ link: TraceLink) -> Bool {
    guard link.basis == .marked, case .node = link.target else { return false }
    return nodes[Int(link.source.value)].key.kind == .sourceRange && link.kind != .references
  }

  private func runs() -> [String: [NodeIndex]] {
    var runs: [String: [NodeIndex]] = [:]
    for (number, node) in nodes.enumerated() {
      guard case .run(let facts) = node.detail, !facts.workflowID.isEmpty else { continue }
      runs[facts.workflowID, default: []].append(NodeIndex(number))
    }
    return runs
  }

  private func made(
    _ record: (node: NodeIndex, facts: ForgeFacts), by runs: [String: [NodeIndex]]
  ) -> [TraceLink] {
    Self.runs(of: record.facts.key, runs).map {
      link(.producedBy, from: record.node, to: $0, .declared, "by its key")
    }
  }

  /// Other runs, whose statuses and comments it has.
  private func remarked(
    _ record: (node: NodeIndex, facts: ForgeFacts), by runs: [String: [NodeIndex]]
  ) -> [TraceLink] {
    var seen = Set(Self.runs(of: record.facts.key, runs))
    let others = record.facts.remarkKeys.flatMap { Self.runs(of: $0, runs) }.filter {
      seen.insert($0).inserted
    }
    return others.prefix(Self.remarks).map {
      link(.references, from: record.node, to: $0, .declared, "by a status or comment of it")
    }
  }

  /// A key is the workflow's id and a step; both may hold slashes, and the longest id is meant.
  private static func runs(of key: String, _ runs: [String: [NodeIndex]]) -> ArraySlice<NodeIndex> {
    var id = key[...]
    while let slash = id.lastIndex(of: "/") {
      id = id[..<slash]
      if let found = runs[String(id)] { return found.prefix(Self.runs) }
    }
    return []
  }

  private func touches(
    _ record: (node: NodeIndex, facts: ForgeFacts), _ files: ForgeFiles,
    _ marks: [String: [TraceLink]], beside known: Set<NodeIndex>
  ) -> [TraceLink] {
    var seen = known
    var links: [TraceLink] = []
    let root = nodes[Int(record.node.value)].key.scope.root
    for change in record.facts.changes where change.kind != .deleted {
      guard let path = files.path(of: change.path, near: root) else { continue }
      for mark in marks[path, default: []] where links.count < Self.marks {
        guard case .node(let target) = mark.target, seen.insert(target).inserted else { continue }
        var link = link(
          .touches, from: record.node, to: target, .marked,
          "marked today in \(change.path), which it changed")
        link.range = mark.range
        links.append(link)
      }
    }
    return links
  }

  private func link(
    _ kind: LinkKind, from source: NodeIndex, to target: NodeIndex, _ basis: LinkBasis,
    _ remark: String
  ) -> TraceLink {
    TraceLink(
      source: source, target: .node(target), kind: kind, basis: basis, status: .ok,
      range: nodes[Int(source.value)].range, remark: remark)
  }
}
