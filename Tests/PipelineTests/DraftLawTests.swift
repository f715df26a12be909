import Ingest
import Pipeline
import SourceText
import TestSupport
import Testing
import TraceModel

@Suite struct `Drafts over what people have written` {
  static var back: ReadingBack { ReadingBack { Ingest.outline($0, code: "PAY") } }

  static func outline(_ file: SourceFile) -> ModuleOutline { Ingest.outline(file, code: "PAY") }

  /// What people wrote is there in its order, lines end as they did, and a second draft is the same.
  static func expectLaws(
    _ before: ModuleCase, _ after: ModuleCase, _ kind: ModuleDocumentKind,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let (old, new) = (before.texts[kind], after.texts[kind])
    #expect(
      GeneratedModule.notes(old) == GeneratedModule.notes(new),
      "\(kind.rawValue)\n\(old ?? "")\n=====\n\(new ?? "")", sourceLocation: sourceLocation)
    let endings = GeneratedModule.endings(old)
    if endings.count == 1 {
      #expect(
        GeneratedModule.endings(new) == endings, "\(kind.rawValue)", sourceLocation: sourceLocation)
    }
  }

  private static func lines(_ text: String?) -> [String] {
    (text ?? "").unicodeScalars.split { $0 == "\n" || $0 == "\r" }.map { String($0) }
  }

  static let seeds: Range<UInt64> = 0..<30

  @Test(arguments: seeds)
  func `of what was built keep them`(seed: UInt64) throws {
    var generated = GeneratedModule(seed: seed, hasPhases: seed % 2 == 0)
    let kinds: [ModuleDocumentKind] = [.actualDesign, .actualRequirements, .actualScenarios]
    for _ in 0..<4 {
      let before = generated.module
      let after = before.with(ActualDraft(try before.input(), outline: Self.outline).files)
      for kind in kinds { Self.expectLaws(before, after, kind) }
      let again = ActualDraft(try after.input(), outline: Self.outline).files
      #expect(again.isEmpty, "\(again.map { $0.source.displayText }) after \(after.texts)")
      generated.module = after
      for kind in kinds { generated.write(in: kind) }
      generated.change()
    }
  }

  @Test(arguments: seeds)
  func `of gaps keep them`(seed: UInt64) throws {
    var generated = GeneratedModule(seed: seed, hasPhases: seed % 2 == 0)
    for _ in 0..<4 {
      let before = generated.module
      let result = GapDraft.draft(try before.input(), outline: Self.outline)
      var after = before.with([result.file].compactMap(\.self))
      after.record.drafts = result.drafts
      Self.expectLaws(before, after, .intentVsActual)
      let again = GapDraft.draft(try after.input(), outline: Self.outline)
      #expect(
        again.file == nil,
        "\(after.texts[.intentVsActual] ?? "")\n=====\n\(again.file?.source.displayText ?? "")")
      #expect(again.drafts == result.drafts)
      generated.module = after
      generated.write(in: .intentVsActual)
      generated.change()
    }
  }

  @Test(arguments: seeds)
  func `of tasks keep them, and only add`(seed: UInt64) throws {
    var generated = GeneratedModule(seed: seed, hasPhases: seed % 2 == 0)
    for _ in 0..<3 {
      let before = generated.module
      let input = try before.input()
      let file = TaskDraft.file(of: input.subject, input.record, Self.back)
      let after = before.with([file].compactMap(\.self))
      Self.expectLaws(before, after, .tasks)
      var rest = Self.lines(after.texts[.tasks])[...]
      for line in Self.lines(before.texts[.tasks]) {
        let place = try #require(rest.firstIndex(of: line), "\(line) is gone")
        rest = rest[(place + 1)...]
      }
      let again = try after.input()
      let second = TaskDraft.file(of: again.subject, again.record, Self.back)
      #expect(
        second == nil,
        "\(after.texts[.tasks] ?? "")\n=====\n\(second?.source.displayText ?? "")")
      generated.module = after
      generated.write(in: .tasks)
    }
  }

  @Test(arguments: seeds)
  func `tick nothing but boxes`(seed: UInt64) throws {
    var generated = GeneratedModule(seed: seed, hasPhases: true)
    var input = try generated.module.input()
    generated.module = generated.module.with(
      [TaskDraft.file(of: input.subject, input.record, Self.back)].compactMap(\.self))
    generated.write(in: .tasks)
    input = try generated.module.input()
    var random = Seeded(seed)
    let tasks = input.subject.tasks.filter { !$0.boxes.isEmpty }
    guard !tasks.isEmpty else { return }
    let (ticked, opened) = (random.one(of: tasks), random.one(of: tasks))
    let old = try #require(input.subject.outlines[.tasks])
    let result = TaskTicks.setting(ticked: [ticked.id], opened: [opened.id], in: input.subject)
    let new = try result.get()?.bytes ?? old.file.bytes
    #expect(new.count == old.file.bytes.count)
    let open = Set(tasks.filter { $0.id == opened.id }.flatMap(\.boxes).map(\.mark))
    let filled = Set(tasks.filter { $0.id == ticked.id }.flatMap(\.boxes).map(\.mark))
    for offset in new.indices {
      let expected: UInt8 =
        open.contains(offset) ? 0x20 : filled.contains(offset) ? 0x78 : old.file.bytes[offset]
      #expect(new[offset] == expected || new[offset] == 0x58 && expected == 0x78)
    }
    let after = generated.module.with([ModuleFile(path: old.file.path, bytes: new)])
    let again = TaskTicks.setting(
      ticked: [ticked.id], opened: [opened.id], in: try after.input().subject)
    #expect(try again.get() == nil)
  }
}
