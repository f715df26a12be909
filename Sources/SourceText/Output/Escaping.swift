extension ByteBuffer {
  /// Appends text for HTML or XML, between tags or inside a quoted attribute.
  ///
  /// `& < > " '` become references; what neither format allows becomes U+FFFD: control
  /// characters, U+FFFE and U+FFFF. What reorders text is written out, as `[U+202E]`, so that a
  /// reader sees the order of the source.
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
  /// `< > &`, U+2028/2029 and what reorders text are written as escapes, U+0000 as that of U+FFFD.
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
      let control = orderControl(source, at: index)
      let isNonCharacter = isNonCharacter(source, at: index)
      let reference = isNonCharacter ? "\u{FFFD}" : htmlReference(source[index])
      guard control != nil || reference != nil else { continue }
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: source[start..<index]))
      if let reference { append(reference) }
      if let control { append("[U+\(String(control, radix: 16, uppercase: true))]") }
      start = index + (isNonCharacter || control != nil ? 3 : 1)
    }
    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: source[start...]))
  }

  private mutating func appendJSONEscaped(_ source: UnsafeRawBufferPointer) {
    var start = 0
    for index in 0..<source.count {
      let byte = source[index]
      let separator =
        lineSeparator(source, at: index) ?? orderControl(source, at: index)
        ?? nextLine(source, at: index)
      guard byte < 0x20 || jsonSpecial(byte) || separator != nil else { continue }
      guard index >= start else { continue }
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: source[start..<index]))
      start = index + (separator.map { $0 < 0x800 ? 2 : 3 } ?? 1)
      appendJSONEscape(separator ?? UInt16(byte))
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
  return byte < 64
    ? below64 &>> UInt64(byte) & 1 == 1 : byte == 0x7F || byte == 0xE2 || byte == 0xEF
}

/// U+FFFE or U+FFFF, which no XML may hold, not even as a reference.
private func isNonCharacter(_ source: UnsafeRawBufferPointer, at index: Int) -> Bool {
  source[index] == 0xEF && index + 2 < source.count && source[index + 1] == 0xBF
    && source[index + 2] & 0xFE == 0xBE
}

/// U+2028 or U+2029, which end a line of a script.
@inline(__always)
private func lineSeparator(_ source: UnsafeRawBufferPointer, at index: Int) -> UInt16? {
  guard source[index] == 0xE2, index + 2 < source.count, source[index + 1] == 0x80,
    source[index + 2] & 0xFE == 0xA8
  else { return nil }
  return 0x2000 | UInt16(source[index + 2] & 0x3F)
}

/// U+0080 to U+009F, among them U+0085: a line ends there for some readers, and nobody sees them.
@inline(__always)
private func nextLine(_ source: UnsafeRawBufferPointer, at index: Int) -> UInt16? {
  guard source[index] == 0xC2, index + 1 < source.count, source[index + 1] < 0xA0 else {
    return nil
  }
  return UInt16(source[index + 1])
}

/// U+202A to U+202E or U+2066 to U+2069, which reorder what a reader sees.
@inline(__always)
private func orderControl(_ source: UnsafeRawBufferPointer, at index: Int) -> UInt16? {
  guard source[index] == 0xE2, index + 2 < source.count else { return nil }
  let (second, third) = (source[index + 1], source[index + 2])
  if second == 0x80, third >= 0xAA, third <= 0xAE { return 0x2000 | UInt16(third & 0x3F) }
  if second == 0x81, third >= 0xA6, third <= 0xA9 { return 0x2040 | UInt16(third & 0x3F) }
  return nil
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
