/// Writes YAML of a fixed shape: block mappings and lists, texts in double quotes, ids in flow lists.
public struct YAMLText: Sendable {
  /// The document so far.
  public private(set) var text = ""
  private var depth = 0
  /// The next line stands behind the dash of a list.
  private var isAtDash = false

  /// An empty document.
  public init() {}

  /// A comment of one line.
  public mutating func comment(_ line: String) { text += "# \(oneLine(line))\n" }

  /// An empty line.
  public mutating func blank() { text += "\n" }

  /// A mapping under a key.
  public mutating func mapping(_ key: String, _ body: (inout YAMLText) -> Void) {
    line("\(key):")
    indented(body)
  }

  /// One element of a list that is a mapping.
  public mutating func element(_ body: (inout YAMLText) -> Void) {
    depth += 1
    isAtDash = true
    depth += 1
    body(&self)
    depth -= 2
    isAtDash = false
  }

  /// A list under a key; written as `[]` when it is empty.
  public mutating func list<Element>(
    _ key: String, _ elements: [Element], _ body: (inout YAMLText, Element) -> Void
  ) {
    guard !elements.isEmpty else { return line("\(key): []") }
    line("\(key):")
    for element in elements { self.element { body(&$0, element) } }
  }

  /// A text in double quotes.
  public mutating func entry(_ key: String, _ value: String) {
    line("\(key): \(Self.quoted(value))")
  }
  /// A whole number.
  public mutating func entry(_ key: String, _ value: Int) { line("\(key): \(value)") }
  /// A number that is already text: `0.87`.
  public mutating func entry(_ key: String, number: String) { line("\(key): \(number)") }
  /// Texts in a flow list.
  public mutating func entry(_ key: String, _ values: [String]) {
    line("\(key): [\(values.map(Self.quoted).joined(separator: ", "))]")
  }
  /// Whole numbers in a flow list.
  public mutating func entry(_ key: String, numbers: [Int]) {
    line("\(key): [\(numbers.map(String.init).joined(separator: ", "))]")
  }

  private mutating func indented(_ body: (inout YAMLText) -> Void) {
    depth += 1
    body(&self)
    depth -= 1
  }

  private mutating func line(_ line: String) {
    if isAtDash {
      text += String(repeating: "  ", count: depth - 1) + "- " + line + "\n"
      isAtDash = false
    } else {
      text += String(repeating: "  ", count: depth) + line + "\n"
    }
  }

  /// Plain where nothing but this text could be read, in double quotes otherwise.
  public static func scalar(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      isLetterOrDigit(byte) || byte == 0x20 || (0x2D...0x2F).contains(byte) || byte == 0x5F
    }
    let startsWithLetter = text.utf8.first.map { isLetterOrDigit($0) && $0 > 0x39 } ?? false
    let words: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
    let isText = startsWithLetter && text.utf8.last != 0x20 && !words.contains(text.lowercased())
    return isPlain && isText ? text : quoted(text)
  }

  /// Text in double quotes, safe whatever it holds.
  public static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
    if isPlain { return "\"\(text)\"" }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: result += "\\\""
      case 0x5C: result += "\\\\"
      case 0x0A: result += "\\n"
      case 0x09: result += "\\t"
      case 0x0D: result += "\\r"
      case 0x00...0x1F, 0x7F...0x9F: result += "\\x" + hexadecimal(scalar.value, digits: 2)
      case 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF:
        result += "\\u" + hexadecimal(scalar.value, digits: 4)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}
