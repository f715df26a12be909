import SourceText
import TraceModel

/// Tasks for what no task names yet, from requirements, scenarios and phases.
public struct TaskDraft {
  private let subject: ModuleSubject
  /// Number of the next task.
  private var number: Int
  private let named: Set<String>
  private let back: ReadingBack

  /// TASKS.md with what it lacks; `nil` when it lacks nothing.
  ///
  /// - back: which ids a box can name.
  public static func file(
    of subject: ModuleSubject, _ record: PipelineRecord, _ back: ReadingBack
  ) -> ModuleFile? {
    var draft = TaskDraft(subject, record, back)
    return draft.file()
  }

  private init(_ subject: ModuleSubject, _ record: PipelineRecord, _ back: ReadingBack) {
    (self.subject, self.back) = (subject, back)
    number = record.next(.task, in: subject)
    named = Set(subject.tasks.flatMap(\.boxes).flatMap(\.ids).map(IDSpelling.canonical))
  }

  private mutating func file() -> ModuleFile? {
    let numbers = subject.phases.map(\.number)
    let phases: [Int?] = numbers.isEmpty ? [nil] : numbers.map(\.self)
    guard let outline = subject.outlines[.tasks] else {
      let lines = phases.flatMap { heading(of: $0) + tasks(of: $0) }
      guard lines.count > phases.count else { return nil }
      let text = (["# Tasks of \(subject.title)", ""] + lines).joined(separator: "\n")
      return ModuleFile(
        path: "\(subject.documentFolder)/TASKS.md", bytes: Array((text + "\n").utf8))
    }
    var edits = phases.compactMap { addition(to: outline, of: $0) }
    guard !edits.isEmpty else { return nil }
    let end = outline.file.bytes.count
    if let fence = outline.openFence, edits.contains(where: { $0.offset == end }) {
      edits.insert(TextEdit(offset: end, text: .lines([fence])), at: 0)
    }
    return ModuleFile(path: outline.file.path, bytes: outline.file.applying(edits))
  }

  /// At the end of a phase's section, or a new section behind everything.
  private mutating func addition(to outline: ModuleOutline, of phase: Int?) -> TextEdit? {
    let lines = tasks(of: phase)
    guard !lines.isEmpty else { return nil }
    let id = phase.map { NumberedKind.phase.id($0, of: subject.code) }
    let section = outline.sections.first { $0.kind == .phase && $0.id == id && id != nil }
    let end = outline.file.bytes.count
    guard let section, section.end < end else {
      return TextEdit(
        offset: end, text: .lines([""] + (section == nil ? heading(of: phase) : []) + lines))
    }
    return TextEdit(offset: section.end, text: .lines(lines + [""]))
  }

  private func heading(of phase: Int?) -> [String] {
    phase.map { ["## Phase \($0) (\(NumberedKind.phase.id($0, of: subject.code)))", ""] } ?? []
  }

  // MARK: tasks

  private mutating func tasks(of phase: Int?) -> [String] {
    var lines: [String] = []
    var shown: Set<String> = []
    let scenarios = subject.scenarios(ofPhase: phase).filter {
      !isNamed($0.id) && back.isNamed($0)
    }
    let requirements = subject.requirements.filter {
      $0.facts.intent != nil && (phase == nil || $0.phase == phase)
    }
    for requirement in requirements {
      let own = scenarios.filter { covers($0, requirement) && shown.insert($0.id).inserted }
      let works =
        (isNamed(requirement.id) || !back.isNamed(requirement)
          ? [] : ["Implement \(quote(requirement)) (\(requirement.id))"])
        + own.map { "Handle \(quote($0)) (\($0.id), \(requirement.id))" }
      lines += task(requirement.title, works)
    }
    lines += task(
      "Further scenarios",
      scenarios.filter { !shown.contains($0.id) }.map { "Handle \(quote($0)) (\($0.id))" })
    return lines + unitTests(scenarios, of: phase)
  }

  private mutating func unitTests(_ scenarios: [ModuleSubject.Item], of phase: Int?) -> [String] {
    guard !scenarios.isEmpty else { return [] }
    return task(
      "Unit tests",
      scenarios.map { "Test \(quote($0)) (\($0.id))" }
        + ["Test mappers and failures", "Test who may do what"])
  }

  private mutating func task(_ title: String, _ works: [String]) -> [String] {
    guard !works.isEmpty else { return [] }
    defer { number += 1 }
    let heading = "### \(NumberedKind.task.id(number, of: subject.code)): \(oneLine(title))"
    return [heading]
      + works.enumerated().map { "- [ ] \(number).\($0.offset + 1) \($0.element)" } + [""]
  }

  private func isNamed(_ id: String) -> Bool { named.contains(IDSpelling.canonical(id)) }

  private func quote(_ item: ModuleSubject.Item) -> String {
    "\u{201C}\(oneLine(item.title))\u{201D}"
  }

  private func covers(_ scenario: ModuleSubject.Item, _ requirement: ModuleSubject.Item) -> Bool {
    subject.graph.links(from: scenario.node).contains { $0.target == .node(requirement.node) }
  }
}
