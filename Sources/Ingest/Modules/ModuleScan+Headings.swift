import SourceText
import TraceModel

/// What a heading opens, and the id that it gets.
extension ModuleScan {
  mutating func readHeading(_ row: Int, _ level: Int, _ span: Range<Int>) {
    noteDelta(level, span)
    notePlaceholders(span)
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
  }
}
