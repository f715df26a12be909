/// Characters written as two escapes, `"\ud83d\udca9"`, as JSON and many YAML writers do.
///
/// The library refuses each half and gives the file up there. It reads a copy instead, in which the
/// pair is a placeholder of the same length, so that every place stays where it was; the texts of
/// the tree get the character back.
struct EscapedPairs {
  /// The text with placeholders.
  let copy: [UInt8]
  /// Offsets in the file, ascending, with what stands there.
  private let pairs: [(offset: Int, original: [UInt8], character: Unicode.Scalar)]

  /// Two code points that no text holds: they are set aside for use inside programs.
  private static let placeholder = Array("\\ufdd0\\ufdd1".utf8)
  private static let placeholderCharacters: [UInt8] = [0xEF, 0xB7, 0x90, 0xEF, 0xB7, 0x91]

  /// `nil` when there is nothing to replace, which is nearly always, or when the text holds a
  /// placeholder of its own: then its pairs stay errors.
  init?(_ text: UnsafeBufferPointer<UInt8>, base: Int) {
    var pairs: [(offset: Int, original: [UInt8], character: Unicode.Scalar)] = []
    var index = 0
    while let slash = text[index...].firstIndex(of: 0x5C) {
      // A backslash behind a backslash is text.
      index = slash + 2
      if let character = Self.pair(text, at: slash) {
        pairs.append((base + slash, Array(text[slash..<slash + 12]), character))
        index = slash + 12
      }
      if index >= text.count { break }
    }
    guard !pairs.isEmpty, !Self.holdsPlaceholder(text) else { return nil }
    self.pairs = pairs
    var copy = Array(text)
    for pair in pairs {
      let start = pair.offset - base
      copy.replaceSubrange(start..<start + 12, with: Self.placeholder)
    }
    self.copy = copy
  }

  /// The text of a scalar as its author wrote it; `offsets` are the scalar's in the file.
  func restored(
    _ text: UnsafeBufferPointer<UInt8>, at offsets: Range<Int>, isDoubleQuoted: Bool
  ) -> [UInt8] {
    let mark = isDoubleQuoted ? Self.placeholderCharacters : Self.placeholder
    var own = pairs.drop { $0.offset < offsets.lowerBound }.prefix { offsets.contains($0.offset) }
    var result: [UInt8] = []
    var index = 0
    while index < text.count {
      if text[index] == mark[0], text[index...].starts(with: mark), let pair = own.popFirst() {
        result += isDoubleQuoted ? Array(String(pair.character).utf8) : pair.original
        index += mark.count
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result
  }

  private static func pair(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Unicode.Scalar? {
    guard index + 12 <= text.count, let high = half(text, at: index), (0xD800..<0xDC00) ~= high,
      let low = half(text, at: index + 6), (0xDC00..<0xE000) ~= low
    else { return nil }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
  }

  private static func half(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt32? {
    guard text[index] == 0x5C, text[index + 1] == 0x75 else { return nil }
    var value: UInt32 = 0
    for byte in text[index + 2..<index + 6] {
      guard let digit = hexadecimalDigit(byte) else { return nil }
      value = value << 4 | digit
    }
    return value
  }

  private static func holdsPlaceholder(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.indices.contains { index in
      let rest = text[index...]
      return rest.starts(with: [0xEF, 0xB7, 0x90])
        || (rest.prefix(4).map { $0 | 0x20 }).elementsEqual([0x66, 0x64, 0x64, 0x30])
    }
  }
}
