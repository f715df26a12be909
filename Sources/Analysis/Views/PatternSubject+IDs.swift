import SourceText
import TraceModel

/// What the specification of ids asks of a pattern.
extension PatternSubject {
  /// Every file of the pattern, with what it is called in a sentence.
  var parts: [(what: String, file: PatternFileFacts?)] {
    let single: [(String, PatternFileFacts?)] = [
      ("the specification", file(.spec)), ("the schema", file(.schema)),
      ("the executor", file(.executor)),
    ]
    let examples = examples.isEmpty ? [("an example", nil)] : examples.map { ($0.path, $0) }
    let tests = tests.isEmpty ? [("a test", nil)] : tests.map { ($0.path, $0) }
    return single + examples + tests
  }

  /// 070: what is missing resolves to nothing.
  func checkAllSame() -> Check {
    guard let wanted = entry[.docID]?.text else { return .missing(.docID) }
    for (what, file) in parts {
      guard let file else { return .failed("\(what) is not there") }
      guard let id = file.linkedDocID else { return .failed("\(what) has no doc_id") }
      if id.text != wanted {
        return .failed("\(what) has \(id.text), the entry \(wanted)", at: id.range)
      }
    }
    return .passed
  }

  /// ID-SYS-001: a file with a `pattern_id` and without a `doc_id` can only be joined by the label.
  func checkOneID() -> Check {
    if entry[.docID] == nil { return .missing(.docID) }
    for (what, file) in parts {
      guard let file, file.linkedDocID == nil, let label = file.patternID else { continue }
      return .failed("\(what) is linked by \(label.text) alone", at: label.range)
    }
    return .passed
  }

  /// A `doc_id` of more bytes is not short.
  private static let longest = 64

  /// ID-SYS-002.
  func checkShort() -> Check {
    guard let id = entry[.docID] else { return .blocked("the entry has no doc_id") }
    if id.text.utf8.count > Self.longest {
      return .failed("\(id.text.prefix(40))… is longer than \(Self.longest) bytes", at: id.range)
    }
    return Self.namesRevision(id.text)
      ? .failed("\(id.text) names a revision", at: id.range) : .passed
  }

  /// `DOC-X-V2`, `DOC-X-REV3`, `DOC-X-20251124`.
  private static func namesRevision(_ id: String) -> Bool {
    guard let last = id.split(separator: "-").last else { return false }
    let digits = last.drop { !$0.isNumber }
    guard !digits.isEmpty, digits.allSatisfy(\.isNumber) else { return false }
    let word = last.dropLast(digits.count)
    return word.isEmpty ? digits.count == 8 : ["V", "REV", "VERSION"].contains(word.uppercased())
  }

  /// ID-SYS-101, for the entry's and those of all its files.
  func checkFormats() -> Check {
    let ids = [entry[.docID]].compactMap { $0 } + parts.compactMap { $0.file?.linkedDocID }
    guard !ids.isEmpty else { return .blocked("nothing of the pattern has a doc_id") }
    return ids.lazy.map { checkFormat($0) }.first { $0.outcome != .passed } ?? .passed
  }

  func checkFormat(_ id: Prose?) -> Check {
    guard let id else { return .missing(.docID) }
    return isDocID(id.text)
      ? .passed
      : .failed("\(id.text.prefix(80)) is not of the form [A-Z0-9]+(-[A-Z0-9]+)*", at: id.range)
  }
}

/// Capital letters and digits in groups that single hyphens join: the whole text, not a part of it.
func isDocID(_ id: String) -> Bool {
  let groups = id.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
  return groups.allSatisfy { group in
    !group.isEmpty
      && group.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
  }
}
