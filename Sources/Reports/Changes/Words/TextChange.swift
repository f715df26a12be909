import Analysis
import SourceText

/// Two texts as the lines of a small diff.
struct TextChange {
  enum Mark: Character {
    case same = " "
    case old = "-"
    case new = "+"
  }

  /// Lines without their ends, control characters made visible, none a command to a runner.
  private(set) var lines: [(mark: Mark, text: String)] = []

  /// Lines that have not changed, kept around those that have.
  private static let context = 2

  /// `nil` when the finding holds no text. Each text is cut after `limit` characters.
  init?(_ finding: ChangeFinding, limit: Int) {
    guard finding.before != nil || finding.after != nil else { return nil }
    let old = Self.lines(of: finding.before, limit)
    let new = Self.lines(of: finding.after, limit)
    let head = zip(old, new).prefix { $0 == $1 }.count
    let rest = min(old.count, new.count) - head
    let tail = zip(old.reversed(), new.reversed()).prefix(rest).prefix { $0 == $1 }.count
    append(old[max(0, head - Self.context)..<head], .same)
    append(old[head..<old.count - tail], .old)
    append(new[head..<new.count - tail], .new)
    append(new[new.count - tail..<min(new.count, new.count - tail + Self.context)], .same)
  }

  private mutating func append(_ texts: ArraySlice<String>, _ mark: Mark) {
    lines += texts.map { (mark, $0) }
  }

  private static func lines(of text: String?, _ limit: Int) -> [String] {
    guard let text else { return [] }
    let shown = text.clipped(to: limit)
    return shown.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { line in
        var buffer = ByteBuffer()
        buffer.append(first: String(line))
        return buffer.text
      }
  }
}

extension String {
  /// At most `limit` code points, the last of them `…` where some were left out.
  func clipped(to limit: Int) -> String {
    guard utf8.count > limit,
      let end = unicodeScalars.index(startIndex, offsetBy: limit, limitedBy: endIndex),
      end != endIndex
    else { return self }
    var scalars = unicodeScalars.prefix(limit - 1)
    scalars.append("…")
    return String(scalars)
  }
}
