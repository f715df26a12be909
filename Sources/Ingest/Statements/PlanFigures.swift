import SourceText

/// The scope of a plan, `40 schema files`, against the parts that the plan lists:
/// `Generate 6 missing schemas`.
struct PlanFigures {
  struct Part {
    var count: Int?
    /// In their order: what comes last is what is meant.
    var words: [String]
    var row: Int
    /// The line of the tree that it hangs on.
    var branch: Int
  }

  private struct Entry {
    var count: Int
    var words: [String]
    var row: Int
  }

  let text: CompanionText
  let sections: [Int]

  /// A plan that people can read has fewer parts.
  private static let limit = 300
  private static let wordLimit = 30

  func check(into draft: inout DocumentDraft) {
    let scope = self.scope()
    let parts = self.parts()
    checkProducts(&draft)
    guard !parts.isEmpty else { return }
    if scope.count > 2 { compare(scope, parts, &draft) }
    compareTable(scope, parts, &draft)
  }

  private func line(_ row: Int) -> String { text.string(text.trimmed(text.rows[row].span)) }

  private func place(_ row: Int) -> SourceRange { text.range(text.trimmed(text.rows[row].span)) }

  // MARK: reading

  /// Entries below `**Scope:**`, each of which begins with a number.
  private func scope() -> [Entry] {
    var found: [Entry] = []
    var isScope = false
    for row in text.rows.indices where !text.rows[row].isFenced && found.count < Self.limit {
      let span = text.trimmed(text.rows[row].span)
      if text.starts(span, with: "**"), text.string(span).lowercased().hasPrefix("**scope:**") {
        isScope = found.isEmpty
      } else if isScope, let item = text.bulleted(text.rows[row].span) {
        let words = text.string(item).words.prefix(Self.wordLimit)
        guard let first = words.first, let count = Int(first) else { continue }
        found.append(
          Entry(count: count, words: words.dropFirst().map(Self.root), row: row))
      } else if !span.isEmpty {
        isScope = false
      }
    }
    return found
  }

  /// Lines of a tree: a verb, a number, and what it counts.
  private func parts() -> [Part] {
    var found: [Part] = []
    var branch = -1
    for row in text.rows.indices where text.rows[row].isFenced && found.count < Self.limit {
      let span = text.trimmed(text.rows[row].span)
      guard text.starts(span, with: "├── ") || text.starts(span, with: "└── ") else {
        branch = row
        continue
      }
      let line = text.string(span)
      let words = line.words.dropFirst().prefix(Self.wordLimit).map(String.init)
      guard words.count > 2, words[0].first?.isUppercase == true else { continue }
      let count = Int(words[1])
      let named = words.dropFirst(count == nil ? 1 : 2).prefix {
        !["from", "for", "with", "to", "in"].contains($0) && !$0.hasPrefix("(")
      }
      found.append(
        Part(
          count: count, words: named.map { Self.root($0[...]) }, row: row, branch: branch))
    }
    return found
  }

  /// In lower case and the singular.
  private static func root(_ word: Substring) -> String {
    var root = word.lowercased()
    if root.utf8.count > 3, root.hasSuffix("s") { root.removeLast() }
    return root
  }

  // MARK: comparing

  private func compare(_ scope: [Entry], _ parts: [Part], _ draft: inout DocumentDraft) {
    let named = Dictionary(grouping: parts) { Self.best($0, scope) }
    for (index, entry) in scope.enumerated() {
      guard let key = entry.words.first else { continue }
      let own = named[index, default: []]
      // A part without a figure may be any number.
      guard !own.isEmpty, own.allSatisfy({ $0.count != nil }) else { continue }
      let counts = own.compactMap { $0.count }
      let sum = counts.reduce(0) { $0.addingReportingOverflow($1).partialValue }
      let name = entry.words.prefix(3).joined(separator: " ")
      draft.claim(
        "scope, \(name.prefix(40))", declared: "\(entry.count)", at: place(entry.row),
        computed: "\(sum)", agrees: sum == entry.count,
        "added up from the parts of the plan that name \(key.prefix(40)): "
          + counts.prefix(12).map(String.init).joined(separator: " + "))
    }
  }

