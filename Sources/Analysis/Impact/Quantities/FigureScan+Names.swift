import SourceText

extension FigureScan {
  /// The last part of the name that a number is given to: `hours` of `max_retry_hours: 72`,
  /// `milliseconds` of `.milliseconds(200)`, `ms` of `timeout_ms: int = 200`.
  func key(before start: Int) -> Range<Int>? {
    guard let (name, signs) = name(before: start) else { return nil }
    if signs.contains(UInt8(ascii: "=")), let (typed, colon) = self.name(before: name.lowerBound),
      colon.contains(UInt8(ascii: ":"))
    {
      return keyPart(of: typed, colon)
    }
    return keyPart(of: name, signs)
  }

  /// A word with signs of giving between it and the number, or a name of several parts.
  private func keyPart(of name: Range<Int>, _ signs: ArraySlice<UInt8>) -> Range<Int>? {
    let part = lastPart(of: name)
    let isLong = part.lowerBound > name.lowerBound
    guard isLong || part.count > 1, isLong || signs.contains(where: { $0 != 0x20 && $0 != 0x09 })
    else { return nil }
    if isLong, text(lastPart(of: name.lowerBound..<part.lowerBound)).lowercased() == "per" {
      return nil
    }
    // `3 hours (72 tries)`: the word belongs to another number.
    return isDigit(skipBack(name.lowerBound) - 1) ? nil : part
  }

  private func skipBack(_ end: Int) -> Int {
    var place = end
    while byte(place - 1) == 0x20 || byte(place - 1) == 0x2D { place -= 1 }
    return place
  }

  private func name(before start: Int) -> (Range<Int>, signs: ArraySlice<UInt8>)? {
    var end = start
    let given = "\t =:(\"'<>!~[{*`".utf8
    while end > bytes.startIndex, start - end < 8, given.contains(bytes[end - 1]) { end -= 1 }
    var first = end
    while first > bytes.startIndex, end - first < 60,
      isWordByte(bytes[first - 1]) || bytes[first - 1] == 0x2D
    { first -= 1 }
    return first < end && end < start ? (first..<end, bytes[end..<start]) : nil
  }

  /// `ms` of `timeout_ms` and `timeoutMs`, `HOURS` of `MAX_HOURS`.
  private func lastPart(of name: Range<Int>) -> Range<Int> {
    var end = name.upperBound
    while end > name.lowerBound, !isLetterOrDigit(bytes[end - 1]) { end -= 1 }
    var start = end
    let isUpper = { (place: Int) in bytes[place] >= 0x41 && bytes[place] <= 0x5A }
    let endsInCapital = end > name.lowerBound && isUpper(end - 1)
    while start > name.lowerBound, isLetterOrDigit(bytes[start - 1]) {
      if endsInCapital, !isUpper(start - 1) { break }
      start -= 1
      if !endsInCapital, isUpper(start) { break }
    }
    return start..<end
  }
}

extension MeasureUnit {
  /// The unit by which a number is multiplied: `time.Hour`, `HOURS`, `SECONDS_PER_HOUR`.
  init?(factor range: Range<Int>, of bytes: ArraySlice<UInt8>) {
    let name = bytes[range].split(separator: UInt8(ascii: ".")).last ?? []
    let parts = name.split(separator: UInt8(ascii: "_")).map { String(decoding: $0, as: UTF8.self) }
    let place = parts.firstIndex { $0.lowercased() == "in" } ?? parts.endIndex
    guard place > 0, place <= parts.endIndex else { return nil }
    self.init(word: parts[place - 1])
  }
}
