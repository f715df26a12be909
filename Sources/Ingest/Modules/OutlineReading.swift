public import SourceText
public import TraceModel

extension Ingest {
  /// The headings, boxes and fields of a module's document, by the rules of the reader of modules.
  ///
  /// - Parameters:
  ///   - file: a Markdown file; fenced text counts for nothing.
  ///   - code: the module as its ids name it, `OAGW`, for phases that are named by a number.
  /// - Returns: the document in parts; offsets count bytes of the file.
  public static func outline(_ file: SourceFile, code: String) -> ModuleOutline {
    var reading = OutlineReading(file, code: code)
    reading.read()
    return reading.outline
  }
}

/// One pass over a document; sections are closed by the headings behind them.
private struct OutlineReading {
  private let text: CompanionText
  private let place: ModulePlace
  private let code: String
  private(set) var outline: ModuleOutline
  /// Positions of sections that go on, outermost first.
  private var open: [Int] = []

  init(_ file: SourceFile, code: String) {
    text = CompanionText(file, hidesComments: true)
    place = ModulePlace(file.path)
    self.code = code
    outline = ModuleOutline(file)
  }

  mutating func read() {
    for row in text.rows.indices {
      if let heading = text.heading(row) {
        readHeading(row, heading.level, heading.text)
      } else if !text.rows[row].isFenced {
        readLine(row)
      }
    }
    outline.openFence = text.openFence
    outline.comments = text.comments
    outline.openComment = text.openComment.map(text.range)
    close(above: 1, at: text.bytes.count)
    if let last = outline.sections.indices.last {
      outline.sections[last].bodyEnd = text.bytes.count
    }
  }

  private mutating func readHeading(_ row: Int, _ level: Int, _ span: Range<Int>) {
    let start = text.rows[row].span.lowerBound
    if let last = outline.sections.indices.last { outline.sections[last].bodyEnd = start }
    close(above: level, at: start)
    var section = ModuleOutline.Section(
      level: level, heading: Prose(text.string(span), at: text.range(span)),
      title: text.string(span), start: start, bodyStart: behind(row), bodyEnd: behind(row),
      end: behind(row), parent: open.last)
    if let heading = ModuleHeading(text, span, in: place) {
      section.kind = heading.kind
      section.id = heading.id?.text ?? named(heading)
      section.title = text.string(heading.title)
      section.mark = heading.mark
    }
    open.append(outline.sections.count)
    outline.sections.append(section)
    note(span)
  }

  /// The id that the reader of modules gives to a heading without one.
  private func named(_ heading: ModuleHeading) -> String? {
    if heading.given.isEmpty { return nil }
    return heading.kind == .phase ? "PHASE-\(code)-\(heading.given)" : heading.given
  }

  private mutating func close(above level: Int, at offset: Int) {
    while let last = open.last, outline.sections[last].level >= level {
      outline.sections[last].end = offset
      open.removeLast()
    }
  }

  private mutating func readLine(_ row: Int) {
    let line = text.trimmed(text.rows[row].span)
    if line.isEmpty { return }
    note(line)
    if let box = text.listed(line), box.count >= 3, readBox(box) { return }
    guard let field = text.field(text.bulleted(line) ?? line) else { return }
    outline.fields.append(
      ModuleOutline.Field(
        name: text.string(field.name), value: text.string(field.value),
        line: text.rows[row].span.lowerBound..<behind(row), section: open.last))
  }

  private mutating func readBox(_ item: Range<Int>) -> Bool {
    guard let box = ["[x]", "[X]", "[ ]"].first(where: { text.starts(item, with: $0) }),
      !text.isLink(item)
    else { return false }
    var rest = text.trimmed(item.lowerBound + 3..<item.upperBound)
    let digits = text.bytes[rest].prefix { $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2E }
    var number: String?
    if digits.contains(0x2E), digits.first != 0x2E, digits.count <= 12 {
      number = String(decoding: digits.last == 0x2E ? digits.dropLast() : digits, as: UTF8.self)
      rest = text.trimmed(rest.lowerBound + digits.count..<rest.upperBound)
    }
    outline.boxes.append(
      ModuleOutline.Box(
        number: number, text: Prose(text.string(rest), at: text.range(rest)),
        isTicked: box != "[ ]", mark: item.lowerBound + 1,
        ids: ids(rest).map(\.id.text), section: open.last))
    return true
  }

  private mutating func note(_ span: Range<Int>) {
    for found in ids(span) { outline.mentions.append((found.id.text, text.range(found.span))) }
  }

  /// Ids that are no part of a comment.
  private func ids(_ span: Range<Int>) -> [(id: ModuleID, span: Range<Int>)] {
    moduleIDs(in: text.bytes, span).filter { !text.isComment($0.span.lowerBound) }
  }

  /// The offset behind a line and its end; a comment is part of its line here.
  private func behind(_ row: Int) -> Int {
    text.lines.contents(ofLine: row + 2)?.lowerBound ?? text.bytes.count
  }
}
