/// A text in double quotes, on one line, with a backslash that starts no escape.
struct BadEscape {
  /// From the opening quote to behind the closing one.
  let text: Range<Int>

  /// `nil` when no such text stands round the offset.
  init?(at offset: Int, in bytes: [UInt8]) {
    guard offset < bytes.count else { return nil }
    var start = offset
    while start > 0, bytes[start] != 0x22, bytes[start - 1] != 0x0A { start -= 1 }
    guard bytes[start] == 0x22, start < offset else { return nil }
    var end = offset
    while end < bytes.count, bytes[end] != 0x0A {
      if bytes[end] == 0x22, bytes[end - 1] != 0x5C || Self.isLast(end, bytes) { break }
      end += 1
    }
    guard end < bytes.count, bytes[end] == 0x22, bytes[start..<end].contains(0x5C) else {
      return nil
    }
    text = start..<end + 1
  }

  /// `"C:\folder\"` ends at its last quote.
  private static func isLast(_ quote: Int, _ bytes: [UInt8]) -> Bool {
    let rest = bytes[(quote + 1)...].prefix { $0 != 0x0A }
    return rest.allSatisfy { $0 <= 0x20 }
  }

  /// Turns the quotes into single ones; where the text holds such a quote, its backslashes into `/`.
  /// No byte moves, so that every place stays where it was. False when that was done before.
  func repair(_ bytes: inout [UInt8]) -> Bool {
    guard bytes[text.lowerBound] == 0x22, bytes[text].contains(0x5C) else { return false }
    let inner = text.lowerBound + 1..<text.upperBound - 1
    if bytes[inner].contains(0x27) {
      for index in inner where bytes[index] == 0x5C { bytes[index] = 0x2F }
    } else {
      bytes[text.lowerBound] = 0x27
      bytes[text.upperBound - 1] = 0x27
    }
    return true
  }
}
