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
    let isBlank = outline.file.bytes[section.bodyStart..<section.bodyEnd].first
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
    guard let section = outline.sections.first(where: { $0.level == 2 && $0.heading.text == heading })
    else {
      if !lines.isEmpty { insert(["## \(heading)", ""] + lines, at: outline.file.bytes.count) }
      return
    }
    let block = computed(section)
    let hasOther = outline.file.bytes[block.upperBound..<section.bodyEnd].contains { $0 > 0x20 }
    if lines.isEmpty, !hasOther { return replace(section.start..<section.bodyEnd, by: []) }
    let isLast = block.upperBound == outline.file.bytes.count
    replace(block, by: [""] + lines + (isLast ? [] : [""]))
  }

  /// From the heading to the end of the list or table below it, with the empty lines around.
  private func computed(_ section: ModuleOutline.Section) -> Range<Int> {
    var end = section.bodyStart
    while end < section.bodyEnd {
      let next = min(outline.file.nextLine(after: end), section.bodyEnd)
      let line = outline.file.bytes[end..<next]
      let isOurs = line.starts(with: "- ".utf8) || line.starts(with: "|".utf8)
      guard isOurs || !line.contains(where: { $0 > 0x20 }) else { break }
      end = next
    }
    return section.bodyStart..<end
  }

  /// Lines behind everything that is about one item, before sections that are computed.
  mutating func append(_ lines: [String]) {
    let first = outline.sections.first { $0.level == 2 && headings.contains($0.heading.text) }
    guard let first else { return insert(lines, at: outline.file.bytes.count) }
    edits.append(TextEdit(offset: first.start, text: .lines(lines + [""])))
  }

  private mutating func insert(_ lines: [String], at offset: Int) {
    edits.append(TextEdit(offset: offset, text: .lines([""] + lines)))
  }

  mutating func replace(_ range: Range<Int>, by lines: [String]) {
    edits.append(
      TextEdit(offset: range.lowerBound, replacing: range.count, text: .lines(lines)))
  }
}
