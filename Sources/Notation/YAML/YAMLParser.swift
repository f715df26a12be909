public import SourceText

/// Reads YAML 1.2's core schema through libyaml's events, within limits.
public enum YAMLParser {
  /// The one document of a file.
  ///
  /// A second document is an error unless the limits allow it. After a broken place, top-level
  /// entries further on are still looked through, so that one run shows as many faults as possible.
  public static func parse(
    _ file: SourceFile, limits: NotationLimits = .manifold
  ) -> ParsedNotation {
    parse(file, in: 0..<file.bytes.count, limits: limits)
  }

  /// The document in a stretch of a file, such as front matter without its fences.
  ///
  /// `range` is in bytes; spans and positions in the result stay those of the whole file. `lines`
  /// are the file's lines, if somebody has counted them already.
  public static func parse(
    _ file: SourceFile, in range: Range<Int>, limits: NotationLimits = .manifold,
    lines: LineMap? = nil
  ) -> ParsedNotation {
    let reading = YAMLReading.read(file, in: range, limits: limits, lines: lines)
    return ParsedNotation(
      root: reading.roots.first ?? nil, diagnostics: reading.findings.reported,
      lines: reading.findings.lines)
  }

  /// All documents of a file, as many as the limits allow.
  public static func parseDocuments(
    _ file: SourceFile, limits: NotationLimits
  ) -> ParsedDocuments {
    let reading = YAMLReading.read(file, in: 0..<file.bytes.count, limits: limits, lines: nil)
    return ParsedDocuments(
      roots: reading.roots, diagnostics: reading.findings.reported, lines: reading.findings.lines)
  }
}

/// What became of a file that may hold several documents, such as front matter and a body.
public struct ParsedDocuments: Sendable {
  /// One a document, in file order; `nil` for one whose syntax is broken.
  public var roots: [Node?]
  /// Unsorted, of all documents.
  public var diagnostics: [Diagnostic]
  /// Turns spans of the trees into ranges with lines and columns.
  public var lines: LineMap

  /// The outcome for a file.
  public init(roots: [Node?], diagnostics: [Diagnostic], lines: LineMap) {
    self.roots = roots
    self.diagnostics = diagnostics
    self.lines = lines
  }
}
