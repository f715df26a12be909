import SourceText

/// What a report of a step says, as a tree that is written as YAML or JSON alike.
enum ReportValue: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  case text(String)
  case number(Int)
  case flag(Bool)
  case list([ReportValue])
  case mapping([Member])
  /// Left out where it is the value of a key.
  case nothing

  /// A key with its value, in the order in which it is written.
  struct Member: Sendable, Hashable {
    var key: String
    var value: ReportValue
  }

  init(stringLiteral value: String) { self = .text(value) }
  init(integerLiteral value: Int) { self = .number(value) }
  init(booleanLiteral value: Bool) { self = .flag(value) }
  init(arrayLiteral elements: ReportValue...) { self = .list(elements) }
  init(dictionaryLiteral elements: (String, ReportValue)...) {
    self = .mapping(elements.map { Member(key: $0.0, value: $0.1) })
  }

  static func texts(_ texts: some Sequence<String>) -> ReportValue { .list(texts.map(Self.text)) }

  /// Left out when there is no text.
  static func optional(_ text: String?) -> ReportValue {
    guard let text, !text.isEmpty else { return .nothing }
    return .text(text)
  }

  /// Left out when there are none.
  static func some(_ texts: [String]) -> ReportValue { texts.isEmpty ? .nothing : .texts(texts) }

  private var isScalar: Bool {
    switch self {
    case .text, .number, .flag, .nothing: true
    case .list, .mapping: false
    }
  }
}

// MARK: YAML

extension ReportValue {
  /// Block mappings, lists of scalars on one line, every text in double quotes.
  func write(yaml text: inout String, depth: Int = 0) {
    guard case .mapping(let members) = self else { return }
    for member in members { member.write(yaml: &text, depth: depth) }
  }

  fileprivate var flow: String? {
    switch self {
    case .text(let value): YAMLText.quoted(value)
    case .number(let value): String(value)
    case .flag(let value): value ? "true" : "false"
    case .nothing: "null"
    case .list(let values):
      values.allSatisfy(\.isScalar)
        ? "[" + values.compactMap(\.flow).joined(separator: ", ") + "]" : nil
    case .mapping(let members): members.isEmpty ? "{}" : nil
    }
  }
}

extension ReportValue.Member {
  fileprivate func write(yaml text: inout String, depth: Int) {
    if value == .nothing { return }
    let margin = String(repeating: "  ", count: depth)
    if let flow = value.flow {
      text += "\(margin)\(yamlKey): \(flow)\n"
      return
    }
    text += "\(margin)\(yamlKey):\n"
    switch value {
    case .list(let elements):
      for element in elements { Self.write(element: element, yaml: &text, depth: depth + 1) }
    default: value.write(yaml: &text, depth: depth + 1)
    }
  }

  private static func write(element: ReportValue, yaml text: inout String, depth: Int) {
    let margin = String(repeating: "  ", count: depth)
    if let flow = element.flow {
      text += "\(margin)- \(flow)\n"
      return
    }
    var inner = ""
    element.write(yaml: &inner, depth: depth + 1)
    // The first key stands behind the dash, in the place of its margin.
    text += "\(margin)- \(inner.dropFirst(margin.utf8.count + 2))"
  }

  /// Plain where nothing could read it as anything but a text.
  private var yamlKey: String {
    let isWord = key.utf8.allSatisfy { byte in
      byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte == 0x5F || byte >= 0x30 && byte <= 0x39
    }
    let startsWithDigit = key.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 } ?? true
    let isPlain = isWord && !startsWithDigit && !Self.reserved.contains(key.lowercased())
    return isPlain ? key : YAMLText.quoted(key)
  }

  /// What some reader takes for a truth value or for nothing.
  private static let reserved: Set<String> = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null",
  ]
}

// MARK: JSON

extension ReportValue {
  /// The value as a JSON document, two spaces a level.
  var json: String {
    var writer = JSONWriter(indentation: 2)
    write(to: &writer)
    return writer.buffer.text + "\n"
  }

  fileprivate func write(to json: inout JSONWriter) {
    switch self {
    case .text(let value): json.element(value)
    case .number(let value): json.element(value)
    case .flag(let value): json.element(value ? "true" : "false")
    case .list(let values): json.array { json in for value in values { value.write(to: &json) } }
    case .mapping(let members):
      json.object { json in for member in members { member.write(to: &json) } }
    case .nothing: break
    }
  }
}

extension ReportValue.Member {
  fileprivate func write(to json: inout JSONWriter) {
    switch value {
    case .text(let text): json.member(key, text)
    case .number(let number): json.member(key, number)
    case .flag(let flag): json.member(key, flag)
    case .list(let values):
      json.array(key) { json in
        for value in values { value.write(to: &json) }
      }
    case .mapping(let members):
      json.object(key) { json in for member in members { member.write(to: &json) } }
    case .nothing: break
    }
  }
}
