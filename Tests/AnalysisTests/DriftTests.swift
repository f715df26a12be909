import Ingest
import SourceText
import TestSupport
import Testing
import TraceModel

@testable import Analysis

@Suite struct DriftTests {
  struct Case: Sendable {
    let id: String
    let before: [String: String]
    let after: [String: String]
    let changes: [String]

    init(_ id: String, _ before: [String: String], _ after: [String: String], _ changes: String...)
    {
      (self.id, self.before, self.after, self.changes) = (id, before, after, changes)
    }
  }

  private static let intent = "m/shop/INTENT_REQUIREMENTS.md"
  private static let actual = "m/shop/ACTUAL_REQUIREMENTS.md"
  private static let tasks = "m/shop/TASKS.md"
  private static let gaps = "m/shop/INTENT_VS_ACTUAL.md"
  private static let key = "# Shop\n\n## REQ-SHOP-1 Keys\n\nA key MUST be sent.\n"
  private static let gap = "# G\n\n### REQ-SHOP-1: Keys\n- **Gap:** No key is sent\n"
  private static let truth = """
    schema_version: 3
    feature: pay
    constraints:
      business:
        - {id: B1, type: goal, statement: Paid once}
    anchors:
      required_truths:
        - {id: RT-1, statement: A key is kept, status: NOT_SATISFIED}
    """

  static let cases: [Case] = [
    .init("nothing", [intent: key], [intent: key]),
    .init(
      "text laid out anew", [intent: key],
      [intent: "# Shop\r\n\r\n## REQ-SHOP-1 Keys\r\n\r\nA key\r\nMUST  be sent.\r\n"]),
    .init(
      "another text", [intent: key], [intent: key.replacing("sent", with: "kept")],
      "text-changed requirement REQ-SHOP-1 intent: A key MUST be sent. > A key MUST be kept."),
    .init(
      "a spelling", [intent: key], [intent: key.replacing("SHOP-1", with: "SHOP-01")]),
    .init(
      "a new id", [intent: key], [intent: key + "\n## REQ-SHOP-2 More\n\nIt MAY be more.\n"],
      "added requirement REQ-SHOP-2 intent: > It MAY be more."),
    .init(
      "an id that goes", [intent: key], [:],
      "removed module shop stated: >",
      "removed requirement REQ-SHOP-1 intent: A key MUST be sent. >"),
    .init(
      "another id", [intent: key], [intent: key.replacing("SHOP-1", with: "SHOP-9")],
      "renamed requirement REQ-SHOP-9 intent (REQ-SHOP-1): A key MUST be sent. > "
        + "A key MUST be sent."),
    .init(
      "what was built", [intent: key], [intent: key, actual: key],
      "added requirement REQ-SHOP-1 actual: > A key MUST be sent."),
    .init(
      "a gap that opens", [intent: key], [intent: key, gaps: gap],
      "gap-opened requirement REQ-SHOP-1 gap: > No key is sent"),
    .init(
      "a gap that closes", [intent: key, gaps: gap], [intent: key],
      "gap-closed requirement REQ-SHOP-1 gap: No key is sent >"),
    .init(
      "a gap whose subject goes", [intent: key, gaps: gap], [:],
      "removed module shop stated: >",
      "removed requirement REQ-SHOP-1 intent: A key MUST be sent. >",
      "removed requirement REQ-SHOP-1 gap: No key is sent >"),
    .init(
      "a box", [tasks: "# T\n\n## TASK-SHOP-1 Do\n\n- [ ] one\n- [ ] two\n"],
      [tasks: "# T\n\n## TASK-SHOP-1 Do\n\n- [ ] one\n- [x] two\n"],
      "ticked task TASK-SHOP-1 stated: 0 of 2 > 1 of 2"),
    .init(
      "an open box", [tasks: "# T\n\n## TASK-SHOP-1 Do\n\n- [x] one\n"],
      [tasks: "# T\n\n## TASK-SHOP-1 Do\n\n- [ ] one\n"],
      "unticked task TASK-SHOP-1 stated: 1 of 1 > 0 of 1"),
    .init(
      "a word of status", ["a/pay.yaml": truth],
      ["a/pay.yaml": truth.replacing("NOT_SATISFIED", with: "SATISFIED")],
      "status-changed required-truth RT-1 stated: NOT_SATISFIED > SATISFIED"),
    .init("a file that moves", ["a/pay.yaml": truth], ["a/.manifold/pay.yaml": truth]),
    .init(
      "a folder that moves", ["a/pay.yaml": truth], ["b/pay.yaml": truth],
      "renamed manifold pay stated (pay): >",
      "renamed constraint B1 stated (B1): Paid once > Paid once",
      "renamed required-truth RT-1 stated (RT-1): A key is kept > A key is kept"),
  ]

