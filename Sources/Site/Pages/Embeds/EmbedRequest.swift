import Markdown
import SourceText

/// A short code as written: `matrix manifold="payment-retry-v2" rows="constraints"`.
struct EmbedRequest {
  /// A word of a short code, with the stretch of its text that it fills, in bytes.
  struct Word {
    var text: String
    var bytes: Range<Int>
  }

  private(set) var name = Word(text: "", bytes: 0..<0)
  /// In the order in which they are written; a key stands once.
  private(set) var arguments: [(key: Word, value: Word)] = []

  /// Reads name and `key="value"` pairs; anything else makes it `nil`.
  init?(_ text: String) {
    var scanner = Scanner(bytes: Array(text.utf8))
    name = scanner.word()
    guard !name.text.isEmpty else { return nil }
    while true {
      scanner.skipSpaces()
      guard !scanner.isAtEnd else { return }
      let key = scanner.word()
      guard !key.text.isEmpty, self[key.text] == nil, let value = scanner.value() else {
        return nil
      }
      arguments.append((key, value))
    }
  }

  /// What stands behind a key.
  subscript(key: String) -> Word? { arguments.first { $0.key.text == key }?.value }

  private struct Scanner {
    let bytes: [UInt8]
    private var index = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { index == bytes.count }

    mutating func skipSpaces() {
      while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    }

    mutating func word() -> Word {
      skipSpaces()
      let start = index
      while index < bytes.count, isWordByte(bytes[index]) { index += 1 }
      return word(start..<index)
    }

    /// `="…"`, without its marks.
    mutating func value() -> Word? {
      guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "="),
        bytes[index + 1] == UInt8(ascii: "\""),
        let close = bytes[(index + 2)...].firstIndex(of: UInt8(ascii: "\""))
      else { return nil }
      defer { index = close + 1 }
      return word((index + 2)..<close)
    }

    private func word(_ range: Range<Int>) -> Word {
      Word(text: String(decoding: bytes[range], as: UTF8.self), bytes: range)
    }
  }
}

extension MarkdownLink {
  /// The place of a word of a short code; its text begins behind the three bytes that open it.
  func place(of word: EmbedRequest.Word) -> SourceRange {
    let opening = 3
    let before = destination.utf8.prefix(word.bytes.lowerBound)
    // Columns count code points: continuation bytes begin none.
    let columns = before.count { $0 & 0xC0 != 0x80 }
    var place = range
    let start = Int(range.span.start) + opening + word.bytes.lowerBound
    place.span = Span(start, start + word.bytes.count)
    place.column = range.column + UInt32(clamping: opening + columns)
    return place
  }
}

private func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
  default: false
  }
}
