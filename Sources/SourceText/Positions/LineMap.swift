/// Lines and columns of one file, found from byte offsets.
///
/// A line ends at LF, CRLF or a lone CR. Built once a file in time linear in its size; a look-up is
/// a binary search plus a scan of one line.
public struct LineMap: Sendable {
  private let path: String
  private let bytes: [UInt8]
  private let starts: [UInt32]

  public init(_ file: SourceFile) {
    path = file.path
    bytes = file.bytes
    starts = Self.lineStarts(of: file.bytes)
  }

  /// Number of lines; an empty file has one.
  public var count: Int { starts.count }

  /// The range of bytes `span` with its line and column.
  public func range(_ span: Span) -> SourceRange {
    let position = self.position(Int(span.start))
    return SourceRange(path: path, span: span, line: position.line, column: position.column)
  }

  /// The range from byte `start` up to but not including byte `end`.
  public func range(_ start: Int, _ end: Int) -> SourceRange { range(Span(start, end)) }

  /// Line and column of a byte offset, both from 1, the column in Unicode code points.
  public func position(_ offset: Int) -> (line: Int, column: Int) {
    let offset = min(max(offset, 0), bytes.count)
    let line = lineIndex(of: offset)
    var column = 1
    for index in Int(starts[line])..<offset where !isContinuation(bytes[index]) { column += 1 }
    return (line + 1, column)
  }

  /// Byte offsets of a line's text, its line end excluded; `nil` beyond the last line.
  public func contents(ofLine line: Int) -> Range<Int>? {
    guard line >= 1, line <= starts.count else { return nil }
    let start = Int(starts[line - 1])
    var end = line < starts.count ? Int(starts[line]) : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  /// Byte offset of a column (from 1, in code points) of a line (from 1), clamped to the line.
  public func offset(line: Int, column: Int) -> Int {
    guard let text = contents(ofLine: line) else { return bytes.count }
    var remaining = column - 1
    var index = text.lowerBound
    while index < text.upperBound, remaining > 0 {
      index += 1
      while index < text.upperBound, isContinuation(bytes[index]) { index += 1 }
      remaining -= 1
    }
    return index
  }

  private func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= offset { low = middle } else { high = middle }
    }
    return low
  }

  private func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  private static func lineStarts(of bytes: [UInt8]) -> [UInt32] {
    var starts: [UInt32] = [0]
    bytes.withUnsafeBufferPointer { bytes in
      for index in bytes.indices {
        let isLoneReturn =
          bytes[index] == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A)
        if bytes[index] == 0x0A || isLoneReturn { starts.append(UInt32(clamping: index + 1)) }
      }
    }
    return starts
  }
}
