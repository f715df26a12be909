import SourceText
import TraceModel

/// Criteria that follow from the documents alone.
extension GateJudgement {
  /// What is computed for a criterion.
  func computed(_ id: Criterion.ID) -> Grounds {
    switch id {
    case .designWritten: written([.intentDesign], rules: ["unfilled-placeholder"])
    case .requirementsWritten: requirementsWritten
    case .tasksWritten: tasksWritten
    case .documentsSound: sound
    case .designWithoutIDs: withoutIDs
    case .documentsApproved: approved
    case .tasksTicked: ticked
    case .behaviour: behaviour
    case .unitTests: unitTests
    case .stubs: stubs
    case .actualDocuments: actualDocuments
    case .endToEndTests: endToEndTests
    case .coverage: coverage
    case .changelog: changelog
    default: absence(id).map { Grounds("", [$0]) } ?? withoutFindings(Self.rules[id] ?? [])
    }
  }

  /// Why there is nothing to judge: what is not there has no fault, and is not as it must be.
  private func absence(_ id: Criterion.ID) -> String? {
    switch id {
    case .designOutputs: missing(.intentDesign)
    case .requirementsBind: noItem(.requirement)
    case .scenariosComplete, .scenariosShow, .phasesFilled, .phasesIndependent: noItem(.scenario)
    case .designReferences: missing(.intentDesign) ?? noItem(.requirement) ?? noItem(.scenario)
    case .tasksNumbered, .tasksActionable, .tasksComplete, .unitTestsPlanned:
      input.subject.tasks.allSatisfy(\.boxes.isEmpty) ? "TASKS.md has no task with boxes" : nil
    default: nil
    }
  }

  private func missing(_ kind: ModuleDocumentKind) -> String? {
    input.subject.outlines[kind] == nil ? "there is no \(kind.rawValue).md" : nil
  }

  private func noItem(_ kind: NodeKind) -> String? {
    input.subject.intended.contains { $0.kind == kind } ? nil : "no \(kind.label) is written down"
  }

  /// Criteria that are met when no finding of these rules stands.
  private static let rules: [Criterion.ID: [String]] = [
    .designOutputs: ["design-output"],
    .requirementsBind: ["requirement-level"],
    .scenariosComplete: ["scenario-steps", "sub-scenario"],
    .scenariosShow: ["scenario-without-requirement", "requirement-without-scenario"],
    .phasesFilled: ["phase-empty", "phase-undeclared"],
    .phasesIndependent: ["phase-order"],
    .designReferences: ["design-references"],
    .tasksNumbered: ["subtask-number"],
    .tasksActionable: ["task-not-actionable"],
    .tasksComplete: ["untasked"],
    .unitTestsPlanned: ["phase-without-unit-tests"],
  ]

  private func withoutFindings(_ rules: [String]) -> Grounds {
    let found = input.findings.filter { $0.severity > .note && rules.contains($0.rule.id) }
    return Grounds(
      found.isEmpty ? "nothing found" : counted(found.count, "finding"), found.map(line))
  }

  private func line(_ finding: Diagnostic) -> String {
    "\(finding.range.description): \(finding.summary)"
  }

  /// Documents that are there, without findings of these rules in them.
  private func written(_ kinds: [ModuleDocumentKind], rules: [String]) -> Grounds {
    let missing = kinds.compactMap(missing)
    if !missing.isEmpty { return Grounds("", missing) }
    let paths = Set(kinds.compactMap { input.subject.outlines[$0]?.file.path })
    let found = input.findings.filter {
      rules.contains($0.rule.id) && paths.contains($0.range.path)
    }
    let lines = kinds.compactMap { kind in
      input.subject.outlines[kind].flatMap { $0.sections.count > 1 ? nil : emptyLine($0) }
    }
    return Grounds(
      kinds.map { "\($0.rawValue).md" }.joined(separator: ", "), lines + found.map(line))
  }

  private func emptyLine(_ outline: ModuleOutline) -> String {
    "\(outline.file.path) has no sections"
  }

  private var requirementsWritten: Grounds {
    let requirements = input.subject.requirements.filter { $0.facts.intent != nil }
    let scenarios = input.subject.scenarios(ofPhase: nil)
    let base = written(
      [.intentRequirements, .intentScenarios], rules: ["unfilled-placeholder"])
    var lacking = base.lacking
    if requirements.isEmpty { lacking.append("no requirement is written down") }
    if scenarios.isEmpty { lacking.append("no scenario is written down") }
    return Grounds(
      "\(counted(requirements.count, "requirement")), \(counted(scenarios.count, "scenario"))",
      lacking)
  }

  private var tasksWritten: Grounds {
    let boxes = input.subject.tasks.reduce(0) { $0 + $1.boxes.count }
    let none = missing(.tasks) ?? (boxes == 0 ? "TASKS.md has no task with boxes" : nil)
    return Grounds(
      "\(counted(input.subject.tasks.count, "task")), \(counted(boxes, "box", "boxes"))",
      [none].compactMap(\.self))
  }

  /// Once requirements and scenarios are written down, their ids are welcome in the design.
  private var withoutIDs: Grounds {
    if let missing = missing(.intentDesign) { return Grounds("", [missing]) }
    let isWritten =
      input.subject.outlines[.intentRequirements] != nil
      || input.subject.outlines[.intentScenarios] != nil
    return isWritten
      ? Grounds("does not apply: requirements or scenarios are written down already")
      : withoutFindings(["id-of-later-step"])
  }

  /// No errors, and no id of a document that comes later.
  private var sound: Grounds {
    let errors = input.findings.filter {
      $0.severity == .error || gate.kind != .design && $0.rule.id == "id-of-later-step"
    }
    return Grounds(
      errors.isEmpty ? "no error" : counted(errors.count, "error"), errors.map(line))
  }

  /// Every gate before this one, and what it let through.
  private var approved: Grounds {
    let earlier = Gate.all(of: input.subject).prefix { $0 != gate }
    var lacking: [String] = []
    for gate in earlier {
      guard let passage = input.record.passage(of: gate) else {
        lacking.append("the gate of \(gate.label) is not open")
        continue
      }
      if let reason = input.reason(gate) {
        lacking.append(
          "\(reason), and \(passage.person) opened the gate of \(gate.label) on \(passage.day): "
            + "open it again with --gate \(gate.name)")
      }
    }
    return Grounds("\(counted(earlier.count, "gate")) before this one", lacking)
  }

  private var ticked: Grounds {
    // The tests of a phase close it: nothing of an earlier one may be open either.
    let tasks = input.subject.tasks.filter { task in
      guard let phase = gate.phase else { return true }
      return gate.kind == .tests ? (task.phase ?? 1) <= phase : (task.phase ?? 1) == phase
    }
    return Grounds(
      tasks.flatMap(\.boxes), "box", "boxes",
      lacking: tasks.flatMap(\.boxes).filter { !$0.isTicked },
      none: "TASKS.md has no box for the phase"
    ) { "\($0.text.range.description): \($0.number.map { "\($0) " } ?? "")\($0.text.text)" }
  }
}
