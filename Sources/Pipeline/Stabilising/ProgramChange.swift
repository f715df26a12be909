/// What a change to a program does, as far as its text can tell.
///
/// In doubt it alters behaviour: whoever allows what this calls harmless must not be surprised.
public enum ProgramChange: Sendable, Hashable {
  case rename, imports, types, comments
  /// With the reason.
  case behaviour(String)

  /// What was done to a file.
  ///
  /// - Parameters:
  ///   - path: its name tells the language.
  ///   - old: `nil` for a file that was not there.
  ///   - new: what it holds now.
  /// - Returns: each kind once; none when the file is the same.
  public static func kinds(at path: String, from old: String?, to new: String) -> [ProgramChange] {
    guard let old else { return [.behaviour("the file is new")] }
    guard old != new else { return [] }
    guard let before = ProgramTokens(old, path: path), let after = ProgramTokens(new, path: path)
    else { return [.behaviour("what changed in such a text cannot be told")] }
    var kinds: Set<ProgramChange> = []
    if before.comments != after.comments {
      let obeyed = (before.comments + after.comments).contains(where: isObeyed)
      if obeyed { return [.behaviour("the file holds comments that a compiler obeys")] }
      kinds.insert(.comments)
    }
    var (a, b) = (ProgramStatements(before.tokens), ProgramStatements(after.tokens))
    if a.imports != b.imports { kinds.insert(.imports) }
    if a.rest != b.rest {
      (a, b) = (a.withoutTypes, b.withoutTypes)
      if a.types != b.types { kinds.insert(.types) }
    }
    if a.rest != b.rest {
      if let reason = RenamedWords(a.rest, b.rest).fault { return [.behaviour(reason)] }
      kinds.insert(.rename)
    }
    // Blanks alone are a matter of form, as comments are.
    return kinds.isEmpty ? [.comments] : kinds.sorted { "\($0)" < "\($1)" }
  }

  private static func isObeyed(_ comment: String) -> Bool {
    ["//go:", "// +build", "//export", "#!", "coding:", "type: ignore", "@ts-", "#cgo"].contains {
      comment.contains($0)
    }
  }
}

/// Whether two texts differ in names alone that the text itself declares.
private struct RenamedWords {
  /// Why they do not; `nil` when they do.
  private(set) var fault: String?

  private static let declaring: Set<String> = [
    "let", "var", "const", "val", "func", "def", "fn", "class", "struct", "enum", "type", "for",
    "interface", "trait", "protocol", "actor", "case",
  ]

  init(_ old: [String], _ new: [String]) {
    guard old.count == new.count else {
      fault = "words were added or taken away: \(Self.place(old, new))"
      return
    }
    let declared = Self.declared(old)
    let known = Set(old)
    var names: [String: String] = [:]
    var origins: [String: String] = [:]
    for (a, b) in zip(old, new) where Self.isName(a) || a != b {
      if names[a, default: b] != b || origins[b, default: a] != a {
        fault = "\(a) became \(b), and not everywhere"
      } else if a != b, !Self.isName(a) || !Self.isName(b) || !declared.contains(a) {
        fault = "\(a) became \(b)"
      } else if a != b, known.contains(b) {
        fault = "\(a) became \(b), which is another name already"
      }
      if fault != nil { return }
      (names[a], origins[b]) = (b, a)
    }
  }

  private static func place(_ old: [String], _ new: [String]) -> String {
    let same = zip(old, new).prefix { $0 == $1 }.count
    let words = new.dropFirst(same).prefix { $0 != "\n" }.prefix(8)
    return words.isEmpty ? "at the end of a line" : words.joined(separator: " ")
  }

  private static func isName(_ word: String) -> Bool {
    guard let first = word.utf8.first, !declaring.contains(word) else { return false }
    return (0x61...0x7A).contains(first | 0x20) || first == 0x5F
  }

  /// Behind a declaring word, or a parameter of a function.
  private static func declared(_ words: [String]) -> Set<String> {
    var found: Set<String> = []
    for (word, next) in zip(words, words.dropFirst())
    where declaring.contains(word) && isName(next) { found.insert(next) }
    for line in words.split(separator: "\n")
    where !["func", "def", "fn"].allSatisfy({ !line.contains($0) }) {
      guard let open = line.firstIndex(of: "(") else { continue }
      for (word, next) in zip(line[open...], line[open...].dropFirst())
      where ["(", ","].contains(word) && isName(next) { found.insert(next) }
    }
    return found
  }
}
