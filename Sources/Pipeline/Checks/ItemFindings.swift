import SourceText
import TraceModel

/// What a requirement or a scenario lacks by itself.
func itemFindings(_ module: CheckedModule) -> [Diagnostic] {
  levelFindings(module) + stepsFindings(module)
    + [.intentScenarios, .actualScenarios].flatMap { subScenarioFindings(module[$0]) }
}

private func levelFindings(_ module: CheckedModule) -> [Diagnostic] {
  module.subject.requirements.filter { $0.facts.intent != nil && $0.facts.level == nil }.map {
    Diagnostic(
      .requirementLevel, at: $0.range,
      "\($0.id) binds nobody: it says none of MUST, SHALL, SHOULD and MAY in capitals",
      fix: "say MUST or SHALL for what binds, SHOULD or MAY for what may be left out")
  }
}

// MARK: steps

private func stepsFindings(_ module: CheckedModule) -> [Diagnostic] {
  guard let path = module[.intentScenarios]?.outline.file.path else { return [] }
  return module.subject.scenarios.compactMap { item in
    guard item.facts.intent?.path == path else { return nil }
    let missing = [("When", "WHEN"), ("Then", "THEN")].filter { name, _ in
      !module.subject.graph[item.node].attributes.contains {
        $0.name == name && !$0.value.text.isEmpty
      }
    }.map(\.1)
    guard let first = missing.first else { return nil }
    return Diagnostic(
      .scenarioSteps, at: item.range,
      missing.count > 1
        ? "\(item.id) has neither a WHEN nor a THEN" : "\(item.id) has no \(first)",
      fix: missing.map { "add a line `- **\($0)** …`" }.joined(separator: ", and "))
  }
}

// MARK: scenarios in scenarios

private func subScenarioFindings(_ document: CheckedOutline?) -> [Diagnostic] {
  guard let document else { return [] }
  return document.sections.compactMap { index in
    let section = document.outline.sections[index]
    if section.kind == .scenario,
      let around = document.outline.owner(of: section.parent, .scenario)
    {
      return subScenario(
        "the scenario \"\(name(of: section))\" stands inside another", section,
        notes: [Diagnostic.Note("the scenario around it is here", at: around.heading.range)])
    }
    guard let id = partialID(in: section.heading.text) else { return nil }
    return subScenario("\"\(id.clipped)\" numbers a part of a scenario", section)
  }
}

private func subScenario(
  _ summary: String, _ section: ModuleOutline.Section, notes: [Diagnostic.Note] = []
) -> Diagnostic {
  Diagnostic(
    .subScenario, at: section.heading.range, summary, notes: notes,
    fix: "give it the next free number and a heading as high as the others")
}

private func name(of section: ModuleOutline.Section) -> String {
  (section.id ?? section.title).clipped
}

/// `SCEN-OAGW-01.1` or `SCEN-OAGW-01a`: more than one number behind the module.
private func partialID(in heading: String) -> String? {
  let ends = heading.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "." || $0 == "_") }
  return ends.lazy.map { word -> String in
    var word = word
    while word.last == "." || word.last == "-" { word.removeLast() }
    return String(word)
  }.first { word in
    let parts = word.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count > 2, parts[0] == "SCEN", parts[2].first?.isNumber == true else {
      return false
    }
    return parts.count > 3 || !parts[2].utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
