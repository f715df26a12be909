import SourceText
import TraceModel

/// Lines that are computed, in a document that people write: fields of certain names, and sections
/// with certain headings. Nothing else of a document is ever changed.
struct OwnedLines {
  let outline: ModuleOutline
  private(set) var edits: [TextEdit] = []
  /// Sections that are computed as a whole.
  private let headings: Set<String>

  init(_ outline: ModuleOutline, headings: Set<String> = []) {
    (self.outline, self.headings) = (outline, headings)
  }

  /// The document with the edits; `nil` when they change nothing.
  var file: ModuleFile? {
    let bytes = outline.file.applying(edits)
    return bytes == outline.file.bytes ? nil : ModuleFile(path: outline.file.path, bytes: bytes)
  }

  /// Puts fields into a section in place of those with the same names that it has.
  ///
  /// - names: every field that is computed; one without a value is taken out.
  mutating func set(
    _ values: [(name: String, value: String)], among names: [String], in position: Int
  ) {
    let section = outline.sections[position]
    let own = outline.fields.filter { $0.section == position && names.contains($0.name) }
    let lines = values.map { "- **\($0.name):** \($0.value)" }
    // Where the first of them stood, or right below the heading.
    if let first = own.first {
      replace(first.line, by: lines)
      for field in own.dropFirst() { replace(field.line, by: []) }
      return
    }
    let isBlank =
      outline.file.bytes[section.bodyStart..<section.bodyEnd].first
      .map { $0 == 0x0A || $0 == 0x0D } ?? true
    edits.append(
      TextEdit(offset: section.bodyStart, text: .lines((isBlank ? [""] : []) + lines)))
  }

  /// Gives a heading another mark; without one it gets the mark.
  mutating func mark(_ position: Int, _ mark: ImplementationMark?) {
    let section = outline.sections[position]
    guard section.mark != mark else { return }
    var text = section.heading.text
    for old in ImplementationMark.allCases {
      let word = "[\(old.rawValue.uppercased())]"
      if text.hasSuffix(word) { text = String(text.dropLast(word.count)) }
    }
    while text.last == " " { text.removeLast() }
    if let mark { text += " [\(mark.rawValue.uppercased())]" }
    let span = section.heading.range.span
    edits.append(
      TextEdit(
        offset: Int(span.start), replacing: Int(span.end) - Int(span.start), text: .inline(text)))
  }

  /// Makes a section with a heading hold these lines, a list or a table; adds it behind everything when
  /// it is not there. What else somebody has written in it stays.
  mutating func section(_ heading: String, _ lines: [String]) {
    guard
      let section = outline.sections.first(where: { $0.level == 2 && $0.heading.text == heading })
    else {
      if !lines.isEmpty { insertAtEnd(["## \(heading)", ""] + lines) }
      return
    }
    let block = computed(section)
    let hasOther = outline.file.bytes[block.upperBound..<section.bodyEnd].contains { $0 > 0x20 }
    if lines.isEmpty, !hasOther { return replace(section.start..<section.bodyEnd, by: []) }
    replace(block, by: lines.isEmpty ? [] : [""] + lines, isApart: true)
  }

  /// From the heading to the last line of the list or table below it.
  private func computed(_ section: ModuleOutline.Section) -> Range<Int> {
    var (end, start) = (section.bodyStart, section.bodyStart)
    while start < section.bodyEnd {
      let next = min(behindLine(start), section.bodyEnd)
      let line = outline.file.bytes[start..<next]
      let isOurs = line.starts(with: "- ".utf8) || line.starts(with: "|".utf8)
      guard isOurs || !line.contains(where: { $0 > 0x20 }) else { break }
      start = next
      if isOurs { end = next }
    }
    return section.bodyStart..<end
  }

  /// The offset behind the line that begins at an offset; a lone CR ends a line, too.
  private func behindLine(_ start: Int) -> Int {
    let bytes = outline.file.bytes
    guard let end = bytes[start...].firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else {
      return bytes.count
    }
    let isPair = bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A
    return end + (isPair ? 2 : 1)
  }

  /// Lines behind everything that is about one item, before sections that are computed.
  mutating func append(_ lines: [String]) {
    let first = outline.sections.first { $0.level == 2 && headings.contains($0.heading.text) }
    guard let first else { return insertAtEnd(lines) }
    edits.append(TextEdit(offset: first.start, text: .lines(lines + [""])))
  }

  /// Behind everything; fenced text that nobody has ended is ended first, or the next draft would not
  /// see these lines.
  private mutating func insertAtEnd(_ lines: [String]) {
    let end = outline.file.bytes.count
    let isFirst = !edits.contains { $0.offset == end && $0.replaced == 0 }
    let fence = isFirst ? outline.openFence.map { [$0] } ?? [] : []
    edits.append(TextEdit(offset: end, text: .lines(fence + [""] + lines)))
  }

  /// A whole section becomes other lines; the empty lines behind it stay as they are.
  mutating func replace(_ section: ModuleOutline.Section, by lines: [String]) {
    var end = section.end
    while end > section.bodyStart, outline.file.bytes[end - 1] <= 0x20 { end -= 1 }
    end = end > section.bodyStart ? min(behindLine(end - 1), section.end) : section.bodyStart
    replace(section.start..<end, by: lines, isApart: true)
  }

  /// - isApart: an empty line follows, if anything does.
  mutating func replace(_ range: Range<Int>, by lines: [String], isApart: Bool = false) {
    let rest = outline.file.bytes[range.upperBound...]
    let isJoined = isApart && !lines.isEmpty && rest.first.map { $0 != 0x0A && $0 != 0x0D } ?? false
    edits.append(
      TextEdit(
        offset: range.lowerBound, replacing: range.count,
        text: .lines(lines + (isJoined ? [""] : []))))
  }
}
