import SourceText
import TraceModel

extension PatternReading {
  /// Statements of a report or plan that the registry's files can confirm or deny.
  mutating func readReport(_ file: SourceFile) {
    let text = CompanionText(file)
    lines = text.lines
    var facts = RegistryFacts(folder: place.base)
    var listed: [PatternFileKind: Int] = [:]
    for row in text.rows.indices {
      let span = text.trimmed(text.rows[row].span)
      // What a tool has printed stands in a fenced block, and counts as said.
      guard !span.isEmpty, span.count < 400 else { continue }
      let line = Line(text, span)
      facts.claims += claims(line)
      if let (kind, count) = Self.listed(line.text) { listed[kind, default: 0] += count }
      if facts.claims.count > 200 { break }
    }
    facts.claims += sums(facts.claims, listed)
    guard !facts.claims.isEmpty else { return }
    var item = registryItem(facts, at: .file(file.path))
    item.title = nil
    add(item)
  }

  /// One line with its place.
  private struct Line {
    let text: String
    let range: SourceRange
    let isBullet: Bool

    init(_ text: CompanionText, _ span: Range<Int>) {
      self.text = text.string(span)
      range = text.range(span)
      isBullet = text.bulleted(span) != nil
    }
  }

  private func claims(_ line: Line) -> [RegistryClaim] {
    let declared = Prose(Self.bare(line.text), at: line.range)
    if let id = Self.requirement(line.text) {
      return [RegistryClaim(.requirement(id), declared: declared)]
    }
    let upper = line.text.uppercased()
    if upper.contains("FULL COMPLIANCE"), !upper.contains("NOT FULL") {
      return [RegistryClaim(.compliance, declared: declared)]
    }
    if upper.contains("CHECKS"), upper.contains("PASS"), let share = Self.share(line.text) {
      // Of another set of checks nothing is known here.
      return upper.contains("DOC_ID") || upper.contains("DOC ID")
        ? [] : [RegistryClaim(.checks, declared: Prose(share, at: line.range))]
    }
    return line.isBullet ? counts(line) : []
  }

  /// A line without its bullet and its emphasis, at most 120 characters.
  private static func bare(_ line: String) -> String {
    let marks: Set<Character> = ["-", "*", "#", "`", "_", " "]
    let text = line.drop { marks.contains($0) }
    let plain = text.split(separator: "**", omittingEmptySubsequences: false).joined()
    return String(plain.prefix(120))
  }

  private static let ticks = ["\u{2713}", "\u{2714}", "\u{2705}", "[x]", "PASS"]

  /// The id of a requirement that a line ticks off.
  private static func requirement(_ line: String) -> String? {
    guard let start = line.firstRange(of: "PAT-CHECK-001-"), ticks.contains(where: line.contains)
    else { return nil }
    let number = line[start.upperBound...].prefix { $0.isASCII && $0.isNumber }
    return number.count == 3 ? "PAT-CHECK-001-\(number)" : nil
  }

  /// `9/9` in a line.
  private static func share(_ line: String) -> String? {
    line.split { !($0.isASCII && $0.isNumber) && $0 != "/" }.first { word in
      let parts = word.split(separator: "/", omittingEmptySubsequences: false)
      return parts.count == 2 && parts.allSatisfy { Int($0) != nil }
    }.map(String.init)
  }

  // MARK: numbers of files

  private static let kinds: [(word: String, kind: PatternFileKind)] = [
    ("sidecar", .sidecars), ("schema file", .schemas), ("example json", .examples),
    ("example instance", .examples), ("executor", .executors), ("test scaffold", .tests),
  ]

  /// `40 schema files`, `doc_id mappings for 24 patterns`.
  private func counts(_ line: Line) -> [RegistryClaim] {
    let lower = line.text.lowercased()
    let words = lower.split(separator: " ")
    if lower.contains("doc_id"), let index = words.firstIndex(of: "patterns"), index > 0,
      let count = Int(words[index - 1])
    {
      return [RegistryClaim(.docIDs, declared: Prose("\(count)", at: line.range))]
    }
    // What is left for later, and schemas of another kind, are no figures of the registry.
    guard words.count > 2, let count = Int(words[1]), !lower.contains("domain"),
      !lower.contains("migrated"),
      let found = Self.kinds.first(where: { lower.contains($0.word) })
    else { return [] }
    return [RegistryClaim(.files(found.kind), declared: Prose("\(count)", at: line.range))]
  }

  // MARK: numbers that a document contradicts itself

  /// `- [ ] All 17 migrated schemas generated` as 17 schemas.
  private static func listed(_ line: String) -> (PatternFileKind, Int)? {
    let words = line.split(separator: " ").map { $0.lowercased() }
    guard line.hasPrefix("- ["), let all = words.firstIndex(of: "all"),
      words.indices.contains(all + 1), let count = Int(words[all + 1]), (0...100_000) ~= count
    else { return nil }
    let rest = words[(all + 2)...].prefix(3)
    let kinds: [(String, PatternFileKind)] = [
      ("sidecar", .sidecars), ("schemas", .schemas), ("examples", .examples),
      ("executors", .executors), ("test", .tests),
    ]
    let isOther = rest.contains("domain")
    return isOther ? nil : kinds.first { rest.contains($0.0) }.map { ($0.1, count) }
  }

  /// A figure of files once more, where the same document lists them one by one.
  private func sums(
    _ claims: [RegistryClaim], _ listed: [PatternFileKind: Int]
  ) -> [RegistryClaim] {
    claims.compactMap { claim in
      guard case .files(let kind) = claim.subject, let sum = listed[kind] else { return nil }
      return RegistryClaim(.itemised(kind, sum: sum), declared: claim.declared)
    }
  }
}
