/// An estimate of how wide a text is set in a system sans-serif font, in pixels.
///
/// Fonts differ from machine to machine, so the estimate leans to the wide side.
func textWidth(_ text: String, size: Double) -> Double {
  var width = 0.0
  for scalar in text.unicodeScalars { width += advance(scalar) }
  return width * size
}

/// The text, or as much of it as fits with an ellipsis.
func truncated(_ text: String, to width: Double, size: Double) -> String {
  var used = 0.0
  let limit = width / size
  var kept = String.UnicodeScalarView()
  let scalars = text.unicodeScalars
  // Where the text would have to be cut to leave room for the ellipsis.
  var cut = scalars.startIndex
  var index = scalars.startIndex
  while index < scalars.endIndex {
    used += advance(scalars[index])
    if used > limit { break }
    index = scalars.index(after: index)
    if used <= limit - 0.9 { cut = index }
  }
  if index == scalars.endIndex { return text }
  kept.append(contentsOf: scalars[..<cut])
  while let last = kept.last, last == " " || last == "," { kept.removeLast() }
  kept.append("…")
  return String(kept)
}

/// Width of one code point in ems.
private func advance(_ scalar: Unicode.Scalar) -> Double {
  switch scalar.value {
  case 0x20, 0x21, 0x27, 0x28, 0x29, 0x2C, 0x2E, 0x2F, 0x3A, 0x3B, 0x49, 0x5B, 0x5D, 0x66, 0x69,
    0x6A, 0x6C, 0x72, 0x74, 0x7C:
    0.34
  case 0x4D, 0x57, 0x6D, 0x77, 0x40, 0x25: 0.9
  case 0x41...0x5A, 0x26: 0.7
  case 0..<0x1100: 0.57
  default: 1.05
  }
}