  @Test(arguments: cases)
  func `what a commit has changed`(_ row: Case) throws {
    var recorder = DriftRecorder(Self.tracked(row.before), start: .wholeHistory)
    recorder.record(
      recorder.differences(to: Self.tracked(row.after)), in: Revision(name: "c1", day: "2026-01-01")
    )
    #expect(recorder.timeline().changes.map(Self.line) == row.changes, "\(row.id)")
  }

  @Test func `what is gone has a stone that names what came after`() throws {
    var recorder = DriftRecorder()
    let steps = [
      [Self.intent: Self.key], [Self.intent: Self.key.replacing("SHOP-1", with: "SHOP-2")],
      [Self.intent: Self.key.replacing("SHOP-1", with: "SHOP-3")],
      [Self.intent: "# Shop\n\n## REQ-SHOP-8 Other\n\nSomething MUST be else.\n"],
    ]
    for (number, step) in steps.enumerated() { recorder.take(step, number) }
    let timeline = recorder.timeline()
    #expect(
      timeline.tombstones.map { "\($0.key.id) \($0.revision.name) \($0.successor?.id ?? "-")" }
        == ["REQ-SHOP-3 c3 -", "REQ-SHOP-2 c2 REQ-SHOP-3", "REQ-SHOP-1 c1 REQ-SHOP-2"])
    let last = NodeKey(
      kind: .requirement, scope: Scope(root: "m", name: "shop"), id: "REQ-SHOP-3")
    // The whole story, under former names as well.
    #expect(
      timeline.changes(of: last).map { timeline.changes[$0].action }
        == [.added, .renamed, .renamed, .removed])
  }

  @Test func `an id that comes back is not gone`() throws {
    var recorder = DriftRecorder()
    for (number, text) in [Self.key, "# Shop\n", Self.key].enumerated() {
      recorder.take([Self.intent: text], number)
    }
    #expect(recorder.timeline().tombstones.isEmpty)
    #expect(recorder.timeline().changes.map(\.action) == [.added, .added, .removed, .added])
  }

  /// A law: whoever follows the changes from the beginning comes to what is said at the end.
  @Test(arguments: 0..<40)
  func `following all changes gives the last state`(_ seed: Int) throws {
    var random = Seeded(UInt64(seed))
    var recorder = DriftRecorder()
    for number in 0..<12 { recorder.take(Self.invented(&random), number) }
    #expect(Self.replayed(recorder.timeline()) == Self.flat(recorder.contents))
  }

  @Test(arguments: 0..<10)
  func `what is kept in a cache goes on as if it had not been`(_ seed: Int) throws {
    var random = Seeded(UInt64(seed))
    var recorder = DriftRecorder(
      Self.tracked(Self.invented(&random)), start: .limit(Revision(name: "b", day: "2026-01-01")))
    for number in 0..<6 { recorder.take(Self.invented(&random), number) }
    var writer = BinaryWriter()
    recorder.encode(into: &writer)
    var reader = BinaryReader(writer.bytes)
    var kept = try DriftRecorder(from: &reader)
    #expect(reader.isAtEnd)
    let last = Self.invented(&random)
    recorder.take(last, 7)
    kept.take(last, 7)
    #expect(kept.timeline().changes == recorder.timeline().changes)
    #expect(kept.timeline().start == recorder.timeline().start)
    #expect(kept.timeline().commitCount == recorder.timeline().commitCount)
    // Damage is noticed, or is another history; it is no reason to stop.
    for length in stride(from: 0, to: writer.bytes.count, by: 7) {
      var reader = BinaryReader(Array(writer.bytes.prefix(length)))
      #expect(throws: BinaryReader.Malformed.self) { _ = try DriftRecorder(from: &reader) }
    }
  }

  @Test func `old changes are forgotten when there are too many`() throws {
    var recorder = DriftRecorder()
    recorder.changeLimit = 100
    let items = { (word: String, count: Int) in
      "# Shop\n\n" + (0..<count).map { "## REQ-SHOP-\($0 + 1) T\n\n\(word) \($0)\n\n" }.joined()
    }
    for number in 0..<60 { recorder.take([Self.intent: items("w\(number)", 20)], number) }
    let timeline = recorder.timeline()
    #expect(timeline.changes.count <= 100)
    #expect(timeline.changes.count > 100 / 2)
    let first = try #require(timeline.revisions.first)
    let begin = try #require(timeline.start.revision)
    #expect(timeline.start == .limit(begin))
    #expect((Int(first.name.dropFirst()) ?? 0) == (Int(begin.name.dropFirst()) ?? 0) + 1)
    #expect(timeline.changes.allSatisfy { timeline.revisions.indices.contains($0.revision) })
  }
}

