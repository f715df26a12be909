import SourceText

/// A file and the way from the parser's lines and columns to places in it.
struct PageSource {
  let file: SourceFile
  let bodyStart: Int
  private let place: SourceRange?
  private let lines: LineMap
  /// Lines before the body.
  private let linesBefore: Int
  /// Bytes that searches may still look at: bad positions must not make a page quadratic.
  private var searchBudget: Int
  /// The block whose inline nodes are being looked for, and how far it has been read.
  private var block = 0..<0
  private var cursor = 0
  private var last = (offset: 0, line: 1, column: 1)

  init(_ input: MarkdownInput) {
    file = input.file
    bodyStart = input.bodyStart
    place = input.place
    lines = LineMap(input.file)
    linesBefore = lines.position(input.bodyStart).line - 1
    searchBudget = 1 << 16 + 8 * input.file.bytes.count
  }

  /// The range of some bytes of the file, or the snippet's place.
  ///
  /// Ranges are asked for from top to bottom, so a column is counted on from the last one: a line
  /// with many links stays linear.
  mutating func range(_ bytes: Range<Int>) -> SourceRange {
    if let place { return place }
    let start = min(max(bytes.lowerBound, 0), file.bytes.count)
    if start < last.offset || start - last.offset > 4096 || !advance(to: start) {
      let position = lines.position(start)
      last = (start, position.line, position.column)
    }
    return SourceRange(
      path: file.path, span: Span(bytes.lowerBound, bytes.upperBound), line: last.line,
      column: last.column)
  }

  /// Moves the last position forward within its line; false when a line ends in between.
  private mutating func advance(to offset: Int) -> Bool {
    var column = last.column
    for byte in file.bytes[last.offset..<offset] {
      if byte == 0x0A || byte == 0x0D { return false }
      if byte & 0xC0 != 0x80 { column += 1 }
    }
    last = (offset, last.line, column)
    return true
  }

  /// Offset of a position that the parser gave; `nil` when there is no such line.
  func offset(line: Int, column: Int) -> Int? {
    guard line >= 1, let contents = lines.contents(ofLine: line + linesBefore) else { return nil }
    return min(contents.lowerBound + max(0, column - 1), contents.upperBound)
  }

  /// The bytes of a block, from its first character to the end of its last line.
  func bytes(of node: CMarkNode) -> Range<Int> {
    let start = offset(line: node.startLine, column: node.startColumn) ?? bodyStart
    let lastLine = max(node.startLine, node.endLine)
    let end = lines.contents(ofLine: lastLine + linesBefore)?.upperBound ?? file.bytes.count
    return start..<max(start, end)
  }

  /// Inline nodes are looked for in this block from now on.
  mutating func enterBlock(_ node: CMarkNode) {
    block = bytes(of: node)
    cursor = block.lowerBound
  }

  /// Where an inline node begins. The parser's own position is only a hint: it is wrong behind line
  /// breaks inside a construct, so it counts only where `needle` really stands.
  mutating func locate(_ needle: [UInt8], near node: CMarkNode) -> Int? {
    let hint = offset(line: node.startLine, column: node.startColumn) ?? cursor
    let start = block.contains(hint) && hint >= cursor ? hint : cursor
    let found = find(needle, from: start) ?? (start > cursor ? find(needle, from: cursor) : nil)
    if let found { cursor = found + 1 }
    return found
  }

  /// The first occurrence at or after `start`, in this block and not too far away.
  mutating func find(_ needle: [UInt8], from start: Int) -> Int? {
    guard let first = needle.first, searchBudget > 0 else { return nil }
    let end = min(block.upperBound, start + 4096, file.bytes.count) - needle.count
    guard start <= end else { return nil }
    return file.bytes.withUnsafeBufferPointer { bytes in
      for index in start...end where bytes[index] == first {
        if matches(needle, bytes, at: index) {
          searchBudget -= index - start + needle.count
          return index
        }
        searchBudget -= 1
      }
      searchBudget -= end - start
      return nil
    }
  }

  private func matches(
    _ needle: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> Bool {
    for offset in 0..<needle.count where bytes[index + offset] != needle[offset] { return false }
    return true
  }

  /// The last byte of this block, for ranges that end where nobody knows.
  var blockEnd: Int { block.upperBound }
  /// How far this block has been read.
  var position: Int { cursor }
}
