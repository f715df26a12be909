// The standard library looks for a text in a text by Characters and builds a table for each search;
// programs and statements are looked through thousands of times for words of a few letters.
extension StringProtocol {
  /// True when a text stands somewhere in this one, byte for byte.
  public func contains(_ text: String) -> Bool { firstRange(of: text) != nil }

  /// The first place of a text, byte for byte; `nil` without one. An empty text stands at the start.
  public func firstRange(of text: String) -> Range<Index>? {
    guard let start = utf8.offset(of: text.utf8) else { return nil }
    let lower = utf8.index(startIndex, offsetBy: start)
    return lower..<utf8.index(lower, offsetBy: text.utf8.count)
  }
}

extension Collection<UInt8> {
  /// Distance of the first place of some bytes from the start; `nil` without one.
  fileprivate func offset(of text: some Collection<UInt8>) -> Int? {
    let found = withContiguousStorageIfAvailable { bytes in
      text.withContiguousStorageIfAvailable { bytes.offset(ofBytes: $0) }
    }
    // Text that is not stored as bytes in a row, from other systems' strings.
    guard let found, let found else {
      return Array(self).withUnsafeBufferPointer { bytes in
        Array(text).withUnsafeBufferPointer { bytes.offset(ofBytes: $0) }
      }
    }
    return found
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func offset(ofBytes text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let first = text.first else { return 0 }
    guard count >= text.count else { return nil }
    for start in 0...(count - text.count) where self[start] == first {
      var length = 1
      while length < text.count, self[start + length] == text[length] { length += 1 }
      if length == text.count { return start }
    }
    return nil
  }
}
