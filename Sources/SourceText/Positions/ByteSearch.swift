extension [UInt8] {
  /// Byte offset of the first place of a text within a range; `nil` without one.
  ///
  /// Compares bytes: text in another Unicode normal form is another text. An empty text stands
  /// nowhere.
  public func offset(of text: StaticString, in range: Range<Int>) -> Int? {
    let range = range.clamped(to: indices)
    return text.withUTF8Buffer { text in
      withUnsafeBufferPointer { bytes in
        guard let first = text.first, range.count >= text.count else { return nil }
        for start in range.lowerBound...(range.upperBound - text.count)
        where bytes[start] == first && bytes[start...].starts(with: text) { return start }
        return nil
      }
    }
  }

  /// True when a text stands in the first `limit` bytes.
  public func holds(_ text: StaticString, inFirst limit: Int = .max) -> Bool {
    offset(of: text, in: 0..<Swift.min(limit, count)) != nil
  }

  /// True when a line of the first `limit` bytes begins with a text.
  public func holdsLine(startingWith text: StaticString, inFirst limit: Int = .max) -> Bool {
    var rest = 0..<Swift.min(limit, count)
    while let start = offset(of: text, in: rest) {
      if start == 0 || self[start - 1] == 0x0A { return true }
      rest = start + 1..<rest.upperBound
    }
    return false
  }
}
