import SourceText
import TraceModel

/// What the tasks as a whole leave out.
func taskFindings(_ module: CheckedModule) -> [Diagnostic] {
  guard let document = module[.tasks] else { return [] }
  return untestedPhases(document, module) + untasked(document, module)
}

// MARK: unit tests

private func untestedPhases(_ document: CheckedOutline, _ module: CheckedModule) -> [Diagnostic] {
  let phases = document.sections.filter { document.outline.sections[$0].kind == .phase }
  if phases.isEmpty {
    let isUntested =
      !module.subject.tasks.isEmpty && !allTexts(document).contains(where: isUnitTest)
    return isUntested ? [untested("no task is about unit tests", at: document.head)] : []
  }
  let tested = testedPhases(document)
  var known: Set<String> = []
  return phases.compactMap { index in
    let section = document.outline.sections[index]
    guard let id = section.id, known.insert(id).inserted, !tested.contains(id) else { return nil }
    let name = module.phase(id).map { "phase \($0)" } ?? id
    return untested("\(name) has no task about unit tests", at: section.heading.range)
  }
}

private func untested(_ summary: String, at range: SourceRange) -> Diagnostic {
  Diagnostic(
    .phaseWithoutUnitTests, at: range, summary,
    fix: "add a task, or boxes, for the unit tests of what the phase brings")
}

/// Ids of phases with a heading or a box about unit tests.
private func testedPhases(_ document: CheckedOutline) -> Set<String> {
  let headings = document.sections.filter {
    isUnitTest(document.outline.sections[$0].heading.text)
  }
  let boxes = document.boxes.filter { isUnitTest($0.text.text) }.map(\.section)
  return Set((headings + boxes).compactMap { document.outline.owner(of: $0, .phase)?.id })
}

private func allTexts(_ document: CheckedOutline) -> [String] {
  document.sections.map { document.outline.sections[$0].heading.text }
    + document.boxes.map(\.text.text)
}

/// Tests through the front door are another step.
private func isUnitTest(_ text: String) -> Bool {
  let words = words(of: text)
  guard words.contains(where: { $0.hasPrefix("test") || $0.hasPrefix("unittest") }) else {
    return false
  }
  let isEndToEnd = words.contains("e2e") || text.lowercased().contains("end-to-end")
  return words.contains("unit") || !isEndToEnd
}

// MARK: what no task makes

private func untasked(_ document: CheckedOutline, _ module: CheckedModule) -> [Diagnostic] {
  let tasked = taskedIDs(document)
  let isTasked = { (item: ModuleSubject.Item) in tasked.contains(IDSpelling.canonical(item.id)) }
  let graph = module.subject.graph
  let shown = Set(
    module.subject.scenarios.filter(isTasked).flatMap { graph.links(from: $0.node) }
      .compactMap { link -> NodeIndex? in
        guard link.kind == .covers, case .node(let target) = link.target else { return nil }
        return target
      })
  return module.subject.intended.filter { item in
    let isOwed = graph[item.node].key.kind == .scenario || item.binds
    return isOwed && !isTasked(item) && !shown.contains(item.node)
  }.map {
    Diagnostic(
      .untasked, at: $0.range, "no task names \($0.id)",
      fix: "name it in the box of TASKS.md that brings it about")
  }
}

/// In a box, or anywhere in a task's section.
private func taskedIDs(_ document: CheckedOutline) -> Set<String> {
  let boxes = Set(document.boxes.map(\.text.range.line))
  return Set(
    document.mentions.filter { mention in
      boxes.contains(mention.range.line)
        || document.outline.owner(of: document.section(at: Int(mention.range.span.start)), .task)
          != nil
    }.map { IDSpelling.canonical($0.id) })
}
