extension ByteBuffer {
  /// Appends text for HTML or XML, between tags or inside a quoted attribute.
  ///
  /// `& < > " '` become references; what neither format allows becomes U+FFFD: control
  /// characters, U+FFFE and U+FFFF.
  public mutating func append(escaped text: String) {
    var text = text
    text.withUTF8 { appendEscaped(UnsafeRawBufferPointer($0)) }
  }

  /// Appends UTF-8 bytes for HTML or XML, between tags or inside a quoted attribute.
  public mutating func append(escaped bytes: [UInt8]) {
    bytes.withUnsafeBytes { appendEscaped($0) }
  }

  /// Appends UTF-8 bytes for HTML or XML, between tags or inside a quoted attribute.
  public mutating func append(escaped bytes: UnsafeRawBufferPointer) { appendEscaped(bytes) }

  /// Appends text inside a JSON string's quotes, safe as well inside HTML and `.js` files:
  /// `< > &` and U+2028/2029 are written as escapes, U+0000 as that of U+FFFD.
  public mutating func append(jsonEscaped text: String) {
    var text = text
    text.withUTF8 { appendJSONEscaped(UnsafeRawBufferPointer($0)) }
  }

  /// Appends text as one path segment of a URL: everything but unreserved characters is encoded.
  public mutating func append(urlSegment text: String) {
    for byte in text.utf8 {
      if isUnreservedInURL(byte) { bytes.append(byte) } else { appendPercentEncoded(byte) }
    }
  }

  private mutating func appendEscaped(_ source: UnsafeRawBufferPointer) {
    var start = 0
    for index in 0..<source.count where isSpecial(source[index]) {
      let isNonCharacter = isNonCharacter(source, at: index)
      guard let reference = isNonCharacter ? "\u{FFFD}" : htmlReference(source[index]) else {
        continue
      }
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: source[start..<index]))
      append(reference)
      start = index + (isNonCharacter ? 3 : 1)
    }
    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: source[start...]))
  }

  private mutating func appendJSONEscaped(_ source: UnsafeRawBufferPointer) {
    var start = 0
    for index in 0..<source.count {
      let byte = source[index]
      let isLineSeparator =
        byte == 0xE2 && index + 2 < source.count && source[index + 1] == 0x80
        && source[index + 2] & 0xFE == 0xA8
      guard byte < 0x20 || jsonSpecial(byte) || isLineSeparator else { continue }
      guard index >= start else { continue }
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: source[start..<index]))
      start = index + (isLineSeparator ? 3 : 1)
      appendJSONEscape(isLineSeparator ? 0x2000 | UInt16(source[index + 2] & 0x3F) : UInt16(byte))
    }
    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: source[min(start, source.count)...]))
  }

  private mutating func appendJSONEscape(_ unit: UInt16) {
    switch unit {
    case 0x22: append("\\\"")
    case 0x5C: append("\\\\")
    case 0x0A: append("\\n")
    case 0x0D: append("\\r")
    case 0x09: append("\\t")
    // Legal, yet half of all readers refuse it or end the text there; ours is one of them.
    case 0: append("\\ufffd")
    default:
      append("\\u")
      for shift in [12, 8, 4, 0] { bytes.append(hexDigit(UInt8(unit >> UInt16(shift) & 15))) }
    }
  }

  private mutating func appendPercentEncoded(_ byte: UInt8) {
    bytes.append(0x25)
    bytes.append(hexDigit(byte >> 4, uppercase: true))
    bytes.append(hexDigit(byte & 15, uppercase: true))
  }
}

/// A bit for each of the first 64 bytes that may need a reference: one shift instead of a switch.
/// Values are short, so this beats looking at sixteen bytes in one step (measured).
@inline(__always)
private func isSpecial(_ byte: UInt8) -> Bool {
  let below64: UInt64 = 0x5000_00C4_FFFF_FFFF
  return byte < 64 ? below64 &>> UInt64(byte) & 1 == 1 : byte == 0x7F || byte == 0xEF
}

/// U+FFFE or U+FFFF, which no XML may hold, not even as a reference.
private func isNonCharacter(_ source: UnsafeRawBufferPointer, at index: Int) -> Bool {
  source[index] == 0xEF && index + 2 < source.count && source[index + 1] == 0xBF
    && source[index + 2] & 0xFE == 0xBE
}

private func htmlReference(_ byte: UInt8) -> StaticString? {
  switch byte {
  case 0x26: "&amp;"
  case 0x3C: "&lt;"
  case 0x3E: "&gt;"
  case 0x22: "&quot;"
  case 0x27: "&#39;"
  case 0x09, 0x0A, 0x0D: nil
  case 0..<0x20, 0x7F: "\u{FFFD}"
  default: nil
  }
}

private func jsonSpecial(_ byte: UInt8) -> Bool {
  byte == 0x22 || byte == 0x5C || byte == 0x3C || byte == 0x3E || byte == 0x26 || byte == 0x7F
}

private func isUnreservedInURL(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
  default: false
  }
}

private func hexDigit(_ value: UInt8, uppercase: Bool = false) -> UInt8 {
  value < 10 ? 0x30 + value : (uppercase ? 0x37 : 0x57) + value
}
