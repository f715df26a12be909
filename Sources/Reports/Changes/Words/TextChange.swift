import Analysis
import SourceText

extension ChangeFinding {
  /// Its texts as the lines of a small diff of at most so many code points, control characters made
  /// visible, no line a command to a runner; `nil` when there is nothing to show.
  func textChange(limit: Int) -> TextDifference? {
    guard before != nil || after != nil else { return nil }
    let change = TextDifference(from: shownLines(before), to: shownLines(after), limit: limit)
    return change.lines.isEmpty ? nil : change
  }
}

/// Differences that were found for one length of a page, kept for the next.
final class KnownTextChanges {
  private struct Texts: Hashable {
    var before: String?
    var after: String?
    var limit: Int
  }

  private var known: [Texts: TextDifference?] = [:]

  func textChange(of finding: ChangeFinding, limit: Int) -> TextDifference? {
    let texts = Texts(before: finding.before, after: finding.after, limit: limit)
    if let change = known[texts] { return change }
    let change = finding.textChange(limit: limit)
    known.updateValue(change, forKey: texts)
    return change
  }
}

private func shownLines(_ text: String?) -> [String] {
  guard let text else { return [] }
  return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
    var buffer = ByteBuffer()
    buffer.append(first: String(line))
    return buffer.text
  }
}
