import SourceText
import TraceModel

/// One pass over a runbook: its sections, the alerts and constraints that each is for, and the
/// anchors of all headings.
struct RunbookScan {
  let text: CompanionText
  private let path: String
  private var slugs = HeadingSlugs()
  private var headings: [Heading] = []
  private var body: [Section] = []

  private struct Heading {
    var row: Int
    var level: Int
    var text: String
    var anchor: String
    var span: Range<Int>
  }

  /// A heading with the rows below it, and the anchors that lead there.
  private struct Section {
    var heading: Heading
    var rows: Range<Int>
    var anchors: [String]
  }

  /// `path` is the name by which alerts know the runbook.
  init(_ text: CompanionText, path: String) {
    self.text = text
    self.path = path
  }

  mutating func read(into draft: inout DocumentDraft, parent: Int? = nil) {
    let first = frontMatter(&draft)
    readHeadings(from: first)
    split(from: first)
    let title = headings.first { $0.level == 1 }
    let range = title.map { text.range($0.span) } ?? .file(draft.document.path)
    let name = OperationReader.stem(of: path)
    let facts = RunbookFacts(path: path, anchors: headings.map(\.anchor))
    let lead = fields(in: first..<(body.first?.heading.row ?? text.rows.count))
    for field in lead where field.kind == .manifold { draft.manifold = field.value }
    let known = draft
    let runbook = draft.add(
      .runbook, name, title: title?.text ?? name, .runbook(facts), at: range, parent: parent
    ) { item in
      item.aliases = [path] + (title.map { ["\(path)#\($0.anchor)"] } ?? [])
      for field in lead { field.add(to: &item, known) }
    }
    for section in body { add(section, to: runbook, &draft) }
  }

  // MARK: headings

  /// The first row after the front matter, of which only the manifold's name is of interest.
  private func frontMatter(_ draft: inout DocumentDraft) -> Int {
    let rows = text.rows
    guard let open = rows.first, text.string(open.span) == "---" else { return 0 }
    guard let close = rows.indices.dropFirst().first(where: { text.string(rows[$0].span) == "---" })
    else { return 0 }
    for row in 1..<close {
      let line = text.string(rows[row].span)
      guard line.hasPrefix("manifold:") else { continue }
      draft.manifold = line.dropFirst(9).split(separator: " ").first.map(String.init)
    }
    return close + 1
  }

  private mutating func readHeadings(from first: Int) {
    for row in text.rows.indices where row >= first {
      guard let heading = text.heading(row) else { continue }
      let line = plainLine(text.string(heading.text))
      headings.append(
        Heading(
          row: row, level: heading.level, text: line, anchor: slugs.next(for: line),
          span: heading.text))
    }
  }

  /// Headings of the second level are sections, and so is any deeper one that names an alert.
  private mutating func split(from first: Int) {
    let titles = headings.count { $0.level == 1 }
    let level = titles > 1 ? 1 : 2
    for (number, heading) in headings.enumerated() {
      let isTitle = level == 1 && number == 0 && headings.count > titles
      let isAlert = heading.level > level && heading.text.lowercased().hasPrefix("alert")
      if heading.level == level && !isTitle || isAlert {
        if let last = body.indices.last {
          body[last].rows = body[last].rows.lowerBound..<heading.row
        }
        body.append(
          Section(
            heading: heading, rows: heading.row + 1..<text.rows.count, anchors: [heading.anchor]))
      } else if let last = body.indices.last {
        body[last].anchors.append(heading.anchor)
      }
    }
  }

  // MARK: sections

  private func add(_ section: Section, to runbook: Int, _ draft: inout DocumentDraft) {
    let fields = fields(in: section.rows)
    let outer = draft.manifold
    for field in fields where field.kind == .manifold { draft.manifold = field.value }
    defer { draft.manifold = outer }
    let ids = fields.filter { $0.kind == .constraint }.flatMap { idWords(in: $0.value) }
    let facts = SectionFacts(anchor: section.heading.anchor, constraints: ids)
    let range = text.range(section.heading.span)
    let known = draft
    draft.add(
      .runbookSection, section.heading.anchor, title: section.heading.text, .section(facts),
      at: range, parent: runbook
    ) { item in
      item.aliases = section.anchors.map { "\(path)#\($0)" }
      item.statement = statement(section.rows)
      for name in Self.alertNames(section.heading.text) {
        item.add(.optional(.documents, to: name, at: range, .declared))
      }
      for field in fields { field.add(to: &item, known) }
      for link in mentions(in: section.rows) { item.add(link) }
    }
  }

  /// `Alert: RetryRateLow`, `RetryRateLow`, `Alert: Retry rate is low (RetryRateLow)`.
  private static func alertNames(_ heading: String) -> [String] {
    var words = Substring(heading)
    for prefix in ["Alert:", "Alert -", "Alert"]
    where words.lowercased().hasPrefix(prefix.lowercased()) {
      words = words.dropFirst(prefix.count)
      break
    }
    let whole = String(words.drop { $0 == " " })
    return [whole]
      + whole.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
      .map(String.init).filter { $0 != whole && isName($0) }
  }

  /// Capitals inside: a name rather than a word.
  private static func isName(_ word: String) -> Bool {
    word.utf8.count > 3 && word.utf8.dropFirst().contains { $0 >= 0x41 && $0 <= 0x5A }
      && word.utf8.contains { $0 >= 0x61 && $0 <= 0x7A }
  }

  private func statement(_ rows: Range<Int>) -> Prose? {
    let spans = rows.map { text.rows[$0].span }
    guard let first = spans.firstIndex(where: { !text.trimmed($0).isEmpty }),
      let last = spans.lastIndex(where: { !text.trimmed($0).isEmpty })
    else { return nil }
    let body = spans[first...last].map { text.string($0) }.joined(separator: "\n")
    return Prose(body, at: text.range(spans[first].lowerBound..<spans[last].upperBound))
  }

  /// Metrics and names of alerts in the text, at most 32: what connects where nothing is declared.
  private func mentions(in rows: Range<Int>) -> [DeclaredLink] {
    var links: [DeclaredLink] = []
    var seen: Set<String> = []
    for row in rows where links.count < 32 {
      let span = text.rows[row].span
      for word in text.bytes[span].split(whereSeparator: { !Self.isWordByte($0) }) {
        let name = String(decoding: word, as: UTF8.self)
        guard word.contains(0x5F) || Self.isName(name), word.count > 3, seen.insert(name).inserted
        else { continue }
        let place = text.range(word.startIndex..<word.endIndex)
        let target = Self.isName(name) ? name : "metric \(name)"
        links.append(.optional(.references, to: target, at: place, .mentioned))
      }
    }
    return links
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
    default: false
    }
  }
}
