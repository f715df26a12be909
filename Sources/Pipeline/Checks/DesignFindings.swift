import SourceText
import TraceModel

/// What a design leaves out, and whether it knows what was made of it.
func designFindings(_ module: CheckedModule) -> [Diagnostic] {
  guard let design = module[.intentDesign] else { return [] }
  let outputs = DesignOutput.all.filter {
    $0.name != DesignOutput.phases.name || usesPhases(module)
  }
  return outputs.compactMap { outputFinding($0, design, module) } + referenceFinding(design, module)
}

private func usesPhases(_ module: CheckedModule) -> Bool {
  CheckedModule.intents.dropFirst().contains { !module.phases(in: $0).isEmpty }
}

// MARK: what a design decides

private func outputFinding(
  _ output: DesignOutput, _ design: CheckedOutline, _ module: CheckedModule
) -> Diagnostic? {
  let isOfPhases = output.name == DesignOutput.phases.name
  let about = sections(output, design, isOfPhases)
  if about.contains(where: design.says) || isField(output, design) { return nil }
  if isOfPhases, namesPhase(design, module) { return nil }
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

private func sections(
  _ output: DesignOutput, _ design: CheckedOutline, _ isOfPhases: Bool
) -> [Int] {
  // The title of the whole names the module: "Document storage" is no section about persistence.
  let highest = design.sections.filter { design.outline.sections[$0].level == 1 }
  let title = highest.count == 1 && highest.first == design.sections.first ? highest.first : nil
  return design.sections.filter { index in
    let section = design.outline.sections[index]
    if isOfPhases, section.kind == .phase { return true }
    return index != title && words(of: section.heading.text).contains(where: output.words.contains)
  }
}

/// `- **Category:** gateway` is as good as a section.
private func isField(_ output: DesignOutput, _ design: CheckedOutline) -> Bool {
  design.outline.fields.contains { field in
    !field.value.isEmpty && !design.isComment(field.line.lowerBound)
      && words(of: field.name).contains(where: output.words.contains)
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
  return [
    Diagnostic(
      .designReferences, at: design.head,
      "the design names none of its \(counted(module.intended.count, "requirement or scenario", "requirements and scenarios")) by an id",
      fix: "name the ids where the design speaks of them")
  ]
}
