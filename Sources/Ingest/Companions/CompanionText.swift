import SourceText

/// The text of a companion file, line by line, as byte ranges.
struct CompanionText {
  let bytes: [UInt8]
  let lines: LineMap
  /// Each line without its line end; `isFenced` inside and at the edges of a fenced code block.
  var rows: [(span: Range<Int>, isFenced: Bool)] = []
  /// What closes the fenced code block that is open to the end; `nil` when none is.
  private(set) var openFence: String?
  /// Comments of HTML, in file order; looked for only when somebody wants them hidden.
  var comments: [Range<Int>] = []
  /// Where a comment begins that is never closed.
  var openComment: Range<Int>?

  /// - hidesComments: what stands in a comment of HTML is no part of its line.
  init(_ file: SourceFile, hidesComments: Bool = false) {
    let lines = LineMap(file)
    self.init(file, lines, in: 1...lines.count)
    if hidesComments { hideComments() }
  }

  /// Some lines of a file, without the indentation that the notation around them asks for.
  init(_ file: SourceFile, _ lines: LineMap, in numbers: ClosedRange<Int>, indentation: Int = 0) {
    bytes = file.bytes
    self.lines = lines
    var fence: (mark: UInt8, count: Int)?
    for number in numbers {
      guard var span = lines.contents(ofLine: number) else { continue }
      // A byte order mark is no part of what the first line says.
      if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
        span = 3..<max(3, span.upperBound)
      }
      let spaces = bytes[span].prefix(indentation).prefix { isSpace($0) }.count
      span = span.lowerBound + spaces..<span.upperBound
      let run = fenceRun(span)
      if let open = fence {
        rows.append((span, true))
        if let run, run.mark == open.mark, run.count >= open.count, run.isBare { fence = nil }
      } else if let run {
        rows.append((span, true))
        fence = (run.mark, run.count)
      } else {
        rows.append((span, false))
      }
    }
    openFence = fence.map {
      String(decoding: Array(repeating: $0.mark, count: $0.count), as: UTF8.self)
    }
  }

  func string(_ span: Range<Int>) -> String { String(decoding: bytes[span], as: UTF8.self) }

  func range(_ span: Range<Int>) -> SourceRange { lines.range(span.lowerBound, span.upperBound) }

  /// The span without spaces and tabs at both ends.
  func trimmed(_ span: Range<Int>) -> Range<Int> {
    var start = span.lowerBound
    var end = span.upperBound
    while start < end, isSpace(bytes[start]) { start += 1 }
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    return start..<end
  }

  /// Level and text of an ATX heading; `nil` for any other line.
  func heading(_ row: Int) -> (level: Int, text: Range<Int>)? {
    let (span, isFenced) = rows[row]
    if isFenced { return nil }
    var start = span.lowerBound
    while start < span.upperBound, bytes[start] == UInt8(ascii: "#") { start += 1 }
    let level = start - span.lowerBound
    guard (1...6).contains(level), start < span.upperBound, isSpace(bytes[start]) else {
      return nil
    }
    var text = trimmed(start..<span.upperBound)
    var end = text.upperBound
    while end > text.lowerBound, bytes[end - 1] == UInt8(ascii: "#") { end -= 1 }
    // A closing run of # counts only after a space.
    if end < text.upperBound, end == text.lowerBound || isSpace(bytes[end - 1]) {
      text = trimmed(text.lowerBound..<end)
    }
    return (level, text)
  }

  /// The text after `>`; `nil` when the line is no block quote.
  func quoted(_ span: Range<Int>) -> Range<Int>? { after(">", in: trimmed(span)) }

  /// The text after `-` or `*` and a space.
  func bulleted(_ span: Range<Int>) -> Range<Int>? {
    let span = trimmed(span)
    for mark in ["- ", "* "] where span.count > 2 && starts(span, with: mark) {
      return trimmed(span.lowerBound + 2..<span.upperBound)
    }
    return nil
  }

  /// The text of a list's item in any of the ways to write one: `- `, `* `, `+ `, `1. `, `1) `, also in
  /// a quote.
  func listed(_ span: Range<Int>) -> Range<Int>? {
    var span = trimmed(span)
    while let inner = after(">", in: span) { span = inner }
    let digits = bytes[span].prefix { $0 >= 0x30 && $0 <= 0x39 }.count
    let mark = span.lowerBound + digits
    guard mark + 1 < span.upperBound, isSpace(bytes[mark + 1]) else { return nil }
    let marks = digits == 0 ? "-*+".utf8 : ".)".utf8
    return marks.contains(bytes[mark]) ? trimmed(mark + 1..<span.upperBound) : nil
  }

  /// `[x](address)` and `[x][name]` are links, not boxes.
  func isLink(_ item: Range<Int>) -> Bool {
    guard item.count > 3 else { return false }
    let next = bytes[item.lowerBound + 3]
    return next == UInt8(ascii: "(") || next == UInt8(ascii: "[")
  }

  /// Name and value of `**Name:** value`, the form of every field.
  func field(_ span: Range<Int>) -> (name: Range<Int>, value: Range<Int>)? {
    let span = trimmed(span)
    guard span.count > 5, starts(span, with: "**") else { return nil }
    var index = span.lowerBound + 2
    while index + 2 < span.upperBound {
      if bytes[index] == UInt8(ascii: ":"), starts(index + 1..<span.upperBound, with: "**") {
        let name = span.lowerBound + 2..<index
        return name.isEmpty ? nil : (name, trimmed(index + 3..<span.upperBound))
      }
      if bytes[index] == UInt8(ascii: "*") { return nil }
      index += 1
    }
    return nil
  }

  func starts(_ span: Range<Int>, with text: String) -> Bool {
    bytes[span].starts(with: text.utf8)
  }

  func holds(_ text: StaticString, in span: Range<Int>) -> Bool {
    bytes.offset(of: text, in: span) != nil
  }

  /// True for a line of only `-`, `*` or `_`, which separates sections and says nothing.
  func isBreak(_ span: Range<Int>) -> Bool {
    let span = trimmed(span)
    guard span.count >= 3, let mark = bytes[span].first else { return false }
    return [0x2D, 0x2A, 0x5F].contains(mark) && bytes[span].allSatisfy { $0 == mark }
  }

  private func after(_ mark: String, in span: Range<Int>) -> Range<Int>? {
    starts(span, with: mark) ? trimmed(span.lowerBound + mark.utf8.count..<span.upperBound) : nil
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private func fenceRun(_ span: Range<Int>) -> (mark: UInt8, count: Int, isBare: Bool)? {
    let text = trimmed(span)
    guard text.lowerBound - span.lowerBound <= 3, let mark = bytes[text].first,
      mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~")
    else { return nil }
    let count = bytes[text].prefix { $0 == mark }.count
    let rest = bytes[text].dropFirst(count)
    // Back quotes after the opening run make it inline code.
    if count < 3 || mark == UInt8(ascii: "`") && rest.contains(mark) { return nil }
    return (mark, count, rest.isEmpty)
  }
}