  /// The entry whose first word a part has, with the most words in common; of two, the one whose
  /// word comes later: a schema sidecar is a sidecar.
  private static func best(_ part: Part, _ scope: [Entry]) -> Int? {
    var best: (score: Int, index: Int)?
    for (index, entry) in scope.enumerated() {
      guard let key = entry.words.first, let place = part.words.firstIndex(of: key) else {
        continue
      }
      let shared = entry.words.count { $0 != "file" && part.words.contains($0) }
      let score = shared * 100 + min(place, 99)
      if score > (best?.score ?? .min) { best = (score, index) }
    }
    return best?.index
  }

  /// Rows `Phase 2: …` of a table, against the tree of the same phase, and the whole scope against
  /// the total.
  private func compareTable(_ scope: [Entry], _ parts: [Part], _ draft: inout DocumentDraft) {
    var column: Int?
    let phases = Dictionary(grouping: parts.filter { $0.branch >= 0 }) { part in
      let line = self.line(part.branch).lowercased()
      return line.firstIndex(of: ":").map { String(line[..<$0]) } ?? ""
    }
    for row in text.rows.indices where !text.rows[row].isFenced {
      let line = line(row)
      guard line.hasPrefix("|") else {
        column = nil
        continue
      }
      let cells = line.split(separator: "|").map {
        String($0.filter { $0 != "*" }).trimmedSpaces
      }
      guard let at = column else {
        column = cells.firstIndex { $0.lowercased() == "files" }
        if column == nil { column = -1 }
        continue
      }
      guard at > 0, cells.indices.contains(at), let stated = Int(cells[at]), let name = cells.first
      else { continue }
      if name.lowercased() == "total", scope.count > 2 {
        let sum = scope.reduce(0) { $0.addingReportingOverflow($1.count).partialValue }
        draft.claim(
          "total of the scope", declared: "\(stated)", at: place(row), computed: "\(sum)",
          agrees: sum == stated, "added up from the \(scope.count) entries of the scope")
      } else {
        let start = name.prefix { $0 != ":" }.lowercased()
        let own = phases[start, default: []]
        guard start.hasPrefix("phase"), own.count > 1, own.allSatisfy({ $0.count != nil }) else {
          continue
        }
        let sum = own.reduce(0) { $0.addingReportingOverflow($1.count ?? 0).partialValue }
        draft.claim(
          "files of \(start)", declared: "\(stated)", at: place(row), computed: "\(sum)",
          agrees: sum == stated, "added up from the \(own.count) parts of the phase")
      }
    }
  }

  /// `Generate 18 files (6 patterns × 3 types)`.
  private func checkProducts(_ draft: inout DocumentDraft) {
    for row in text.rows.indices where text.holds(" × ", in: text.rows[row].span) {
      let line = line(row)
      guard let inside = line.between("(", ")"), inside.contains(" × ") else { continue }
      let halves = inside.split(separator: "×").map(String.init)
      // Each factor names what it counts: `6 patterns × 3 types`.
      guard halves.allSatisfy({ $0.words.count > 1 && $0.words[1].count > 3 }) else { continue }
      let factors = halves.map { firstNumber($0) }
      let before = line.prefix { $0 != "(" }
      // `<2KB` is no count of anything that could be multiplied.
      let numbers = before.split(separator: " ").compactMap { Int($0) }
      guard factors.count == 2, let a = factors[0], let b = factors[1], numbers.count == 1,
        let stated = numbers.first, stated < 1_000_000
      else { continue }
      let (product, overflow) = a.multipliedReportingOverflow(by: b)
      if overflow { continue }
      draft.claim(
        "product of two figures", declared: "\(stated)", at: place(row), computed: "\(product)",
        agrees: product == stated, "multiplied: \(a) × \(b)")
    }
  }
}
