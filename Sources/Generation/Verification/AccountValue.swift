import SourceText

/// A tree of an account, written as YAML or JSON: the same keys in the same order.
enum AccountValue: Sendable {
  case text(String)
  case number(Int)
  case bool(Bool)
  case texts([String])
  case numbers([Int])
  case list([AccountValue])
  case record([(String, AccountValue)])

  func write(_ key: String, to yaml: inout YAMLText) {
    switch self {
    case .text(let text): yaml.entry(key, text)
    case .number(let number): yaml.entry(key, number)
    case .bool(let isTrue): yaml.entry(key, number: isTrue ? "true" : "false")
    case .texts(let texts): yaml.entry(key, texts)
    case .numbers(let numbers): yaml.entry(key, numbers: numbers)
    case .list(let elements):
      yaml.list(key, elements) { yaml, element in
        for (key, value) in element.entries { value.write(key, to: &yaml) }
      }
    case .record(let entries):
      yaml.mapping(key) { yaml in
        for (key, value) in entries { value.write(key, to: &yaml) }
      }
    }
  }

  /// Elements of lists are records; anything else has no entries.
  private var entries: [(String, AccountValue)] {
    if case .record(let entries) = self { entries } else { [] }
  }

  func write(_ key: String, to json: inout JSONWriter) {
    switch self {
    case .text(let text): json.member(key, text)
    case .number(let number): json.member(key, number)
    case .bool(let isTrue): json.member(key, isTrue)
    case .texts(let texts): json.member(key, texts)
    case .numbers(let numbers):
      json.array(key) { json in for number in numbers { json.element(number) } }
    case .list(let elements):
      json.array(key) { json in
        for element in elements {
          json.object { json in
            for (key, value) in element.entries { value.write(key, to: &json) }
          }
        }
      }
    case .record(let entries):
      json.object(key) { json in
        for (key, value) in entries { value.write(key, to: &json) }
      }
    }
  }
}
