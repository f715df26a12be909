public import SourceText
public import TraceModel

/// The analysis of intent against actual: a section for each difference, what was written by hand
/// kept.
public struct GapDraft {
  private let input: GateInput
  private var owned: OwnedLines
  private var drafts: [String: String]

  /// The changed document, if it changes, and the digests of what was drafted.
  public struct Result {
    /// `nil` when nothing changes.
    public var file: ModuleFile?
    /// By id; for the record.
    public var drafts: [String: String]
  }

  /// - Parameters:
  ///   - input: the module.
  ///   - outline: reads a text as a document of the module.
  /// - Returns: the changed document, if it changes, and what the record has to remember.
  public static func draft(
    _ input: GateInput, outline: (SourceFile) -> ModuleOutline
  ) -> Result {
    let place = "\(input.subject.documentFolder)/INTENT_VS_ACTUAL.md"
    let document =
      input.subject.outlines[.intentVsActual]
      ?? outline(SourceFile(path: place, text: "# Intent against actual\n"))
    var draft = GapDraft(input, document)
    withoutActuallyEscaping(outline) { draft.run(ReadingBack(outline: $0)) }
    let isNew = input.subject.outlines[.intentVsActual] == nil
    let bytes = document.file.applying(draft.owned.edits)
    let file = ModuleFile(path: document.file.path, bytes: bytes)
    // The digest is of the section as a reader of the written file sees it.
    let written = outline(SourceFile(path: file.path, bytes: bytes))
    return Result(
      file: isNew || bytes != document.file.bytes ? file : nil,
      drafts: digests(written, of: draft.drafts))
  }

  private init(_ input: GateInput, _ document: ModuleOutline) {
    self.input = input
    owned = OwnedLines(document, headings: ["Counts", "Not begun", "Unplanned"])
    drafts = input.record.drafts
  }

  private var outline: ModuleOutline { owned.outline }

  private mutating func run(_ back: ReadingBack) {
    let positions = outline.sectionsByID
    for item in input.built.byID {
      guard let specified = item.item, back.isDeclared(specified) else { continue }
      if let position = positions[IDSpelling.canonical(item.id)] {
        update(position, item, specified)
      } else if item.state.isGap, !isLater(specified) {
        drafts[item.id] = ""
        owned.append(Self.section(item, specified))
      }
    }
    owned.section("Counts", counts, isOurs: Self.isCount)
    owned.section("Not begun", notBegun) { line in
      line.hasPrefix("- ") && isID(line.dropFirst(2).prefix { $0 != ":" })
    }
    owned.section("Unplanned", unplanned) { line in
      ActualDraft.isListed(line) { $0 == Self.unplannedEnd }
    }
  }

  /// A section that nobody has touched since it was drafted is drafted again, or taken out; one that
  /// somebody has written in only learns what is computed.
  private mutating func update(
    _ position: Int, _ item: BuiltItem, _ specified: ModuleSubject.Item
  ) {
    let section = outline.sections[position]
    let digest = Self.digest(outline, section)
    guard drafts[item.id] == digest else {
      drafts[item.id] = nil
      return owned.set([("Kind", Self.kind(item))], among: ["Kind"], in: position)
    }
    guard item.state.isGap, !isLater(specified) else {
      drafts[item.id] = nil
      return owned.replace(section.start..<section.end, by: [])
    }
    drafts[item.id] = ""
    owned.replace(section, by: Self.section(item, specified))
  }

  private func isLater(_ item: ModuleSubject.Item) -> Bool {
    (item.phase ?? 0) > (input.next.map { $0.phase ?? 1 } ?? .max)
  }

  // MARK: what is written

  private static func section(_ item: BuiltItem, _ specified: ModuleSubject.Item) -> [String] {
    [
      "### \(item.id): \(oneLine(specified.title))", "",
      "- **Kind:** \(kind(item))",
      "- **Intent:** \(intent(of: specified))",
      "- **Actual:** \(actual(of: specified))",
      "- **Gap:** \(gap(item))",
    ]
  }

  private static func gap(_ item: BuiltItem) -> String {
    item.state == .changed
      ? "it is built otherwise than it was meant; how and why is still to be said" : item.reason
  }

  private static func kind(_ item: BuiltItem) -> String {
    item.state == .implemented ? "implemented: \(item.reason)" : item.state.rawValue
  }

  private static func intent(of item: ModuleSubject.Item) -> String {
    guard item.facts.intent != nil else { return "none" }
    return item.statementLine.isEmpty ? oneLine(item.title) : item.statementLine
  }

  private static func actual(of item: ModuleSubject.Item) -> String {
    let line = item.facts.actual?.text.split(separator: "\n").lazy
      .map { String($0.drop { $0 == "-" || $0 == " " }) }
      .first { !$0.isEmpty && !$0.hasPrefix("**") }
    return line ?? "not described"
  }

  private static let head = ["| Kind | Requirements | Scenarios |", "|---|--:|--:|"]
  private static let unplannedEnd = " names an id that no document declares"

  private static func isCount(_ line: String) -> Bool {
    head.contains(line) || BuiltState.allCases.contains { line.hasPrefix("| \($0.title) | ") }
  }

  private var counts: [String] {
    Self.head
      + BuiltState.allCases.map { state in
        let items = input.built.items(state)
        let scenarios = items.count { $0.id.hasPrefix("SCEN") }
        return "| \(state.title) | \(items.count - scenarios) | \(scenarios) |"
      }
  }

  private var notBegun: [String] {
    input.built.items.compactMap { item in
      guard let specified = item.item, isLater(specified), item.state == .deferred else {
        return nil
      }
      return "- \(item.id): \(oneLine(specified.title))"
    }
  }

  /// Without the ids: nothing declares them, and a document must not name what is not there.
  private var unplanned: [String] {
    input.built.items(.unplanned).filter { $0.item == nil }.flatMap(\.code).map {
      "- `\($0.path):\($0.line)`\(Self.unplannedEnd)"
    }
  }

  // MARK: digests

  /// Nobody has written in the section of an id since it was drafted.
  static func isUntouched(_ id: String, in outline: ModuleOutline, _ record: PipelineRecord) -> Bool
  {
    guard let digest = record.drafts[id],
      let position = outline.sectionsByID[IDSpelling.canonical(id)]
    else { return false }
    return self.digest(outline, outline.sections[position]) == digest
  }

  /// Empty lines and the ends of lines are no words.
  private static func digest(
    _ outline: ModuleOutline, _ section: ModuleOutline.Section
  ) -> String {
    let lines = outline.file.bytes[section.start..<section.end]
      .split { $0 == 0x0A || $0 == 0x0D }
      .map { line in
        var line = line
        while line.last.map({ $0 <= 0x20 }) == true { line.removeLast() }
        return line
      }
      .filter { !$0.isEmpty }
    return SHA256Digest(of: Array(lines.joined(separator: [0x0A]))).description
  }

  private static func digests(
    _ outline: ModuleOutline, of drafts: [String: String]
  ) -> [String: String] {
    var digests = drafts
    for section in outline.sections {
      guard let id = section.id, drafts[id]?.isEmpty == true else { continue }
      digests[id] = digest(outline, section)
    }
    return digests.filter { !$0.value.isEmpty }
  }
}
