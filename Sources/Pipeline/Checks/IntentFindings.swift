import Notation
import SourceText
import TraceModel

/// Documents that cannot be read, intents that state nothing, and what was built without an intent.
func intentFindings(_ module: CheckedModule) -> [Diagnostic] {
  module.subject.outlines.values.flatMap { textFindings(of: $0.file) + openFindings($0) }
    + emptyFindings(module) + unintendedFindings(module)
}

private func openFindings(_ outline: ModuleOutline) -> [Diagnostic] {
  guard let place = outline.openComment else { return [] }
  return [
    Diagnostic(
      .commentOpen, at: place, "the comment is never closed, and everything behind it says nothing",
      fix: "close it with -->, or put `<!--` between back quotes")
  ]
}

private func emptyFindings(_ module: CheckedModule) -> [Diagnostic] {
  let parts: [(ModuleDocumentKind, NodeKind)] = [
    (.intentRequirements, .requirement), (.intentScenarios, .scenario),
  ]
  return parts.compactMap { document, kind in
    guard let outline = module.subject.outlines[document] else { return nil }
    let items = kind == .requirement ? module.subject.requirements : module.subject.scenarios
    guard !items.contains(where: { $0.facts.intent?.path == outline.file.path }) else { return nil }
    return Diagnostic(
      .nothingDeclared, at: .file(outline.file.path),
      "\(document.rawValue).md declares no \(kind.label)",
      fix: "take back what stood there, or delete the file until there is something to state")
  }
}

private func unintendedFindings(_ module: CheckedModule) -> [Diagnostic] {
  let items = module.subject.requirements + module.subject.scenarios
  return items.filter { $0.facts.intent == nil && $0.facts.actual != nil }.map { item in
    Diagnostic(
      .unintended, at: item.range, "\(item.id) is described as built, and no document intends it",
      fix: "state the intent under this id, or take it out of what was built")
  }
}
