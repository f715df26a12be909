import SourceText

/// Looks for a value in lines.
struct ValueSearch {
  private let value: StatedValue

  init(_ value: StatedValue) { self.value = value }

  /// Whether a line states the value; a bare number counts where `isLinked`.
  func matches(_ line: ArraySlice<UInt8>, isLinked: Bool) -> Bool {
    if case .words(let words) = value.meaning { return holds(words, line) }
    var scan = FigureScan(line)
    while let found = scan.next() {
      if value.isStated(by: found, in: scan, isLinked: isLinked) { return true }
    }
    return false
  }

  /// Whether words stand in a line by themselves, whatever their case.
  private func holds(_ words: [UInt8], _ line: ArraySlice<UInt8>) -> Bool {
    guard let first = words.first, line.count >= words.count else { return false }
    for start in line.startIndex...(line.endIndex - words.count)
    where asciiLower(line[start]) == first {
      let end = start + words.count
      let isWhole =
        !(isLetterOrDigit(first) && start > line.startIndex && isLetterOrDigit(line[start - 1]))
        && !(end < line.endIndex && isLetterOrDigit(line[end]))
      if isWhole, line[start..<end].lazy.map(asciiLower).elementsEqual(words) { return true }
    }
    return false
  }
}
