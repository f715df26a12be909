import SourceText
import TraceModel

extension ModuleScan {
  mutating func readLine(_ row: Int) {
    let (span, isFenced) = text.rows[row]
    let line = text.trimmed(span)
    if line.isEmpty { return }
    let owner = open.last.map { document.items[$0.position] }
    if owner?.kind == .scenario { readStep(line, isFenced) }
    if isFenced { return }
    // A quote at the top says where the document comes from, and nothing else.
    if text.quoted(line) == nil { hasContent = true }
    if text.starts(line, with: "|") {
      if readCaseRow(line, row) { return }
      if place.kind == .table { return readRow(line) }
    }
    if readRenaming(line) { return }
    _ = readNamedID(line, row)
    readFact(line)
    let box = checkbox(line)
    if let box { tick(box.isTicked, box.text) }
    readField(line)
    readReferences(line, isTicked: box?.isTicked)
    notePlaceholders(line)
  }

  // MARK: boxes

  private func checkbox(_ line: Range<Int>) -> (isTicked: Bool, text: Range<Int>)? {
    guard let item = text.listed(line), item.count >= 3, !text.isLink(item) else { return nil }
    for (box, isTicked) in [("[x]", true), ("[X]", true), ("[ ]", false)]
    where text.starts(item, with: box) {
      return (isTicked, text.trimmed(item.lowerBound + 3..<item.upperBound))
    }
    return nil
  }

  private mutating func tick(_ isTicked: Bool, _ line: Range<Int>) {
    if place.kind == .intentScenarios, addListedScenario(line, isTicked) { return }
    guard var last = open.popLast() else { return }
    last.progress.total += 1
    if isTicked { last.progress.done += 1 }
    open.append(last)
  }

  /// `- [ ] v1 - text [F20.011]`: a scenario without an id that covers a fact.
  private mutating func addListedScenario(_ line: Range<Int>, _ isTicked: Bool) -> Bool {
    let facts = moduleIDs(in: text.bytes, line).filter { $0.id.text.hasPrefix("F") }
    guard !facts.isEmpty else { return false }
    let range = text.range(line)
    let words = text.string(line).split(separator: " ", maxSplits: 2)
    let title = words.count == 3 && words[1] == "-" ? String(words[2]) : text.string(line)
    let count = slugs["listed", default: 0] + 1
    slugs["listed"] = count
    var item = DeclaredItem(
      kind: .scenario, id: Prose("S\(count)", at: range), hasGivenID: true,
      title: Prose(title, at: range), detail: .specified(SpecifiedFacts(intent: range)),
      range: range)
    item.parent = open.last?.position
    item.links = facts.map { DeclaredLink(.covers, to: $0.id.text, at: text.range($0.span)) }
    if words.count == 3, words[1] == "-" {
      item.attributes.append(Attribute("Version", Prose(String(words[0]), at: range)))
    }
    item.attributes.append(Attribute("Ticked", Prose(isTicked ? "yes" : "no", at: range)))
    document.items.append(item)
    return true
  }

  /// `**[F20.011]** – Title`: a fact, which the quote below it states.
  private mutating func readFact(_ line: Range<Int>) {
    let start = text.bulleted(line) ?? line
    guard text.starts(start, with: "**["), let found = moduleIDs(in: text.bytes, start).first,
      found.span.lowerBound == start.lowerBound + 3
    else { return addQuote(line) }
    let range = text.range(found.span)
    var item = DeclaredItem(
      kind: .requirement, id: Prose(found.id.text, at: range),
      detail: .specified(SpecifiedFacts(intent: range)), range: range)
    var title = text.string(found.span.upperBound..<start.upperBound).drop {
      "]* –—-:".contains($0)
    }
    while title.last == " " { title.removeLast() }
    if !title.isEmpty { item.title = Prose(String(title), at: range) }
    item.parent = open.last?.position
    document.items.append(item)
  }

  private mutating func addQuote(_ line: Range<Int>) {
    guard let quote = text.quoted(line), let last = document.items.indices.last,
      document.items[last].kind == .requirement, document.items[last].id.text.hasPrefix("F")
    else { return }
    let words = text.string(quote)
    if document.items[last].statement != nil {
      document.items[last].statement?.text += "\n\(words)"
    } else {
      document.items[last].statement = Prose(words, at: text.range(quote))
    }
    if case .specified(var facts) = document.items[last].detail {
      facts.level = facts.level ?? ObligationLevel(strongestIn: words)
      document.items[last].detail = .specified(facts)
    }
  }

  // MARK: fields and steps

  private static let fields = [
    "Intent", "Actual", "Gap", "Reason", "Impact", "Resolution", "Status", "Progress", "Verifies",
  ]

