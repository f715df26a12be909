/// The messages of the protocol with their fields: the one table behind reading and writing.
///
/// A line of the table is a message with `number name type` of each field. A type is a scalar, `time`,
/// `duration`, `#` and the name of an enumeration, the name of a message, or `@` for the message that
/// is named like the field; `*` makes a list of it, braces a mapping with text as keys.
struct FieldTable: Sendable {
  enum Kind: Sendable, Hashable {
    case text, bytes, bool, double, float
    /// `isText`: JSON writes 64 bits in quotes.
    case whole(isText: Bool)
    case time, duration
    case word(Int)
    case message(Int)
  }

  struct Field: Sendable {
    var number: Int
    var name: String
    var kind: Kind
    var isList: Bool
    var isMapping: Bool
  }

  struct Message: Sendable {
    /// Ascending by number.
    var fields: [Field]

    func field(_ number: Int) -> Field? {
      // Fields are mostly numbered without holes.
      if fields.indices.contains(number - 1), fields[number - 1].number == number {
        return fields[number - 1]
      }
      return fields.first { $0.number == number }
    }
  }

  /// Names of an enumeration without the part that all have in common.
  struct Words: Sendable {
    var start: String
    var names: [Int: String]
    var numbers: [String: Int]
  }

  private(set) var messages: [Message] = []
  private(set) var words: [Words] = []
  private var messageNumbers: [String: Int] = [:]
  private var wordNumbers: [String: Int] = [:]

  static let shared = FieldTable()

  /// The place of a message that the table has.
  func message(named name: String) -> Int { messageNumbers[name] ?? 0 }

  private init() {
    addEventTypes()
    for line in Self.lines(Self.wordLines) { addWords(line) }
    let lines = Self.lines(Self.eventMessages) + Self.lines(Self.sharedMessages)
    for line in lines {
      messageNumbers[String(line.prefix { $0 != ":" })] = messageNumbers.count
    }
    for line in lines {
      let fields = line.drop { $0 != ":" }.dropFirst().split(separator: ";")
      messages.append(
        Message(
          fields: fields.compactMap { field($0.split(separator: " ")) }
            .sorted { $0.number < $1.number }))
    }
  }

  /// Lines with those that go on from them.
  private static func lines(_ text: String) -> [Substring] {
    var lines: [String] = []
    for line in text.split(separator: "\n") {
      if line.first == " ", !lines.isEmpty {
        lines[lines.count - 1] += line
      } else {
        lines.append(String(line))
      }
    }
    return lines.map { $0[...] }
  }

  private mutating func addEventTypes() {
    let pairs = EventType.allCases.map { ($0.number, screaming($0.rawValue)) }
    add("EventType", "EVENT_TYPE_", [(0, "UNSPECIFIED")] + pairs)
  }

  private mutating func addWords(_ line: Substring) {
    let head = line.prefix { $0 != ":" }.split(separator: " ")
    let pairs = line.drop { $0 != ":" }.dropFirst().split(separator: ";").compactMap {
      pair -> (Int, String)? in
      let parts = pair.split(separator: " ")
      guard parts.count == 2, let number = Int(parts[0]) else { return nil }
      return (number, String(parts[1]))
    }
    guard head.count == 2 else { return }
    add(String(head[0]), String(head[1]), pairs)
  }

  private mutating func add(_ name: String, _ start: String, _ pairs: [(Int, String)]) {
    wordNumbers[name] = words.count
    words.append(
      Words(
        start: start, names: Dictionary(pairs) { first, _ in first },
        numbers: Dictionary(pairs.map { ($0.1, $0.0) }) { first, _ in first }))
  }

  private func field(_ parts: [Substring]) -> Field? {
    guard parts.count == 3, let number = Int(parts[0]) else { return nil }
    let name = String(parts[1])
    var type = String(parts[2])
    let isList = type.hasSuffix("*")
    if isList { type.removeLast() }
    let isMapping = type.hasPrefix("{")
    if isMapping { type = String(type.dropFirst().dropLast()) }
    if type == "@" { type = name.prefix(1).uppercased() + name.dropFirst() }
    return Field(
      number: number, name: name, kind: kind(type), isList: isList, isMapping: isMapping)
  }

  private func kind(_ type: String) -> Kind {
    switch type {
    case "text": .text
    case "bytes": .bytes
    case "bool": .bool
    case "double": .double
    case "float": .float
    case "int64": .whole(isText: true)
    case "int32", "uint32": .whole(isText: false)
    case "time": .time
    case "duration": .duration
    default:
      type.hasPrefix("#")
        ? .word(wordNumbers[String(type.dropFirst())] ?? 0)
        : .message(messageNumbers[type] ?? 0)
    }
  }
}
