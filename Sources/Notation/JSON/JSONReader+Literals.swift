import SourceText

extension JSONReader {
  /// Builds a number, `true`, `false` or `null`.
  mutating func literal() throws(Stop) -> Node {
    let start = position
    let end = literalEnd(from: start)
    guard end > start else { try stop("a value") }
    position = end
    let span = Span(start, end)
    let word = UnsafeBufferPointer(rebasing: bytes[start..<end])
    if end - start > limits.scalarBytes {
      position = start
      try refuse("a text of more than \(limits.scalarBytes) bytes")
    }
    if let fault = fault(in: word) {
      findings.add(.jsonSyntax, span, fault, fix: isName(word[0]) ? "put text in quotes" : nil)
      return Node(.scalar(Node.Scalar("null", isPlain: true)), span)
    }
    return Node(.scalar(Node.Scalar(String(decoding: word, as: UTF8.self), isPlain: true)), span)
  }

  /// A literal ends at white space, a quote, or a byte of structure.
  private func literalEnd(from start: Int) -> Int {
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case 0...0x20, 0x22, 0x2C, 0x3A, 0x5B, 0x5D, 0x7B, 0x7D, 0x27, 0x2F: return index
      default: index += 1
      }
    }
    return index
  }

  /// What is wrong with a word; `nil` for a number of RFC 8259 and the three names.
  private func fault(in word: UnsafeBufferPointer<UInt8>) -> String? {
    if isName(word[0]) { return isKnownName(word) ? nil : unknownName(word) }
    let start = word[0] == 0x2D ? 1 : 0
    let whole = digitsEnd(word, from: start)
    if whole == start { return "expected a number, found \(found(word))" }
    if word[start] == 0x30, whole > start + 1 { return "a number cannot start with 0" }
    guard let fraction = fractionEnd(word, from: whole) else {
      return "expected digits after the point, found \(found(word))"
    }
    guard let end = exponentEnd(word, from: fraction) else {
      return "expected digits in the exponent, found \(found(word))"
    }
    guard end == word.count else { return "expected a number, found \(found(word))" }
    return isOutOfRange(word, mantissa: word[start..<fraction], hasExponent: end > fraction)
      ? "expected a number that a double can hold, found \(found(word))" : nil
  }

  /// Beyond what a double holds: whoever asks for its value would get infinity, or 0.
  private func isOutOfRange(
    _ word: UnsafeBufferPointer<UInt8>, mantissa: Slice<UnsafeBufferPointer<UInt8>>,
    hasExponent: Bool
  ) -> Bool {
    guard mantissa.count > 300 || hasExponent else { return false }
    guard let value = Double(String(decoding: word, as: UTF8.self)) else { return true }
    return value.isInfinite || value == 0 && mantissa.contains { $0 > 0x30 && $0 <= 0x39 }
  }

  private func fractionEnd(_ word: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard start < word.count, word[start] == 0x2E else { return start }
    let end = digitsEnd(word, from: start + 1)
    return end > start + 1 ? end : nil
  }

  private func exponentEnd(_ word: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard start < word.count, word[start] | 0x20 == 0x65 else { return start }
    let isSigned = start + 1 < word.count && (word[start + 1] == 0x2B || word[start + 1] == 0x2D)
    let digits = start + (isSigned ? 2 : 1)
    let end = digitsEnd(word, from: digits)
    return end > digits ? end : nil
  }

  private func digitsEnd(_ word: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    while index < word.count, word[index] >= 0x30, word[index] <= 0x39 { index += 1 }
    return index
  }

  private func isName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x41...0x5A, 0x61...0x7A, 0x5F, 0x24, 0x80...: true
    default: false
    }
  }

  private func isKnownName(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    switch word[0] {
    case 0x74: word.elementsEqual("true".utf8)
    case 0x66: word.elementsEqual("false".utf8)
    case 0x6E: word.elementsEqual("null".utf8)
    default: false
    }
  }

  private func unknownName(_ word: UnsafeBufferPointer<UInt8>) -> String {
    "expected a value, found \(found(word)); JSON knows only true, false and null without quotes"
  }

  private func found(_ word: UnsafeBufferPointer<UInt8>) -> String {
    quoted(String(decoding: word.prefix(80), as: UTF8.self))
  }
}

extension JSONReader {
  /// Reports what stands at the current position instead of what is expected, and stops.
  mutating func stop(
    _ expected: String, note: String? = nil, at place: Int? = nil
  ) throws(Stop) -> Never {
    let span = Span(position, min(position + 1, bytes.count))
    let found = foundName
    findings.add(
      .jsonSyntax, span, "expected \(expected), found \(found)", note: note,
      at: place.map { Span($0, $0 + 1) })
    throw Stop()
  }

  /// Reports a passed limit at the current position and stops.
  mutating func refuse(_ found: String) throws(Stop) -> Never {
    let span = Span(position, min(position + 1, bytes.count))
    findings.add(.jsonLimit, span, "the document holds \(found)", fix: "split the file")
    throw Stop()
  }

  private var foundName: String {
    guard position < bytes.count else { return "the end of the text" }
    switch bytes[position] {
    case 0x0A, 0x0D: return "the end of the line"
    case 0x27: return "a single quote"
    case 0x22: return "text"
    case let byte where byte > 0x20 && byte < 0x7F:
      return "\"\(Character(Unicode.Scalar(byte)))\""
    default: return "something else"
    }
  }
}
