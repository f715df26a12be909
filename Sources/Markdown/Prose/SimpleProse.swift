import SourceText

/// Short texts of manifolds: most hold no Markdown at all, and need no worker.
public enum SimpleProse {
  /// The text may contain Markdown, so only a renderer knows what it looks like.
  ///
  /// False only where the renderer would give exactly `html(_:)`: words in one paragraph.
  public static func needsMarkdown(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      if bytes.isEmpty { return false }
      if opensBlock(bytes) { return true }
      if bytes.last.map({ $0 <= 0x20 }) ?? true { return true }
      for index in bytes.indices where mayBeMarkdown(bytes, index) { return true }
      return false
    }
  }

  /// A text without Markdown as one paragraph.
  public static func html(_ text: String) -> [UInt8] {
    if text.isEmpty { return [] }
    var buffer = ByteBuffer(capacity: text.utf8.count + 16)
    buffer.append("<p>")
    buffer.append(escaped: text)
    buffer.append("</p>\n")
    return buffer.bytes
  }

  /// Spaces, and what begins a list, a heading, a quote, a rule or a table when it stands first.
  private static func opensBlock(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch bytes[0] {
    case 0...0x20, 0x23, 0x2B, 0x2D, 0x3A, 0x3D, 0x3E, 0x7C: true
    case 0x30...0x39:
      bytes.first { $0 < 0x30 || $0 > 0x39 }.map { $0 == 0x2E || $0 == 0x29 } ?? false
    default: false
    }
  }

  /// Emphasis, code, links, escapes, entities, tables, line ends, controls; `www.`, `://` and `@`,
  /// which become links; the first byte of general punctuation, among which bidirectional controls
  /// are.
  private static func mayBeMarkdown(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    switch bytes[index] {
    case 0..<0x20, 0x7F, 0x2A, 0x5F, 0x60, 0x5B, 0x5C, 0x3C, 0x26, 0x7E, 0x40, 0x7B, 0x7C: true
    case 0x3A: isFollowed(bytes, index, by: 0x2F)
    case 0x77, 0x57: isFollowed(bytes, index, by: bytes[index]) && hasDot(bytes, index + 3)
    case 0xE2: bidiControl(bytes, at: index) != nil
    default: false
    }
  }

  private static func isFollowed(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, by byte: UInt8
  ) -> Bool { index + 1 < bytes.count && bytes[index + 1] == byte }

  private static func hasDot(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    index < bytes.count && bytes[index] == 0x2E
  }
}
