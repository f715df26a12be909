/// A stretch of an input file that a node, a link or a diagnostic points at.
///
/// The line and column are resolved when the range is made, because the file's bytes are not kept.
public struct SourceRange: Hashable, Sendable {
  /// Path relative to the project's root.
  public var path: String
  /// UTF-8 byte offsets.
  public var span: Span
  /// From 1; 0 when the range is the file as a whole.
  public var line: UInt32
  /// From 1, in Unicode code points; 0 when the range is the file as a whole.
  public var column: UInt32

  /// A stretch whose first byte stands at `line` and `column`, both from 1.
  public init(path: String, span: Span, line: Int, column: Int) {
    self.path = path
    self.span = span
    self.line = UInt32(clamping: line)
    self.column = UInt32(clamping: column)
  }

  /// The file as a whole, for faults that have no place in it.
  public static func file(_ path: String) -> SourceRange {
    SourceRange(path: path, span: Span(0, 0), line: 0, column: 0)
  }

  /// `path:line:column`, or the path alone for a whole file.
  public var description: String { line == 0 ? path : "\(path):\(line):\(column)" }
}

extension SourceRange: Comparable {
  /// Order by path, then offset: the order in which diagnostics are shown.
  public static func < (a: SourceRange, b: SourceRange) -> Bool {
    if a.path != b.path { return a.path < b.path }
    if a.span.start != b.span.start { return a.span.start < b.span.start }
    return a.span.end < b.span.end
  }
}
