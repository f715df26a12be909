/// Whether two texts differ in names alone that the text itself declares.
struct RenamedWords {
  /// Why they do not; `nil` when they do.
  private(set) var fault: String?

  private static let declaring: Set<String> = [
    "let", "var", "const", "val", "func", "def", "fn", "class", "struct", "enum", "type", "for",
    "interface", "trait", "protocol", "actor",
  ]

  /// Words of languages that may stand behind one that declares.
  private static let reserved: Set<String> = [
    "true", "false", "nil", "None", "True", "False", "self", "Self", "super", "range", "await",
    "in",
    "is", "as", "not", "and", "or", "if", "else", "return", "where", "mut", "ref", "async", "try",
    "inout", "some", "any", "case",
  ]

  private let old: [String]
  private let declared: Set<String>
  private let known: Set<String>

  init(_ old: [String], _ new: [String]) {
    self.old = old
    declared = Self.declared(old)
    known = Set(old)
    guard old.count == new.count else {
      fault = "words were added or taken away: \(Self.place(old, new))"
      return
    }
    var names: [String: String] = [:]
    var origins: [String: String] = [:]
    for (a, b) in zip(old, new) where Self.isName(a) || a != b {
      if names[a, default: b] != b || origins[b, default: a] != a {
        fault = "\(a) became \(b), and not everywhere"
      } else if a != b {
        fault = reason(against: a, b)
      }
      if fault != nil { return }
      (names[a], origins[b]) = (b, a)
    }
  }

  private func reason(against a: String, _ b: String) -> String? {
    guard Self.isName(a), Self.isName(b), declared.contains(a) else { return "\(a) became \(b)" }
    if known.contains(b) { return "\(a) became \(b), which is another name already" }
    if Self.isCalledByName(a) || Self.isCalledByName(b) {
      return "\(a) became \(b), and one of them is found by its name"
    }
    let quoted = old.contains { word in
      ["\"", "'", "`"].contains(word.first) && word.contains(a)
    }
    return quoted ? "\(a) became \(b), and stands in a literal, too" : nil
  }

  /// By a language, or by whoever runs tests.
  private static func isCalledByName(_ name: String) -> Bool {
    name.hasPrefix("__") || name.lowercased().hasPrefix("test") || ["main", "init"].contains(name)
  }

  private static func place(_ old: [String], _ new: [String]) -> String {
    let same = zip(old, new).prefix { $0 == $1 }.count
    let words = new.dropFirst(same).prefix { $0 != "\n" }.prefix(8)
    return words.isEmpty ? "at the end of a line" : words.joined(separator: " ")
  }

  private static func isName(_ word: String) -> Bool {
    ProgramStatements.isWord(word) && !declaring.contains(word) && !reserved.contains(word)
  }

  /// Behind a declaring word, or a parameter of a function.
  private static func declared(_ words: [String]) -> Set<String> {
    var found: Set<String> = []
    for (word, next) in zip(words, words.dropFirst())
    where declaring.contains(word) && isName(next) { found.insert(next) }
    for line in words.split(separator: "\n")
    where ["func", "def", "fn"].contains(where: { line.contains($0) }) {
      guard let open = line.firstIndex(of: "("), let close = line[open...].firstIndex(of: ")")
      else { continue }
      let list = line[open..<close]
      for (word, next) in zip(list, list.dropFirst())
      where ["(", ","].contains(word) && isName(next) { found.insert(next) }
    }
    return found
  }
}
