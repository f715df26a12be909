import Analysis
import SourceText
import TraceModel

/// The pull requests and issues of a site, and what they have to do with other nodes.
struct ForgeIndex: Sendable {
  /// By forge, the latest first.
  let records: [NodeIndex]
  private let graph: TraceGraph

  init(_ graph: TraceGraph) {
    self.graph = graph
    let keyed = graph.nodes.indices.compactMap { number -> (NodeIndex, Scope, Int)? in
      guard let facts = graph.nodes[number].forgeFacts else { return nil }
      return (NodeIndex(number), graph.nodes[number].key.scope, facts.number)
    }
    records = keyed.sorted { a, b in
      if a.1 != b.1 { return a.1 < b.1 }
      return a.2 != b.2 ? a.2 > b.2 : a.0 < b.0
    }.map(\.0)
  }

  /// The runs that a record was made by, or those that have said something of it.
  func runs(_ kind: LinkKind = .producedBy, behind record: NodeIndex) -> [NodeIndex] {
    graph.links(from: record).filter { $0.kind == kind }.compactMap(\.node).filter {
      graph[$0].key.kind == .run
    }
  }

  /// What a run has made, or what it has said something of, the first of it first.
  func records(_ kind: LinkKind = .producedBy, of run: NodeIndex) -> [NodeIndex] {
    let records = graph.links(to: run).filter {
      $0.kind == kind && graph[$0.source].forgeFacts != nil
    }.map(\.source)
    return records.sorted { number($0) != number($1) ? number($0) < number($1) : $0 < $1 }
  }

  /// What the same runs have made besides.
  func made(beside record: NodeIndex) -> [NodeIndex] {
    var seen: Set<NodeIndex> = [record]
    return runs(behind: record).flatMap { records(of: $0) }.filter { seen.insert($0).inserted }
  }

  /// What a record touches, each once.
  func touched(by record: NodeIndex) -> [NodeIndex] {
    var seen: Set<NodeIndex> = []
    return graph.links(from: record).filter { $0.kind == .touches }.compactMap(\.node).filter {
      seen.insert($0).inserted
    }
  }

  /// The records that changed each of some files of the project.
  func changing(_ paths: some Sequence<String>) -> [String: [NodeIndex]] {
    guard !records.isEmpty else { return [:] }
    let files = ForgeFiles(paths)
    var changing: [String: [NodeIndex]] = [:]
    for record in records {
      let root = graph[record].key.scope.root
      for change in graph[record].forgeFacts?.changes ?? [] where change.kind != .deleted {
        if let path = files.path(of: change.path, near: root) {
          changing[path, default: []].append(record)
        }
      }
    }
    return changing
  }

  private func number(_ record: NodeIndex) -> Int { graph[record].forgeFacts?.number ?? 0 }
}

extension TraceLink {
  /// The node that it leads to; `nil` when there is not exactly one.
  fileprivate var node: NodeIndex? { if case .node(let node) = target { node } else { nil } }
}

extension TraceNode {
  /// What is known of a pull request or an issue; `nil` for other kinds.
  var forgeFacts: ForgeFacts? {
    if case .forge(let facts) = detail { facts } else { nil }
  }
}

extension ForgeFacts {
  /// Adds everything that a page shows of a record beside its texts.
  func combine(into hasher: inout Fingerprinter) {
    combineRow(into: &hasher)
    for text in [reason, branch, base, commit ?? "", key] + labels + commits + remarkKeys {
      hasher.combine(text)
    }
    for status in statuses {
      hasher.combine(status.state)
      hasher.combine(status.text)
    }
    for number in [
      labels.count, commits.count, remarkKeys.count, statuses.count, listsChanges ? 1 : 0,
    ] {
      hasher.combine(number)
    }
    for change in changes {
      for text in [change.path, change.kind.rawValue, change.from ?? "", change.patch] {
        hasher.combine(text)
      }
      for number in [change.added ?? -1, change.removed ?? -1, change.isCut ? 1 : 0] {
        hasher.combine(number)
      }
    }
  }

  /// Adds what a row of a list shows.
  func combineRow(into hasher: inout Fingerprinter) {
    hasher.combine(number)
    hasher.combine(state?.rawValue ?? "")
    hasher.combine(changes.count)
    hasher.combine(omittedChanges)
  }
}
