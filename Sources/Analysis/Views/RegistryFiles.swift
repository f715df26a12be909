import SourceText
import TraceModel

/// The nodes of one registry, sorted for the checks.
struct RegistryFiles {
  let registry: NodeIndex
  let facts: RegistryFacts
  let scope: Scope
  /// With an entry in the index.
  private(set) var patterns: [NodeIndex] = []
  /// Parallel to `patterns`.
  private(set) var entries: [PatternEntry] = []
  /// Patterns, with or without an entry, to which a file maps a `doc_id`.
  private(set) var mapped: [NodeIndex] = []
  private var specs: [(node: NodeIndex, path: String)] = []
  /// Every file that was read, or of which a sidecar speaks, in order of paths within a kind.
  private var files: [PatternFileFacts] = []
  private var numbersByKind: [NodeKind: [Int]] = [:]
  private var numberByPath: [String: Int] = [:]
  /// Paths without their last ending.
  private var numbersByStem: [Substring: [Int]] = [:]
  private var examplesByFolder: [Substring: [Int]] = [:]
  private var testsByStart: [Substring: [Int]] = [:]
  private var ownersByDocID: [String: Int] = [:]

  /// Every registry of a graph, in graph order.
  static func all(in graph: TraceGraph) -> [RegistryFiles] {
    graph.nodes(of: .registry).compactMap { index in
      guard case .registry(let facts) = graph[index].detail else { return nil }
      return RegistryFiles(index, facts, in: graph)
    }
  }

  private init(_ registry: NodeIndex, _ facts: RegistryFacts, in graph: TraceGraph) {
    self.registry = registry
    self.facts = facts
    scope = graph[registry].key.scope
    for position in Self.range(of: scope, in: graph) { add(NodeIndex(position), graph) }
  }

  /// Nodes are sorted by scope.
  private static func range(of scope: Scope, in graph: TraceGraph) -> Range<Int> {
    let start = firstPosition(in: graph) { $0 >= scope }
    return start..<firstPosition(in: graph) { $0 > scope }
  }

  private static func firstPosition(
    in graph: TraceGraph, where holds: (Scope) -> Bool
  ) -> Int {
    var (low, high) = (0, graph.nodes.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(graph.nodes[middle].key.scope) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private mutating func add(_ index: NodeIndex, _ graph: TraceGraph) {
    switch graph[index].detail {
    case .pattern(let facts):
      if !facts.mapped.isEmpty { mapped.append(index) }
      guard let entry = facts.entry else { return }
      patterns.append(index)
      entries.append(entry)
      if let id = facts.docID { ownersByDocID[id, default: 0] += 1 }
    case .patternFile(let facts): add(facts, index, graph[index].key.kind)
    default: return
    }
  }

  private mutating func add(_ facts: PatternFileFacts, _ index: NodeIndex, _ kind: NodeKind) {
    let number = files.count
    let path = facts.path[...]
    files.append(facts)
    numberByPath[facts.path] = number
    numbersByKind[kind, default: []].append(number)
    if let dot = path.lastIndex(of: ".") {
      numbersByStem[path[..<dot], default: []].append(number)
    }
    switch kind {
    case .patternSpec: specs.append((index, facts.path))
    case .example:
      for folder in prefixes(of: path, before: "/") {
        examplesByFolder[folder, default: []].append(number)
      }
    case .patternTest:
      let name = path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...]
      for start in prefixes(of: name, before: "_") {
        testsByStart[start, default: []].append(number)
      }
    default: return
    }
  }

  // MARK: look-ups

  /// What stands before a path of the registry to make it one of the project.
  var root: String { scope.root.isEmpty ? "" : "\(scope.root)/" }

  /// The file at a path, if it was read or a sidecar speaks of it.
  func file(_ path: String) -> PatternFileFacts? { numberByPath[path].map { files[$0] } }

  /// Files of a kind.
  func files(_ kind: NodeKind) -> [PatternFileFacts] {
    numbersByKind[kind, default: []].map { files[$0] }
  }

  /// Examples anywhere below a folder.
  func examples(below folder: String) -> [PatternFileFacts] {
    examplesByFolder[folder[...], default: []].map { files[$0] }
  }

  /// Tests whose file name begins with `test_`, the name, and `_`.
  func tests(named name: String) -> [PatternFileFacts] {
    testsByStart["test_\(name)", default: []].map { files[$0] }
  }

  /// A file that was read and differs from a path only in its last ending.
  func neighbour(of path: String) -> PatternFileFacts? {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    return numbersByStem[path[..<dot], default: []].lazy.map { files[$0] }.first {
      $0.isRead && $0.path != path
    }
  }

  /// The number of entries that give this `doc_id`.
  func owners(of docID: String) -> Int { ownersByDocID[docID] ?? 0 }

  /// Specifications that no entry leads to.
  var unregistered: [NodeIndex] {
    let named = Set(entries.compactMap { $0.paths[.spec]?.path })
    return specs.filter { !named.contains($0.path) }.map(\.node)
  }
}

/// The texts before each place of a mark: `a` and `a/b` of `a/b/c`; at most 64.
func prefixes(of text: Substring, before mark: Character) -> [Substring] {
  text.indices.lazy.filter { text[$0] == mark }.prefix(64).map { text[..<$0] }
}
