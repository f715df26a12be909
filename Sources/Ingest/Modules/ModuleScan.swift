import SourceText
import TraceModel

/// One pass over a module's document: headings open items, lines belong to the innermost one.
struct ModuleScan {
  let text: CompanionText
  let place: ModulePlace
  var document: TraceDocument
  /// Items whose section goes on, outermost first.
  var open: [OpenItem] = []
  /// What a change does to the requirements below a heading: `added`.
  var delta = ""
  /// The module as its ids name it: `OAGW`.
  var code = ""
  var slugs: [String: Int] = [:]
  /// Placeholders that were found are said once each.
  var placeholders: Set<String> = []
  var hasContent = false
  /// A chapter of test scenarios, and the requirement that the next of them show.
  var isBelowScenarios = false
  var group: Int?
  /// The requirement of the matrix's last row, and every id that the matrix has named.
  var matrixRow: Int?
  var matrixItems: [String: Int] = [:]
  /// The heading above a line, whatever it declares.
  var lastHeading: (level: Int, text: Range<Int>)?
  /// The test case whose table goes on.
  var caseItem: Int?
  /// The former title of a requirement, until the new one comes.
  var renamedFrom: Range<Int>?

  struct OpenItem {
    var level: Int
    var position: Int
    var body: Range<Int>
    var isBodyOpen = true
    var progress = ProgressFacts(done: 0, total: 0)
  }

  init(_ file: SourceFile) {
    text = CompanionText(file)
    place = ModulePlace(file.path)
    document = TraceDocument(path: file.path, scope: place.scope)
  }

  mutating func read() {
    code = moduleCode()
    openOwner()
    for row in text.rows.indices {
      if let heading = text.heading(row) {
        readHeading(row, heading.level, heading.text)
        lastHeading = heading
      } else {
        readLine(row)
      }
    }
    while !open.isEmpty { close(at: text.rows.count) }
    checkContent()
  }

  /// The first module that an id names, or the module's own name in capitals.
  private func moduleCode() -> String {
    for row in text.rows where !row.isFenced {
      for found in moduleIDs(in: text.bytes, row.span) {
        switch found.id.kind {
        case .scenario, .task, .phase, .requirement:
          if let module = found.id.module { return module }
        default: continue
        }
      }
    }
    return place.owner.uppercased()
  }

  /// The module, or the change, is the first item and owns what no heading claims.
  private mutating func openOwner() {
    guard !place.owner.isEmpty else { return }
    let range = SourceRange.file(place.path)
    var facts = ModuleFacts()
    if let kind = place.kind { facts.documents[kind] = place.path }
    var item = DeclaredItem(
      kind: place.isChange ? .change : .module, id: Prose(place.owner, at: range),
      hasGivenID: true, detail: .module(facts), range: range)
    if isTitled, place.capability.isEmpty,
      let row = text.rows.indices.first(where: { text.heading($0) != nil }),
      let title = text.heading(row)
    {
      item.title = Prose(text.string(title.text), at: text.range(title.text))
    }
    document.items.append(item)
    // A heading at the very top is the title, and no part of the text.
    let first = text.rows.indices.first { !text.trimmed(text.rows[$0].span).isEmpty } ?? 0
    let start = item.title != nil && text.heading(first) != nil ? first + 1 : 0
    open.append(OpenItem(level: 0, position: 0, body: start..<start))
  }

  /// Its first heading names the owner: of the files of a change that is the proposal's.
  private var isTitled: Bool {
    switch place.kind {
    case .intentDesign: true
    case .openSpec: !place.isChange || place.path.hasSuffix("/proposal.md")
    default: false
    }
  }

  // MARK: headings

