import Analysis
import SourceText
import TraceModel

/// What is exported, each item with a name that is unique in the file and safe in every format.
struct ExportedItems {
  /// Raised whenever a field changes its meaning or goes away.
  static let schemaVersion = 1

  let assessment: Assessment
  let title: String
  /// In the order of the graph.
  let nodes: [NodeIndex]
  private let names: [NodeIndex: String]

  init(_ assessment: Assessment, title: String, scope: String?) {
    self.assessment = assessment
    self.title = title
    let graph = assessment.graph
    nodes = graph.nodes.indices.map { NodeIndex($0) }.filter {
      let key = graph[$0].key
      return key.kind != .page
        && (scope == nil || [key.scope.path, key.scope.name].contains(scope))
    }
    let short = Self.shortScopes(graph)
    var taken: Set<String> = []
    var names: [NodeIndex: String] = [:]
    for node in nodes {
      let key = graph[node].key
      let plain = Self.name(key, in: short[key.scope.name] ?? key.scope.path)
      let name = taken.contains(plain) ? "\(plain)_\(Self.digits(key))" : plain
      taken.insert(name)
      names[node] = name
    }
    self.names = names
  }

  /// `PAYMENT_RETRY_V2_B1`: capitals, digits and `_`, which every tool takes for an id.
  func name(of node: NodeIndex) -> String { names[node] ?? "" }

  /// Links of an item whose other end is exported as well.
  func links(of node: NodeIndex) -> [(link: TraceLink, target: NodeIndex)] {
    assessment.graph.links(from: node).compactMap { link in
      guard case .node(let target) = link.target, names[target] != nil else { return nil }
      return (link, target)
    }
  }

  /// The computed verdict; `nil` for kinds that have none.
  func verdict(of node: NodeIndex) -> String? {
    assessment.verdicts.isAssessed(assessment.graph[node]) ? assessment.verdicts[node].word : nil
  }

  /// Names of scopes that need no folder in front, because no other scope has them.
  private static func shortScopes(_ graph: TraceGraph) -> [String: String] {
    let scopes = Set(graph.nodes.lazy.map(\.key.scope).filter { !$0.name.isEmpty })
    return Dictionary(grouping: scopes, by: \.name).filter { $0.value.count == 1 }
      .mapValues { $0[0].name }
  }

  private static func name(_ key: NodeKey, in scope: String) -> String {
    let parts = [scope, key.id].filter { !$0.isEmpty }
    let bytes = parts.joined(separator: "_").utf8.map { byte -> UInt8 in
      switch byte {
      case 0x61...0x7A: byte - 0x20
      case 0x41...0x5A, 0x30...0x39: byte
      default: 0x5F
      }
    }
    let name = String(decoding: bytes.prefix(120), as: UTF8.self)
    return bytes.count > 120 || name.isEmpty ? "\(name)_\(digits(key))" : name
  }

  private static func digits(_ key: NodeKey) -> String {
    var sum = Fingerprinter()
    for part in [key.kind.rawValue, key.scope.path, key.id] { sum.combine(part) }
    return sum.finish().description.prefix(8).uppercased()
  }
}
