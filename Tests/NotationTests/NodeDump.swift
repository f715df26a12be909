import Notation
import SourceText

/// A tree, one node a line: start and end as line:column, what it is, and its key if it has one.
func dump(_ parsed: ParsedNotation) -> String {
  guard let root = parsed.root else { return "(no root)" }
  var lines: [String] = []
  append(root, key: nil, level: 0, parsed.lines, to: &lines)
  return lines.joined(separator: "\n")
}

private func append(
  _ node: Node, key: Node.Entry?, level: Int, _ map: LineMap, to lines: inout [String]
) {
  let indent = String(repeating: "  ", count: level)
  let label = key.map { "\($0.key)@\(place(Int($0.keySpan.start), map)): " } ?? ""
  let range = "\(place(Int(node.span.start), map))-\(place(Int(node.span.end), map))"
  switch node.value {
  case .scalar(let scalar):
    lines.append("\(indent)\(label)\(scalar.isPlain ? scalar.text : "'\(scalar.text)'") \(range)")
  case .sequence(let elements):
    lines.append("\(indent)\(label)[] \(range)")
    for element in elements { append(element, key: nil, level: level + 1, map, to: &lines) }
  case .mapping(let entries):
    lines.append("\(indent)\(label){} \(range)")
    for entry in entries { append(entry.value, key: entry, level: level + 1, map, to: &lines) }
  }
}

private func place(_ offset: Int, _ map: LineMap) -> String {
  let position = map.position(offset)
  return "\(position.line):\(position.column)"
}

/// Diagnostics in order, one a line: `line:column rule: summary`.
func list(_ parsed: ParsedNotation) -> [String] {
  parsed.diagnostics.sorted().map {
    "\($0.range.line):\($0.range.column) \($0.rule.id): \($0.summary)"
  }
}
