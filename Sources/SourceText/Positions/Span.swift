/// A half-open range of UTF-8 byte offsets in one file that the context names.
///
/// Eight bytes, so that every node of a parsed tree can carry one. Files are limited to 4 GiB.
public struct Span: Hashable, Sendable {
  /// Offset of the first byte.
  public var start: UInt32
  /// Offset after the last byte.
  public var end: UInt32

  /// The bytes from `start` to before `end`; empty at `start` when `end` lies before it.
  public init(_ start: Int, _ end: Int) {
    self.start = UInt32(clamping: start)
    self.end = UInt32(clamping: max(start, end))
  }

  /// The offsets as a range of `Int`, for indexing.
  public var offsets: Range<Int> { Int(start)..<Int(end) }
}
