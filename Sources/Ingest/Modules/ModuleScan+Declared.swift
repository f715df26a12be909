import SourceText
import TraceModel

/// What a line, not a heading, declares: an `**ID**:`, a table of a test case, a renamed requirement.
extension ModuleScan {
  // MARK: `- [x] `p1` - **ID**: `cpt-todo-fr-create``

  /// The heading above is its title, and what follows up to the next of that height its text.
  mutating func readNamedID(_ line: Range<Int>, _ row: Int) -> Bool {
    var rest = text.bulleted(line) ?? line
    for box in ["[x]", "[X]", "[ ]"] where text.starts(rest, with: box) {
      rest = text.trimmed(rest.lowerBound + 3..<rest.upperBound)
    }
    let priority = takePriority(&rest)
    guard let name = ["**ID**:", "**ID:**"].first(where: { text.starts(rest, with: $0) }) else {
      return false
    }
    let value = rest.lowerBound + name.utf8.count..<rest.upperBound
    guard let found = moduleIDs(in: text.bytes, value).first, found.id.isOfKnownKind,
      !document.items.contains(where: { $0.id.text == found.id.text })
    else { return false }
    let range = text.range(found.span)
    var item = DeclaredItem(
      kind: found.id.kind, id: Prose(found.id.text, at: range), hasGivenID: false,
      detail: found.id.kind == .task
        ? .progress(ProgressFacts(done: 0, total: 0))
        : .specified(SpecifiedFacts(intent: range)), range: range)
    if let heading = lastHeading {
      item.title = Prose(text.string(heading.text), at: text.range(heading.text))
    }
    if let priority { item.attributes.append(Attribute("Priority", priority)) }
    begin(item, level: max(1, lastHeading?.level ?? 1), row)
    return true
  }

  /// `p1` in backquotes, and the dash behind it.
  private func takePriority(_ span: inout Range<Int>) -> Prose? {
    guard text.starts(span, with: "`p"), span.count > 4,
      let end = text.bytes[span].dropFirst().firstIndex(of: UInt8(ascii: "`")),
      end - span.lowerBound <= 4
    else { return nil }
    let word = span.lowerBound + 1..<end
    span = text.trimmed(end + 1..<span.upperBound)
    if text.starts(span, with: "-") { span = text.trimmed(span.lowerBound + 1..<span.upperBound) }
    return Prose(text.string(word), at: text.range(word))
  }

  /// Opens an item at a line, after those that are not around it.
  private mutating func begin(_ item: DeclaredItem, level: Int, _ row: Int) {
    while let last = open.last, last.level >= level, last.level > 0 { close(at: row) }
    if var last = open.popLast() {
      if last.isBodyOpen { last.body = last.body.lowerBound..<max(row, last.body.lowerBound) }
      last.isBodyOpen = false
      open.append(last)
    }
    var item = item
    item.parent = open.last?.position
    document.items.append(item)
    open.append(
      OpenItem(level: level, position: document.items.count - 1, body: row + 1..<row + 1))
  }

  // MARK: | Test Case ID | TC-SORT-01 |

  static let caseNames: Set<String> = ["test case id", "test case", "testcase id", "test id"]

  /// A table of names and values about one test case, and the table of its steps behind it.
  mutating func readCaseRow(_ line: Range<Int>, _ row: Int) -> Bool {
    let cells = cells(of: line)
    guard let first = cells.first, cells.count >= 2 else { return false }
    let name = text.string(first).lowercased()
    if Self.caseNames.contains(name), cells.count == 2,
      let found = moduleIDs(in: text.bytes, cells[1]).first, found.id.kind == .scenario
    {
      beginCase(found.id, found.span, row)
      return true
    }
    guard let position = caseItem, open.last?.position == position else { return false }
    if isTableHead(row) { return true }
    if cells.count == 2 {
      addCaseField(name, first, cells[1], position)
    } else if isNumber(first) {
      addStep(.when, cells[1], position)
      addStep(.then, cells[2], position)
    }
    return true
  }

  /// The row above the rule of a table names its columns.
  private func isTableHead(_ row: Int) -> Bool {
    guard row + 1 < text.rows.count else { return false }
    let next = text.trimmed(text.rows[row + 1].span)
    return text.starts(next, with: "|") && text.bytes[next].contains(UInt8(ascii: "-"))
      && text.bytes[next].allSatisfy { "|-: ".utf8.contains($0) }
  }