  private mutating func readHeading(_ row: Int, _ level: Int, _ span: Range<Int>) {
    noteDelta(level, span)
    if level <= 2 {
      isBelowScenarios = place.kind == .table && text.string(span).lowercased().contains("scenario")
      group = nil
    }
    guard var heading = ModuleHeading(text, span, in: place) else {
      while let last = open.last, last.level >= level, last.level > 0 { close(at: row) }
      return readReferences(span)
    }
    while let last = open.last, last.level >= level, last.level > 0 {
      // A scenario as high as its requirement still belongs to it.
      let isBeside = last.level == level && heading.kind == .scenario && heading.isNamed
      if isBeside, document.items[last.position].kind == .requirement {
        reportLevel(heading)
        break
      }
      close(at: row)
    }
    hasContent = true
    if isGroup(heading) { return }
    complete(&heading)
    if var last = open.popLast() {
      if last.isBodyOpen { last.body = last.body.lowerBound..<row }
      last.isBodyOpen = false
      open.append(last)
    }
    append(heading, span)
    open.append(
      OpenItem(level: level, position: document.items.count - 1, body: row + 1..<row + 1))
    if let id = heading.id, id.kind != .phase {
      let end = heading.title.lowerBound
      readReferences(max(end, span.lowerBound)..<span.upperBound)
    }
  }

  /// Below "Test Scenarios" the heading of a requirement gathers what shows it.
  private mutating func isGroup(_ heading: ModuleHeading) -> Bool {
    guard isBelowScenarios, let id = heading.id, id.kind == .requirement else { return false }
    group = document.items.firstIndex { $0.kind == .requirement && $0.id.text == id.text }
    return group != nil
  }

  private mutating func noteDelta(_ level: Int, _ span: Range<Int>) {
    guard level <= 2 else { return }
    let words = text.string(span).split(separator: " ")
    let isDelta = words.count == 2 && words[1].lowercased() == "requirements"
    let word = words.first?.lowercased() ?? ""
    delta = isDelta && ["added", "modified", "removed", "renamed"].contains(word) ? word : ""
  }

  /// Gives an id to what has none: a slug of its title, or its number.
  private mutating func complete(_ heading: inout ModuleHeading) {
    guard heading.id == nil else { return }
    if heading.kind == .phase {
      heading.given = "PHASE-\(code)-\(heading.given)"
    } else if heading.given.isEmpty {
      let own = slug(text.string(heading.title))
      var id = own.isEmpty ? heading.kind.rawValue : own
      let owner = open.last { document.items[$0.position].kind == .requirement }
      if heading.kind == .scenario, let owner {
        id = "\(document.items[owner.position].id.text).\(id)"
      } else if !place.capability.isEmpty {
        id = "\(place.capability).\(id)"
      }
      heading.given = unique(id, heading)
    } else if slugs[heading.given] != nil {
      heading.given = unique(heading.given, heading)
    } else {
      slugs[heading.given] = 1
    }
  }

  private mutating func unique(_ id: String, _ heading: ModuleHeading) -> String {
    let count = slugs[id, default: 0] + 1
    slugs[id] = count
    if count == 1 { return id }
    document.diagnostics.append(
      Diagnostic(
        .duplicateTitle, at: text.range(heading.title),
        "the \(heading.kind.label) \"\(text.string(heading.title))\" is titled like another"))
    return "\(id)-\(count)"
  }

  private mutating func reportLevel(_ heading: ModuleHeading) {
    document.diagnostics.append(
      Diagnostic(
        .headingLevel, at: text.range(heading.title),
        "the scenario's heading is as high as that of its requirement"))
  }

  private mutating func append(_ heading: ModuleHeading, _ span: Range<Int>) {
    let range = text.range(span)
    var item = DeclaredItem(
      kind: heading.kind, id: Prose(heading.id?.text ?? heading.given, at: range),
      hasGivenID: heading.id == nil, detail: detail(heading, range), range: range)
    let title = text.string(heading.title)
    if !title.isEmpty { item.title = Prose(title, at: text.range(heading.title)) }
    item.parent = open.last?.position
    if let id = heading.id, let standard = id.standard { item.aliases.append(standard) }
    if !delta.isEmpty, heading.kind == .requirement {
      item.attributes.append(Attribute("Delta", Prose(delta, at: range)))
      if delta != "added" {
        let target = item.id.text.dropFirst(place.capability.utf8.count + 1)
        var link = DeclaredLink(
          .references, to: "\(place.specification)/\(target)", at: range, remark: delta)
        link.isOptional = true
        item.links.append(link)
      }
    }
    if heading.kind == .release { addDate(span, to: &item) }
    document.items.append(item)
  }

