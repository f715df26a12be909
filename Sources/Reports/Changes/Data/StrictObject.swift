import Analysis
import Notation
import SourceText

/// An object of a file that nobody trusts: only the members that are expected, of the kinds and
/// sizes that are expected. The first fault ends the reading.
struct StrictObject {
  private let node: Node
  private let lines: LineMap
  private let members: [String: Node]

  /// The object at a node; `members` are all names that it may have.
  init(_ node: Node, _ lines: LineMap, members names: [String]) throws(Diagnostic) {
    guard let entries = node.entries else {
      throw Self.fault(node, lines, "expected an object, found \(node.kindName)")
    }
    if let stranger = entries.first(where: { !names.contains($0.key) }) {
      throw Diagnostic(
        .reportData, at: lines.range(stranger.keySpan),
        "member \"\(stranger.key.clipped(to: 100))\" is none of the schema")
    }
    self.node = node
    self.lines = lines
    members = Dictionary(entries.map { ($0.key, $0.value) }) { first, _ in first }
  }

  /// A fault of a member, or of the object where there is no such member.
  func fault(_ key: String, _ clause: String) -> Diagnostic {
    Self.fault(members[key] ?? node, lines, "member \"\(key)\" \(clause)")
  }

  private static func fault(_ node: Node, _ lines: LineMap, _ text: String) -> Diagnostic {
    Diagnostic(.reportData, at: lines.range(node.span), text)
  }

  func has(_ key: String) -> Bool { members[key] != nil }

  private func value(_ key: String) throws(Diagnostic) -> Node {
    guard let value = members[key] else { throw fault(key, "is missing") }
    return value
  }

  func text(_ key: String, _ limit: Int) throws(Diagnostic) -> String {
    guard let text = try optionalText(key, limit) else { throw fault(key, "is missing") }
    return text
  }

  func optionalText(_ key: String, _ limit: Int) throws(Diagnostic) -> String? {
    guard let value = members[key] else { return nil }
    return try text(value, key, limit)
  }

  private func text(_ value: Node, _ key: String, _ limit: Int) throws(Diagnostic) -> String {
    guard case .scalar(let scalar) = value.value, !scalar.isPlain else {
      throw fault(key, "is \(value.kindName), expected text")
    }
    guard scalar.text.utf8.count <= limit || scalar.text.unicodeScalars.count <= limit else {
      throw fault(key, "has more than \(limit) characters")
    }
    return scalar.text
  }

  func texts(_ key: String, _ count: Int, _ limit: Int) throws(Diagnostic) -> [String] {
    try elements(key, count).map { one throws(Diagnostic) in try text(one, key, limit) }
  }

  /// A whole number from 0.
  func count(_ key: String) throws(Diagnostic) -> Int {
    guard let number = try value(key).int, (0...ChangeReportLimits.count).contains(number) else {
      throw fault(key, "is no whole number from 0 to \(ChangeReportLimits.count)")
    }
    return number
  }

  /// False where the member is missing.
  func flag(_ key: String) throws(Diagnostic) -> Bool {
    guard let value = members[key] else { return false }
    guard let flag = value.bool else { throw fault(key, "is no truth value") }
    return flag
  }

  func word<Word: RawRepresentable<String>>(_ key: String) throws(Diagnostic) -> Word {
    guard let word: Word = try optionalWord(key) else { throw fault(key, "is missing") }
    return word
  }

  func optionalWord<Word: RawRepresentable<String>>(_ key: String) throws(Diagnostic) -> Word? {
    guard let text = try optionalText(key, ChangeReportLimits.name) else { return nil }
    guard let word = Word(rawValue: text) else {
      throw fault(key, "is none of the words of the schema")
    }
    return word
  }

  func expect(_ key: String, _ computed: String) throws(Diagnostic) {
    guard try text(key, ChangeReportLimits.sentence) == computed else {
      throw fault(key, "does not follow from the findings, which say \"\(computed)\"")
    }
  }

  /// Lower-case hexadecimal digits, as many as one of `counts`.
  func digits(_ key: String, _ counts: [Int]) throws(Diagnostic) -> String {
    let text = try text(key, ChangeReportLimits.name)
    let isHexadecimal = text.utf8.allSatisfy {
      $0 >= 0x30 && $0 <= 0x39 || $0 >= 0x61 && $0 <= 0x66
    }
    guard isHexadecimal, counts.contains(text.utf8.count) else {
      let expected = counts.map(String.init).joined(separator: " or ")
      throw fault(key, "is not \(expected) lower-case hexadecimal digits")
    }
    return text
  }

  /// A path inside the project, or no text at all for what has no file.
  func path(_ key: String) throws(Diagnostic) -> String {
    let text = try text(key, ChangeReportLimits.name)
    guard !text.isEmpty else { return "" }
    let clean: CleanPath
    do throws(CleanPath.Fault) {
      clean = try CleanPath(text)
    } catch {
      throw fault(key, error.clause)
    }
    guard clean.text == text else { throw fault(key, "holds \".\" or a doubled slash") }
    return text
  }

  func optionalPath(_ key: String) throws(Diagnostic) -> String? {
    has(key) ? try path(key) : nil
  }

  /// A rule by its id; one that this version does not know is known by its id alone.
  func rule(_ key: String, _ severity: Severity) throws(Diagnostic) -> Rule {
    let id = try text(key, 100)
    let isPlain = id.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 0x2D }
    guard isPlain, !id.isEmpty else { throw fault(key, "is no id of a rule") }
    return ChangeRules.all.first { $0.id == id }
      ?? Rule(id, severity, id, explanation: "", remedy: "", example: "")
  }

  func object(_ key: String, _ names: [String]) throws(Diagnostic) -> StrictObject {
    try StrictObject(try value(key), lines, members: names)
  }

  func optionalObject(_ key: String, _ names: [String]) throws(Diagnostic) -> StrictObject? {
    has(key) ? try object(key, names) : nil
  }

  func list(
    _ key: String, _ names: [String], _ limit: Int
  ) throws(Diagnostic) -> [StrictObject] {
    try elements(key, limit).map { one throws(Diagnostic) in
      try StrictObject(one, lines, members: names)
    }
  }

  private func elements(_ key: String, _ limit: Int) throws(Diagnostic) -> [Node] {
    guard let elements = try value(key).elements else { throw fault(key, "is no list") }
    guard elements.count <= limit else { throw fault(key, "has more than \(limit) elements") }
    return elements
  }
}
