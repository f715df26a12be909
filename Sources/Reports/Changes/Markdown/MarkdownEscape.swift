import SourceText

/// What keeps text from meaning anything to a forge that shows it as Markdown.
///
/// Marks of Markdown, HTML and formulas become references to characters, which have no meaning
/// anywhere. Names, numbers and addresses that a forge finds in the text that readers see, and
/// turns into links or messages, are broken by a space without width; no escape of Markdown helps
/// there, as they are looked for after Markdown is done.
enum MarkdownEscape {
  private static let breaker = "&#8203;"

  /// Text on one line, whatever stands before it.
  static func text(_ outside: String) -> String {
    let bytes = Array(visibleText(oneLine(outside)).utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 4)
    var hexadecimal = 0
    for index in bytes.indices {
      hexadecimal = isHexadecimal(bytes[index]) ? hexadecimal + 1 : 0
      if hexadecimal % 6 == 1, hexadecimal > 1 { result += breaker.utf8 }
      append(bytes, index, &result)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func append(_ bytes: [UInt8], _ index: Int, _ result: inout [UInt8]) {
    let byte = bytes[index]
    if let reference = reference(byte, bytes, index) {
      result += reference.utf8
    } else {
      result.append(byte)
    }
    if startsMention(bytes, index) { result += breaker.utf8 }
  }

  /// What stands for a byte that Markdown or HTML might take for a mark; `nil` for all others.
  private static func reference(_ byte: UInt8, _ bytes: [UInt8], _ index: Int) -> String? {
    switch byte {
    // `$`, `*`, `[`, `\`, `]`, `` ` ``, `|`, `~`
    case 0x24, 0x2A, 0x5B, 0x5C, 0x5D, 0x60, 0x7C, 0x7E: "&#\(byte);"
    case 0x26: "&amp;"
    case 0x3C: "&lt;"
    case 0x3E: "&gt;"
    // `_` between letters is nothing but itself.
    case 0x5F: isPlain(bytes, index - 1) && isPlain(bytes, index + 1) ? nil : "&#95;"
    // `#`, `+`, `-`, `/`, `:`, `=` and `1.` or `1)` mean something at the start of a line.
    case 0x23, 0x2B, 0x2D, 0x2F, 0x3A, 0x3D: index == 0 ? "&#\(byte);" : nil
    case 0x29, 0x2E: bytes[..<index].allSatisfy(isDigit) ? "&#\(byte);" : nil
    default: nil
    }
  }

  /// Whether a forge may read on from this byte and find a person, a thread, an emoji or an address.
  private static func startsMention(_ bytes: [UInt8], _ index: Int) -> Bool {
    guard index + 1 < bytes.count else { return false }
    let next = bytes[index + 1]
    switch bytes[index] {
    // `@name`, `~label`, `%milestone`, `^alert`
    case 0x40, 0x7E, 0x25, 0x5E: return isWord(bytes, index + 1)
    // `#12`, `!12`, `&12`, `$12`
    case 0x23, 0x21, 0x26, 0x24: return isDigit(next)
    // `GH-12`
    case 0x2D: return isDigit(next) && index > 0 && bytes[index - 1] | 0x20 == 0x68
    // `[[page]]`
    case 0x5B: return next == 0x5B
    // `www.`
    case 0x77, 0x57: return next == 0x2E && index > 1 && bytes[index - 2] | 0x20 == 0x77
    // `http://`, `:tada:`
    case 0x3A: return next == 0x2F || endsEmoji(bytes[(index + 1)...])
    default: return false
    }
  }

  /// The name of an emoji with the colon that ends it.
  private static func endsEmoji(_ bytes: ArraySlice<UInt8>) -> Bool {
    let name = bytes.prefix(50).prefix {
      isLetterOrDigit($0) || $0 == 0x5F || $0 == 0x2B || $0 == 0x2D
    }
    return !name.isEmpty && name.endIndex < bytes.endIndex && bytes[name.endIndex] == 0x3A
  }

  /// Code on one line: between backticks where nothing in it could mean anything, else as HTML.
  static func code(_ outside: String) -> String {
    let text = visibleText(oneLine(outside))
    guard !text.isEmpty else { return "<code>&nbsp;</code>" }
    let isPlain = text.utf8.allSatisfy { byte in
      isLetterOrDigit(byte) || [0x20, 0x2D, 0x2E, 0x2F, 0x3A, 0x5F].contains(byte)
    }
    let isAddress = text.contains("://") || text.lowercased().contains("www.")
    return isPlain && !isAddress ? "`\(text)`" : "<code>\(Self.text(text))</code>"
  }

  /// Backticks in a row, at most.
  static func longestRun(in line: String) -> Int {
    var (longest, run) = (0, 0)
    for byte in line.utf8 {
      run = byte == 0x60 ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66
  }

  private static func isPlain(_ bytes: [UInt8], _ index: Int) -> Bool {
    bytes.indices.contains(index) && isLetterOrDigit(bytes[index])
  }

  /// A letter, a digit, `_`, or any part of what lies outside ASCII.
  private static func isWord(_ bytes: [UInt8], _ index: Int) -> Bool {
    guard bytes.indices.contains(index) else { return false }
    return isLetterOrDigit(bytes[index]) || bytes[index] == 0x5F || bytes[index] >= 0x80
  }
}
