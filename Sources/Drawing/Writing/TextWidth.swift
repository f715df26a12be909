/// An estimate of how wide a text is set in a system sans-serif font, in pixels.
///
/// Fonts differ from machine to machine, so the estimate leans to the wide side.
func textWidth(_ text: String, size: Double) -> Double {
  var hundredths = 0
  for byte in text.utf8 { hundredths += advance(byte) }
  return Double(hundredths) * size / 100
}

/// Room for one line of text, which is cut with an ellipsis where it does not fit.
struct Room {
  private let size: Double
  /// In hundredths of an em.
  private let limit: Int

  /// Room of `width` pixels for text set at `size` pixels.
  init(_ width: Double, size: Double) {
    self.size = size
    limit = Int(max(0, min(width, 1e6)) / size * 100)
  }

  /// How many bytes of a text are shown; `nil` for all of them, without an ellipsis.
  func cut(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    var used = 0
    // Bytes to keep should the text turn out to be too long: the ellipsis needs room as well.
    var cut = 0
    for (count, byte) in text.enumerated() {
      if byte & 0xC0 != 0x80, used <= limit - 90 { cut = count }
      used += advance(byte)
      guard used > limit else { continue }
      while cut > 0, text[cut - 1] == 0x20 || text[cut - 1] == 0x2C { cut -= 1 }
      return cut
    }
    return nil
  }

  /// How wide a text is as it is shown.
  func width(of text: String) -> Double {
    var text = text
    return text.withUTF8 { bytes in
      let shown = cut(bytes)
      var hundredths = shown == nil ? 0 : ellipsis
      for byte in bytes.prefix(shown ?? bytes.count) { hundredths += advance(byte) }
      return Double(hundredths) * size / 100
    }
  }

  /// The widths of the three bytes of `…`.
  private var ellipsis: Int { advance(0xE2) + advance(0x80) + advance(0xA6) }
}

/// Width that a byte of UTF-8 stands for, in hundredths of an em: that of its character for ASCII,
/// and for longer sequences a share that adds up to a wide character.
private func advance(_ byte: UInt8) -> Int {
  switch byte {
  case 0x20, 0x21, 0x27, 0x28, 0x29, 0x2C, 0x2E, 0x2F, 0x3A, 0x3B, 0x49, 0x5B, 0x5D, 0x66, 0x69,
    0x6A, 0x6C, 0x72, 0x74, 0x7C:
    34
  case 0x4D, 0x57, 0x6D, 0x77, 0x40, 0x25: 90
  case 0x41...0x5A, 0x26: 70
  case 0x80..<0xC0: 20
  case 0xC0..<0xE0: 40
  case 0xE0...: 65
  default: 57
  }
}
