import Notation
import SourceText

/// Looks through mappings of the configuration, and keeps every fault with its place.
struct MappingScan {
  let lines: LineMap
  private(set) var faults: [ConfigurationFault] = []

  init(_ lines: LineMap) { self.lines = lines }

  mutating func complain(
    _ span: Span, _ summary: String, _ kind: ConfigurationFault.Kind = .wrongValue
  ) {
    faults.append(ConfigurationFault(kind: kind, range: lines.range(span), summary: summary))
  }

  /// The entries of a mapping; keys that are not among the known ones are faults.
  mutating func entries(
    _ node: Node?, _ place: String, known: Set<String>? = nil
  ) -> [Node.Entry] {
    guard let node, !node.isNull else { return [] }
    guard let entries = node.entries else {
      complain(node.span, "\(place) must be a mapping, not \(node.kindName)")
      return []
    }
    guard let known else { return entries }
    for entry in entries where !known.contains(entry.key) {
      let near = nearestName(to: entry.key, among: known.sorted())
      let hint = near.map { "; did you mean \($0)?" } ?? "; known are \(list(known))"
      complain(entry.keySpan, "\(place) has no key \(displayName(entry.key))\(hint)", .unknownKey)
    }
    return entries.filter { known.contains($0.key) }
  }

  private func list(_ names: Set<String>) -> String { names.sorted().joined(separator: ", ") }

  /// Text that is not empty.
  mutating func text(_ node: Node?, _ place: String, or standard: String? = nil) -> String? {
    guard let node else { return standard }
    if let text = node.string, !text.isEmpty, !node.isNull { return text }
    complain(node.span, "\(place) must be text, not \(node.kindName)")
    return nil
  }

  /// A whole number in a range.
  mutating func number(
    _ node: Node?, _ place: String, _ range: ClosedRange<Int>, or standard: Int
  ) -> Int {
    guard let node else { return standard }
    if let number = node.int, range.contains(number) { return number }
    complain(
      node.span, "\(place) must be a number from \(range.lowerBound) to \(range.upperBound)")
    return standard
  }

  /// A list of texts.
  mutating func texts(_ node: Node?, _ place: String) -> [String] {
    guard let node, !node.isNull else { return [] }
    guard let elements = node.elements else {
      complain(node.span, "\(place) must be a list, not \(node.kindName)")
      return []
    }
    return elements.compactMap { text($0, "an element of \(place)") }
  }

  /// A command: a list with a program at its head, never a line for a shell.
  mutating func command(_ node: Node, _ place: String) -> [String]? {
    let words = texts(node, place)
    if words.isEmpty, node.elements != nil { complain(node.span, "\(place) must not be empty") }
    return words.isEmpty ? nil : words
  }

  mutating func truth(_ node: Node?, _ place: String) -> Bool {
    guard let node else { return false }
    if let truth = node.bool { return truth }
    complain(node.span, "\(place) must be true or false, not \(node.kindName)")
    return false
  }
}
