/// Places behind a broken one where reading can start again without guessing.
enum YAMLRecovery {
  /// The next line that starts, unindented, with a plain key.
  ///
  /// Text in an indented block, quotes or brackets is indented in files that people write, so such
  /// a line starts an entry of the outermost mapping.
  static func topLevelKey(in text: UnsafeBufferPointer<UInt8>, after offset: Int) -> Int? {
    var index = offset
    while index < text.count {
      let isLineStart = index > 0 && (text[index - 1] == 0x0A || text[index - 1] == 0x0D)
      if isLineStart, index > offset, isKey(text, at: index) { return index }
      index += 1
    }
    return nil
  }

  private static func isKey(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    var index = start
    while index < text.count, isNameByte(text[index]) { index += 1 }
    guard index > start, index < text.count, text[index] == 0x3A else { return false }
    return index + 1 == text.count || isBlank(text[index + 1])
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D: true
    default: false
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  /// The offset after the double quote that closes the text with a bad escape, and the other bad
  /// escapes in that text; `nil` when it is never closed.
  ///
  /// `badEscape` is somewhere in the escape that is known to be bad: at its backslash, its letter
  /// or one of its digits.
  static func quoteEnd(
    in text: UnsafeBufferPointer<UInt8>, badEscape: Int, report: (Range<Int>) -> Void
  ) -> Int? {
    var index = badEscape
    // The library points at the backslash or, when digits are wrong, a little behind it.
    if index < text.count, text[index] == 0x5C { index += 2 }
    while index < text.count, text[index] != 0x22 {
      guard text[index] == 0x5C else {
        index += 1
        continue
      }
      let length = escapeLength(text, at: index)
      if length == nil { report(index..<min(index + 2, text.count)) }
      index += length ?? 2
    }
    return index < text.count ? index + 1 : nil
  }

  /// The length of a good escape; `nil` for a bad one.
  private static func escapeLength(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    guard index + 1 < text.count else { return nil }
    switch text[index + 1] {
    case 0x78: return hexadecimalLength(text, at: index, digits: 2)
    case 0x75: return hexadecimalLength(text, at: index, digits: 4)
    case 0x55: return hexadecimalLength(text, at: index, digits: 8)
    case let byte where simpleEscapes.contains(byte): return 2
    default: return nil
    }
  }

  private static let simpleEscapes = Array("0abtnvfre \"/\\N_LP\t\n\r".utf8)

  private static func hexadecimalLength(
    _ text: UnsafeBufferPointer<UInt8>, at index: Int, digits: Int
  ) -> Int? {
    guard index + 2 + digits <= text.count else { return nil }
    var scalar: UInt32 = 0
    for byte in text[index + 2..<index + 2 + digits] {
      guard let digit = hexadecimalDigit(byte) else { return nil }
      scalar = scalar << 4 | digit
    }
    return Unicode.Scalar(scalar) == nil ? nil : 2 + digits
  }
}

/// The value of a hexadecimal digit.
func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
  switch byte {
  case 0x30...0x39: UInt32(byte) - 0x30
  case 0x41...0x46: UInt32(byte) - 0x37
  case 0x61...0x66: UInt32(byte) - 0x57
  default: nil
  }
}
