import SourceText
import TraceModel

/// The lines below the heading of an item, taken apart into statement, fields and nested truths.
struct CompanionBody {
  struct Field {
    var name: Range<Int>
    /// From the first byte of the value to the end of its last line.
    var value: Range<Int>
    var lines: [String]
  }

  private(set) var statement: Prose?
  private(set) var fields: [Field] = []
  /// `- RT-1.1: text` below a truth.
  private(set) var children: [(id: Range<Int>, text: Range<Int>)] = []

  init(_ text: CompanionText, _ rows: Range<Int>, isTruth: Bool) {
    var statementRows: [Range<Int>] = []
    var isInField = false
    for row in rows {
      let (span, isFenced) = text.rows[row]
      let content = isFenced ? nil : text.quoted(span)
      let plain = content ?? text.trimmed(span)
      if isFenced {
        if !isInField { statementRows.append(span) } else { extend(span, span, text) }
      } else if let field = text.field(text.bulleted(plain) ?? plain) {
        let value = field.value.isEmpty ? [] : [text.string(field.value)]
        fields.append(Field(name: field.name, value: field.value, lines: value))
        isInField = true
      } else if plain.isEmpty {
        // A field whose value is a list may be separated from it by an empty line.
        if content == nil { isInField = isInField && fields.last?.lines.isEmpty == true }
        if !isInField { statementRows.append(span) }
      } else if isTruth, let child = Self.child(text, plain) {
        children.append(child)
        isInField = false
      } else if isInField {
        extend(plain, text.bulleted(plain) == nil ? plain : span, text)
      } else if !text.isBreak(span) {
        statementRows.append(span)
      }
    }
    statement = Self.prose(text, statementRows)
  }

  /// Everything below a heading that declares no item, fields and all.
  func whole(_ text: CompanionText, _ rows: Range<Int>) -> Prose? {
    Self.prose(text, rows.map { text.rows[$0].span }.filter { !text.isBreak($0) })
  }

  private mutating func extend(_ span: Range<Int>, _ shown: Range<Int>, _ text: CompanionText) {
    guard let last = fields.indices.last else { return }
    fields[last].value = fields[last].value.lowerBound..<span.upperBound
    fields[last].lines.append(text.string(shown))
  }

  private static func child(
    _ text: CompanionText, _ span: Range<Int>
  ) -> (id: Range<Int>, text: Range<Int>)? {
    guard var content = text.bulleted(span) else { return nil }
    if text.starts(content, with: "**") {
      content = content.lowerBound + 2..<content.upperBound
    }
    guard let colon = content.first(where: { text.bytes[$0] == 0x3A }) else { return nil }
    var id = content.lowerBound..<colon
    if id.count > 2, text.starts(id.upperBound - 2..<id.upperBound, with: "**") {
      id = id.lowerBound..<id.upperBound - 2
    }
    let name = text.string(id)
    guard IDPrefix.kind(of: name) == .requiredTruth, name.contains(".") else { return nil }
    var rest = text.trimmed(colon + 1..<content.upperBound)
    if text.starts(rest, with: "**") {
      rest = text.trimmed(rest.lowerBound + 2..<rest.upperBound)
    }
    return (id, rest)
  }

  private static func prose(_ text: CompanionText, _ rows: [Range<Int>]) -> Prose? {
    let isBlank = { (row: Range<Int>) in text.trimmed(row).isEmpty }
    let rows = Array(rows.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    guard let first = rows.first, let last = rows.last else { return nil }
    return Prose(
      rows.map { text.string($0) }.joined(separator: "\n"),
      at: text.range(first.lowerBound..<last.upperBound))
  }
}

extension CompanionBody {
  private static let links: [String: [NodeKind: LinkKind]] = [
    "maps to": [.requiredTruth: .mapsTo],
    "satisfies": [.requiredTruth: .mapsTo, .solutionOption: .satisfies],
    "between": [.tension: .conflictsWith],
    "gaps": [.solutionOption: .references],
    "constraints violated": [.failureMode: .threatens],
    "violates": [.failureMode: .threatens],
    "impact on constraints": [.openQuestion: .asks],
    "impact": [.openQuestion: .asks],
    "relates to": [.constraint: .references, .openQuestion: .asks],
    "depends on": [.constraint: .dependsOn, .requiredTruth: .dependsOn],
    "seed from": [.draftTruth: .derivedFrom],
  ]

