import SourceText
import TraceModel

/// Lines that are computed, in a document that people write: fields of certain names, and sections
/// with certain headings. Nothing else of a document is ever changed.
struct OwnedLines {
  let outline: ModuleOutline
  private(set) var edits: [TextEdit] = []

  init(_ outline: ModuleOutline) { self.outline = outline }

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

  /// Makes a section with a heading hold these lines; adds it behind everything when it is not there,
  /// and takes it out when there are none.
  mutating func section(_ heading: String, _ lines: [String]) {
    guard let section = outline.sections.first(where: { $0.level == 2 && $0.heading.text == heading })
    else {
      if !lines.isEmpty { append(["## \(heading)", ""] + lines) }
      return
    }
    if lines.isEmpty { return replace(section.start..<section.end, by: []) }
    let isLast = section.end == outline.file.bytes.count
    replace(section.bodyStart..<section.end, by: [""] + lines + (isLast ? [] : [""]))
  }

  /// Lines behind everything.
  mutating func append(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    edits.append(TextEdit(offset: outline.file.bytes.count, text: .lines([""] + lines)))
  }

  mutating func replace(_ range: Range<Int>, by lines: [String]) {
    edits.append(
      TextEdit(offset: range.lowerBound, replacing: range.count, text: .lines(lines)))
  }
}
