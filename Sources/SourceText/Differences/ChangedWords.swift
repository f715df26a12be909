/// Lines that stand in the place of others: the old ones, then the new ones, in each the words
/// that its counterpart lacks.
func changedLines(
  _ old: ArraySlice<String>, _ new: ArraySlice<String>
) -> [TextDifference.Line] {
  var before = old.map { TextDifference.Line(.old, $0) }
  var after = new.map { TextDifference.Line(.new, $0) }
  var next = 0
  var tries = mostTries
  for place in before.indices {
    // As many lines on either side most often means that each was edited.
    let last = min(after.count, old.count == new.count ? place + 1 : next + furthest)
    for other in max(next, old.count == new.count ? place : 0)..<max(next, last) {
      tries -= 1
      guard tries >= 0 else { return before + after }
      guard let words = ChangedWords(before[place].text, after[other].text) else { continue }
      before[place].parts = words.before
      after[other].parts = words.after
      next = other + 1
      break
    }
  }
  return before + after
}

/// In how many of the new lines the counterpart of an old one is looked for.
private let furthest = 8
/// Pairs of lines that are compared word by word: beyond them a text is another one.
private let mostTries = 30

/// A line beside the one that it has become.
private struct ChangedWords {
  private(set) var before: [TextDifference.Part] = []
  private(set) var after: [TextDifference.Part] = []

  /// `nil` for lines that have too little in common.
  init?(_ old: String, _ new: String) {
    let (a, b) = (words(of: old), words(of: new))
    let common = Self.connected(CommonSequence(a, b).pairs, a, b.count)
    let shared = common.reduce(0) { $0 + a[$1.old].utf8.count }
    guard shared > 0, 3 * shared >= min(old.utf8.count, new.utf8.count) else { return nil }
    before = Self.parts(a, kept: Set(common.map(\.old)))
    after = Self.parts(b, kept: Set(common.map(\.new)))
  }

  /// Blanks and marks that stay between words that do not are no reason to read on.
  private static func connected(
    _ pairs: [(old: Int, new: Int)], _ words: [Substring], _ count: Int
  ) -> [(old: Int, new: Int)] {
    var result: [(old: Int, new: Int)] = []
    var run: [(old: Int, new: Int)] = []
    for (place, pair) in pairs.enumerated() {
      run.append(pair)
      if place + 1 < pairs.count, pairs[place + 1] == (pair.old + 1, pair.new + 1) { continue }
      let isEdge = run[0] == (0, 0) || pair == (words.count - 1, count - 1)
      if isEdge || run.contains(where: { isWord(words[$0.old]) }) { result += run }
      run = []
    }
    return result
  }

  private static func parts(_ words: [Substring], kept: Set<Int>) -> [TextDifference.Part] {
    var parts: [TextDifference.Part] = []
    for (place, word) in words.enumerated() {
      let isChanged = !kept.contains(place)
      if let last = parts.indices.last, parts[last].isChanged == isChanged {
        parts[last].text += word
      } else {
        parts.append(TextDifference.Part(text: String(word), isChanged: isChanged))
      }
    }
    return parts
  }
}

/// Letters and digits in a row, and every other code point by itself.
private func words(of line: String) -> [Substring] {
  var words: [Substring] = []
  var start = line.startIndex
  for index in line.unicodeScalars.indices {
    let next = line.unicodeScalars.index(after: index)
    let goesOn =
      next < line.endIndex && isInWord(line.unicodeScalars[index])
      && isInWord(line.unicodeScalars[next])
    guard !goesOn else { continue }
    words.append(line[start..<next])
    start = next
  }
  return words
}

private func isWord(_ text: Substring) -> Bool {
  text.unicodeScalars.first.map(isInWord) ?? false
}

private func isInWord(_ scalar: Unicode.Scalar) -> Bool {
  scalar.isASCII ? isLetterOrDigit(UInt8(scalar.value)) : scalar.properties.isAlphabetic
}
