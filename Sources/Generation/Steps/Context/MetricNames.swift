import TraceModel

/// The names of series that the queries of a project's alerts and panels use.
struct MetricNames: Sendable {
  /// Names with what uses them, sorted by name.
  let uses: [(name: String, by: [String])]

  init(_ graph: TraceGraph) {
    var uses: [String: [String]] = [:]
    for node in graph.nodes {
      let queries: [String]
      switch node.detail {
      case .alert(let facts): queries = [facts.expression]
      case .panel(let facts): queries = facts.queries
      default: continue
      }
      for name in Set(queries.flatMap(Self.names)) {
        uses[name, default: []].append("\(node.key.kind.label) \(node.title)")
      }
    }
    self.uses = uses.map { (name: $0.key, by: $0.value) }.sorted { $0.name < $1.name }
  }

  func knows(_ name: String) -> Bool {
    // Of a histogram the queries name the buckets.
    uses.contains { $0.name == name || $0.name.hasPrefix("\(name)_") }
  }

  /// Words with `_` or `:` outside of braces, brackets and quotes that no bracket follows.
  static func names(in query: String) -> [String] {
    var names: [String] = []
    var word: [UInt8] = []
    var depth = 0
    var quote: UInt8?
    for byte in query.utf8 + [0x20] {
      if let mark = quote {
        if byte == mark { quote = nil }
        continue
      }
      if isWord(byte) {
        word.append(byte)
        continue
      }
      let isName = word.contains { $0 == 0x5F || $0 == 0x3A } && word.first.map(isLetter) == true
      if isName, depth == 0, byte != UInt8(ascii: "(") {
        names.append(String(decoding: word, as: UTF8.self))
      }
      word = []
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"): quote = byte
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth = max(0, depth - 1)
      default: break
      }
    }
    return names.filter { $0 != "group_left" && $0 != "group_right" }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte == 0x5F || byte == 0x3A
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    isLetter(byte) || byte >= 0x30 && byte <= 0x39
  }
}
