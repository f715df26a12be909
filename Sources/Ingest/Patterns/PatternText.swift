import Notation
import SourceText
import TraceModel

/// The YAML of a registry, read as real files are written: several documents in one file, Markdown
/// behind front matter, backslashes in double quotes.
struct PatternText {
  /// Mappings and lists, in file order.
  private(set) var roots: [Node] = []
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var lines: LineMap
  private let file: SourceFile

  /// A registry may have a megabyte; the limit on aliases stays that of small documents.
  static let limits = NotationLimits(
    bytes: 8 << 20, depth: 64, nodes: 500_000, expandedBytes: 16 << 20, scalarBytes: 256 << 10,
    documents: 8)

  /// Each round reads the whole file again, so large files get fewer.
  private static let rounds = 64
  private static let roundBytes = 32 << 20

  init(_ file: SourceFile) {
    self.file = file
    let parsed = YAMLParser.parseDocuments(file, limits: Self.limits)
    lines = parsed.lines
    diagnostics = parsed.diagnostics
    roots = parsed.roots.compactMap { $0 }
    if isBroken { readEscapesAsWritten() }
    if isBroken { readFrontMatter() }
    if isBroken { recover() }
    roots.removeAll { $0.string != nil }
  }

  /// The value of a key in the first document that has it.
  subscript(key: String) -> Node? {
    for root in roots { if let value = root[key] { return value } }
    return nil
  }

  var entries: [Node.Entry] { roots.flatMap { $0.entries ?? [] } }

  private var isBroken: Bool { diagnostics.contains { $0.severity == .error } }

  // MARK: backslashes

  /// Reads texts in double quotes that hold a bad escape as if they stood in single quotes.
  private mutating func readEscapesAsWritten() {
    var bytes = file.bytes
    var found: [Diagnostic] = []
    for _ in 0..<min(Self.rounds, Self.roundBytes / max(1, bytes.count)) {
      let parsed = YAMLParser.parseDocuments(
        SourceFile(path: file.path, bytes: bytes), limits: Self.limits)
      let errors = parsed.diagnostics.filter { $0.severity == .error }
      let texts = errors.compactMap { BadEscape(at: Int($0.range.span.start), in: bytes) }
      guard !texts.isEmpty else {
        guard errors.isEmpty, !found.isEmpty else { return }
        roots = parsed.roots.compactMap { $0 }
        diagnostics = parsed.diagnostics + found
        return
      }
      for text in texts where text.repair(&bytes) { found.append(escapeFinding(text)) }
    }
  }

  private func escapeFinding(_ escape: BadEscape) -> Diagnostic {
    Diagnostic(
      .patternEscape, at: lines.range(escape.text.lowerBound, escape.text.upperBound),
      "the text holds a backslash that is no escape; it is read as written",
      fix: "put it in single quotes, or write \"/\" between folders")
  }

  // MARK: Markdown

  /// `---`, YAML, `---`, and then a text that is no YAML.
  private mutating func readFrontMatter() {
    let bytes = file.bytes
    guard bytes.starts(with: Array("---\n".utf8)) || bytes.starts(with: Array("---\r\n".utf8))
    else {
      return
    }
    for number in 2...max(2, lines.count) {
      guard let span = lines.contents(ofLine: number),
        bytes[span].elementsEqual("---".utf8)
      else { continue }
      let start = lines.contents(ofLine: 2)?.lowerBound ?? 0
      let parsed = YAMLParser.parse(
        file, in: start..<span.lowerBound, limits: Self.limits, lines: lines)
      guard let root = parsed.root, !parsed.diagnostics.contains(where: { $0.severity == .error })
      else { return }
      roots = [root]
      diagnostics =
        parsed.diagnostics + [
          Diagnostic(
            .patternProse, at: lines.range(span.upperBound, span.upperBound),
            "the text behind the front matter is no YAML; only the front matter is read",
            fix: "keep prose in a Markdown file beside the specification")
        ]
      return
    }
  }

  // MARK: the last resort

  private static let recovered = [
    "doc_id", "pattern_id", "name", "version", "status", "category", "role", "schema_ref",
    "executor_ref",
  ]

  /// Looks for the ids line by line; what is wrong with the file stays said.
  private mutating func recover() {
    var entries: [Node.Entry] = []
    for number in 1...lines.count {
      guard let span = lines.contents(ofLine: number), let entry = Self.entry(span, file.bytes),
        !entries.contains(where: { $0.key == entry.key })
      else { continue }
      entries.append(entry)
    }
    roots = []
    guard let first = entries.first, let last = entries.last else { return }
    let span = Span(Int(first.keySpan.start), Int(last.value.span.end))
    roots = [Node(.mapping(entries), span)]
    diagnostics.append(
      Diagnostic(
        .patternRecovered, at: lines.range(first.keySpan),
        "only \(entries.count) unindented keys of the broken file are read"))
  }

  private static func entry(_ line: Range<Int>, _ bytes: [UInt8]) -> Node.Entry? {
    guard let key = recovered.first(where: { bytes[line].starts(with: Array("\($0):".utf8)) })
    else { return nil }
    var start = line.lowerBound + key.utf8.count + 1
    var end = line.upperBound
    let isEdge = { (byte: UInt8) in byte <= 0x20 || byte == 0x22 || byte == 0x27 }
    while start < end, isEdge(bytes[start]) { start += 1 }
    while end > start, isEdge(bytes[end - 1]) { end -= 1 }
    guard start < end else { return nil }
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    return Node.Entry(
      key: key, keySpan: Span(line.lowerBound, line.lowerBound + key.utf8.count),
      value: Node(.scalar(Node.Scalar(text, isPlain: false)), Span(start, end)))
  }
}
