/// The text of a JSON string whose escapes are still in place.
///
/// What is no escape, half of a surrogate pair or U+0000 becomes U+FFFD.
func unescaped(_ content: ArraySlice<UInt8>) -> String {
  var result: [UInt8] = []
  result.reserveCapacity(content.count)
  var index = content.startIndex
  while index < content.endIndex {
    let byte = content[index]
    guard byte == 0x5C, index + 1 < content.endIndex else {
      result.append(byte)
      index += 1
      continue
    }
    let (scalar, length) = escape(content[index...])
    result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    index += length
  }
  return String(decoding: result, as: UTF8.self)
}

/// The scalar of the escape at the start, with the number of bytes that spell it.
private func escape(_ text: ArraySlice<UInt8>) -> (Unicode.Scalar, Int) {
  switch text[text.startIndex + 1] {
  case 0x62: return ("\u{8}", 2)
  case 0x66: return ("\u{C}", 2)
  case 0x6E: return ("\n", 2)
  case 0x72: return ("\r", 2)
  case 0x74: return ("\t", 2)
  case 0x75: return unicodeEscape(text)
  case let byte: return (Unicode.Scalar(byte), 2)
  }
}

private func unicodeEscape(_ text: ArraySlice<UInt8>) -> (Unicode.Scalar, Int) {
  guard let first = codeUnit(text) else { return ("\u{FFFD}", 2) }
  guard first & 0xFC00 == 0xD800 else {
    return (first == 0 ? "\u{FFFD}" : Unicode.Scalar(first) ?? "\u{FFFD}", 6)
  }
  guard let second = codeUnit(text.dropFirst(6)), second & 0xFC00 == 0xDC00 else {
    return ("\u{FFFD}", 6)
  }
  let value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
  return (Unicode.Scalar(value) ?? "\u{FFFD}", 12)
}

/// The value of `\uXXXX` at the start.
private func codeUnit(_ text: ArraySlice<UInt8>) -> UInt32? {
  let start = text.startIndex
  guard text.count >= 6, text[start] == 0x5C, text[start + 1] == 0x75 else { return nil }
  var result: UInt32 = 0
  for byte in text[start + 2..<start + 6] {
    guard let digit = hexadecimal(byte) else { return nil }
    result = result << 4 | digit
  }
  return result
}

private func hexadecimal(_ byte: UInt8) -> UInt32? {
  switch byte {
  case 0x30...0x39: UInt32(byte) - 0x30
  case 0x41...0x46: UInt32(byte) - 0x37
  case 0x61...0x66: UInt32(byte) - 0x57
  default: nil
  }
}
