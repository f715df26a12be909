import SourceText

/// A value as it is written, and what else states the same.
public struct StatedValue: Sendable, Hashable {
  /// What a value is compared by.
  enum Meaning: Sendable, Hashable {
    /// A number with a unit of measure, in the base unit; several where the word has two meanings.
    case measure(MeasureUnit.Dimension, [DecimalFigure])
    /// A number of things: their name in lower case, without an `s` at its end.
    case count([UInt8])
    /// A number alone.
    case number
    /// Anything else, in lower case.
    case words([UInt8])
  }

  /// As given: `72 h`.
  public let text: String
  let meaning: Meaning
  /// The number as given; `nil` for words.
  let figure: DecimalFigure?

  /// Reads a value: a number with or without a unit, or any other text.
  public init(_ text: String) {
    self.text = oneLine(text)
    // `≤ 200 ms` states 200 ms.
    let value = Substring(self.text).drop { "<>=≤≥~ ".contains($0) }
    let bytes = Array(value.utf8)[...]
    var scan = FigureScan(bytes)
    let found = scan.next()
    guard let found, found.measure != nil && scan.isAtEnd || scan.literal(at: 0) != nil else {
      (meaning, figure) = (.words(Array(value.lowercased().utf8)), nil)
      return
    }
    figure = found.figure
    if let measure = found.measure, scan.isAtEnd {
      meaning = .measure(measure.dimension, measure.amounts)
    } else {
      let name = String(decoding: bytes[found.next...], as: UTF8.self).lowercased().utf8
      let stem = name.last == UInt8(ascii: "s") ? name.dropLast() : name[...]
      meaning = stem.isEmpty ? .number : .count(Array(stem))
    }
  }
}

extension StatedValue {
  /// Whether a number of a line states the value; in lines that are linked with what changes, a number
  /// without a unit may.
  func isStated(by found: StatedFigure, in scan: FigureScan, isLinked: Bool) -> Bool {
    let isSame = found.figure == figure || found.first == figure
    switch meaning {
    case .words: return false
    case .number:
      return isSame && (isLinked || found.standsAlone && found.figure.isThousands)
    case .count(let stem):
      guard isSame else { return false }
      return isLinked && found.isBare || scan.names(stem, at: found.next)
        || found.key.map { scan.names(stem, at: $0.lowerBound) } ?? false
    case .measure(let dimension, let amounts):
      if let measure = found.measure {
        return measure.dimension == dimension && measure.amounts.contains(where: amounts.contains)
      }
      guard found.isBare else { return false }
      if isLinked, isSame { return true }
      let factors = isLinked ? dimension.factors : dimension.fineFactors
      guard
        factors.contains(where: { factor in
          (found.figure * factor).map(amounts.contains) ?? false
        })
      else { return false }
      return isLinked ? !found.figure.isSmallWhole : Self.speaksForItself(found, dimension, amounts)
    }
  }

  /// A large number of seconds or bytes can hardly be anything else, nor can a fine part of one; a
  /// small one is any number.
  private static func speaksForItself(
    _ found: StatedFigure, _ dimension: MeasureUnit.Dimension, _ amounts: [DecimalFigure]
  ) -> Bool {
    guard found.standsAlone else { return false }
    return dimension == .share
      ? found.figure.isFineFraction
      : found.figure.isThousands && amounts.contains { $0.isThousands }
  }
}

extension FigureScan {
  /// Whether a word stands at a place, whatever its case and with or without an `s` at its end.
  fileprivate func names(_ stem: [UInt8], at place: Int) -> Bool {
    var end = place + stem.count
    guard end <= bytes.endIndex else { return false }
    for offset in stem.indices where asciiLower(bytes[place + offset]) != stem[offset] {
      return false
    }
    if byte(end).map(asciiLower) == UInt8(ascii: "s") { end += 1 }
    return byte(end).map(isWordByte) != true
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
