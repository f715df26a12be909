import SourceText

/// Finds the figures in the words of one text.
struct FigureReading {
  let field: TextField
  private let words: [Word]
  private var figures: [Figure] = []

  /// Every figure, in the order of the text.
  static func figures(in field: TextField) -> [Figure] {
    var reading = FigureReading(field: field, words: field.words)
    reading.read()
    return reading.figures
  }

  private init(field: TextField, words: [Word]) {
    self.field = field
    self.words = words
  }

  private mutating func read() {
    var index = 0
    while index < words.count {
      if let quantile = quantileWord(words[index].text) {
        add(.quantile, quantile, index...index, unit: words[index].text)
        index += 1
      } else if let number = NumberWords.number(in: words, at: index) {
        index = read(number.value, index, count: number.count)
      } else {
        readBarePeriod(index)
        index += 1
      }
    }
  }

  /// Reads the number whose first word is `start`; the index to go on at.
  private mutating func read(_ value: Double, _ start: Int, count: Int) -> Int {
    let after = start + count
    if isQuantile(value, start, after) { return after }
    if let unit = Duration.unit(at: after, in: words, afterNumber: start) {
      add(
        .duration, value * unit.seconds, start...after, unit: words[after].text,
        isPeriod: isPeriod(before: start))
      return after + 1
    }
    if after < words.count, words[after].text == "%" || words[after].text == "percent" {
      add(.share, value / 100, start...after, unit: "%")
      return after + 1
    }
    if word(after) == "per", word(after + 1) == "cent" {
      add(.share, value / 100, start...(after + 1), unit: "%")
      return after + 2
    }
    if word(after) == "of", let whole = NumberWords.number(in: words, at: after + 1),
      [10, 100, 1000, 10_000].contains(whole.value), value < whole.value
    {
      // What comes with a time is the share of the cases for which it holds.
      let hasDuration = figures.contains { $0.quantity == .duration }
      let end = after + whole.count
      add(hasDuration ? .quantile : .share, value / whole.value, start...end, unit: "")
      return end + 1
    }
    if ["th", "st", "nd", "rd"].contains(word(after)), word(after + 1).hasPrefix("percentile") {
      add(.quantile, value / 100, start...(after + 1), unit: "percentile")
      return after + 2
    }
    addCount(value, start, after)
    return after
  }

  private mutating func isQuantile(_ value: Double, _ start: Int, _ after: Int) -> Bool {
    guard start >= 3, word(start - 1) == "(", word(start - 2) == "quantile", value < 1 else {
      return false
    }
    add(.quantile, value, start...(after - 1), unit: "")
    return true
  }

  /// A number of things, or a bare number of an expression.
  private mutating func addCount(_ value: Double, _ start: Int, _ after: Int) {
    let isWord = after < words.count && words[after].kind == .word
    let unit = isWord ? words[after].text : ""
    let isShare = value > 0 && value < 1 && !isWord
    // "one" and "a second charge" are rarely figures; a comparison makes them one.
    let comparison = comparison(before: start)
    if words[start].number == nil, comparison == nil, word(start) == "one" { return }
    add(isShare ? .share : .count, value, start...(after - 1), unit: unit)
  }

  /// `per hour`, `/s`, and `a day` behind a count.
  private mutating func readBarePeriod(_ index: Int) {
    guard let unit = Duration.unit(at: index, in: words, afterNumber: nil), index > 0 else {
      return
    }
    let before = word(index - 1)
    let isAfterCount = figures.last.map { $0.quantity == .count } ?? false
    guard before == "per" || before == "/" || isAfterCount && Self.articles.contains(before)
    else { return }
    add(.duration, unit.seconds, index...index, unit: word(index), isPeriod: true)
  }

  private static let articles: Set<String> = ["a", "an", "each", "every", "any"]

  private mutating func add(
    _ quantity: Figure.Quantity, _ value: Double, _ place: ClosedRange<Int>, unit: String,
    isPeriod: Bool = false
  ) {
    let last = min(place.upperBound, words.count - 1)
    figures.append(
      Figure(
        quantity: quantity, value: value, unit: unit,
        comparison: comparison(before: place.lowerBound),
        text: field.text(from: words[place.lowerBound].start, to: words[last].end),
        field: field.name, isPeriod: isPeriod, range: field.range))
  }

