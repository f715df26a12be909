/// Lines and columns of one file, found from byte offsets.
///
/// A line ends at LF, CRLF or a lone CR. Built once a file in time linear in its size; a look-up is
/// a binary search plus at most a few hundred bytes, however long the line: minified JSON has one.
public struct LineMap: Sendable {
  private let path: String
  private let bytes: [UInt8]
  private let starts: [UInt32]
  /// Continuation bytes before each block of 256 bytes; empty when the file is ASCII.
  private let continuations: [UInt32]

  /// Counts the lines of a file.
  public init(_ file: SourceFile) {
    path = file.path
    bytes = file.bytes
    starts = Self.lineStarts(of: file.bytes)
    continuations = Self.continuationCounts(of: file.bytes)
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
    let start = Int(starts[line])
    let skipped = continuationsBefore(offset) - continuationsBefore(start)
    return (line + 1, offset - start - skipped + 1)
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

  private func continuationsBefore(_ offset: Int) -> Int {
    guard !continuations.isEmpty else { return 0 }
    var count = Int(continuations[offset / 256])
    for index in offset / 256 * 256..<offset where isContinuation(bytes[index]) { count += 1 }
    return count
  }

  private static func continuationCounts(of bytes: [UInt8]) -> [UInt32] {
    guard holdsNonASCII(bytes) else { return [] }
    var counts: [UInt32] = []
    counts.reserveCapacity(bytes.count / 256 + 1)
    var count: UInt32 = 0
    for index in bytes.indices {
      if index % 256 == 0 { counts.append(count) }
      if bytes[index] & 0xC0 == 0x80 { count &+= 1 }
    }
    // The end of the file is a place too.
    if bytes.count % 256 == 0 { counts.append(count) }
    return counts
  }

  /// Without an early exit, which would keep the loop from being done sixteen bytes at a time.
  private static func holdsNonASCII(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      var bits: UInt8 = 0
      for byte in bytes { bits |= byte }
      return bits >= 0x80
    }
  }

  private static func lineStarts(of bytes: [UInt8]) -> [UInt32] {
    var starts: [UInt32] = [0]
    bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        if index + 8 <= bytes.count, !holdsControl(bytes, at: index) {
          index += 8
          continue
        }
        let isLoneReturn =
          bytes[index] == 0x0D && (index + 1 == bytes.count || bytes[index + 1] != 0x0A)
        if bytes[index] == 0x0A || isLoneReturn { starts.append(UInt32(clamping: index + 1)) }
        index += 1
      }
    }
    return starts
  }

  /// Whether one of eight bytes may be below 0x10, as both line ends are.
  private static func holdsControl(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    let word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self)
    return (word &- 0x1010_1010_1010_1010) & ~word & 0x8080_8080_8080_8080 != 0
  }
}