  private func detail(_ heading: ModuleHeading, _ range: SourceRange) -> NodeDetail {
    switch heading.kind {
    case .requirement, .scenario:
      let isIntent = !place.isActual && place.kind != .intentVsActual
      return .specified(SpecifiedFacts(intent: isIntent ? range : nil, mark: heading.mark))
    case .phase, .task: return .progress(ProgressFacts(done: 0, total: 0))
    default: return .plain
    }
  }

  private mutating func addDate(_ span: Range<Int>, to item: inout DeclaredItem) {
    let words = text.string(span).split { " ()".contains($0) }
    guard let date = words.last, date.utf8.count == 10, date.utf8.dropFirst(4).first == 0x2D else {
      return
    }
    item.attributes.append(Attribute("Date", Prose(String(date), at: text.range(span))))
    notePlaceholders(span)
  }

  // MARK: ends

  mutating func close(at row: Int) {
    guard var last = open.popLast() else { return }
    if last.isBodyOpen { last.body = last.body.lowerBound..<max(row, last.body.lowerBound) }
    finish(last)
    guard var owner = open.popLast() else { return }
    owner.progress.done += last.progress.done
    owner.progress.total += last.progress.total
    open.append(owner)
  }

  private mutating func finish(_ last: OpenItem) {
    let body = statement(last.body)
    let position = last.position
    let own = document.items[position].range
    switch document.items[position].detail {
    case .specified(var facts):
      if let body { facts.level = ObligationLevel(strongestIn: body.text) }
      if place.isActual {
        facts.actual = body ?? document.items[position].title
        addFacet("As built", facts.actual, position)
        addFacet("Mark", facts.mark.map { Prose($0.rawValue, at: own) }, position)
      } else if place.kind != .intentVsActual {
        document.items[position].statement = body
      }
      facts.gap = gap(position) ?? facts.gap
      document.items[position].detail = .specified(facts)
    case .progress:
      document.items[position].detail = .progress(last.progress)
      document.items[position].statement = body
    case .module:
      if place.isChange || place.kind == .intentDesign { document.items[position].statement = body }
      addTicks(last.progress, position)
    default: document.items[position].statement = body
    }
  }

  /// What a page shows beside the intent.
  private mutating func addFacet(_ name: String, _ value: Prose?, _ position: Int) {
    guard let value else { return }
    document.items[position].attributes.append(Attribute(name, value))
  }

  private mutating func addTicks(_ progress: ProgressFacts, _ position: Int) {
    guard progress.total > 0 else { return }
    let range = SourceRange.file(place.path)
    document.items[position].attributes.append(
      Attribute("Ticked", Prose("\(progress.done) of \(progress.total)", at: range)))
  }

  private func gap(_ position: Int) -> Prose? {
    guard place.kind == .intentVsActual else { return nil }
    return document.items[position].attributes.first { $0.name == "Gap" }?.value
  }

  /// The rows as one text, without blank rows and rules at its ends.
  func statement(_ rows: Range<Int>) -> Prose? {
    var rows = rows.clamped(to: text.rows.indices)
    let isEmpty = { (row: Int) in
      let span = text.trimmed(text.rows[row].span)
      return span.isEmpty || text.isBreak(span)
    }
    while let first = rows.first, isEmpty(first) { rows.removeFirst() }
    while let last = rows.last, isEmpty(last) { rows.removeLast() }
    guard let first = rows.first, let last = rows.last else { return nil }
    let span = text.rows[first].span.lowerBound..<text.rows[last].span.upperBound
    return Prose(text.string(span), at: text.range(span))
  }

  private mutating func checkContent() {
    guard place.isActual || place.kind == .intentVsActual, !hasContent else { return }
    document.diagnostics.append(
      Diagnostic(
        .emptyDocument, at: .file(place.path), "the document describes nothing that was built",
        fix: "describe what was built, or delete the file"))
  }
}
