import Notation
import SourceText
import TraceModel

/// One item while its keys are read: what cannot be typed before all keys are known.
struct ItemDraft {
  var item: DeclaredItem
  var type: Prose?
  var status: Prose?
  var artifactClass: String?
  /// Ids that an artifact satisfies, until its role decides the verb.
  var satisfies: [DeclaredLink] = []
  var evidence: [Node] = []
  var children: [Node] = []
}

/// Where an item belongs, and what its format says about it from outside.
struct ItemPlace {
  /// Position of the containing item.
  var parent = 0
  /// The category of a constraint.
  var category = ""
  /// Of a truth, from 0.
  var depth = 0
  /// Precedes the number of an item that has no id of its own: `Q` for `Q1`; `nil` when an id is
  /// required.
  var givenPrefix: String?
}

extension ManifoldReading {
  /// Reads a list of items, or a mapping whose keys are their ids.
  mutating func readItems(_ node: Node, _ format: ItemFormat, in place: ItemPlace, as key: String) {
    if case .mapping(let entries) = node.value {
      for entry in entries { readItem(entry.value, format, in: place, key: entry) }
      return
    }
    for (index, element) in list(node, as: key).enumerated() {
      readItem(element, format, in: place, number: index + 1)
    }
  }

  /// Reads one item and everything it contains.
  ///
  /// In formats that map ids to items, `key` is the entry whose key is the item's id.
  mutating func readItem(
    _ node: Node, _ format: ItemFormat, in place: ItemPlace, number: Int = 1,
    key: Node.Entry? = nil
  ) {
    guard case .mapping(let entries) = node.value else {
      return readShort(node, format, in: place, number: number, key: key)
    }
    let range = range(node)
    let given = Prose("", at: key.map { lines.range($0.keySpan) } ?? range)
    var draft = ItemDraft(
      item: DeclaredItem(kind: format.kind, id: given, parent: place.parent, range: range))
    var hasID = false
    if let key { hasID = takeID(key.key, at: key.keySpan, format, &draft) }
    var isFaulty = key != nil && !hasID
    for entry in entries {
      if case .id? = format.fields[entry.key], !hasID {
        hasID = readID(entry.value, format, &draft)
        isFaulty = isFaulty || !hasID
      } else {
        readField(entry, format, &draft)
      }
    }
    if isFaulty { return }
    if !hasID && !giveID(to: &draft, node, format, place, number) { return }
    let position = finish(&draft, in: place)
    readContents(of: draft, at: position, place)
  }

  private mutating func readField(
    _ entry: Node.Entry, _ format: ItemFormat, _ draft: inout ItemDraft
  ) {
    let what = "\"\(entry.key)\" of \(format.name)"
    switch format.fields[entry.key] {
    case .id?, .attribute?: addAttribute(entry, to: &draft)
    case .title?: draft.item.title = text(entry.value, as: what)
    case .statement? where draft.item.statement == nil:
      draft.item.statement = text(entry.value, as: what)
    case .statement?: addAttribute(entry, to: &draft)
    case .rationale?: draft.item.rationale = text(entry.value, as: what)
    case .type?: draft.type = text(entry.value, as: what)
    case .status?: draft.status = text(entry.value, as: what)
    case .date?:
      checkDate(entry.value, key: entry.key)
      addAttribute(entry, to: &draft)
    case .links(let kind)?:
      draft.item.links += references(entry.value, kind: kind, as: what)
    case .remarkedLinks(let kind, let remark)?:
      // These lists mix ids with sentences; a sentence is a property, not a broken reference.
      let links = references(entry.value, kind: kind, as: what, remark: remark)
      draft.item.links += links.filter { IDGrammar.fault(in: $0.target) == nil }
      if links.contains(where: { IDGrammar.fault(in: $0.target) != nil }) {
        addAttribute(entry, to: &draft)
      }
    case .effects?: readEffects(entry, &draft)
    case .satisfies?: draft.satisfies += references(entry.value, kind: .satisfies, as: what)
    case .evidence?: draft.evidence += list(entry.value, as: what)
    case .children?: draft.children += list(entry.value, as: what)
    case .artifactClass?: draft.artifactClass = text(entry.value, as: what)?.text
    case .structure?: break
    case nil:
      unknownKey(entry, in: format.name, known: format.fields.keys)
      addAttribute(entry, to: &draft)
    }
  }

  private func addAttribute(_ entry: Node.Entry, to draft: inout ItemDraft) {
    if let attribute = attribute(entry.key, entry.value) { draft.item.attributes.append(attribute) }
  }

  private mutating func readEffects(_ entry: Node.Entry, _ draft: inout ItemDraft) {
    for element in list(entry.value, as: entry.key) {
      guard let id = element["constraint_id"], let target = id.scalarText else { continue }
      let effect = element["effect"]?.scalarText
      draft.item.links.append(
        DeclaredLink(.references, to: target, at: range(id), remark: effect))
    }
    addAttribute(entry, to: &draft)
  }

  /// Text in place of a mapping: evidence, options and phases are often a bare sentence.
  private mutating func readShort(
    _ node: Node, _ format: ItemFormat, in place: ItemPlace, number: Int, key: Node.Entry?
  ) {
    let isText = place.givenPrefix != nil || key != nil
    guard isText, case .scalar(let scalar) = node.value else {
      wrongType(node, what: format.name, expected: "a mapping")
      return
    }
    if scalar.isNull && key == nil { return }
    let range = range(node)
    var draft = ItemDraft(
      item: DeclaredItem(
        kind: format.kind, id: Prose("", at: range), parent: place.parent, range: range))
    if !scalar.isNull { draft.item.statement = Prose(scalar.text, at: range) }
    if let key {
      guard takeID(key.key, at: key.keySpan, format, &draft) else { return }
    } else {
      guard giveID(to: &draft, node, format, place, number) else { return }
    }
    _ = finish(&draft, in: place)
  }

  // MARK: ids

  private mutating func readID(
    _ node: Node, _ format: ItemFormat, _ draft: inout ItemDraft
  ) -> Bool {
    guard case .scalar(let scalar) = node.value, !scalar.isNull else {
      report(
        IngestRules.invalidID, at: node.span,
        "the id of \(format.name) is \(node.kindName); expected text such as \"B1\"")
      return false
    }
    return takeID(scalar.text, at: node.span, format, &draft)
  }

  private mutating func takeID(
    _ text: String, at span: Span, _ format: ItemFormat, _ draft: inout ItemDraft
  ) -> Bool {
    draft.item.id = Prose(text, at: lines.range(span))
    // An artifact's id is its path, which obeys the rules of paths.
    if format.kind == .artifact {
      if !text.isEmpty { return true }
    } else if IDGrammar.fault(in: text) == nil {
      return true
    }
    let fault = IDGrammar.fault(in: text) ?? .empty
    report(
      IngestRules.invalidID, at: span, "id \"\(text.clipped)\" of \(format.name) \(fault.sentence)")
    return false
  }

  private mutating func giveID(
    to draft: inout ItemDraft, _ node: Node, _ format: ItemFormat, _ place: ItemPlace,
    _ number: Int
  ) -> Bool {
    guard let prefix = place.givenPrefix else {
      report(
        IngestRules.invalidID, at: node.span, "\(format.name) has no id",
        fix: "add an id such as \"B1\"")
      return false
    }
    draft.item.id = Prose("\(prefix)\(number)", at: draft.item.range)
    draft.item.hasGivenID = true
    return true
  }
}
