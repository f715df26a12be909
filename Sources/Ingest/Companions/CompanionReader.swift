import SourceText
import TraceModel

/// Reads the Markdown companion of a manifold: titles and prose for the ids that the JSON declares.
///
/// A line scanner of its own, because it needs the position of every field and none of the HTML;
/// what it takes out is Markdown text that the site renders later.
struct CompanionReader {
  let text: CompanionText
  var document: ManifoldDocument
  private var section = CompanionSection.top
  private var category = ""
  private var questions = 0

  static func read(_ file: SourceFile, _ place: ManifoldFile) -> ManifoldDocument {
    var reader = CompanionReader(
      text: CompanionText(file), document: ManifoldReader.document(for: place))
    reader.document.facts.dialect = .hybrid
    reader.readBlocks()
    return reader.document
  }

  private init(text: CompanionText, document: ManifoldDocument) {
    self.text = text
    self.document = document
  }

  /// A block is a heading with the lines up to the next heading that starts a block.
  private mutating func readBlocks() {
    var row = 0
    while row < text.rows.count {
      guard let heading = text.heading(row) else {
        row += 1
        continue
      }
      open(heading.level, heading.text)
      let item = heading.level > 2 ? ItemHeading(text, heading.text, in: section) : nil
      var end = row + 1
      while end < text.rows.count {
        if let next = text.heading(end),
          next.level <= heading.level || item == nil
            || ItemHeading(text, next.text, in: section) != nil
        {
          break
        }
        end += 1
      }
      read(heading.level, heading.text, item, body: row + 1..<end)
      row = end
    }
  }

  private mutating func open(_ level: Int, _ heading: Range<Int>) {
    let name = text.string(heading)
    if level == 2 { section = CompanionSection(heading: name) }
    if level == 3, section == .items(.constraint) {
      category = name.lowercased().split(separator: " ").joined(separator: "_")
    }
  }

  private mutating func read(
    _ level: Int, _ heading: Range<Int>, _ item: ItemHeading?, body: Range<Int>
  ) {
    let content = CompanionBody(text, body, isTruth: item?.kind == .requiredTruth)
    if let item {
      addItem(item, heading, content)
    } else if level == 1 {
      let title = text.string(heading)
      document.items[0].title = Prose(title, at: text.range(heading))
      if let prose = content.whole(text, body) { document.items[0].statement = prose }
    } else if level == 2, section == .outcome {
      guard let prose = content.whole(text, body) else { return }
      if prose.text.contains("[CUSTOMIZE") { document.facts.isTemplate = true }
      document.items.append(
        DeclaredItem(
          kind: .outcome, id: Prose("outcome", at: text.range(heading)), hasGivenID: true,
          statement: prose, parent: 0, range: text.range(heading)))
    } else if let prose = content.whole(text, body) {
      document.items[0].attributes.append(Attribute(text.string(heading), prose))
    }
  }

  private mutating func addItem(
    _ heading: ItemHeading, _ span: Range<Int>, _ body: CompanionBody
  ) {
    let range = text.range(span)
    if heading.kind == .openQuestion { questions += 1 }
    let id =
      heading.id.map { Prose(text.string($0), at: text.range($0)) }
      ?? Prose("Q\(questions)", at: range)
    var item = DeclaredItem(
      kind: heading.kind, id: id, hasGivenID: heading.id == nil,
      title: Prose(text.string(heading.title), at: text.range(heading.title)),
      statement: body.statement, parent: 0, range: range)
    body.apply(to: &item, text, category: category)
    if heading.kind == .solutionOption { markRecommendation(&item) }
    document.items.append(item)
    let parent = document.items.count - 1
    for child in body.children {
      let id = Prose(text.string(child.id), at: text.range(child.id))
      let title = Prose(text.string(child.text), at: text.range(child.text))
      document.items.append(
        DeclaredItem(
          kind: .requiredTruth, id: id, statement: title,
          detail: .truth(TruthFacts(declared: nil, depth: 1)), parent: parent, range: id.range))
    }
  }

  /// `### Option A: Small steps (Recommended)` or `← **Recommended**`.
  private mutating func markRecommendation(_ item: inout DeclaredItem) {
    guard var title = item.title?.text else { return }
    for mark in ["(Recommended)", "← **Recommended**", "← Recommended", "**Recommended**"] {
      if title.hasSuffix(mark) {
        title.removeLast(mark.count)
        while title.last == " " { title.removeLast() }
        item.title?.text = title
        item.detail = .option(OptionFacts(isRecommended: true))
        return
      }
    }
  }
}