extension DriftTests {
  static func tracked(_ files: [String: String]) -> [TrackedDocument] {
    files.flatMap { path, text -> [TrackedDocument] in
      let file = SourceFile(path: path, text: text)
      if path.hasSuffix(".yaml") {
        return [Ingest.read(file).flatMap(Ingest.tracked)].compactMap { $0 }
      }
      return Ingest.tracked(Ingest.read(file, as: .modules))
    }
  }

  fileprivate static func line(_ change: StatementChange) -> String {
    let isState = [.ticked, .unticked, .statusChanged].contains(change.action)
    let text = { (content: TrackedContent?) in
      content.map { isState ? $0.state.text : $0.shown } ?? ""
    }
    let former = change.former.map { " (\($0.id))" } ?? ""
    let words = [change.action.rawValue, change.key.kind.rawValue, change.key.id]
    let (before, after) = (text(change.before), text(change.after))
    let sides = (before.isEmpty ? "" : before + " ") + ">" + (after.isEmpty ? "" : " " + after)
    return words.joined(separator: " ") + " \(change.facet.rawValue)\(former): \(sides)"
  }

  /// A few files with a few ids each, out of a small choice so that they come and go.
  fileprivate static func invented(_ random: inout Seeded) -> [String: String] {
    var files: [String: String] = [:]
    for path in [intent, actual] where random.below(5) > 0 {
      var text = "# Shop\n\n"
      for id in 1...5 where random.below(3) > 0 {
        text += "## REQ-SHOP-\(id) Title\n\nText \(random.below(4)) MUST be.\n\n"
      }
      files[path] = text
    }
    if random.below(3) > 0 {
      let boxes = (0..<3).map { "- [\(random.below(2) == 0 ? " " : "x")] box \($0)\n" }.joined()
      files[tasks] = "# T\n\n## TASK-SHOP-1 Do\n\n\(boxes)"
    }
    if random.below(2) > 0 {
      files[gaps] = gap.replacing("SHOP-1", with: "SHOP-\(1 + random.below(4))")
    }
    if random.below(2) > 0 {
      let word = ["SATISFIED", "PARTIAL", "NOT_SATISFIED"][random.below(3)]
      files["\(["a", "b"][random.below(2)])/pay.yaml"] = truth.replacing(
        "NOT_SATISFIED", with: word)
    }
    return files
  }

  private struct Side: Hashable {
    var key: NodeKey
    var facet: TrackedStatement.Facet

    init(_ key: NodeKey, _ facet: TrackedStatement.Facet) {
      let id = IDSpelling.canonical(key.id)
      self.key = NodeKey(kind: key.kind, scope: key.scope, id: id)
      self.facet = facet
    }
  }

  private static func replayed(_ timeline: Timeline) -> [Side: TrackedContent] {
    var state: [Side: TrackedContent] = [:]
    let revisions = Dictionary(grouping: timeline.changes, by: \.revision)
    for revision in revisions.keys.sorted() {
      // All of a commit happens at once: what leaves a name does so before another takes it.
      for change in revisions[revision] ?? [] {
        if let former = change.former { state[Side(former, change.facet)] = nil }
        if change.after == nil { state[Side(change.key, change.facet)] = nil }
      }
      for change in revisions[revision] ?? [] {
        if let after = change.after { state[Side(change.key, change.facet)] = after }
      }
    }
    return state
  }

  private static func flat(
    _ contents: [NodeKey: [TrackedStatement.Facet: TrackedContent]]
  ) -> [Side: TrackedContent] {
    var state: [Side: TrackedContent] = [:]
    for (key, facets) in contents {
      for (facet, content) in facets { state[Side(key, facet)] = content }
    }
    return state
  }
}

extension DriftRecorder {
  fileprivate mutating func take(_ files: [String: String], _ number: Int) {
    let documents = DriftTests.tracked(files)
    record(differences(to: documents), in: Revision(name: "c\(number)", day: "2026-01-01"))
  }
}
