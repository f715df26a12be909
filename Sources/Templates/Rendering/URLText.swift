import SourceText

/// Whether a text may be an address: relative, or with a scheme that links may have.
///
/// A colon before the first `/`, `?` or `#` makes a scheme, whatever stands before it: browsers drop
/// line ends and leading control characters, so anything but a plain scheme is refused.
func isSafeAddress(_ text: String, mayHaveScheme: Bool) -> Bool {
  var scheme: [UInt8] = []
  for byte in text.utf8 {
    switch byte {
    case 0x2F, 0x3F, 0x23: return true
    case 0x3A: return mayHaveScheme && isAllowedScheme(scheme)
    default: scheme.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
    }
    // Longer than any scheme that is allowed: what matters is only whether a colon follows.
    if scheme.count > 16 { scheme = [0] }
  }
  return true
}

extension ByteBuffer {
  /// Appends an address in a quoted attribute: what a URL cannot hold is percent-encoded, the rest
  /// is kept and escaped.
  mutating func append(urlText text: String) {
    for byte in text.utf8 {
      switch byte {
      case 0x26: append("&amp;")
      case 0x27: append("&#39;")
      case 0...0x20, 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B...0x7D, 0x7F:
        append(byte: 0x25)
        append(byte: hexadecimal(byte >> 4))
        append(byte: hexadecimal(byte & 15))
      default: append(byte: byte)
      }
    }
  }
}

private func hexadecimal(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
