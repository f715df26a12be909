import SourceText

/// U+202A to U+202E and U+2066 to U+2069, which reorder what a reader sees.
///
/// The number in the encoding's last two bytes when a control begins at `index`.
@inline(__always)
func bidiControl(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt16? {
  guard bytes[index] == 0xE2, index + 2 < bytes.count else { return nil }
  let (second, third) = (bytes[index + 1], bytes[index + 2])
  if second == 0x80, third >= 0xAA, third <= 0xAE { return 0x2000 + UInt16(third - 0x80) }
  if second == 0x81, third >= 0xA6, third <= 0xA9 { return 0x2040 + UInt16(third - 0x80) }
  return nil
}

/// There is at least one bidirectional control.
func hasBidiControl(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  firstBidiControl(bytes, from: 0) != nil
}

/// Offset of the first bidirectional control at or after `start`.
func firstBidiControl(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
  var index = start
  while index < bytes.count {
    if bidiControl(bytes, at: index) != nil { return index }
    index += 1
  }
  return nil
}

/// The bytes with every bidirectional control written out, as `[U+202E]`.
func withVisibleControls(_ bytes: [UInt8]) -> [UInt8] {
  bytes.withUnsafeBufferPointer { bytes in
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if let control = bidiControl(bytes, at: index) {
        result.append(contentsOf: "[U+\(String(control, radix: 16, uppercase: true))]".utf8)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }
}

extension ByteBuffer {
  /// Appends text for HTML, with bidirectional controls as marked elements.
  mutating func append(visible text: UnsafeBufferPointer<UInt8>) {
    guard hasBidiControl(text) else { return append(escaped: UnsafeRawBufferPointer(text)) }
    var start = 0
    var index = 0
    while index < text.count {
      guard let control = bidiControl(text, at: index) else {
        index += 1
        continue
      }
      append(escaped: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: text[start..<index])))
      append("<span class=\"bidi\" title=\"invisible control character\">U+")
      append(String(control, radix: 16, uppercase: true))
      append("</span>")
      index += 3
      start = index
    }
    append(escaped: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: text[start...])))
  }

  /// Appends text for HTML, with bidirectional controls as marked elements.
  mutating func append(visible text: ArraySlice<UInt8>) {
    text.withUnsafeBufferPointer { append(visible: $0) }
  }

  /// Appends a URL inside a quoted attribute: what no URL may hold is percent-encoded.
  mutating func append(href url: [UInt8]) {
    for byte in url {
      switch byte {
      case 0x26: append("&amp;")
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x21, 0x23, 0x24, 0x25, 0x28...0x2F, 0x3A, 0x3B,
        0x3D, 0x3F, 0x40, 0x5F, 0x7E:
        append(byte: byte)
      default: append(percentEncoded: byte)
      }
    }
  }

  private mutating func append(percentEncoded byte: UInt8) {
    append(byte: 0x25)
    for digit in [byte >> 4, byte & 15] { append(byte: digit < 10 ? 0x30 + digit : 0x37 + digit) }
  }
}
