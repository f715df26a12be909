import Notation
import SourceText

/// Finds the ids that panels and alerts name, in the files of the monitoring system.
enum MeasureScan {
  /// The ids, each once; `known` are those of the manifold, and anything else is text.
  static func ids(in file: SourceFile, known: Set<String>) -> [String] {
    let root =
      file.path.hasSuffix(".json")
      ? JSONParser.parse(file).root : YAMLParser.parse(file, limits: .manifold).root
    var found: [String] = []
    if let root { collect(root, into: &found, depth: 0) }
    return found.filter(known.contains).withoutRepetition
  }

  private static func collect(_ node: Node, into found: inout [String], depth: Int) {
    guard depth < 64 else { return }
    for element in node.elements ?? [] { collect(element, into: &found, depth: depth + 1) }
    for entry in node.entries ?? [] {
      switch entry.key {
      case "constraint", "constraints": found += texts(entry.value).flatMap(list)
      case "description": if let text = entry.value.string { found += leading(text) }
      default: collect(entry.value, into: &found, depth: depth + 1)
      }
    }
  }

  private static func texts(_ node: Node) -> [String] {
    node.elements?.compactMap(\.string) ?? node.string.map { [$0] } ?? []
  }

  private static func list(_ text: String) -> [String] {
    text.split { $0 == "," || $0 == " " || $0 == "[" || $0 == "]" }.map(String.init)
  }

  /// `B1: no duplicates` and `[B1, T2] …`.
  private static func leading(_ text: String) -> [String] {
    if text.hasPrefix("[") { return list(String(text.prefix { $0 != "]" })) }
    return [String(text.prefix { $0 != ":" && $0 != " " && $0 != "," })]
  }
}
