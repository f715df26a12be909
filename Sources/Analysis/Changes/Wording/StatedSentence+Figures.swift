import SourceText

extension StatedSentence {
  /// `72 h`, `0.5 %`: a number with what it measures or counts.
  struct Figure {
    /// As written, one blank between figure and unit.
    var text: String
    /// What it comes to in each reading of its unit, so that 120 s and 2 min are the same; empty for what
    /// nobody can compare.
    var amounts: [DecimalFigure]
    var dimension: MeasureUnit.Dimension?
    /// What is joined to a number that measures nothing, and the word behind it: `mA`, `attempts`.
    var counted = ""
    /// As many as are written: `1.10` may be a version, and is not larger than `1.9`.
    var decimals = 0
    /// The sign in front of it is a part of it.
    var isNegative = false

    /// The word behind it belongs to it, and is an item of its own.
    var hasNoun: Bool { counted.contains(" ") }
  }
}

extension StatedSentence.Figure {
  /// Quantities whatever their unit; 1.10 may be a version, and is not 1.1.
  func isSame(as other: Self) -> Bool {
    dimension == other.dimension && amounts == other.amounts
      && (dimension != nil || text == other.text)
  }

  /// Of figures that measure the same: whether this one is larger. `nil` where nothing tells.
  func isMore(than old: Self) -> Bool? {
    guard dimension == old.dimension, counted == old.counted, isClear, old.isClear,
      dimension != nil || decimals == old.decimals, amounts.count == old.amounts.count,
      let first = amounts.first, let other = old.amounts.first,
      let isLess = first.isLess(than: other), let isMore = other.isLess(than: first),
      isLess || isMore
    else { return nil }
    return isMore
  }

  /// `1.000` is one or a thousand.
  var isClear: Bool { !amounts.isEmpty && decimals != 3 }

  // MARK: reading

  /// A number that begins with the first of some words, and the first word behind it.
  static func read(
    _ bytes: [UInt8], _ tokens: ArraySlice<PlainToken>
  ) -> (figure: Self, end: Int)? {
    guard let token = tokens.first else { return nil }
    let start = token.range.lowerBound
    let isDigit = bytes[start] >= 0x30 && bytes[start] <= 0x39
    var scan = FigureScan(bytes[start...])
    guard let found = scan.figure(at: start) else {
      // `3.1.4` is a figure of which nobody can say how large it is.
      return isDigit ? (Self(text: token.text, amounts: []), tokens.startIndex + 1) : nil
    }
    guard isDigit || found.measure != nil else { return nil }
    let end = tokens.firstIndex { $0.range.lowerBound >= scan.place } ?? tokens.endIndex
    let isNegative = isNegative(bytes, start)
    let amounts = found.measure?.amounts ?? [found.figure]
    var figure = Self(
      text: (isNegative ? "-" : "") + shown(bytes[start..<scan.place]),
      amounts: amounts.compactMap { $0 * DecimalFigure(isNegative ? -1 : 1) })
    (figure.isNegative, figure.dimension) = (isNegative, found.measure?.dimension)
    figure.decimals = decimals(bytes[start..<scan.place])
    if figure.dimension == nil {
      // Of a date or a path nobody says that it is larger.
      if isDigit, found.isBare, !found.standsAlone { figure.amounts = [] }
      figure.readCounted(tokens[end...], bytes)
    }
    return (figure, end)
  }

  /// What is joined to the number, and the noun behind it. Capitals count: `mW` and `MW`.
  private mutating func readCounted(_ tokens: ArraySlice<PlainToken>, _ bytes: [UInt8]) {
    counted = String(text.drop { !$0.isLetter })
    guard let next = tokens.first, !next.isSign, !idleWords.contains(next.text), next.text != "or",
      WordingTable.phrase(at: [next.text]) == nil
    else { return }
    let noun = String(decoding: bytes[next.range], as: UTF8.self)
    counted += " \(noun)"
    text += " \(noun)"
  }

  private static func decimals(_ bytes: ArraySlice<UInt8>) -> Int {
    guard let point = bytes.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
    return bytes[(point + 1)...].prefix { $0 >= 0x30 && $0 <= 0x39 }.count
  }

  /// `-18`, but not `3-5` or `AES-256`.
  private static func isNegative(_ bytes: [UInt8], _ start: Int) -> Bool {
    let signs: [[UInt8]] = [[0x2D], [0xE2, 0x88, 0x92]]
    return signs.contains { sign in
      let before = bytes[..<start].dropLast(sign.count).last
      return bytes[..<start].suffix(sign.count).elementsEqual(sign) && (before ?? 0x20) == 0x20
    }
  }

  /// `72h` and `72  h` are `72 h`.
  private static func shown(_ bytes: ArraySlice<UInt8>) -> String {
    let text = oneLine(String(decoding: bytes, as: UTF8.self))
    let number = text.prefix { ("0"..."9").contains($0) || $0 == "." || $0 == "," }
    let unit = text.dropFirst(number.count)
    let isJoined = !unit.isEmpty && unit.allSatisfy { $0.isLetter || $0 == "%" }
    return isJoined && !number.isEmpty ? "\(number) \(unit)" : text
  }
}
