import TraceModel

/// One step of a scenario: `**WHEN** a request arrives`.
struct ScenarioStep {
  enum Word: String { case given = "Given", when = "When", then = "Then", and = "And", or = "Or" }

  var word: Word
  var text: Range<Int>

  /// - isBold: two stars stood before the span and end the keyword.
  init?(_ source: CompanionText, _ span: Range<Int>, _ isBold: Bool) {
    for (keyword, word) in Self.keywords where Self.begins(source, span, keyword) {
      var rest = span.lowerBound + keyword.utf8.count..<span.upperBound
      if isBold {
        guard let end = Self.afterStars(source, rest) else { continue }
        rest = end
      } else if let next = source.bytes[rest].first, next != 0x20, next != 0x3A {
        continue
      }
      rest = source.trimmed(rest)
      if source.starts(rest, with: ":") { rest = rest.lowerBound + 1..<rest.upperBound }
      (self.word, text) = (word, source.trimmed(rest))
      return
    }
    return nil
  }

  /// `:**`, `**` or `**:` after the keyword.
  private static func afterStars(_ source: CompanionText, _ span: Range<Int>) -> Range<Int>? {
    for stars in [":**", "**"] where source.starts(span, with: stars) {
      return span.lowerBound + stars.utf8.count..<span.upperBound
    }
    return nil
  }

  /// In capitals or with a capital: a sentence that begins with "when" is none.
  private static func begins(
    _ source: CompanionText, _ span: Range<Int>, _ keyword: String
  ) -> Bool {
    guard span.count >= keyword.utf8.count else { return false }
    let start = source.string(span.lowerBound..<span.lowerBound + keyword.utf8.count)
    return start == keyword || start == keyword.uppercased()
  }

  private static let keywords: [(String, Word)] = [
    ("Given", .given), ("When", .when), ("Then", .then), ("And", .and), ("Or", .or),
    ("Étant donné", .given), ("Quand", .when), ("Lorsque", .when), ("Alors", .then), ("Et", .and),
    ("Diyelim ki", .given), ("Verilen", .given), ("Eğer ki", .when), ("O zaman", .then),
    ("Ve", .and), ("Ou", .or), ("Veya", .or),
  ]
}

extension ObligationLevel {
  /// By the strongest of the words that bind, which are written in capitals.
  init?(strongestIn text: String) {
    var levels: Set<ObligationLevel> = []
    for word in text.split(whereSeparator: { !$0.isLetter }) {
      switch word {
      case "MUST", "SHALL", "REQUIRED", "DOIT", "DOIVENT", "ZORUNLU": levels.insert(.must)
      case "SHOULD", "RECOMMENDED", "DEVRAIT": levels.insert(.should)
      case "MAY", "OPTIONAL", "PEUT": levels.insert(.may)
      default: continue
      }
    }
    guard let level = Self.allCases.first(where: levels.contains) else { return nil }
    self = level
  }
}
