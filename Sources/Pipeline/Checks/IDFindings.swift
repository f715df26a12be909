import SourceText
import TraceModel

/// Ids that are given again, twice, or out of order.
func idFindings(_ module: CheckedModule, _ record: PipelineRecord) -> [Diagnostic] {
  reused(module, record) + CheckedModule.intents.flatMap { outOfOrder(module[$0], module) }
    + declaredTwice(module)
}

// MARK: given again

private func reused(_ module: CheckedModule, _ record: PipelineRecord) -> [Diagnostic] {
  // An id that the record has under another spelling was never gone.
  let gone = Set(record.retired.map(IDSpelling.canonical))
  if gone.isEmpty { return [] }
  let subject = module.subject
  let declared =
    (subject.requirements + subject.scenarios).map { ($0.id, $0.range) }
    + subject.phases.map { ($0.id, $0.range) } + subject.tasks.map { ($0.id, $0.range) }
  return declared.filter { gone.contains(IDSpelling.canonical($0.0)) }.map { id, range in
    let kind = NumberedKind.allCases.first { $0.number(of: id, code: subject.code) != nil }
    let next = kind.map { $0.id(record.next($0, in: subject), of: subject.code) }
    return Diagnostic(
      .idReused, at: range, "\(id) was given to something else before, which is gone",
      fix: next.map { "take the next free id, \($0)" } ?? "take an id that was never given")
  }
}

// MARK: order

private func outOfOrder(_ document: CheckedOutline?, _ module: CheckedModule) -> [Diagnostic] {
  guard let document else { return [] }
  return NumberedKind.allCases.flatMap { kind -> [Diagnostic] in
    var last: (number: Int, section: ModuleOutline.Section)?
    return document.sections.compactMap { index in
      let section = document.outline.sections[index]
      guard let id = section.id, let number = kind.number(of: id, code: module.subject.code) else {
        return nil
      }
      let before = last
      last = (number, section)
      guard let before, before.number > number else { return nil }
      let other = before.section.id ?? ""
      return Diagnostic(
        .idOrder, at: section.heading.range, "\(id) stands behind \(other)",
        notes: [Diagnostic.Note("\(other) is declared here", at: before.section.heading.range)],
        fix: "move it before \(other); ids keep their numbers")
    }
  }
}

// MARK: declared twice

/// Within the document that first declares an id the linker has seen it; within others it takes
/// each declaration for a part of the first.
private func declaredTwice(_ module: CheckedModule) -> [Diagnostic] {
  let documents = module.subject.outlines.keys.compactMap { kind in
    module[kind].map { (kind: kind, document: $0) }
  }.sorted { $0.document.outline.file.path < $1.document.outline.file.path }
  var leaders: [Declared: (path: String, isIntent: Bool)] = [:]
  return documents.flatMap { kind, document -> [Diagnostic] in
    var firsts: [Declared: SourceRange] = [:]
    return document.sections.compactMap { index in
      let section = document.outline.sections[index]
      guard let declared = Declared(section) else { return nil }
      guard let first = firsts[declared] else {
        firsts[declared] = section.heading.range
        lead(&leaders, declared, document.outline.file.path, kind)
        return nil
      }
      if leaders[declared]?.path == document.outline.file.path { return nil }
      return twice(section, first)
    }
  }
}

private struct Declared: Hashable {
  var kind: NodeKind
  var id: String

  /// `nil` for a heading that declares nothing, or by a title that the reader watches over.
  init?(_ section: ModuleOutline.Section) {
    guard let kind = section.kind, let id = section.id, kind != .release,
      kind == .phase || section.heading.text.contains(id)
    else { return nil }
    (self.kind, self.id) = (kind, IDSpelling.canonical(id))
  }
}

/// The first document leads, until one comes that intends what others only have built.
private func lead(
  _ leaders: inout [Declared: (path: String, isIntent: Bool)], _ declared: Declared,
  _ path: String, _ kind: ModuleDocumentKind
) {
  let isSpecified = declared.kind == .requirement || declared.kind == .scenario
  let isBuilt = [.actualDesign, .actualRequirements, .actualScenarios, .intentVsActual]
    .contains(kind)
  let isIntent = !isSpecified || !isBuilt
  guard let leader = leaders[declared] else {
    leaders[declared] = (path, isIntent)
    return
  }
  if isIntent, !leader.isIntent { leaders[declared] = (path, true) }
}

private func twice(_ section: ModuleOutline.Section, _ first: SourceRange) -> Diagnostic {
  let id = section.id ?? ""
  return Diagnostic(
    .idDeclaredTwice, at: section.heading.range,
    "\(id.clipped) is declared a second time in this document",
    notes: [Diagnostic.Note("the first declaration is here", at: first)],
    fix: "bring both together below one heading, or give this one the next free id")
}
