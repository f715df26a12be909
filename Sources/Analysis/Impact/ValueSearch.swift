import SourceText

/// Looks for the spellings of a value in lines, as words of their own and whatever their case.
struct ValueSearch {
  private let spellings: [[UInt8]]
  private let number: [UInt8]?
  /// The bytes with which a spelling can begin: most lines have none of them in the right place.
  private let starts: Set<UInt8>

  init(_ value: StatedValue) {
    spellings = value.spellings.map { Array($0.utf8) }
    number = value.number.map { Array($0.utf8) }
    starts = Set((spellings + [number ?? []]).compactMap(\.first))
  }

  /// Whether a line states the value; the bare number counts where `isLinked`.
  func matches(_ line: ArraySlice<UInt8>, isLinked: Bool) -> Bool {
    for index in line.indices where starts.contains(Self.lower(line[index])) {
      guard index == line.startIndex || !Self.isJoined(line[index - 1], before: line[index]) else {
        continue
      }
      if spellings.contains(where: { stands($0, line, index) }) { return true }
      if isLinked, let number, stands(number, line, index) { return true }
    }
    return false
  }

  private func stands(_ text: [UInt8], _ line: ArraySlice<UInt8>, _ start: Int) -> Bool {
    let end = start + text.count
    guard end <= line.endIndex else { return false }
    for offset in text.indices where Self.lower(line[start + offset]) != text[offset] {
      return false
    }
    return end == line.endIndex || !ends(line, end)
  }

  /// Whether the word goes on: a letter, a digit, or a point with a digit behind it.
  private func ends(_ line: ArraySlice<UInt8>, _ end: Int) -> Bool {
    let next = line[end]
    if isLetterOrDigit(next) || next == UInt8(ascii: "_") { return true }
    guard next == UInt8(ascii: "."), end + 1 < line.endIndex else { return false }
    return line[end + 1] >= 0x30 && line[end + 1] <= 0x39
  }

  /// `172 h` does not state `72 h`, nor does `1.72 h`; `max_hours` may end in `hours`.
  private static func isJoined(_ previous: UInt8, before first: UInt8) -> Bool {
    let isDigit = first >= 0x30 && first <= 0x39
    guard isDigit else { return isLetterOrDigit(previous) }
    return isLetterOrDigit(previous) || previous == UInt8(ascii: ".")
      || previous == UInt8(ascii: "_")
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }
}
