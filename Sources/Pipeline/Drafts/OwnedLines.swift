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

  /// Puts fields into a section in place of those that were computed before.
  ///
  /// - names: every field that may be computed. The first of them begins a run of lines that are ours;
  ///   a field of the same name elsewhere is a person's.
  mutating func set(
    _ values: [(name: String, value: String)], among names: [String], in position: Int
  ) {
    let section = outline.sections[position]
    let own = run(of: names, in: position)
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
    replace(
      section.bodyStart..<section.bodyStart, by: (isBlank ? [""] : []) + lines, isApart: true)
  }

  /// Gives a heading another mark; without one it gets the mark.
  mutating func mark(_ position: Int, _ mark: ImplementationMark?) {
    let section = outline.sections[position]
    guard section.mark != mark, section.hasMarkAtEnd else { return }
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

  /// Makes a section with a heading hold these lines in place of those that were computed before; adds
  /// it behind everything when it is not there. What else somebody has written in it stays.
  ///
  /// - isOurs: whether a line, without space at its end, is one that is computed.
  mutating func section(_ heading: String, _ lines: [String], isOurs: (String) -> Bool) {
    guard
      let section = outline.sections.first(where: { $0.level == 2 && $0.heading.text == heading })
    else {
      if !lines.isEmpty { insertAtEnd(["## \(heading)", ""] + lines) }
      return
    }
    let own = computed(section, isOurs)
    let hasOther = rest(of: section, without: own)
    if lines.isEmpty, !hasOther { return replace(section.start..<section.bodyEnd, by: []) }
    guard let first = own.first else {
      return replace(
        section.bodyStart..<section.bodyStart, by: lines.isEmpty ? [] : [""] + lines, isApart: true)
    }
    replace(first, by: lines)
    for line in own.dropFirst() { replace(line, by: []) }
  }

  /// Fields one behind the other, from the one with the first name on.
  private func run(of names: [String], in position: Int) -> [ModuleOutline.Field] {
    let all = outline.fields.filter { $0.section == position }
    guard let first = all.firstIndex(where: { $0.name == names.first }) else { return [] }
    var run = [all[first]]
    // Each once and in their order: what repeats one is not ours.
    var rest = names.dropFirst()
    for field in all[(first + 1)...] {
      guard let place = rest.firstIndex(of: field.name),
        field.line.lowerBound == run[run.count - 1].line.upperBound
      else { break }
      rest = rest[(place + 1)...]
      run.append(field)
    }
    return run
  }

  /// Lines of a section's own text that were computed before.
  private func computed(
    _ section: ModuleOutline.Section, _ isOurs: (String) -> Bool
  ) -> [Range<Int>] {
    var (found, start) = ([Range<Int>](), section.bodyStart)
    while start < section.bodyEnd {
      let next = min(behindLine(start), section.bodyEnd)
      var line = String(decoding: outline.file.bytes[start..<next], as: UTF8.self)[...]
      while line.last?.isWhitespace == true { line.removeLast() }
      if isOurs(String(line)) { found.append(start..<next) }
      start = next
    }
    return found
  }

  private func rest(of section: ModuleOutline.Section, without own: [Range<Int>]) -> Bool {
    var start = section.bodyStart
    for range in own + [section.bodyEnd..<section.bodyEnd] {
      if outline.file.bytes[start..<range.lowerBound].contains(where: { $0 > 0x20 }) { return true }
      start = range.upperBound
    }
    return false
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

extension ModuleOutline.Section {
  /// The mark stands where it is put, or there is none; elsewhere it is part of somebody's words.
  fileprivate var hasMarkAtEnd: Bool {
    guard let mark else { return !heading.text.hasSuffix("]") || !heading.text.contains("[") }
    return heading.text.hasSuffix("[\(mark.rawValue.uppercased())]")
  }
}
