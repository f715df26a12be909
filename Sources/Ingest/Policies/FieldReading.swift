import Notation
import SourceText

/// The fields of one file in which people decide something, and what is wrong with them: unlike in
/// documents that are only traced, every fault of shape is an error.
struct FieldReading {
  var diagnostics: [Diagnostic]
  /// `nil` for a file that says nothing, or cannot be read.
  let root: Node?
  private let lines: LineMap

  init(_ file: SourceFile) {
    let parsed = YAMLParser.parse(file)
    diagnostics = parsed.diagnostics
    root = parsed.root.flatMap { $0.isNull ? nil : $0 }
    lines = parsed.lines
  }

  func range(_ node: Node) -> SourceRange { lines.range(node.span) }

  /// The entries of a mapping; none for nothing, and for something else after saying so.
  mutating func entries(of node: Node, _ what: String) -> [Node.Entry] {
    if let entries = node.entries { return entries }
    if !node.isNull { wrongType(node, what, "a mapping") }
    return []
  }

  /// The elements of a list; none for nothing, and for something else after saying so.
  mutating func elements(of node: Node, _ what: String) -> [Node] {
    if let elements = node.elements { return elements }
    if !node.isNull { wrongType(node, what, "a list") }
    return []
  }

  /// `nil` for nothing, and for a structure after saying so.
  mutating func text(_ node: Node, _ what: String) -> String? {
    guard let text = node.string else {
      wrongType(node, what, "text")
      return nil
    }
    return node.isNull || text.allSatisfy(\.isWhitespace) ? nil : text
  }

  /// Whether a text is a day; says so where it is none.
  mutating func checkDay(_ text: String, _ node: Node, _ key: String) -> Bool {
    if isDay(text.utf8) { return true }
    report(
      IngestRules.invalidDate, node.span,
      "\(key) \"\(text.clipped)\" is not a day; expected one such as 2026-01-31", .error)
    return false
  }

  mutating func wrongType(_ node: Node, _ what: String, _ expected: String) {
    report(
      IngestRules.wrongType, node.span, "\(what) is \(node.kindName); expected \(expected)", .error)
  }

  /// An error: what is decided in vain changes verdicts.
  mutating func unknown(_ entry: Node.Entry, in what: String, _ known: [String]) {
    let near = nearestName(to: entry.key, among: known)
    report(
      IngestRules.unknownKey, entry.keySpan, "\"\(entry.key.clipped)\" is not a key of \(what)",
      .error, fix: near.map { "write \"\($0)\"" } ?? "known are \(known.joined(separator: ", "))")
  }

  mutating func report(
    _ rule: Rule, _ span: Span, _ summary: String, _ severity: Severity? = nil, fix: String? = nil
  ) {
    diagnostics.append(
      Diagnostic(rule, at: lines.range(span), summary, fix: fix, severity: severity))
  }
}
