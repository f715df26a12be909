import SourceText

extension PageRenderer {
  /// Writes a run of text nodes at once: the parser splits text at every special character, and a
  /// word or `[[reference]]` may lie across the pieces.
  mutating func writeText(from first: CMarkNode) -> Step {
    var last = first
    if first.next?.kind != .text {
      if !skipsToLineEnd { writeRun(first.literal, of: first) }
    } else {
      run.removeAll(keepingCapacity: true)
      run.append(contentsOf: first.literal)
      while let next = last.next, next.kind == .text {
        run.append(contentsOf: next.literal)
        last = next
      }
      if !skipsToLineEnd {
        let run = self.run
        run.withUnsafeBufferPointer { writeRun($0, of: first) }
      }
    }
    if skipsToLineEnd, let lineEnd = last.next {
      skipsToLineEnd = false
      last = lineEnd
    }
    return .done(last)
  }

  private mutating func writeRun(_ text: UnsafeBufferPointer<UInt8>, of node: CMarkNode) {
    if hasBidiControl(text) { reportBidi(node) }
    let marks = DoubledMarks(in: text)
    if marks.hasShortCode { reportShortCode(node) }
    if let mark = marks.foreign { reportForeignShortCode(mark, node) }
    guard linkDepth == 0, marks.hasReference else {
      terms.add(text, weight: weight)
      return html.append(visible: text)
    }
    writeReferences(in: Array(text), of: node)
  }

  private mutating func reportShortCode(_ node: CMarkNode) {
    let start = source.locate([0x7B, 0x7B, 0x3E], near: node) ?? source.position
    report(
      .misplacedShortCode, at: source.range(start..<start + 3),
      "a short code shows nothing inside a text; it must be a paragraph of its own")
  }

  private mutating func writeReferences(in text: [UInt8], of node: CMarkNode) {
    var start = 0
    var index = 0
    while index < text.count {
      guard let reference = WrittenReference(text, at: index) else {
        index += 1
        continue
      }
      write(text[start..<index])
      write(reference, of: node)
      index = reference.end
      start = index
    }
    write(text[start...])
  }

  private mutating func write(_ text: ArraySlice<UInt8>) {
    text.withUnsafeBufferPointer {
      terms.add($0, weight: weight)
      html.append(visible: $0)
    }
  }

  private mutating func write(_ reference: WrittenReference, of node: CMarkNode) {
    let needle: [UInt8] = [0x5B, 0x5B] + reference.destination.prefix(64)
    let start = source.locate(needle, near: node) ?? source.position
    let end = source.find([0x5D, 0x5D], from: start).map { $0 + 2 } ?? start + needle.count
    reference.shown.withUnsafeBufferPointer { terms.add($0, weight: weight) }
    links.append(
      MarkdownLink(
        kind: .reference, destination: String(decoding: reference.destination, as: UTF8.self),
        text: String(decoding: reference.shown, as: UTF8.self), slot: UInt32(clamping: html.count),
        range: source.range(start..<end)))
  }

  mutating func writeCode(_ node: CMarkNode) -> Step {
    let code = node.literal
    if hasBidiControl(code) { reportBidi(node) }
    terms.add(code, weight: weight)
    html.append("<code>")
    html.append(visible: code)
    html.append("</code>")
    return .done(node)
  }
}

/// Whether a text holds `[[` or `{{>`, found in one pass.
private struct DoubledMarks {
  var hasReference = false
  var hasShortCode = false
  /// What follows two braces in the short codes of other generators: `<` or `%`.
  var foreign: UInt8?

  init(in text: UnsafeBufferPointer<UInt8>) {
    var last: UInt8 = 0
    var isAfterBraces = false
    for byte in text {
      if isAfterBraces, byte == 0x3E { hasShortCode = true }
      if isAfterBraces, byte == 0x3C || byte == 0x25 { foreign = byte }
      isAfterBraces = byte == 0x7B && last == 0x7B
      if byte == 0x5B, last == 0x5B { hasReference = true }
      last = byte
    }
  }
}
