import SourceText

/// Takes white space away where a tag asks for it with `~`, and where a block tag, a comment or a
/// partial has a line to itself.
struct WhiteSpaceControl {
  let bytes: [UInt8]
  let pieces: [Piece]

  /// The pieces with shortened texts; texts that became empty are gone.
  func trimmed() -> [Piece] {
    var result = pieces
    for index in pieces.indices {
      guard case .tag(let tag) = pieces[index] else { continue }
      let line = standaloneLine(of: tag)
      if tag.trimsBefore {
        shorten(&result, index - 1, { textEnd($0) })
      } else if let line {
        shorten(&result, index - 1, { max($0.lowerBound, min($0.upperBound, line.lowerBound)) })
      }
      if tag.trimsAfter {
        lengthen(&result, index + 1, { textStart($0) })
      } else if let line {
        lengthen(&result, index + 1, { min($0.upperBound, max($0.lowerBound, line.upperBound)) })
      }
    }
    return result.filter { if case .text(let range) = $0 { !range.isEmpty } else { true } }
  }

  private func shorten(_ pieces: inout [Piece], _ index: Int, _ end: (Range<Int>) -> Int) {
    guard pieces.indices.contains(index), case .text(let range) = pieces[index] else { return }
    pieces[index] = .text(range.lowerBound..<end(range))
  }

  private func lengthen(_ pieces: inout [Piece], _ index: Int, _ start: (Range<Int>) -> Int) {
    guard pieces.indices.contains(index), case .text(let range) = pieces[index] else { return }
    pieces[index] = .text(start(range)..<range.upperBound)
  }

  private func textEnd(_ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, isSpace(bytes[end - 1]) { end -= 1 }
    return end
  }

  private func textStart(_ range: Range<Int>) -> Int {
    var start = range.lowerBound
    while start < range.upperBound, isSpace(bytes[start]) { start += 1 }
    return start
  }

  /// The line that holds nothing but this tag, its line end included; `nil` when there is more.
  private func standaloneLine(of tag: Tag) -> Range<Int>? {
    if tag.kind == .value || tag.kind == .raw { return nil }
    var start = Int(tag.span.start)
    while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    guard start == 0 || bytes[start - 1] == 0x0A else { return nil }
    var end = Int(tag.span.end)
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
    if end == bytes.count { return start..<end }
    if bytes[end] == 0x0D, end + 1 < bytes.count, bytes[end + 1] == 0x0A { end += 1 }
    return bytes[end] == 0x0A ? start..<end + 1 : nil
  }
}
