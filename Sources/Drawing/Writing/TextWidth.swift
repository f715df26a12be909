/// An estimate of how wide a text is set in a system sans-serif font, in pixels.
///
/// Fonts differ from machine to machine, so the estimate leans to the wide side.
func textWidth(_ text: String, size: Double) -> Double {
  var hundredths = 0
  for byte in text.utf8 { hundredths += advance(byte) }
  return Double(hundredths) * size / 100
}

/// The text, or as much of it as fits with an ellipsis.
func truncated(_ text: String, to width: Double, size: Double) -> String {
  let limit = Int(max(0, min(width, 1e6)) / size * 100)
  var used = 0
  var count = 0
  // Bytes to keep should the text turn out to be too long: the ellipsis needs room as well.
  var cut = 0
  for byte in text.utf8 {
    if byte & 0xC0 != 0x80, used <= limit - 90 { cut = count }
    used += advance(byte)
    if used > limit { return cutShort(text, cut) }
    count += 1
  }
  return text
}

private func cutShort(_ text: String, _ count: Int) -> String {
  var kept = text.utf8.prefix(count)
  while let last = kept.last, last == 0x20 || last == 0x2C { kept.removeLast() }
  return String(decoding: kept, as: UTF8.self) + "…"
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
