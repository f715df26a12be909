/// The first line of a text without the marks of Markdown: for titles, which are plain text.
///
/// Code keeps its words, links keep their text, `[[B1|the goal]]` keeps what is shown. Anything that
/// is not clearly a mark stays, because ids and paths hold stars and underscores too.
public func plainLine(_ text: String) -> String {
  if isPlainLine(text) { return text }
  let line = Array(text.utf8.prefix { $0 != 0x0A && $0 != 0x0D })
  guard line.contains(where: { $0 == mark.tick || $0 == mark.star || $0 == mark.open }) else {
    return String(decoding: line, as: UTF8.self)
  }
  var result: [UInt8] = []
  var index = 0
  var isCode = false
  while index < line.count {
    if line[index] == mark.tick {
      isCode.toggle()
      index += 1
    } else if !isCode, line[index...].starts(with: [mark.star, mark.star]) {
      index += 2
    } else if !isCode, line[index] == mark.open, let link = linkText(line, index) {
      result += link.text
      index = link.end
    } else {
      result.append(line[index])
      index += 1
    }
  }
  return String(decoding: result, as: UTF8.self)
}

/// Nothing is to be cut or taken away: nearly every title.
private func isPlainLine(_ text: String) -> Bool {
  var text = text
  return text.withUTF8 { bytes in
    bytes.allSatisfy { byte in
      byte != 0x0A && byte != 0x0D && byte != 0x60 && byte != 0x2A && byte != 0x5B
    }
  }
}

private let mark = (
  tick: UInt8(ascii: "`"), star: UInt8(ascii: "*"), open: UInt8(ascii: "["),
  close: UInt8(ascii: "]")
)

/// What is shown of `[text](destination)` or `[[target|text]]`, and where it ends.
private func linkText(_ line: [UInt8], _ start: Int) -> (text: ArraySlice<UInt8>, end: Int)? {
  let isReference = start + 1 < line.count && line[start + 1] == mark.open
  let first = start + (isReference ? 2 : 1)
  // Titles are short; a longer stretch is no link, and the search for its end stays cheap.
  guard let close = line[first...].prefix(200).firstIndex(of: mark.close), close + 1 < line.count
  else { return nil }
  let text = line[first..<close]
  if isReference {
    guard line[close + 1] == mark.close else { return nil }
    let shown = text.firstIndex(of: UInt8(ascii: "|")).map { text[($0 + 1)...] } ?? text
    return (shown, close + 2)
  }
  guard line[close + 1] == UInt8(ascii: "("),
    let end = line[(close + 2)...].prefix(400).firstIndex(of: UInt8(ascii: ")"))
  else { return nil }
  return (text, end + 1)
}
