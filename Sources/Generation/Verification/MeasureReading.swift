import Notation
import SourceText

/// An alert or a panel, with what verification compares.
struct Measure: Sendable {
  var path: String
  var name: String
  var isAlert: Bool
  /// Of labels and descriptions, as written.
  var ids: [String]
  /// Expressions, in order.
  var expressions: [String]
  /// The lines that it draws.
  var limits: [Double]
  /// How an alert compares with its line: `>`, `<=`.
  var sign: String
  var runbook: String?
  var line: Int
}

/// Finds alerts and panels in the files of the monitoring system, whatever holds them.
enum MeasureReading {
  static func measures(in file: SourceFile) -> [Measure] {
    let parsed =
      file.path.hasSuffix(".json")
      ? JSONParser.parse(file) : YAMLParser.parse(file, limits: .manifold)
    var found: [Measure] = []
    if let root = parsed.root { collect(root, file.path, parsed.lines, into: &found, depth: 0) }
    return found
  }

  private static func collect(
    _ node: Node, _ path: String, _ lines: LineMap, into found: inout [Measure], depth: Int
  ) {
    guard depth < 64, found.count < 2_000 else { return }
    for element in node.elements ?? [] {
      collect(element, path, lines, into: &found, depth: depth + 1)
    }
    guard let entries = node.entries else { return }
    let line = lines.position(Int(node.span.start)).line
    if let measure = alert(node, path, line) ?? panel(node, path, line) {
      found.append(measure)
      // Rows hold panels of their own.
      if let inner = node["panels"] {
        collect(inner, path, lines, into: &found, depth: depth + 1)
      }
      return
    }
    for entry in entries { collect(entry.value, path, lines, into: &found, depth: depth + 1) }
  }

  private static func alert(_ node: Node, _ path: String, _ line: Int) -> Measure? {
    guard let expression = node["expr"]?.string, node["refId"] == nil,
      let name = node["alert"]?.string ?? node["name"]?.string
    else { return nil }
    let (sign, limit) = comparison(expression)
    return Measure(
      path: path, name: name, isAlert: true, ids: ids(node), expressions: [expression],
      limits: limit.map { [$0] } ?? [], sign: sign,
      runbook: node["annotations"]?["runbook_url"]?.string ?? node["runbook"]?.string
        ?? node["runbook_url"]?.string, line: line)
  }

  private static func panel(_ node: Node, _ path: String, _ line: Int) -> Measure? {
    let isPanel = node["targets"] != nil || node["metric"] != nil && node["panel"] != nil
    guard isPanel else { return nil }
    let expressions =
      (node["targets"]?.elements ?? []).compactMap { $0["expr"]?.string }
      + (node["metric"]?.string.map { [$0] } ?? [])
    let steps =
      node["fieldConfig"]?["defaults"]?["thresholds"]?["steps"]?.elements
      ?? node["thresholds"]?.elements ?? node["thresholds"]?["steps"]?.elements ?? []
    let lines =
      steps.compactMap { $0["value"].flatMap(number) }
      + (node["alert_threshold"].flatMap(number).map { [$0] } ?? [])
    return Measure(
      path: path, name: node["title"]?.string ?? node["metric"]?.string ?? "panel",
      isAlert: false, ids: ids(node), expressions: expressions, limits: lines, sign: "",
      runbook: nil, line: line)
  }

  private static func number(_ node: Node) -> Double? { node.double ?? node.int.map(Double.init) }

  private static func ids(_ node: Node) -> [String] {
    let lists = [node["labels"]?["constraint"], node["constraint"], node["constraints"]]
    let stated = lists.compactMap { $0 }.flatMap {
      $0.elements?.compactMap(\.string) ?? [$0.string ?? ""]
    }
    let text = node["description"]?.string ?? ""
    let described = text.hasPrefix("[") ? String(text.dropFirst().prefix { $0 != "]" }) : ""
    return (stated + [described]).flatMap { $0.split { $0 == "," || $0 == " " }.map(String.init) }
      .withoutRepetition
  }

  /// The last comparison of an expression with a plain number.
  private static func comparison(_ expression: String) -> (sign: String, limit: Double?) {
    let words = expression.split { $0 == " " || $0 == "(" || $0 == ")" }.map(String.init)
    for (index, word) in words.enumerated().reversed() {
      guard [">", "<", ">=", "<=", "==", "!="].contains(word), index + 1 < words.count,
        let limit = Double(words[index + 1])
      else { continue }
      return (word, limit)
    }
    return ("", nil)
  }
}
