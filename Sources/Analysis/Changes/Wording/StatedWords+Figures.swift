import SourceText

extension StatedWords {
  /// `72 h`, `0.5 %`: a number with what it measures or counts, and the bound in which it stands.
  struct Figure {
    /// As written, one blank between figure and unit.
    var text: String
    /// What it comes to in each reading of its unit, so that 120 s and 2 min are the same.
    var amounts: [DecimalFigure]
    var dimension: MeasureUnit.Dimension?
    /// The word behind a number that measures nothing: `attempts`.
    var counted = ""
    var bound: StatedClause.Bound?
    /// It stands in a field that states a bound.
    var isField = false
    /// It is part of a condition.
    var isCondition = false

    /// It limits something, and is no number of a chapter.
    var isLimit: Bool {
      guard !isCondition, bound?.isOpen != true, bound?.isTurned != true else { return false }
      return dimension != nil || bound != nil || isField || Self.countedUnits.contains(counted)
    }

    private static let countedUnits: Set<String> = [
      "times", "attempts", "retries", "requests", "months", "month", "years", "year",
    ]
  }
}

extension StatedWords.Figure {
  /// Quantities whatever their unit; 1.10 may be a version, and is not 1.1.
  func isSame(as other: Self) -> Bool {
    dimension == other.dimension && amounts == other.amounts
      && (dimension != nil || text.lowercased() == other.text.lowercased())
  }

  /// Within the same bound a figure that measures the same says which way; `nil` where nothing tells.
  func allowsMore(than old: Self) -> Bool? {
    guard let bound, let before = old.bound, bound == before, !bound.isOpen, bound.sort != .exact,
      dimension == old.dimension, counted == old.counted, amounts.count == old.amounts.count,
      let first = amounts.first, let other = old.amounts.first,
      let isLess = first.isLess(than: other), let isMore = other.isLess(than: first),
      isLess || isMore
    else { return nil }
    return (bound.sort == .atMost) == isMore
  }

  // MARK: reading

  /// A number that begins with a word of a line, and the first word behind it.
  static func read(
    _ bytes: [UInt8], _ tokens: [PlainToken], _ place: Int, _ clause: StatedClause
  ) -> (figure: Self, end: Int)? {
    let start = tokens[place].range.lowerBound
    let isDigit = bytes[start] >= 0x30 && bytes[start] <= 0x39
    var scan = FigureScan(bytes[start...])
    guard let found = scan.figure(at: start) else {
      // `3.1.4` is a figure of which nobody can say how large it is.
      return isDigit ? (Self(text: tokens[place].text, amounts: [], clause), place + 1) : nil
    }
    guard isDigit || found.measure != nil else { return nil }
    let end = tokens[place...].firstIndex { $0.range.lowerBound >= scan.place } ?? tokens.endIndex
    let sign = isNegative(bytes, tokens, place) ? -1 : 1
    var figure = Self(
      text: (sign < 0 ? "-" : "") + shown(bytes[start..<scan.place]),
      amounts: (found.measure?.amounts ?? [found.figure]).compactMap { $0 * DecimalFigure(sign) },
      clause)
    figure.dimension = found.measure?.dimension
    figure.readCounted(tokens[end...], bytes)
    if figure.bound?.needsEnd == true, !endsClause(figure, tokens[end...]) {
      figure.bound?.isOpen = true
    }
    return (figure, end)
  }

  private init(text: String, amounts: [DecimalFigure], _ clause: StatedClause) {
    (self.text, self.amounts) = (text, amounts)
    (bound, isField, isCondition) = (clause.bound, clause.isField, clause.isCondition)
  }

  /// The noun behind the number, if it measures nothing by itself.
  private mutating func readCounted(_ tokens: ArraySlice<PlainToken>, _ bytes: [UInt8]) {
    guard dimension == nil, let next = tokens.first, !next.isSign, !idleWords.contains(next.text),
      next.text != "or",
      WordingTable.phrase(at: [next.text]) == nil
    else { return }
    counted = next.text
    text += " \(String(decoding: bytes[next.range], as: UTF8.self))"
  }

  private static func endsClause(_ figure: Self, _ tokens: ArraySlice<PlainToken>) -> Bool {
    let next = tokens.dropFirst(figure.counted.isEmpty ? 0 : 1).first
    return next.map { $0.isSign && WordingTable.clauseEnds.contains($0.text) } ?? true
  }

  /// `-18`, but not `3-5` or `AES-256`.
  private static func isNegative(_ bytes: [UInt8], _ tokens: [PlainToken], _ place: Int) -> Bool {
    guard place > 0, tokens[place - 1].isSign else { return false }
    let sign = tokens[place - 1]
    guard ["-", "\u{2212}"].contains(sign.text),
      sign.range.upperBound == tokens[place].range.lowerBound
    else { return false }
    return sign.range.lowerBound == 0 || bytes[sign.range.lowerBound - 1] == 0x20
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