  private func word(_ index: Int) -> String {
    words.indices.contains(index) ? words[index].text : ""
  }

  /// `p99` and its like.
  private func quantileWord(_ word: String) -> Double? {
    guard word.utf8.first == UInt8(ascii: "p"), word.utf8.count >= 3,
      let digits = Int(word.dropFirst()), digits > 0
    else { return nil }
    // p999 is 99.9 %.
    var value = Double(digits)
    for _ in word.dropFirst().utf8 { value /= 10 }
    return value
  }

  private func isPeriod(before index: Int) -> Bool {
    ["per", "any", "every", "each", "/"].contains(word(index - 1))
      || word(index - 1) == "a" && word(index - 2) == "in"
  }

  // MARK: comparisons

  private func comparison(before index: Int) -> Comparison? {
    for (phrase, comparison) in Self.comparisons {
      let count = phrase.count
      for gap in 0...2 where index - gap - count >= 0 {
        let start = index - gap - count
        guard phrase.indices.allSatisfy({ words[start + $0].text == phrase[$0] }) else { continue }
        // Only short words stand between a comparison and its figure.
        let between = words[(start + count)..<index]
        if between.allSatisfy({ $0.kind == .word }) { return comparison }
      }
    }
    return nil
  }

  private static let comparisons: [([String], Comparison)] = [
    "<=": Comparison.atMost, ">=": .atLeast, "==": .equal, "<": .less, ">": .more, "=": .equal,
    "at most": .atMost, "no more than": .atMost, "not more than": .atMost,
    "never more than": .atMost, "no later than": .atMost, "not later than": .atMost,
    "later than": .atMost, "up to": .atMost, "within": .atMost, "maximum": .atMost,
    "maximum of": .atMost, "max": .atMost, "not exceed": .atMost, "never exceed": .atMost,
    "less than": .less, "fewer than": .less, "under": .less, "below": .less, "faster than": .less,
    "not less than": .atLeast, "no less than": .atLeast, "at least": .atLeast,
    "minimum": .atLeast, "minimum of": .atLeast, "more than": .more, "above": .more,
    "over": .more, "greater than": .more, "exceeds": .more, "exactly": .equal,
  ].map { ($0.key.split(separator: " ").map(String.init), $0.value) }
    .sorted { ($0.0.count, $1.0.joined()) > ($1.0.count, $0.0.joined()) }
}

/// Units of time.
enum Duration {
  struct Unit {
    var seconds: Double
  }

  /// The unit at a word; a single letter is one only behind a number.
  static func unit(at index: Int, in words: [Word], afterNumber number: Int?) -> Unit? {
    guard index < words.count, words[index].kind == .word else { return nil }
    let text = words[index].text
    if let seconds = long[text] { return Unit(seconds: seconds) }
    guard let seconds = short[text], let number else { return nil }
    let isAttached = words[index].start == words[index - 1].end
    guard number == index - 1, isAttached || text == "s" || text == "h" || text == "ms" else {
      return nil
    }
    return Unit(seconds: seconds)
  }

  /// The unit of a typed field: `h`, `ms`, `hours`.
  static func unit(named text: String) -> Unit? {
    (long[text] ?? short[text]).map(Unit.init)
  }

  private static let long: [String: Double] = [
    "millisecond": 0.001, "milliseconds": 0.001, "msec": 0.001, "second": 1, "seconds": 1,
    "sec": 1, "secs": 1, "minute": 60, "minutes": 60, "min": 60, "mins": 60, "hour": 3_600,
    "hours": 3_600, "hr": 3_600, "hrs": 3_600, "day": 86_400, "days": 86_400, "week": 604_800,
    "weeks": 604_800, "month": 2_592_000, "months": 2_592_000, "year": 31_536_000,
    "years": 31_536_000,
  ]

  private static let short: [String: Double] = [
    "us": 0.000001, "µs": 0.000001, "ms": 0.001, "s": 1, "m": 60, "h": 3_600, "d": 86_400,
    "w": 604_800,
  ]
}
