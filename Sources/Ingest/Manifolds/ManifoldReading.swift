import Notation
import SourceText
import TraceModel

/// The state of reading one manifold file: the document so far, and typed access that reports what
/// does not fit and carries on.
struct ManifoldReading {
  let lines: LineMap
  var document: ManifoldDocument

  mutating func report(
    _ rule: Rule, at span: Span, _ summary: String, notes: [Diagnostic.Note] = [],
    fix: String? = nil, severity: Severity? = nil
  ) {
    document.diagnostics.append(
      Diagnostic(
        rule, at: lines.range(span), summary, notes: notes, fix: fix, severity: severity))
  }

  func range(_ node: Node) -> SourceRange { lines.range(node.span) }

  /// A scalar as prose; `nil` for null, and for anything else after saying so.
  mutating func text(_ node: Node, as what: String) -> Prose? {
    guard case .scalar(let scalar) = node.value else {
      wrongType(node, what: what, expected: "text")
      return nil
    }
    return scalar.isNull ? nil : Prose(scalar.text, at: range(node))
  }

  /// The values of a list; a single value counts as a list of one, null as an empty list.
  mutating func list(_ node: Node, as what: String) -> [Node] {
    switch node.value {
    case .sequence(let nodes): return nodes
    case .scalar(let scalar) where scalar.isNull: return []
    case .scalar: return [node]
    case .mapping:
      wrongType(node, what: what, expected: "a list")
      return []
    }
  }

  /// The entries of a mapping; empty for null, and for anything else after saying so.
  ///
  /// In YAML a key without a value is how a draft leaves a place open; nobody writes `null` in JSON
  /// for that.
  mutating func entries(_ node: Node, as what: String) -> [Node.Entry] {
    if case .mapping(let entries) = node.value { return entries }
    if !node.isNull || document.path.hasSuffix(".json") {
      wrongType(node, what: what, expected: "a mapping")
    }
    return []
  }

  mutating func wrongType(_ node: Node, what: String, expected: String) {
    report(
      IngestRules.wrongType, at: node.span,
      "\(what) is \(node.kindName); expected \(expected)")
  }

  mutating func unknownKey(_ entry: Node.Entry, in what: String, known: some Sequence<String>) {
    // Sorted, so that a tie between two near names does not depend on the order of a table.
    // A file full of unknown keys gets a few suggestions: each costs a look at all known names.
    let near =
      document.diagnostics.count < 100 ? nearestName(to: entry.key, among: known.sorted()) : nil
    report(
      IngestRules.unknownKey, at: entry.keySpan, "\"\(entry.key.clipped)\" is not a key of \(what)",
      fix: near.map { "write \"\($0)\", or keep it as a property that is only shown" })
  }

  /// Adds an attribute for a value of any shape; an empty value adds nothing.
  func attribute(_ name: String, _ node: Node) -> Attribute? {
    let text = node.flattened
    return text.isEmpty ? nil : Attribute(name, Prose(text, at: range(node)))
  }

  /// A date that must be one when it is written like one; placeholders and words pass.
  mutating func checkDate(_ node: Node, key: String) {
    guard case .scalar(let scalar) = node.value, CalendarDate.looksLikeDate(scalar.text) else {
      return
    }
    if !CalendarDate.isValid(scalar.text) {
      report(
        IngestRules.invalidDate, at: node.span,
        "\(key) \"\(scalar.text.clipped)\" is not a date; expected one such as 2026-01-31 or "
          + "2026-01-31T09:30:00Z")
    }
  }

  /// References in a field that holds one id, a list of ids, or text with several.
  mutating func references(
    _ node: Node, kind: LinkKind, as what: String, remark: String? = nil
  ) -> [DeclaredLink] {
    var links: [DeclaredLink] = []
    for element in list(node, as: what) {
      guard let target = referenceText(element, as: what) else { continue }
      let range = range(element)
      for reference in IDSpelling.references(in: target) {
        let words = [remark, reference.remark].compactMap { $0 }.joined(separator: ": ")
        links.append(
          DeclaredLink(kind, to: reference.id, at: range, remark: words.isEmpty ? nil : words))
      }
    }
    return links
  }

  /// A reference is a scalar, or a one-key mapping `"B1": remark` whose key is the id.
  private mutating func referenceText(_ node: Node, as what: String) -> String? {
    if case .mapping(let entries) = node.value, let id = entries.first {
      for key in ["id", "constraint_id", "constraint"] {
        if let entry = entries.first(where: { $0.key == key }) {
          return text(entry.value, as: what)?.text
        }
      }
      return id.key
    }
    return text(node, as: "an id in \(what)")?.text
  }
}

extension Node.Scalar {
  /// YAML's and JSON's spellings of "no value".
  var isNull: Bool { isPlain && ["", "~", "null", "Null", "NULL"].contains(text) }
}

extension Node {
  /// The scalar's text; `nil` for null and for structures.
  var scalarText: String? {
    if case .scalar(let scalar) = value, !scalar.isNull { scalar.text } else { nil }
  }

  /// One text for a value of any shape: `a, b` for lists, `key: value; key: value` for mappings.
  var flattened: String {
    switch value {
    case .scalar(let scalar): scalar.isNull ? "" : scalar.text
    case .sequence(let nodes):
      nodes.map(\.flattened).filter { !$0.isEmpty }.joined(
        separator: nodes.contains { $0.isMapping } ? "\n" : ", ")
    case .mapping(let entries):
      entries.map { "\($0.key): \($0.value.flattened)" }.joined(separator: "; ")
    }
  }

  private var isMapping: Bool { if case .mapping = value { true } else { false } }
}