  /// Headings of its own parts stand as high as the one above its table, and belong to it.
  private mutating func beginCase(_ id: ModuleID, _ span: Range<Int>, _ row: Int) {
    let range = text.range(span)
    let item = DeclaredItem(
      kind: .scenario, id: Prose(id.text, at: range),
      detail: .specified(SpecifiedFacts(intent: range)), range: range)
    begin(item, level: max(1, (lastHeading?.level ?? 2) - 1), row)
    open[open.count - 1].isBodyOpen = false
    caseItem = document.items.count - 1
  }

  private mutating func addCaseField(
    _ name: String, _ label: Range<Int>, _ value: Range<Int>, _ position: Int
  ) {
    guard !value.isEmpty, !text.string(value).allSatisfy({ "-: ".contains($0) }) else { return }
    let prose = Prose(text.string(value), at: text.range(value))
    if name == "title" { return document.items[position].title = prose }
    for found in moduleIDs(in: text.bytes, value) {
      let verb: LinkKind? =
        switch found.id.kind {
        case .requirement: .covers
        case .scenario: .dependsOn
        default: nil
        }
      guard let verb, found.id.text != document.items[position].id.text else { continue }
      var link = DeclaredLink(verb, to: found.id.text, at: text.range(found.span))
      link.isOptional = true
      document.items[position].links.append(link)
    }
    document.items[position].attributes.append(Attribute(text.string(label), prose))
  }

  private mutating func addStep(
    _ word: ScenarioStep.Word, _ cell: Range<Int>, _ position: Int
  ) {
    guard !cell.isEmpty else { return }
    document.items[position].attributes.append(
      Attribute(word.rawValue, Prose(text.string(cell), at: text.range(cell))))
  }

  // MARK: - FROM: `### Requirement: Login`

  /// Two lines below `## RENAMED Requirements` are one requirement under its new name.
  mutating func readRenaming(_ line: Range<Int>) -> Bool {
    guard delta == "renamed", let item = text.bulleted(line),
      let colon = text.bytes[item].firstIndex(of: UInt8(ascii: ":"))
    else { return false }
    let word = text.string(item.lowerBound..<colon).uppercased().filter { $0 != "*" }
    guard word == "FROM" || word == "TO", let title = requirementTitle(colon + 1..<item.upperBound)
    else { return false }
    if word == "FROM" {
      renamedFrom = title
    } else if let former = renamedFrom {
      addRenamed(from: former, to: title)
      renamedFrom = nil
    }
    return true
  }

  /// `Login` of `` `### Requirement: Login` ``.
  private func requirementTitle(_ span: Range<Int>) -> Range<Int>? {
    var span = text.trimmed(span)
    let marks = "`#* ".utf8
    while let byte = text.bytes[span].first, marks.contains(byte) { span.removeFirst() }
    while let byte = text.bytes[span].last, marks.contains(byte) { span.removeLast() }
    let word = "requirement:"
    if text.string(span).lowercased().hasPrefix(word) {
      span = text.trimmed(span.lowerBound + word.utf8.count..<span.upperBound)
    }
    return span.isEmpty ? nil : span
  }

  private mutating func addRenamed(from former: Range<Int>, to title: Range<Int>) {
    let range = text.range(title)
    let (old, new) = (slug(text.string(former)), slug(text.string(title)))
    guard !new.isEmpty else { return }
    let id = place.capability.isEmpty ? new : "\(place.capability).\(new)"
    slugs[id, default: 0] += 1
    guard slugs[id] == 1 else { return }
    var item = DeclaredItem(
      kind: .requirement, id: Prose(id, at: range), hasGivenID: true,
      title: Prose(text.string(title), at: range),
      detail: .specified(SpecifiedFacts(intent: range)), parent: open.first?.position,
      range: range)
    item.attributes = [
      Attribute("Delta", Prose("renamed", at: range)),
      Attribute("Renamed from", Prose(text.string(former), at: text.range(former))),
    ]
    // Whichever of the two names the specification uses by now.
    for target in [old, new] where !place.specification.isEmpty {
      var link = DeclaredLink(
        .references, to: "\(place.specification)/\(target)", at: range, remark: "renamed")
      link.isOptional = true
      item.links.append(link)
    }
    document.items.append(item)
  }
}

extension Range<Int> {
  fileprivate mutating func removeFirst() { self = lowerBound + 1..<upperBound }
  fileprivate mutating func removeLast() { self = lowerBound..<upperBound - 1 }
}
