import SourceText
import TraceModel

/// What a phase uses although only a later one brings it.
func phaseOrderFindings(_ module: CheckedModule) -> [Diagnostic] {
  scenariosTooEarly(module) + tasksTooEarly(module)
}

/// Something that a later phase brings.
private struct Later {
  var id: String
  var phase: Int
  var range: SourceRange

  init(id: String, phase: Int, range: SourceRange) {
    (self.id, self.phase, self.range) = (id, phase, range)
  }

  /// `nil` for what an earlier phase brings, or nobody knows which.
  init?(_ item: ModuleSubject.Item, than phase: Int) {
    guard let other = item.phase, other > phase else { return nil }
    self.init(id: item.id, phase: other, range: item.range)
  }
}

private func scenariosTooEarly(_ module: CheckedModule) -> [Diagnostic] {
  guard let document = module[.intentScenarios] else { return [] }
  return module.subject.scenarios(ofPhase: nil).flatMap { scenario -> [Diagnostic] in
    guard let phase = scenario.phase, let index = document.declared[scenario.id],
      case let section = document.outline.sections[index], !isStub(section.heading.text)
    else { return [] }
    var known: Set<String> = []
    return document.mentions(in: section.start..<section.end).compactMap { mention in
      guard let item = module.intended(mention.id),
        module.subject.graph[item.node].key.kind == .requirement,
        let later = Later(item, than: phase), known.insert(later.id).inserted
      else { return nil }
      return tooEarly("\(scenario.id) of phase \(phase) shows", mention.range, later)
    }
  }
}

// MARK: tasks

private func tasksTooEarly(_ module: CheckedModule) -> [Diagnostic] {
  guard let document = module[.tasks] else { return [] }
  let names = TaskNames(module, document)
  return module.subject.tasks.flatMap { task -> [Diagnostic] in
    guard let phase = task.phase, let index = document.section(at: Int(task.range.span.start)),
      !isStub(document.outline.sections[index].heading.text)
    else { return [] }
    var known: Set<String> = []
    let section = document.outline.sections[index]
    return document.mentions(in: section.start..<section.end).compactMap { mention in
      guard let (later, verb) = names.later(mention, than: phase, in: section),
        known.insert(later.id).inserted
      else { return nil }
      return tooEarly("\(task.id) of phase \(phase) \(verb)", mention.range, later)
    }
  }
}

/// What an id in a list of tasks asks for.
private struct TaskNames {
  private let module: CheckedModule
  private let tasks: [String: ModuleSubject.Task]
  private let boxes: Set<UInt32>
  private let stubs: Set<UInt32>

  init(_ module: CheckedModule, _ document: CheckedOutline) {
    self.module = module
    tasks = Dictionary(
      module.subject.tasks.map { (IDSpelling.canonical($0.id), $0) },
      uniquingKeysWith: { a, _ in a })
    boxes = Set(document.boxes.map(\.text.range.line))
    stubs = document.lines(where: isStub)
  }

  /// A task depends on every task that it names; requirements and scenarios are used where a box or
  /// the heading names them.
  func later(
    _ mention: (id: String, range: SourceRange), than phase: Int, in section: ModuleOutline.Section
  ) -> (Later, verb: String)? {
    if stubs.contains(mention.range.line) { return nil }
    if let task = tasks[IDSpelling.canonical(mention.id)], let other = task.phase, other > phase {
      return (Later(id: task.id, phase: other, range: task.range), "needs")
    }
    let isHeading = Int(mention.range.span.start) < section.bodyStart
    guard isHeading || boxes.contains(mention.range.line), let item = module.intended(mention.id),
      let later = Later(item, than: phase)
    else { return nil }
    return (later, "names")
  }
}

// MARK: how it is said

private func tooEarly(_ start: String, _ range: SourceRange, _ later: Later) -> Diagnostic {
  Diagnostic(
    .phaseOrder, at: range, "\(start) \(later.id), which only phase \(later.phase) brings",
    notes: [Diagnostic.Note("\(later.id) is declared here", at: later.range)],
    fix: "move one of the two to the other's phase, or leave a stub that says TODO")
}

/// What is left open for a later phase may name it.
private func isStub(_ line: String) -> Bool {
  words(of: line).contains { ["todo", "stub", "stubs", "stubbed"].contains($0) }
}
