import SourceText

/// Whether a text may stand as it is where a program is code: a word or a number, nothing else.
func isCodeWord(_ text: String) -> Bool {
  let bytes = text.utf8
  if !bytes.isEmpty, bytes.allSatisfy(isWordByte) { return true }
  let digits = bytes.first == 0x2D ? bytes.dropFirst() : bytes[...]
  let parts = digits.split(separator: 0x2E, omittingEmptySubsequences: false)
  return (1...2).contains(parts.count)
    && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
}

/// The same for settings and tags, where hyphens and dots are part of names.
func isSettingWord(_ text: String) -> Bool {
  let bytes = text.utf8
  return !bytes.isEmpty && bytes.count <= 200 && bytes.first != 0x2E
    && bytes.allSatisfy { isWordByte($0) || $0 == 0x2D || $0 == 0x2E }
    && !(bytes.first == 0x2D && !isCodeWord(text))
}

private func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
  default: false
  }
}

extension ByteBuffer {
  /// Appends text between the quotes of a text in Python.
  ///
  /// A long text is prose: its line ends become spaces, so that no line of it begins with a value.
  mutating func append(pythonText text: String, isLong: Bool) {
    append(escapedText: isLong ? onOneLine(text) : text) { buffer, scalar in
      switch scalar {
      case 0x00...0xFF: buffer.append(code: scalar, "\\x", digits: 2)
      case 0x10000...: buffer.append(code: scalar, "\\U", digits: 8)
      default: buffer.append(code: scalar, "\\u", digits: 4)
      }
    }
  }

  /// Appends text between single quotes in PowerShell, which takes five characters for such a quote
  /// and knows no escape but doubling. Line ends become spaces.
  mutating func append(powerShellText text: String) {
    for scalar in onOneLine(text).unicodeScalars {
      switch scalar.value {
      case 0x27, 0x2018...0x201B:
        append(String(scalar))
        append(String(scalar))
      case 0x00...0x1F, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
        append(byte: 0x3F)
      default: append(String(scalar))
      }
    }
  }

  /// Appends text between double quotes in TOML.
  mutating func append(tomlText text: String) {
    append(escapedText: text) { buffer, scalar in
      if scalar > 0xFFFF {
        buffer.append(code: scalar, "\\U", digits: 8)
      } else {
        buffer.append(code: scalar, "\\u", digits: 4)
      }
    }
  }

  /// Appends text between double quotes in YAML. Doubled braces get a space between them: the
  /// monitoring system would run what they hold.
  mutating func append(yamlText text: String) {
    var parted = ""
    var last: Character = " "
    for character in text {
      if character == last, character == "{" || character == "}" { parted.append(" ") }
      parted.append(character)
      last = character
    }
    append(tomlText: parted)
  }

  /// Backslash and double quotes are escaped, and whatever changes how text is shown or read; the
  /// colon of a mark of ours as well.
  private mutating func append(
    escapedText text: String, _ escape: (inout ByteBuffer, UInt32) -> Void
  ) {
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5C:
        append(byte: 0x5C)
        append(byte: UInt8(scalar.value))
      case 0x0A: append("\\n")
      case 0x3A where bytes.suffix(11).elementsEqual("throughline".utf8): escape(&self, 0x3A)
      case 0x00...0x1F, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF,
        0xFFFE, 0xFFFF:
        escape(&self, scalar.value)
      default: append(String(scalar))
      }
    }
  }

  private mutating func append(code: UInt32, _ prefix: StaticString, digits: Int) {
    append(prefix)
    let text = String(code, radix: 16)
    append(String(repeating: "0", count: max(0, digits - text.utf8.count)) + text)
  }

  /// Appends text as text of Markdown: no mark of it means anything.
  mutating func append(markdownText text: String, isAtStart: Bool) {
    let bytes = Array(plainProse(text).utf8)
    var start = bytes.startIndex
    if isAtStart {
      while start < bytes.count, bytes[start] == 0x20 { start += 1 }
      start = appendBlockMark(bytes, start)
    }
    for index in start..<bytes.count {
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      switch bytes[index] {
      case 0x3C:
        if next == 0 || isLetter(next) || next == 0x2F || next == 0x21 || next == 0x3F {
          append("&lt;")
        } else {
          append(byte: 0x3C)
        }
      case 0x26:
        if next == 0 || next == 0x23 || isLetter(next) {
          append("&amp;")
        } else {
          append(byte: 0x26)
        }
      case 0x5F:
        let isInWord = index > 0 && isWordByte(bytes[index - 1]) && isWordByte(next)
        if !isInWord { append(byte: 0x5C) }
        append(byte: 0x5F)
      case 0x5C, 0x60, 0x2A, 0x5B, 0x5D, 0x7C, 0x7E, 0x7B:
        append(byte: 0x5C)
        append(byte: bytes[index])
      default: append(byte: bytes[index])
      }
    }
  }

  /// Escapes what would begin a heading, list, quote or line at the start of a line.
  private mutating func appendBlockMark(_ bytes: [UInt8], _ start: Int) -> Int {
    guard start < bytes.count else { return start }
    switch bytes[start] {
    case 0x23, 0x2B, 0x2D, 0x3D, 0x3E, 0x3A:
      append(byte: 0x5C)
      append(byte: bytes[start])
      return start + 1
    case 0x30...0x39:
      var index = start
      while index < bytes.count, bytes[index] >= 0x30, bytes[index] <= 0x39 {
        append(byte: bytes[index])
        index += 1
      }
      guard index < bytes.count, bytes[index] == 0x2E || bytes[index] == 0x29 else { return index }
      append(byte: 0x5C)
      append(byte: bytes[index])
      return index + 1
    default: return start
    }
  }

  private func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

  /// Appends text between backticks or in a fence.
  mutating func append(markdownCode text: String) {
    append(plainProse(text).map { $0 == "`" || $0 == "~" ? "'" : String($0) }.joined())
  }

  /// Appends text in a comment of Markdown.
  mutating func append(markdownComment text: String) {
    for byte in plainComment(text).utf8 {
      if byte == 0x2D, bytes.last == 0x2D { append(byte: 0x20) }
      append(byte: byte == 0x3E ? 0x20 : byte)
    }
  }

  /// Appends text as a part of a link's address.
  mutating func append(markdownAddress text: String) {
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x2F, 0x23: append(byte: byte)
      default: append(urlSegment: String(decoding: [byte], as: UTF8.self))
      }
    }
  }
}

/// One line without characters that are not shown or that turn the direction of writing.
private func plainProse(_ text: String) -> String {
  var result: [UInt8] = []
  for byte in plainComment(text.filter { $0 != "\u{FEFF}" }).utf8 {
    if byte == 0x20, result.last == 0x20 { continue }
    result.append(byte)
  }
  return String(decoding: result, as: UTF8.self)
}

private func onOneLine(_ text: String) -> String {
  text.split { $0.isNewline || $0 == "\t" }.joined(separator: " ")
}
