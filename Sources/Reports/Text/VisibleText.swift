public import SourceText

extension ByteBuffer {
  /// Appends text from outside so that it cannot steer a terminal or a build log.
  ///
  /// Control characters (C0, DEL, C1), line separators, bidirectional and invisible marks appear as
  /// `\u{1b}`, a tab as a space. `##[`, which one build log obeys anywhere in a line, loses its
  /// bracket to the same form.
  public mutating func append(visible text: String) {
    var hashes = 0
    for scalar in text.unicodeScalars {
      if scalar == "[", hashes >= 2 {
        append("\\u{5b}")
      } else if scalar == "\t" {
        append(byte: 0x20)
      } else if isUnsafeToPrint(scalar) {
        append("\\u{\(String(scalar.value, radix: 16))}")
      } else {
        append(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
      hashes = scalar == "#" ? hashes + 1 : 0
    }
  }

  /// Appends a path that starts a line: never so that the line reads as a workflow command.
  mutating func append(leading path: String) {
    if isCommand(path) { append("./") }
    append(visible: path)
  }

  /// Appends text that starts a line, or stands behind spaces: never so that the line reads as a
  /// workflow command.
  mutating func append(first text: String) {
    guard isCommand(text) else { return append(visible: text) }
    append("\\u{3a}")
    append(visible: String(text.drop { $0.isWhitespace }.dropFirst()))
  }
}

/// A runner takes a line that begins so for a command, spaces aside.
private func isCommand(_ text: String) -> Bool { text.drop { $0.isWhitespace }.hasPrefix("::") }

/// Text from outside, safe to print; see `ByteBuffer.append(visible:)`.
public func visibleText(_ text: String) -> String {
  var buffer = ByteBuffer(capacity: text.utf8.count)
  buffer.append(visible: text)
  return buffer.text
}

/// True for scalars that move the cursor, change the direction of text or cannot be seen.
func isUnsafeToPrint(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0: true
  case 0xAD, 0x61C, 0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
  case 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
  default: false
  }
}

/// How many columns of a terminal a scalar fills.
func columns(of scalar: Unicode.Scalar) -> Int {
  switch scalar.value {
  case 0..<0x300: return 1
  case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
    return 2
  default:
    let category = scalar.properties.generalCategory
    return category == .nonspacingMark || category == .enclosingMark ? 0 : 1
  }
}

extension ByteBuffer {
  /// Escapes what JSON allows but a terminal might obey: a whole document of ours at once.
  ///
  /// Outside ASCII a document holds nothing but the contents of strings, where an escape may stand.
  mutating func escapeUnseenInJSON(from start: Int) {
    guard bytes[start...].contains(where: { $0 >= 0x7F }) else { return }
    let text = String(decoding: bytes[start...], as: UTF8.self)
    guard text.unicodeScalars.contains(where: { $0.value > 0x7E && isUnsafeToPrint($0) }) else {
      return
    }
    bytes.removeLast(bytes.count - start)
    for scalar in text.unicodeScalars {
      guard scalar.value > 0x7E, isUnsafeToPrint(scalar) else {
        append(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        continue
      }
      for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
        let digits = String(unit, radix: 16)
        append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
      }
    }
  }
}