  /// Puts the fields where they belong: links, types, rationale; the rest becomes properties.
  func apply(to item: inout DeclaredItem, _ text: CompanionText, category: String) {
    var words: [String: String] = [:]
    for field in fields {
      let name = text.string(field.name)
      let key = name.lowercased()
      let prose = Prose(field.lines.joined(separator: "\n"), at: text.range(field.value))
      if key == "rationale" {
        item.rationale = prose
        continue
      }
      if let kind = Self.links[key]?[item.kind] {
        let remark = key == "gaps" ? "gap" : nil
        let links = mentions(text, field.value, kind: kind, remark: remark)
        item.links += links
        // A list of nothing but ids is all links; anything more is worth showing.
        if !links.isEmpty, !prose.text.contains(where: \.isLowercase) { continue }
      } else if key == "scenario" || key == "question" || key == "statement",
        item.statement == nil
      {
        item.statement = prose
        continue
      }
      words[key] = prose.text
      let attribute = key.split(separator: " ").joined(separator: "_")
      if !prose.text.isEmpty { item.attributes.append(Attribute(attribute, prose)) }
    }
    item.detail = detail(of: item, words, category)
  }

  private func detail(
    of item: DeclaredItem, _ words: [String: String], _ category: String
  ) -> NodeDetail {
    let type = words["type"]?.lowercased()
    let status = words["status"]
    switch item.kind {
    case .constraint:
      return .constraint(
        ConstraintFacts(type: type.flatMap(ConstraintType.init(rawValue:)), category: category))
    case .tension:
      let isResolved = status?.lowercased().hasPrefix("resolved") ?? (words["resolution"] != nil)
      return .tension(TensionFacts(type: type, isResolved: isResolved))
    case .requiredTruth:
      let declared = status.flatMap { DeclaredStatus(rawValue: $0.uppercased()) }
      return .truth(TruthFacts(declared: declared, depth: 0))
    case .solutionOption: return .option(OptionFacts(isRecommended: false))
    default: return item.detail
    }
  }

  /// The ids in a field's text; what stands in brackets explains an id and names none.
  private func mentions(
    _ text: CompanionText, _ span: Range<Int>, kind: LinkKind, remark: String?
  ) -> [DeclaredLink] {
    var links: [DeclaredLink] = []
    var depth = 0
    var start = span.lowerBound
    var index = span.lowerBound
    while index <= span.upperBound {
      let byte = index < span.upperBound ? text.bytes[index] : 0x20
      let isPart =
        byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte >= 0x30 && byte <= 0x39
        || byte == 0x2D || byte == 0x2E || byte == 0x5F
      if !isPart {
        if depth == 0, start < index {
          links += mention(text, start..<index, kind: kind, remark: remark)
        }
        start = index + 1
        if byte == UInt8(ascii: "(") { depth += 1 }
        if byte == UInt8(ascii: ")") { depth = max(0, depth - 1) }
      }
      index += 1
    }
    return links
  }

  private func mention(
    _ text: CompanionText, _ span: Range<Int>, kind: LinkKind, remark: String?
  ) -> [DeclaredLink] {
    var word = span
    // A full stop after an id ends the sentence.
    while !word.isEmpty, text.bytes[word.upperBound - 1] == 0x2E {
      word = word.lowerBound..<word.upperBound - 1
    }
    return IDSpelling.references(in: text.string(word)).compactMap { reference in
      switch IDPrefix.kind(of: reference.id) {
      // In prose, GAP-n mostly means an item of a checklist that no document declares.
      case nil, .gap, .integration: nil
      default: DeclaredLink(kind, to: reference.id, at: text.range(word), remark: remark)
      }
    }
  }
}
