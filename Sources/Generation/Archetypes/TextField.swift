import SourceText
import TraceModel

/// One text of an item in which words and figures are looked for.
struct TextField: Sendable {
  /// The property's name.
  let name: String
  let text: String
  let range: SourceRange
  /// How much a word in it says about what the item demands, from 0 to 1.
  let weight: Double
  let words: [Word]
  /// The same words as patterns see them.
  let keys: [WordKey]

  init(_ name: String, _ text: String, at range: SourceRange, weight: Double) {
    self.name = name
    self.text = text
    self.range = range
    self.weight = weight
    words = WordScanner.words(of: text)
    keys = words.map(WordKey.init)
  }

  /// The text between two bytes, as written.
  func text(from start: Int, to end: Int) -> String {
    String(decoding: Array(text.utf8)[start..<min(end, text.utf8.count)], as: UTF8.self)
  }

  /// The words of a match, for a reason.
  func text(of match: ClosedRange<Int>) -> String {
    text(from: words[match.lowerBound].start, to: words[match.upperBound].end)
  }
}

/// Everything that an item says, in the order of its weight.
struct ItemText: Sendable {
  let fields: [TextField]
  /// Typed members of `threshold`.
  let threshold: [String: String]
  /// Names of properties that are there.
  let properties: Set<String>
  let item: SubjectItem

  init(_ item: SubjectItem) {
    self.item = item
    var fields = [
      TextField("statement", item.statement, at: item.statementRange, weight: 1)
    ]
    if item.title != item.statement, !item.statement.hasPrefix(item.title.prefix(40)) {
      fields.append(TextField("title", item.title, at: item.range, weight: 0.9))
    }
    for (name, weight) in Self.weights {
      for attribute in item.attributes where attribute.name == name {
        let text = oneLine(attribute.value.text)
        fields.append(TextField(name, text, at: attribute.value.range, weight: weight))
      }
    }
    if !item.rationale.isEmpty {
      fields.append(TextField("rationale", item.rationale, at: item.range, weight: 0.35))
    }
    self.fields = fields
    properties = Set(item.attributes.map(\.name))
    threshold = Self.members(of: item.attribute("threshold") ?? "")
  }

  func field(_ name: String) -> TextField? { fields.first { $0.name == name } }

  /// Where a property stands.
  func range(of property: String) -> SourceRange {
    item.attributes.first { $0.name == property }?.value.range ?? item.range
  }

  private static let weights: [(String, Double)] = [
    ("measurement", 0.9), ("target", 0.6), ("implementation_hint", 0.5),
    ("implementation_hints", 0.5), ("detection", 0.5), ("mitigation", 0.4), ("prevention", 0.3),
  ]

  /// Readers flatten mappings to `kind: deterministic; ceiling: 0`.
  static func members(of text: String) -> [String: String] {
    var members: [String: String] = [:]
    for part in text.split(separator: ";") {
      guard let colon = part.firstIndex(of: ":") else { continue }
      let key = oneLine(String(part[..<colon]))
      members[key] = members[key] ?? oneLine(String(part[part.index(after: colon)...]))
    }
    return members
  }
}
