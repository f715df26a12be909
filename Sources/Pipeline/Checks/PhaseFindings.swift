import SourceText
import TraceModel

/// Phases that bring nothing, what no phase brings, and phases that the design does not know.
func phaseFindings(_ module: CheckedModule) -> [Diagnostic] {
  emptyPhases(module) + phaselessScenarios(module) + undeclaredPhases(module)
}

private func emptyPhases(_ module: CheckedModule) -> [Diagnostic] {
  let scenarios = module.subject.scenarios(ofPhase: nil)
  if scenarios.isEmpty { return [] }
  var filled = Set(scenarios.compactMap(\.phase))
  return module.subject.phases.filter { filled.insert($0.number).inserted }.map {
    Diagnostic(
      .phaseEmpty, at: $0.range, "phase \($0.number) has no scenario",
      fix: "put the scenarios that it brings below it, or leave the phase out")
  }
}

private func phaselessScenarios(_ module: CheckedModule) -> [Diagnostic] {
  let phases = module.subject.phases
  if phases.isEmpty { return [] }
  return module.subject.scenarios(ofPhase: nil).filter { $0.phase == nil }.map {
    Diagnostic(
      .phaseEmpty, at: $0.range, "\($0.id) belongs to no phase, in a module with phases",
      fix: "put it below the heading of the phase that brings it")
  }
}

// MARK: phases that the design does not know

private func undeclaredPhases(_ module: CheckedModule) -> [Diagnostic] {
  let declared = module.phases(in: .intentDesign)
  guard let first = declared.first else { return [] }
  let numbers = Set(declared.map(\.number))
  let known = listed(numbers.sorted().map(String.init))
  let note = Diagnostic.Note("the design names its phases from here on", at: first.range)
  return CheckedModule.intents.dropFirst().flatMap { kind in
    module.phases(in: kind).filter { !numbers.contains($0.number) }.map { use in
      Diagnostic(
        .phaseUndeclared, at: use.range,
        "phase \(use.number) is none of the design's, which has "
          + (numbers.count == 1 ? "phase \(known)" : "phases \(known)"),
        notes: [note], fix: "correct the number, or say in the design what the phase brings")
    }
  }
}