  /// `- **Gap:** text` of a gap analysis, and what a task says of its progress.
  private mutating func readField(_ line: Range<Int>) {
    guard let position = open.last?.position, let field = text.field(text.bulleted(line) ?? line),
      Self.fields.contains(text.string(field.name))
    else { return }
    let name = text.string(field.name)
    let isAnalysed = place.kind == .intentVsActual
    guard isAnalysed || name == "Progress" || name == "Status", !field.value.isEmpty else { return }
    let value = Prose(text.string(field.value), at: text.range(field.value))
    document.items[position].attributes.append(Attribute(name, value))
  }

  /// A step of a scenario; a bare keyword counts in a list or a fenced text only.
  private mutating func readStep(_ line: Range<Int>, _ isFenced: Bool) {
    guard !place.isActual, let position = open.last?.position else { return }
    let item = text.bulleted(line)
    let span = item ?? line
    let isBold = text.starts(span, with: "**")
    guard isBold || item != nil || isFenced,
      let step = ScenarioStep(text, isBold ? span.lowerBound + 2..<span.upperBound : span, isBold)
    else { return }
    document.items[position].attributes.append(
      Attribute(step.word.rawValue, Prose(said(step.text), at: text.range(step.text))))
  }

  private func said(_ span: Range<Int>) -> String {
    let words = text.said(span).drop { $0 == " " }
    // A reference to what it shows is no step.
    return words.allSatisfy { $0 == " " } ? "" : text.string(span)
  }

  // MARK: references

  /// What a box names carries whether the box is ticked: `open` as long as one of several is.
  mutating func readReferences(_ span: Range<Int>, isTicked: Bool? = nil) {
    let position = open.last?.position ?? document.items.indices.last
    guard let position else { return }
    for found in moduleIDs(in: text.bytes, span)
    where isReference(found, position) && !text.isComment(found.span.lowerBound) {
      let kind = document.items[position].kind
      var link = DeclaredLink(
        Self.verb(kind, found.id), to: found.id.text, at: text.range(found.span))
      switch found.id.kind {
      case .decision, .incident: link.isOptional = true
      case _ where !found.id.isOfKnownKind: link.isOptional = true
      default: link.isOptional = [.openSpec, .table, nil].contains(place.kind)
      }
      link.remark = isTicked.map { $0 ? "ticked" : "open" }
      let known = document.items[position].links.firstIndex { $0.target == link.target }
      if let known {
        if isTicked == false { document.items[position].links[known].remark = "open" }
      } else {
        document.items[position].links.append(link)
      }
    }
  }

  private func isReference(
    _ found: (id: ModuleID, span: Range<Int>), _ position: Int
  ) -> Bool {
    let id = found.id.text
    // A bare `F1.2` in prose is a figure; a fact stands in brackets.
    if id.hasPrefix("F"), !id.contains("-") {
      let before = found.span.lowerBound
      return before > 0 && text.bytes[before - 1] == UInt8(ascii: "[")
        && document.items[position].id.text != id && !document.items.last.isFact(id)
    }
    return document.items[position].id.text != id
  }

  private static func verb(_ source: NodeKind, _ target: ModuleID) -> LinkKind {
    switch (source, target.kind) {
    case (.scenario, .requirement): .covers
    case (.task, .requirement), (.task, .scenario): .implements
    case (.task, .task): .dependsOn
    case (.release, .scenario), (.release, .requirement): .introduces
    default: .references
    }
  }

  // MARK: placeholders

  private static let unfilled = [
    "{MODULE}", "{module_name}", "{N}", "YYYY-MM-DD", "<description>", "[CUSTOMIZE",
  ]

  mutating func notePlaceholders(_ span: Range<Int>) {
    guard place.kind != nil, place.kind != .openSpec, place.kind != .table else { return }
    let bytes = text.bytes[span]
    guard bytes.contains(where: { $0 == 0x7B || $0 == 0x59 || $0 == 0x3C || $0 == 0x5B }) else {
      return
    }
    for word in Self.unfilled where !placeholders.contains(word) {
      guard let offset = bytes.firstOffset(of: Array(word.utf8)) else { continue }
      placeholders.insert(word)
      document.diagnostics.append(
        Diagnostic(
          .unfilledPlaceholder, at: text.range(offset, word.utf8.count),
          "the placeholder \"\(word)\" is not filled in"))
    }
  }
}

extension CompanionText {
  fileprivate func range(_ start: Int, _ count: Int) -> SourceRange { range(start..<start + count) }
}

extension DeclaredItem? {
  fileprivate func isFact(_ id: String) -> Bool {
    self?.kind == .requirement && self?.id.text == id
  }
}

extension ArraySlice<UInt8> {
  /// Where a short word first stands.
  fileprivate func firstOffset(of word: [UInt8]) -> Int? {
    guard count >= word.count else { return nil }
    return (startIndex...endIndex - word.count).first { self[$0..<$0 + word.count] == word[...] }
  }
}
