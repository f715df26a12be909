/// Two texts as the lines of a small diff: what has changed, a few lines around it, and how much
/// was left out.
public struct TextDifference: Sendable, Equatable {
  /// What has become of a line.
  public enum Mark: Character, Sendable {
    /// It stands in both texts.
    case same = " "
    /// It stands in the old one.
    case old = "-"
    /// It stands in the new one.
    case new = "+"
    /// It says how many lines are not shown here.
    case gap = "@"
  }

  /// A piece of a line.
  public struct Part: Sendable, Equatable {
    /// Without the end of the line.
    public var text: String
    /// The other text has something else here, or nothing.
    public var isChanged: Bool
  }

  /// A line of either text.
  public struct Line: Sendable, Equatable {
    /// What has become of it.
    public var mark: Mark
    /// Together the line. One part, if it stands in both texts or has no counterpart in the other.
    public var parts: [Part]

    /// The other text has nothing like it: there are no words to tell apart.
    public var isWhole: Bool { parts.allSatisfy(\.isChanged) }

    /// All of it.
    public var text: String { parts.map(\.text).joined() }

    init(_ mark: Mark, _ text: String) {
      self.init(mark, [Part(text: text, isChanged: mark == .old || mark == .new)])
    }

    init(_ mark: Mark, _ parts: [Part]) {
      self.mark = mark
      self.parts = parts
    }
  }

  /// Empty for texts that are the same.
  public private(set) var lines: [Line] = []

  /// Lines that have not changed, kept around those that have.
  private static let context = 2

  /// The difference of two texts by their lines.
  /// - Parameters:
  ///   - old: the lines before, without their ends.
  ///   - new: the lines now.
  ///   - limit: code points of all lines together, at least for the first one: long ones lose what
  ///     has not changed, then their ends, and lines beyond the limit are counted.
  /// - Complexity: linear in the texts, for each of some hundred differences.
  public init(from old: [String], to new: [String], limit: Int) {
    let common = CommonSequence(old, new).pairs + [(old.count, new.count)]
    var (a, b) = (0, 0)
    var all: [Line] = []
    for (nextOld, nextNew) in common {
      all += changedLines(old[a..<nextOld], new[b..<nextNew])
      if nextOld < old.count { all.append(Line(.same, old[nextOld])) }
      (a, b) = (nextOld + 1, nextNew + 1)
    }
    lines = Self.shortened(Self.nearChanges(all), to: limit)
  }

  /// Without the lines that are far from any change.
  private static func nearChanges(_ all: [Line]) -> [Line] {
    var isNear = [Bool](repeating: false, count: all.count)
    for (number, line) in all.enumerated() where line.mark != .same {
      for near in max(0, number - context)..<min(all.count, number + context + 1) {
        isNear[near] = true
      }
    }
    guard isNear.contains(true) else { return [] }
    var result: [Line] = []
    var hidden = 0
    for (line, isShown) in zip(all, isNear) {
      hidden = isShown ? 0 : hidden + 1
      if hidden > 1 { result.removeLast() }
      result.append(hidden == 0 ? line : Line(.gap, "\(counted(hidden)) unchanged"))
    }
    return result
  }

  private static func shortened(_ lines: [Line], to limit: Int) -> [Line] {
    var result: [Line] = []
    var room = limit
    for line in lines {
      let line = line.shortened(to: min(lineLimit, limit))
      room -= line.text.unicodeScalars.count
      guard room >= 0 || result.isEmpty else { break }
      result.append(line)
    }
    if result.last?.mark == .gap, result.count < lines.count { result.removeLast() }
    let rest = lines.dropFirst(result.count).count { $0.mark != .gap }
    return rest == 0 ? result : result + [Line(.gap, "\(counted(rest)) more")]
  }

  private static func counted(_ lines: Int) -> String { lines == 1 ? "1 line" : "\(lines) lines" }

  /// Code points of one line.
  private static let lineLimit = 1_200
}

extension TextDifference.Line {
  /// Code points that stay on each side of an unchanged stretch that is left out.
  private static let around = 60

  /// At most so many code points, those that have changed first.
  fileprivate func shortened(to limit: Int) -> TextDifference.Line {
    guard text.unicodeScalars.count > limit / 2 else { return self }
    var result = self
    for (number, part) in parts.enumerated() where !part.isChanged {
      let kept = (number > 0 ? Self.around : 0, number < parts.count - 1 ? Self.around : 0)
      result.parts[number].text =
        mark == .same ? part.text.clipped(to: 2 * Self.around) : part.text.without(middle: kept)
    }
    var room = limit
    for number in result.parts.indices {
      let text = result.parts[number].text
      result.parts[number].text = room > 0 ? text.clipped(to: room) : ""
      room -= text.unicodeScalars.count
    }
    result.parts.removeAll { $0.text.isEmpty }
    return result
  }
}

extension String {
  /// At most `limit` code points, the last of them `…` where some were left out.
  public func clipped(to limit: Int) -> String {
    guard utf8.count > limit,
      let end = unicodeScalars.index(startIndex, offsetBy: limit, limitedBy: endIndex),
      end != endIndex
    else { return self }
    var scalars = unicodeScalars.prefix(limit - 1)
    scalars.append("…")
    return String(scalars)
  }

  /// As many code points of its beginning and its end, and `…` for those between.
  fileprivate func without(middle kept: (start: Int, end: Int)) -> String {
    let scalars = Array(unicodeScalars)
    guard scalars.count > kept.start + kept.end + 1 else { return self }
    var result = String.UnicodeScalarView(scalars.prefix(kept.start))
    result.append("…")
    result.append(contentsOf: scalars.suffix(kept.end))
    return String(result)
  }
}
