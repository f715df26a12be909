import SourceText
import TraceModel

/// What a design leaves out, and whether it knows what was made of it.
func designFindings(_ module: CheckedModule) -> [Diagnostic] {
  guard let design = module[.intentDesign] else { return [] }
  let outputs = DesignOutput.all.filter { !$0.isOfPhases || usesPhases(module) }
  let spoken = SpokenDesign(design)
  return outputs.compactMap { outputFinding($0, spoken, module) }
    + referenceFinding(design, module)
}

private func usesPhases(_ module: CheckedModule) -> Bool {
  CheckedModule.intents.dropFirst().contains { !module.phases(in: $0).isEmpty }
}

// MARK: what a design decides

private func outputFinding(
  _ output: DesignOutput, _ spoken: SpokenDesign, _ module: CheckedModule
) -> Diagnostic? {
  let design = spoken.design
  let about = spoken.sections(about: output)
  if about.contains(where: design.says) || !spoken.fields.isDisjoint(with: output.words) {
    return nil
  }
  if output.isOfPhases, namesPhase(design, module) { return nil }
  guard let empty = about.first.map({ design.outline.sections[$0] }) else {
    return Diagnostic(
      .designOutput, at: design.head, "the design has no section about \(output.name)",
      fix: "add a section, and \(output.expected)")
  }
  return Diagnostic(
    .designOutput, at: empty.heading.range,
    "the section \"\(empty.heading.text.clipped)\" says nothing about \(output.name)",
    fix: output.expected)
}

/// A design by the words of its headings and fields.
private struct SpokenDesign {
  let design: CheckedOutline
  /// Words of fields with a value: `- **Category:** gateway` is as good as a section.
  let fields: Set<String>
  private let headings: [(section: Int, words: Set<String>)]

  init(_ design: CheckedOutline) {
    self.design = design
    let outline = design.outline
    // The title of the whole names the module: "Document storage" is no section about persistence.
    let highest = design.sections.filter { outline.sections[$0].level == 1 }
    let title = highest.count == 1 && highest.first == design.sections.first ? highest.first : nil
    headings = design.sections.filter { $0 != title }.map {
      ($0, Set(words(of: outline.sections[$0].heading.text)))
    }
    fields = Set(
      outline.fields.filter { !$0.value.isEmpty }.flatMap { words(of: $0.name) })
  }

  func sections(about output: DesignOutput) -> [Int] {
    headings.filter { section, words in
      !words.isDisjoint(with: output.words)
        || output.isOfPhases && design.outline.sections[section].kind == .phase
    }.map(\.section)
  }
}

/// Running text names a phase; a heading that does is a section of its own.
private func namesPhase(_ design: CheckedOutline, _ module: CheckedModule) -> Bool {
  design.mentions.contains { mention in
    let offset = Int(mention.range.span.start)
    guard module.phase(mention.id) != nil else { return false }
    guard let section = design.section(at: offset) else { return true }
    return offset >= design.outline.sections[section].bodyStart
  }
}

// MARK: what was made of it

private func referenceFinding(_ design: CheckedOutline, _ module: CheckedModule) -> [Diagnostic] {
  guard !module.intended.isEmpty,
    !design.mentions.contains(where: { module.intended($0.id) != nil })
  else { return [] }
  let count = counted(
    module.intended.count, "requirement or scenario", "requirements and scenarios")
  return [
    Diagnostic(
      .designReferences, at: design.head, "the design names none of its \(count) by an id",
      fix: "name the ids where the design speaks of them")
  ]
}
