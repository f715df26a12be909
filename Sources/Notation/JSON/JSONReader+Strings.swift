import SourceText

extension JSONReader {
  /// Steps over a string whose opening quote is current.
  ///
  /// - Returns: its bytes in the file, or `nil` when it has escapes: then they are undone in
  ///   `unescaped`.
  @inline(__always)
  mutating func string() throws(Stop) -> UnsafeBufferPointer<UInt8>? {
    let start = position + 1
    position = plainEnd(from: start)
    guard position < bytes.count, bytes[position] == 0x22 else {
      try stringWithEscapes(from: start)
      return nil
    }
    if position - start > limits.scalarBytes { try refuseText(start - 1) }
    let text = UnsafeBufferPointer(rebasing: bytes[start..<position])
    position += 1
    return text
  }

  /// The next quote, backslash or control character.
  @inline(__always)
  private func plainEnd(from start: Int) -> Int {
    var index = start
    let raw = UnsafeRawBufferPointer(bytes)
    while index + 8 <= bytes.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
      let special = specialBytes(word)
      if special != 0 { return index + special.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < bytes.count, !isSpecial(bytes[index]) { index += 1 }
    return index
  }

  /// The high bit of each byte that ends a plain run; bits above the first may be wrong.
  @inline(__always)
  private func specialBytes(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quotes = word ^ (ones &* 0x22)
    let backslashes = word ^ (ones &* 0x5C)
    let controls = (word &- ones &* 0x20) & ~word
    let found = (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes | controls
    return found & (ones &* 0x80)
  }

  private func isSpecial(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x5C || byte < 0x20 }

  private mutating func stringWithEscapes(from start: Int) throws(Stop) {
    unescaped.removeAll(keepingCapacity: true)
    unescaped.append(contentsOf: bytes[start..<position])
    while position < bytes.count, bytes[position] != 0x22 {
      if bytes[position] == 0x5C { escape() } else { try control(openedAt: start - 1) }
      let end = plainEnd(from: position)
      unescaped.append(contentsOf: bytes[position..<end])
      position = end
      if unescaped.count > limits.scalarBytes { try refuseText(start - 1) }
    }
    guard position < bytes.count else {
      try stop("a closing quote", note: "the text starts here", at: start - 1)
    }
    position += 1
  }

  /// Reports a raw control character. A line end means that the quote was forgotten, and what
  /// follows cannot be told from text.
  private mutating func control(openedAt start: Int) throws(Stop) {
    let byte = bytes[position]
    if byte == 0x0A || byte == 0x0D {
      try stop("a closing quote on the same line", note: "the text starts here", at: start)
    }
    let digits = String(byte, radix: 16, uppercase: true)
    findings.add(
      .controlCharacter, Span(position, position + 1),
      "expected text, found the control character U+\(byte < 16 ? "000" : "00")\(digits)",
      fix: "remove it, or write it as an escape")
    unescaped.append(0x20)
    position += 1
  }

  /// Undoes the escape at the current backslash.
  private mutating func escape() {
    let start = position
    position = min(position + 2, bytes.count)
    guard start + 1 < bytes.count else { return }
    switch bytes[start + 1] {
    case 0x22, 0x5C, 0x2F: unescaped.append(bytes[start + 1])
    case 0x62: unescaped.append(0x08)
    case 0x66: unescaped.append(0x0C)
    case 0x6E: unescaped.append(0x0A)
    case 0x72: unescaped.append(0x0D)
    case 0x74: unescaped.append(0x09)
    case 0x75: unicodeEscape(start)
    default: badEscape(start, "expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u")
    }
  }

  private mutating func unicodeEscape(_ start: Int) {
    guard let first = codeUnit(at: start) else {
      return badEscape(start, "expected four hexadecimal digits after \"\\u\"")
    }
    position = start + 6
    if first == 0 {
      return badEscape(
        start, "expected text, found the control character U+0000", rule: .controlCharacter)
    }
    guard first & 0xF800 == 0xD800 else { return append(first) }
    let second = codeUnit(at: start + 6) ?? 0
    guard first < 0xDC00, second & 0xFC00 == 0xDC00 else {
      return badEscape(start, "expected a pair of surrogates, found half of one")
    }
    position = start + 12
    append(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }

  /// The value of `\uXXXX` at `index`.
  private func codeUnit(at index: Int) -> UInt32? {
    guard index + 6 <= bytes.count, bytes[index] == 0x5C, bytes[index + 1] == 0x75 else {
      return nil
    }
    var result: UInt32 = 0
    for byte in bytes[index + 2..<index + 6] {
      guard let digit = hexadecimalDigit(byte) else { return nil }
      result = result << 4 | digit
    }
    return result
  }

  private mutating func append(_ value: UInt32) {
    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    unescaped.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }

  private mutating func badEscape(_ start: Int, _ summary: String, rule: Rule = .jsonSyntax) {
    findings.add(rule, Span(start, position), summary)
    append(0xFFFD)
  }

  private mutating func refuseText(_ start: Int) throws(Stop) -> Never {
    position = start
    try refuse("a text of more than \(limits.scalarBytes) bytes")
  }
}
