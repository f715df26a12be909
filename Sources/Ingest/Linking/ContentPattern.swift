/// The pattern of a `content_match`, as real files write it: text, `|` between alternatives, `.*`,
/// `.`, `^`, `$` and `\` before a character that would mean something.
///
/// Looked for line by line, from left to right, without going back: the work is at most the length
/// of the text times that of the pattern. A pattern that needs more of a regular expression is not
/// guessed at; its very text may still be found.
struct ContentPattern {
  /// One character of a line.
  private enum Piece {
    case byte(UInt8)
    case any
  }

  /// What must follow one another in a line, with anything between the parts.
  private struct Alternative {
    var parts: [[Piece]] = [[]]
    var isAtStart = false
    var isAtEnd = false
  }

  /// Longer ones are not looked for.
  private static let longest = 256

  private let literal: [UInt8]
  /// `nil` when the pattern is more than this type understands.
  private let alternatives: [Alternative]?

  /// `nil` for a pattern without text, or one that is too long to look for.
  init?(_ text: String) {
    literal = Array(text.utf8)
    guard !literal.isEmpty, literal.count <= Self.longest else { return nil }
    alternatives = Self.alternatives(literal)
  }

  /// Whether the pattern is in a text; `nil` when that cannot be said.
  ///
  /// `steps` are comparisons that may still be made, and are used up.
  func isFound(in text: [UInt8], steps: inout Int) -> Bool? {
    text.withUnsafeBufferPointer { text in
      let plain = [literal.map(Piece.byte)]
      if Self.end(of: plain[0], in: text, from: 0, to: text.count, &steps) != nil { return true }
      guard let alternatives else { return nil }
      var start = 0
      while start <= text.count, steps > 0 {
        let end = text[start...].firstIndex(of: 0x0A) ?? text.count
        for alternative in alternatives
        where Self.matches(alternative, text, start, end, &steps) { return true }
        start = end + 1
      }
      return steps > 0 ? false : nil
    }
  }

  private static func matches(
    _ alternative: Alternative, _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int,
    _ steps: inout Int
  ) -> Bool {
    let end = end > start && text[end - 1] == 0x0D ? end - 1 : end
    var place = start
    for (number, part) in alternative.parts.enumerated() {
      if number == 0, alternative.isAtStart {
        guard let next = self.match(part, text, start, end, &steps) else { return false }
        place = next
      } else if number == alternative.parts.count - 1, alternative.isAtEnd {
        // The last part stands at the end whatever is before it.
        return stride(from: end, through: place, by: -1).contains {
          match(part, text, $0, end, &steps) == end
        }
      } else {
        guard let next = self.end(of: part, in: text, from: place, to: end, &steps) else {
          return false
        }
        place = next
      }
    }
    return !alternative.isAtEnd || place == end
  }

  /// Where the first match that begins at `start` or later ends.
  private static func end(
    of part: [Piece], in text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int,
    _ steps: inout Int
  ) -> Int? {
    var place = start
    while place <= end, steps > 0 {
      if case .byte(let first)? = part.first {
        // Going to the first byte that could begin a match is cheap, but not free.
        guard let next = text[place..<end].firstIndex(of: first) else {
          steps -= (end - place) / 8
          return nil
        }
        steps -= (next - place) / 8
        place = next
      }
      if let next = match(part, text, place, end, &steps) { return next }
      place += 1
    }
    return nil
  }

  private static func match(
    _ part: [Piece], _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int,
    _ steps: inout Int
  ) -> Int? {
    var place = start
    steps -= 1
    guard steps > 0 else { return nil }
    for piece in part {
      guard place < end else { return nil }
      steps -= 1
      switch piece {
      case .byte(let byte):
        if text[place] != byte { return nil }
        place += 1
      case .any:
        place += 1
        while place < end, text[place] & 0xC0 == 0x80 { place += 1 }
      }
    }
    return place
  }

  private static func alternatives(_ pattern: [UInt8]) -> [Alternative]? {
    var found: [Alternative] = []
    var current = Alternative()
    var index = 0
    while index < pattern.count {
      let byte = pattern[index]
      let next = index + 1 < pattern.count ? pattern[index + 1] : nil
      let isFirst = current.parts.count == 1 && current.parts[0].isEmpty
      switch byte {
      case UInt8(ascii: "|"):
        found.append(current)
        current = Alternative()
      case UInt8(ascii: "^") where isFirst: current.isAtStart = true
      case UInt8(ascii: "$") where next == nil || next == UInt8(ascii: "|"): current.isAtEnd = true
      case UInt8(ascii: ".") where next == UInt8(ascii: "*"):
        current.parts.append([])
        index += 1
      case UInt8(ascii: "."): current.parts[current.parts.count - 1].append(.any)
      case UInt8(ascii: "\\"):
        // A letter behind it would be a class of characters.
        guard let next, !isWordByte(next) else { return nil }
        current.parts[current.parts.count - 1].append(.byte(next))
        index += 1
      default:
        guard !special.contains(byte) else { return nil }
        current.parts[current.parts.count - 1].append(.byte(byte))
      }
      index += 1
    }
    return found + [current]
  }

  private static let special = Array("()[]{}+?*^$".utf8)

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
    default: false
    }
  }
}
