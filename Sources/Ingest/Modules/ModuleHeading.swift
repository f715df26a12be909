import SourceText
import TraceModel

/// A heading that declares something: `### REQ-OAGW-42: Configurable timeout`.
struct ModuleHeading {
  var kind: NodeKind
  /// `nil` when the format gives no id.
  var id: ModuleID?
  /// Stands for an id: `slug` of the title, or a number.
  var given = ""
  var title: Range<Int>
  var mark: ImplementationMark?
  /// `Requirement:`, or `Phase 1`: named by a word rather than by an id.
  var isNamed = false

  /// `nil` for a heading that only structures its document.
  init?(_ text: CompanionText, _ span: Range<Int>, in place: ModulePlace) {
    var rest = span
    mark = Self.takeMark(text, &rest)
    title = rest
    if place.kind == .changelog {
      guard let version = Self.version(text, rest) else { return nil }
      (kind, given) = (.release, version)
      return
    }
    rest = Self.withoutBox(text, rest)
    for (word, wordKind) in Self.words where Self.starts(text, rest, with: word) {
      let title = text.trimmed(rest.lowerBound + word.utf8.count..<rest.upperBound)
      guard text.starts(title, with: ":") else { continue }
      self.title = text.trimmed(title.lowerBound + 1..<title.upperBound)
      (kind, isNamed) = (wordKind, true)
      return
    }
    let ids = moduleIDs(in: text.bytes, rest)
    if let first = ids.first, first.span.lowerBound - rest.lowerBound <= 3 {
      (kind, id) = (first.id.kind, first.id)
      title = Self.afterID(text, first.span.upperBound..<rest.upperBound)
      return
    }
    if let number = Self.phase(text, rest) {
      (kind, isNamed, given) = (.phase, true, number)
      title = rest
      return
    }
    if let phase = ids.first(where: { $0.id.kind == .phase }) {
      (kind, id) = (.phase, phase.id)
      let end = phase.span.lowerBound - (phase.span.lowerBound > rest.lowerBound ? 1 : 0)
      title = text.trimmed(rest.lowerBound..<max(rest.lowerBound, end))
      return
    }
    guard place.kind == .tasks, let task = Self.numbered(text, rest) else { return nil }
    (kind, given, title, isNamed) = (.task, "tasks.\(task.number)", task.title, true)
  }

  private static let words: [(String, NodeKind)] = [
    ("requirement", .requirement), ("scenario", .scenario), ("exigence", .requirement),
    ("scénario", .scenario), ("gereksinim", .requirement), ("senaryo", .scenario),
  ]

  private static func starts(
    _ text: CompanionText, _ span: Range<Int>, with word: String
  ) -> Bool {
    guard span.count > word.utf8.count else { return false }
    return text.string(span.lowerBound..<span.lowerBound + word.utf8.count).lowercased() == word
  }

  private static func takeMark(
    _ text: CompanionText, _ span: inout Range<Int>
  ) -> ImplementationMark? {
    for mark in ImplementationMark.allCases {
      let word = "[\(mark.rawValue.uppercased())]"
      let line = text.string(span)
      guard let place = line.range(of: word) else { continue }
      let start = span.lowerBound + line.utf8.distance(from: line.startIndex, to: place)
      if start == span.lowerBound {
        span = text.trimmed(start + word.utf8.count..<span.upperBound)
      } else {
        span = text.trimmed(span.lowerBound..<start)
      }
      return mark
    }
    return nil
  }

  private static func withoutBox(_ text: CompanionText, _ span: Range<Int>) -> Range<Int> {
    for box in ["[x]", "[X]", "[ ]"] where text.starts(span, with: box) {
      return text.trimmed(span.lowerBound + 3..<span.upperBound)
    }
    return span
  }

  private static func afterID(_ text: CompanionText, _ span: Range<Int>) -> Range<Int> {
    var title = span
    while let byte = text.bytes[title].first, byte == 0x2A || byte == 0x60 || byte == 0x5D {
      title = title.lowerBound + 1..<title.upperBound
    }
    title = text.trimmed(title)
    for mark in [":", "—", "–", "-"] where text.starts(title, with: mark) {
      return text.trimmed(title.lowerBound + mark.utf8.count..<title.upperBound)
    }
    return title
  }

  /// `0.2.0` of `[0.2.0] - 2024-01-15`, and of `0.2.0 (2024-01-15)`.
  private static func version(_ text: CompanionText, _ span: Range<Int>) -> String? {
    let line = text.string(span)
    let word = line.drop { $0 == "[" || $0 == "v" }.prefix { $0 != "]" && $0 != " " }
    let isVersion = word.first?.isNumber == true && word.contains(".")
    return isVersion || word.lowercased() == "unreleased" ? String(word) : nil
  }

  /// `1` of `Phase 1: Basics`.
  private static func phase(_ text: CompanionText, _ span: Range<Int>) -> String? {
    let words = text.string(span).split(separator: " ")
    guard words.count > 1, ["phase", "faz"].contains(words[0].lowercased()) else { return nil }
    let number = words[1].prefix { $0.isNumber && $0.isASCII }
    return number.isEmpty || number.count > 6 ? nil : String(Int(number) ?? 0)
  }

  /// `1. SDK` in a list of tasks.
  private static func numbered(
    _ text: CompanionText, _ span: Range<Int>
  ) -> (number: Int, title: Range<Int>)? {
    let digits = text.bytes[span].prefix { $0 >= 0x30 && $0 <= 0x39 }
    guard (1...6).contains(digits.count), digits.endIndex < span.upperBound,
      text.bytes[digits.endIndex] == 0x2E || text.bytes[digits.endIndex] == 0x20,
      let number = Int(String(decoding: digits, as: UTF8.self))
    else { return nil }
    let title = text.trimmed(digits.endIndex + 1..<span.upperBound)
    return title.isEmpty ? nil : (number, title)
  }
}

extension String {
  /// Where a short text first stands; `nil` when it does not.
  fileprivate func range(of word: String) -> String.Index? {
    var rest = self[...]
    while let open = rest.firstIndex(of: "[") {
      if rest[open...].hasPrefix(word) { return open }
      rest = rest[rest.index(after: open)...]
    }
    return nil
  }
}
