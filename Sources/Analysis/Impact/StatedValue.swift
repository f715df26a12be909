import SourceText

/// A value as it is written, and every other way in which files may state it.
public struct StatedValue: Sendable, Hashable {
  /// As given: `72 h`.
  public let text: String
  /// Spellings with their unit, in lower case: `72h`, `72 hours`, `pt72h`, `259200`.
  let spellings: [String]
  /// The bare number; it counts only in lines that are linked with what changes.
  let number: String?

  /// Reads a value: a number with or without a unit, or any other text.
  public init(_ text: String) {
    self.text = oneLine(text)
    let lower = self.text.lowercased()
    let digits = String(lower.prefix { $0.isASCII && ($0.isNumber || $0 == ".") })
    let unit = lower.dropFirst(digits.count).drop { $0 == " " || $0 == "-" }
    guard let figure = Double(digits), figure.isFinite, figure >= 0, figure < 1e12 else {
      (spellings, number) = (lower.isEmpty ? [] : [lower], nil)
      return
    }
    number = digits
    var found = [lower]
    if let seconds = seconds(ofUnit: unit) {
      found += Self.durations(figure * seconds)
    } else if unit == "%" || unit == "percent" || unit == "per cent" {
      found +=
        ["%", " %", " percent", " per cent"].map { digits + $0 } + [Self.plain(figure / 100)]
    } else if !unit.isEmpty {
      found += ["\(digits)\(unit)", "\(digits) \(unit)", "\(digits)-\(unit)"]
    }
    var seen: Set<String> = [digits]
    spellings = found.filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// A duration in every unit in which it is a whole number.
  private static func durations(_ total: Double) -> [String] {
    var found: [String] = []
    for (seconds, words, letter, prefix) in units {
      let figure = total / seconds
      guard figure >= 1, figure < 1e12, figure == figure.rounded(.towardZero) else { continue }
      let number = plain(figure)
      for word in words {
        found += ["\(number)\(word)", "\(number) \(word)", "\(number)-\(word)"]
        // As programs and settings have it: `hours=72`, `max_hours: 72`.
        if word.count > 3, word.hasSuffix("s") {
          found += ["\(word)=\(number)", "\(word) = \(number)", "\(word): \(number)"]
        }
      }
      found.append("\(prefix)\(number)\(letter)")
      // A large number of seconds stands for itself; a small one is any number.
      if seconds == 1, figure >= 1_000 { found += grouped(number) }
    }
    return found
  }

  private static let units: [(Double, [String], String, String)] = [
    (86_400, ["d", "day", "days"], "d", "p"),
    (3_600, ["h", "hr", "hrs", "hour", "hours"], "h", "pt"),
    (60, ["min", "mins", "minute", "minutes", "m"], "m", "pt"),
    (1, ["s", "sec", "secs", "second", "seconds"], "s", "pt"),
  ]

  /// `259200`, `259_200`, `259,200`.
  private static func grouped(_ number: String) -> [String] {
    var groups: [Substring] = []
    var rest = number[...]
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    groups.insert(rest, at: 0)
    return [number, groups.joined(separator: "_"), groups.joined(separator: ",")]
  }

  /// Without a point where there is nothing behind it.
  private static func plain(_ figure: Double) -> String {
    figure == figure.rounded(.towardZero) ? String(Int(figure)) : "\(figure)"
  }
}

/// A value that is to become another one: `72 h → 48 h`.
public struct ValueChange: Sendable, Hashable {
  /// What is stated today.
  public let old: StatedValue
  /// What will be.
  public let new: StatedValue

  /// Reads two values with an arrow between them, `→`, `->` or `=>`; `nil` without an arrow, or with
  /// nothing on one of its sides.
  public init?(_ text: String) {
    for arrow in ["→", "->", "=>"] {
      guard let place = text.firstRange(of: arrow) else { continue }
      old = StatedValue(String(text[..<place.lowerBound]))
      new = StatedValue(String(text[place.upperBound...]))
      if old.text.isEmpty || new.text.isEmpty { return nil }
      return
    }
    return nil
  }
}
