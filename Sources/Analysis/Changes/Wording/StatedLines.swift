import SourceText

/// Beginnings of lines that say of what sort a node is and why, and demand nothing.
let undemandingFacts = ["rationale: ", "title: ", "type: ", "category: "]

/// A text as lines that only change when it says something else: paragraphs are one line each,
/// however they are wrapped; items of lists, headings, rows of tables and lines of code stay apart.
/// Boxes are open, because a ticked one says how far something is and not what it is; a line that begins as a
/// fact does has a blank before it.
func statedLines(_ text: String) -> [String] {
  guard hasBreak(text) else {
    let line = oneLine(text)
    return line.isEmpty ? [] : [withOpenBox(asWords(line))]
  }
  var lines: [String] = []
  var isCode = false
  var isOpen = false
  for raw in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
    let line = oneLine(String(raw))
    let isFence = line.hasPrefix("```") || line.hasPrefix("~~~")
    if isFence { isCode.toggle() }
    if line.isEmpty {
      isOpen = false
    } else if isOpen, !isCode, !isFence, !startsBlock(line), let last = lines.indices.last {
      lines[last] += " " + line
    } else {
      lines.append(withOpenBox(asWords(line)))
      isOpen = !isCode && !isFence && !isWhole(line)
    }
  }
  return lines
}

/// Some byte may begin a character that ends a line. Most statements have none.
private func hasBreak(_ text: String) -> Bool {
  text.utf8.contains { $0 >= 0x0A && $0 <= 0x0D || $0 == 0xC2 || $0 == 0xE2 }
}

/// A list's item, a heading, a quotation or a row of a table begins.
private func startsBlock(_ line: String) -> Bool {
  if ["- ", "* ", "+ ", "#", ">", "|"].contains(where: line.hasPrefix) { return true }
  let digits = line.utf8.prefix { $0 >= 0x30 && $0 <= 0x39 }.count
  let rest = line.utf8.dropFirst(digits)
  return (1...9).contains(digits) && (rest.starts(with: ". ".utf8) || rest.starts(with: ") ".utf8))
}

/// What follows such a line is no continuation of it.
private func isWhole(_ line: String) -> Bool { line.hasPrefix("#") || line.hasPrefix("|") }

/// `title: a clerk must close the till` is no title where it stands in a statement.
private func asWords(_ line: String) -> String {
  undemandingFacts.contains(where: line.hasPrefix) ? " \(line)" : line
}

private func withOpenBox(_ line: String) -> String {
  guard line.utf8.dropFirst(2).first == UInt8(ascii: "[") else { return line }
  for mark in ["- [x] ", "- [X] ", "* [x] ", "* [X] ", "+ [x] ", "+ [X] "]
  where line.hasPrefix(mark) {
    return "\(mark.prefix(2))[ ] \(line.dropFirst(mark.count))"
  }
  return line
}
