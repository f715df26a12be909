import Notation
import SourceText
import TraceModel

/// One pass over a record.
struct ForgeScan {
  var draft: DocumentDraft
  var facts = ForgeFacts()
  let marks: SourceMarks
  private let place: ForgePlace
  private var title: Prose?
  private var body: Prose?
  private var comments: [Prose] = []
  /// Differences that may still be kept.
  var room = Self.patchBytes.all
  /// Where the difference of each change stands.
  var patchRanges: [SourceRange] = []

  /// Bytes of body and comments that may still be kept.
  var textRoom = 2 * Self.textBytes

  static let textBytes = 32 << 10
  static let listed = 100
  static let patchBytes = (one: 64 << 10, all: 256 << 10)

  private static let keys: Set<String> = [
    "number", "title", "body", "state", "reason", "labels", "branch", "base", "commit", "key",
    "statuses", "comments", "changes", "omitted_changes", "commits",
  ]

  init(_ draft: DocumentDraft, _ place: ForgePlace, _ marks: SourceMarks) {
    self.draft = draft
    self.place = place
    self.marks = marks
  }

  mutating func read(_ root: Node) {
    draft.checkKeys(root, of: "a record", known: Self.keys, rule: IngestRules.forgeFormat)
    readNumber(root)
    title = prose(root["title"], limit: 400)
    if title?.text.isEmpty != false {
      draft.warn(IngestRules.forgeFormat, root.span, "the record has no title")
      title = nil
    }
    body = text(root["body"])
    readState(root["state"])
    facts.reason = text(root["reason"], limit: 4_000)
    facts.branch = text(root["branch"], limit: 250)
    facts.base = text(root["base"], limit: 250)
    facts.commit = root["commit"].map { text($0, limit: 100) }.flatMap { $0.isEmpty ? nil : $0 }
    facts.key = text(root["key"], limit: 1_000)
    facts.labels = list(root["labels"], "labels").map { text($0, limit: 100) }
    facts.commits = list(root["commits"], "commits", limit: ForgeFacts.listedChanges).map {
      text($0, limit: 400)
    }
    facts.statuses = list(root["statuses"], "statuses").map {
      ForgeFacts.Status(
        state: text($0["state"], limit: 40), text: text($0["description"], limit: 1_000))
    }
    let remarks = list(root["comments"], "comments")
    comments = remarks.compactMap { text($0["text"]) }
    readKeys(Array((root["statuses"]?.elements ?? []).prefix(Self.listed)) + remarks)
    readChanges(root)
  }

  private mutating func readKeys(_ remarks: [Node]) {
    var seen: Set<String> = []
    facts.remarkKeys = remarks.map { text($0["key"], limit: 1_000) }.filter {
      !$0.isEmpty && seen.insert($0).inserted
    }
  }

  private mutating func readNumber(_ root: Node) {
    facts.number = root["number"]?.int ?? Int(place.name) ?? 0
    guard let node = root["number"], let number = node.int, number > 0 else {
      let at = root["number"] ?? root
      return draft.warn(IngestRules.forgeFormat, at.span, "the record has no number above 0")
    }
    if String(number) != place.name {
      draft.warn(
        IngestRules.forgeNumber, node.span,
        "the record has the number \(number), and its file is called \"\(place.name.clipped)\"")
    }
  }

  private mutating func readState(_ node: Node?) {
    let word = node?.string ?? ""
    facts.state = ForgeFacts.State(rawValue: word)
    guard facts.state == nil else { return }
    let known = ForgeFacts.State.allCases.map(\.rawValue).joined(separator: ", ")
    let range = node.map { draft.range($0) } ?? .file(place.path)
    draft.warn(IngestRules.forgeFormat, range, "the state is none of \(known)")
  }

  // MARK: the node

  mutating func finish() {
    let kind = place.kind ?? (facts.branch.isEmpty ? .issue : .pullRequest)
    let range = SourceRange.file(place.path)
    let id = "\(kind == .issue ? "issue" : "pull")-\(place.name)"
    let touches = ForgeTouches(title, body, comments, facts.changes, patchRanges, marks)
    draft.add(kind, id, title: nil, .forge(facts), at: range) { item in
      item.title = title ?? Prose(id, at: range)
      item.statement = body.flatMap { $0.text.isEmpty ? nil : $0 }
      item.attributes = comments.map { Attribute("comment", $0) }
      item.links = touches.links
    }
  }
}
