import SourceText

/// Comments of HTML, by the rules of CommonMark as far as a document of a module needs them.
extension CompanionText {
  /// Takes comments out of the lines.
  ///
  /// One that begins a line hides whole lines, up to the line that closes it. Within a line it hides
  /// itself, unless it stands in a code span; a `<!--` that is not closed on its line is text there.
  mutating func hideComments() {
    var open: Int?
    for row in rows.indices where open != nil || !rows[row].isFenced {
      let span = rows[row].span
      if let start = open {
        if bytes.offset(of: "-->", in: span) != nil {
          comments.append(start..<span.upperBound)
          open = nil
        }
        hide(row)
      } else if let start = blockStart(span) {
        if end(ofCommentAt: start, in: span) == nil {
          open = start
        } else {
          comments.append(start..<span.upperBound)
        }
        hide(row)
      } else {
        rows[row].span = withoutEnds(span, inline(span))
      }
    }
    guard let start = open else { return }
    comments.append(start..<bytes.count)
    openComment = start..<start + 4
  }

  /// A comment holds a byte.
  func isComment(_ offset: Int) -> Bool {
    // By halving: they stand in file order, and there may be thousands.
    var (low, high) = (0, comments.count)
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low < comments.count && comments[low].contains(offset)
  }

  /// A stretch of text without the comments in it.
  func said(_ span: Range<Int>) -> String {
    var (text, start) = ("", span.lowerBound)
    for comment in comments where comment.overlaps(span) {
      if comment.lowerBound > start { text += string(start..<comment.lowerBound) }
      start = max(start, comment.upperBound)
    }
    return start < span.upperBound ? text + string(start..<span.upperBound) : text
  }

  private mutating func hide(_ row: Int) {
    rows[row] = (rows[row].span.upperBound..<rows[row].span.upperBound, false)
  }

  /// Deeper than three spaces it is code.
  private func blockStart(_ span: Range<Int>) -> Int? {
    let text = trimmed(span)
    let isNear = text.lowerBound - span.lowerBound <= 3 && !bytes[span].starts(with: [0x09])
    return isNear && starts(text, with: "<!--") ? text.lowerBound : nil
  }

  /// Behind `-->`; `<!-->` and `<!--->` are whole comments.
  private func end(ofCommentAt start: Int, in span: Range<Int>) -> Int? {
    let rest = start + 4..<span.upperBound
    for short in [">", "->"] where starts(rest, with: short) {
      return rest.lowerBound + short.utf8.count
    }
    return bytes.offset(of: "-->", in: rest).map { $0 + 3 }
  }

  /// Comments that begin and end within a line, outside code.
  private mutating func inline(_ span: Range<Int>) -> [Range<Int>] {
    var (found, index) = ([Range<Int>](), span.lowerBound)
    while index < span.upperBound {
      if bytes[index] == UInt8(ascii: "`") {
        index = behindCode(index, in: span)
      } else if starts(index..<span.upperBound, with: "<!--"),
        let end = end(ofCommentAt: index, in: span)
      {
        found.append(index..<end)
        index = end
      } else {
        index += 1
      }
    }
    comments += found
    return found
  }

  /// Behind the run of back quotes that closes the one at an index, or behind that one itself.
  private func behindCode(_ start: Int, in span: Range<Int>) -> Int {
    let length = bytes[start..<span.upperBound].prefix { $0 == UInt8(ascii: "`") }.count
    var index = start + length
    while index < span.upperBound {
      let run = bytes[index..<span.upperBound].prefix { $0 == UInt8(ascii: "`") }.count
      if run == length { return index + run }
      index += max(run, 1)
    }
    return start + length
  }

  private func withoutEnds(_ span: Range<Int>, _ found: [Range<Int>]) -> Range<Int> {
    var span = span
    for comment in found where trimmed(span).lowerBound == comment.lowerBound {
      span = comment.upperBound..<span.upperBound
    }
    for comment in found.reversed() where trimmed(span).upperBound == comment.upperBound {
      span = span.lowerBound..<max(span.lowerBound, comment.lowerBound)
    }
    return span
  }
}
