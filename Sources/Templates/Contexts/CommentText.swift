/// Text as part of a comment of one line, in programs and settings: whatever it holds, it neither
/// ends the comment nor means something to the tools that read comments.
///
/// Line ends and control characters become spaces, so do characters that turn the direction of
/// writing. A colon or equals sign behind `coding` would choose the encoding of a program, one behind
/// `throughline` would begin or end a block: both get a space before them.
public func plainComment(_ text: String) -> String {
  var result: [UInt8] = []
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0x200E, 0x200F, 0x202A...0x202E,
      0x2066...0x2069, 0xFEFF:
      if result.last != 0x20 { result.append(0x20) }
    case 0x3A, 0x3D:
      if ends(result, with: "coding") || ends(result, with: "throughline") { result.append(0x20) }
      result.append(UInt8(scalar.value))
    default: result.append(contentsOf: Unicode.UTF8.encode(scalar) ?? .init())
    }
  }
  return String(decoding: result, as: UTF8.self)
}

private func ends(_ bytes: [UInt8], with word: StaticString) -> Bool {
  bytes.count >= word.utf8CodeUnitCount
    && word.withUTF8Buffer { word in
      bytes.suffix(word.count).elementsEqual(word) { $0 | 0x20 == $1 }
    }
}
