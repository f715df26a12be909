import Notation
import SourceText

/// The YAML of a registry, with what had to be repaired as findings.
struct PatternText {
  let yaml: LooseYAML
  var roots: [Node] { yaml.roots }
  var lines: LineMap { yaml.lines }
  var entries: [Node.Entry] { yaml.entries }

  /// A registry may have a megabyte; the limit on aliases stays that of small documents.
  static let limits = NotationLimits(
    bytes: 8 << 20, depth: 64, nodes: 500_000, expandedBytes: 16 << 20, scalarBytes: 256 << 10,
    documents: 8)

  private static let recovered = [
    "doc_id", "pattern_id", "name", "version", "status", "category", "role", "schema_ref",
    "executor_ref",
  ]

  init(_ file: SourceFile) {
    yaml = LooseYAML(file, limits: Self.limits, recovering: Self.recovered)
  }

  /// The value of a key in the first document that has it.
  subscript(key: String) -> Node? { yaml[key] }

  /// What is wrong with the file, and what is read all the same.
  var diagnostics: [Diagnostic] { yaml.diagnostics + yaml.repairs.map(finding) }

  private func finding(_ repair: LooseYAML.Repair) -> Diagnostic {
    switch repair {
    case .escape(let span):
      Diagnostic(
        .patternEscape, at: lines.range(span),
        "the text holds a backslash that is no escape; it is read as written",
        fix: "put it in single quotes, or write \"/\" between folders")
    case .prose(let start):
      Diagnostic(
        .patternProse, at: lines.range(start, start),
        "the text behind the front matter is no YAML; only the front matter is read",
        fix: "keep prose in a Markdown file beside the specification")
    case .keysAlone(let count, let span):
      Diagnostic(
        .patternRecovered, at: lines.range(Span(Int(span.start), Int(span.start))),
        "only \(count) unindented keys of the broken file are read")
    }
  }
}
