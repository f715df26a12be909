import SourceText

/// Appends code for HTML with its parts marked: `k` keyword, `s` string, `c` comment, `n` number,
/// `a` key; in a diff `i` inserted, `d` deleted, `h` head of a hunk.
///
/// Linear in the code's length. An unknown language is only escaped.
func highlight(
  _ code: UnsafeBufferPointer<UInt8>, language: String, into html: inout ByteBuffer
) {
  if language == "diff" || language == "patch" { return highlightDiff(code, into: &html) }
  guard let known = Language.named(language) else { return html.append(visible: code) }
  var lexer = Lexer(code: code, language: known)
  while lexer.position < code.count {
    let start = lexer.position
    let mark = lexer.next()
    html.append(UnsafeBufferPointer(rebasing: code[start..<lexer.position]), marked: mark)
  }
}

extension ByteBuffer {
  fileprivate mutating func append(_ text: UnsafeBufferPointer<UInt8>, marked mark: StaticString?) {
    guard let mark else { return append(visible: text) }
    append("<b class=\"")
    append(mark)
    append("\">")
    append(visible: text)
    append("</b>")
  }
}

private func highlightDiff(_ code: UnsafeBufferPointer<UInt8>, into html: inout ByteBuffer) {
  var start = 0
  while start < code.count {
    let end = code[start...].firstIndex(of: 0x0A) ?? code.count
    let line = UnsafeBufferPointer(rebasing: code[start..<end])
    let mark: StaticString? =
      switch line.first {
      case 0x2B: "i"
      case 0x2D: "d"
      case 0x40: "h"
      default: nil
      }
    html.append(line, marked: line.isEmpty ? nil : mark)
    if end < code.count { html.append("\n") }
    start = end + 1
  }
}

/// Cuts code into pieces, each with its mark; every byte belongs to exactly one piece.
private struct Lexer {
  let code: UnsafeBufferPointer<UInt8>
  let language: Language
  var position = 0

  /// Moves behind the next piece and says how it is marked.
  mutating func next() -> StaticString? {
    let byte = code[position]
    if opensLineComment() {
      position = code[position...].firstIndex(of: 0x0A) ?? code.count
      return "c"
    }
    if let comment = language.blockComment, starts(with: comment.open) {
      position = end(of: comment.close, from: position + comment.open.count)
      return "c"
    }
    if language.quotes.contains(byte), !isApostrophe(byte) { return string(byte) }
    if isDigit(byte) { return number() }
    if isLetter(byte) { return word() }
    position += 1
    while position < code.count, isPlain(code[position]) { position += 1 }
    return nil
  }

  /// Bytes that open nothing in any language.
  private func isPlain(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x28 || byte == 0x29 || byte == 0x2C || byte == 0x3B
  }

  private func opensLineComment() -> Bool {
    guard language.lineComments.contains(where: { starts(with: $0) }) else { return false }
    return !language.commentNeedsSpace || position == 0 || code[position - 1] <= 0x20
  }

  /// `don't` in a shell's or YAML's plain text opens no string.
  private func isApostrophe(_ byte: UInt8) -> Bool {
    byte == 0x27 && position > 0 && isLetter(code[position - 1])
  }

  private func starts(with bytes: [UInt8]) -> Bool { matches(bytes, at: position) }

  private func matches(_ bytes: [UInt8], at index: Int) -> Bool {
    guard index + bytes.count <= code.count else { return false }
    for offset in bytes.indices where code[index + offset] != bytes[offset] { return false }
    return true
  }

  private func end(of close: [UInt8], from start: Int) -> Int {
    var index = start
    while index < code.count {
      if matches(close, at: index) { return index + close.count }
      index += 1
    }
    return code.count
  }

  private mutating func string(_ quote: UInt8) -> StaticString {
    let triple = [quote, quote, quote]
    if language.hasTripleQuotes, starts(with: triple) {
      position = end(of: triple, from: position + 3)
      return "s"
    }
    position += 1
    while position < code.count, code[position] != quote {
      // A string ends with its line, except between backquotes: an apostrophe colours no page.
      if code[position] == 0x0A, quote != 0x60 { return "s" }
      position += code[position] == 0x5C && position + 1 < code.count ? 2 : 1
    }
    position = min(position + 1, code.count)
    return isKey() ? "a" : "s"
  }

  private mutating func number() -> StaticString {
    while position < code.count,
      isDigit(code[position]) || isLetter(code[position])
        || code[position] == 0x2E
    { position += 1 }
    return "n"
  }

  private mutating func word() -> StaticString? {
    let start = position
    while position < code.count,
      isLetter(code[position]) || isDigit(code[position])
        || language.wordBytes.contains(code[position])
    { position += 1 }
    if isKey() { return "a" }
    guard position - start <= 20 else { return nil }
    let word = String(
      decoding: UnsafeBufferPointer(rebasing: code[start..<position]), as: UTF8.self)
    return language.keywords.contains(language.ignoresCase ? word.lowercased() : word) ? "k" : nil
  }

  /// Followed by the separator of keys, at most a few spaces away.
  private func isKey() -> Bool {
    guard let separator = language.keySeparator else { return false }
    var index = position
    while index < code.count, index < position + 16, code[index] == 0x20 { index += 1 }
    return index < code.count && code[index] == separator
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  private func isLetter(_ byte: UInt8) -> Bool {
    byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte == 0x5F || byte >= 0x80
  }
}
