import SourceText

/// Text from outside, quoted for a message and cut when it is long.
func quoted(_ text: String) -> String {
  text.utf8.count <= 80 ? "\"\(text)\"" : "\"\(text.prefix(60))…\""
}

/// `; did you mean "build"?`, or nothing when no candidate is close.
func suggestion(for name: String, among candidates: [String]) -> String {
  nearestName(to: name, among: candidates).map { "; did you mean \(quoted($0))?" } ?? ""
}

/// `a, b or c`.
func alternatives(_ words: [String]) -> String {
  let list = words.dropLast().joined(separator: ", ")
  return list + (list.isEmpty ? "" : " or ") + (words.last ?? "")
}

/// Text broken at spaces so that no line is longer than `width`, unless one word is.
func wrapped(_ text: String, width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ") {
    if !line.isEmpty, line.count + 1 + word.count > width {
      lines.append(line)
      line = ""
    }
    line += line.isEmpty ? String(word) : " " + word
  }
  return line.isEmpty ? lines : lines + [line]
}

/// Text followed by spaces up to `width` columns.
func padded(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}
