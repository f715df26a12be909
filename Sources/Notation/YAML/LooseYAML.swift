public import SourceText

/// YAML as files of registries are really written: several documents in one file, Markdown behind
/// front matter, backslashes in double quotes, and files that break in the middle.
///
/// What is read in spite of a fault is said as a `Repair`; no byte moves, so that every span is one of
/// the file as it is.
public struct LooseYAML: Sendable {
  /// What was read though strict YAML would have refused the file.
  public enum Repair: Sendable, Hashable {
    /// A text in double quotes that holds a backslash which is no escape, from quote to quote.
    case escape(Span)
    /// Text behind front matter that is no YAML; it begins here.
    case prose(Int)
    /// Only some unindented keys could be read, from the first to the last of them.
    case keysAlone(count: Int, Span)
  }

  /// Mappings and lists, in file order.
  public private(set) var roots: [Node] = []
  /// What strict reading says, but for what is repaired.
  public private(set) var diagnostics: [Diagnostic] = []
  /// In the order in which they were made.
  public private(set) var repairs: [Repair] = []
  /// Of the file.
  public private(set) var lines: LineMap
  private let file: SourceFile
  private let limits: NotationLimits
  private let recovered: [String]

  /// Each round reads the whole file again, so large files get fewer.
  private static let rounds = 64
  private static let roundBytes = 32 << 20

  /// Reads a file; `keys` are looked for line by line when nothing else helps.
  public init(_ file: SourceFile, limits: NotationLimits, recovering keys: [String]) {
    (self.file, self.limits, recovered) = (file, limits, keys)
    let parsed = YAMLParser.parseDocuments(file, limits: limits)
    lines = parsed.lines
    diagnostics = parsed.diagnostics
    roots = parsed.roots.compactMap { $0 }
    if isBroken { readEscapesAsWritten() }
    if isBroken { readFrontMatter() }
    if isBroken { recover() }
    roots.removeAll { $0.string != nil }
  }

  /// The value of a key in the first document that has it.
  public subscript(key: String) -> Node? {
    for root in roots { if let value = root[key] { return value } }
    return nil
  }

  /// Members of all documents, in file order.
  public var entries: [Node.Entry] { roots.flatMap { $0.entries ?? [] } }

  /// True for a mapping or a list that is written in brackets.
  public func isFlow(_ node: Node) -> Bool {
    let start = Int(node.span.start)
    return start < file.bytes.count && [0x7B, 0x5B].contains(file.bytes[start])
  }

  private var isBroken: Bool { diagnostics.contains { $0.severity == .error } }

  // MARK: backslashes

  /// Reads texts in double quotes that hold a bad escape as if they stood in single quotes.
  private mutating func readEscapesAsWritten() {
    var bytes = file.bytes
    var found: [Repair] = []
    for _ in 0..<min(Self.rounds, Self.roundBytes / max(1, bytes.count)) {
      let parsed = YAMLParser.parseDocuments(
        SourceFile(path: file.path, bytes: bytes), limits: limits)
      let errors = parsed.diagnostics.filter { $0.severity == .error }
      let texts = errors.compactMap { BadEscape(at: Int($0.range.span.start), in: bytes) }
      guard !texts.isEmpty else {
        guard errors.isEmpty, !found.isEmpty else { return }
        roots = parsed.roots.compactMap { $0 }
        (diagnostics, repairs) = (parsed.diagnostics, found)
        return
      }
      for text in texts where text.repair(&bytes) {
        found.append(.escape(Span(text.text.lowerBound, text.text.upperBound)))
      }
    }
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
        file, in: start..<span.lowerBound, limits: limits, lines: lines)
      guard let root = parsed.root, !parsed.diagnostics.contains(where: { $0.severity == .error })
      else { return }
      roots = [root]
      (diagnostics, repairs) = (parsed.diagnostics, [.prose(span.upperBound)])
      return
    }
  }

  // MARK: the last resort

  /// Looks for the ids line by line; what is wrong with the file stays said.
  private mutating func recover() {
    var entries: [Node.Entry] = []
    for number in 1...lines.count {
      guard let span = lines.contents(ofLine: number), let entry = entry(span, file.bytes),
        !entries.contains(where: { $0.key == entry.key })
      else { continue }
      entries.append(entry)
    }
    roots = []
    guard let first = entries.first, let last = entries.last else { return }
    let span = Span(Int(first.keySpan.start), Int(last.value.span.end))
    roots = [Node(.mapping(entries), span)]
    repairs.append(.keysAlone(count: entries.count, span))
  }

  private func entry(_ line: Range<Int>, _ bytes: [UInt8]) -> Node.Entry? {
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
