import SourceText
import Templates
import TraceModel

/// A task for whoever writes: a person with a model, or a person alone.
public enum ModulePrompt: String, Sendable, CaseIterable {
  case design, requirements
  case crossReferences = "cross-references"
  case tasks, code
  case compilationFix = "compilation-fix"
  case endToEndTests = "end-to-end-tests"
  case actualDocuments = "actual-documents"

  /// By its name, or by its number in order, from 1.
  public init?(named word: String) {
    if let prompt = Self(rawValue: word) {
      self = prompt
    } else if let number = Int(word), Self.allCases.indices.contains(number - 1) {
      self = Self.allCases[number - 1]
    } else {
      return nil
    }
  }

  /// What the next gate asks for.
  public init(for gate: Gate?, _ input: GateInput) {
    switch gate?.kind {
    case .design: self = .design
    case .requirements:
      self = input.subject.scenarios(ofPhase: nil).isEmpty ? .requirements : .crossReferences
    case .tasks: self = .tasks
    case .code:
      let isOpen = input.subject.tasks(ofPhase: gate?.phase).flatMap(\.boxes).contains {
        !$0.isTicked
      }
      self = isOpen ? .code : .actualDocuments
    case .tests: self = .endToEndTests
    case nil: self = .actualDocuments
    }
  }

  /// What a prompt is given beside the module.
  public struct Request: Sendable {
    /// What somebody wants, in their words.
    public var wish = ""
    /// What a command printed.
    public var output = ""
    /// The phase that it is about; `nil` for the one that is being built.
    public var phase: Int?

    /// Nothing beside the module.
    public init() {}
  }

  /// The text of the prompt.
  public func text(
    for input: GateInput, _ request: Request, by templates: ModuleTemplates
  ) -> Result<[UInt8], Unrendered> {
    templates.render("prompts/\(rawValue).txt", PromptValues(input, request).record)
  }
}

/// What templates of prompts may use.
private struct PromptValues {
  let input: GateInput
  let request: ModulePrompt.Request

  init(_ input: GateInput, _ request: ModulePrompt.Request) {
    (self.input, self.request) = (input, request)
  }

  private var subject: ModuleSubject { input.subject }
  private var phase: Int? { request.phase ?? input.next?.phase ?? subject.phases.first?.number }

  var record: TemplateRecord {
    let phaseID = phase.map { NumberedKind.phase.id($0, of: subject.code) }
    let next = { (kind: NumberedKind) -> TemplateValue in
      .string(kind.id(input.record.next(kind, in: subject), of: subject.code))
    }
    let tasks = subject.tasks(ofPhase: phase).flatMap { task in
      task.boxes.filter { !$0.isTicked }.map { named($0.number ?? task.id, $0.text.text) }
    }
    return [
      "module": [
        "name": .string(subject.name), "code": .string(subject.code),
        "title": .string(subject.title), "docs": .string(subject.documentFolder),
        "test": .string(subject.code.lowercased()),
      ],
      "phase": [
        "id": .string(phaseID ?? "the whole module"), "number": .int(phase ?? 1),
        "tasks": .list(tasks),
      ],
      "next": [
        "requirement": next(.requirement), "scenario": next(.scenario), "task": next(.task),
      ],
      "requirements": list(subject.requirements),
      "scenarios": list(subject.scenarios),
      "phase_scenarios": list(subject.scenarios(ofPhase: phase)),
      "global": .list(global), "commands": .record(commands),
      "gate": ["coverage": .int(input.settings.coverage)],
      "documents": .record(documents), "results": .list(results),
      "request": .string(request.wish), "output": .string(request.output),
    ]
  }

  private func named(_ id: String, _ title: String) -> TemplateValue {
    ["id": .string(id), "title": .string(title)]
  }

  private func list(_ items: [ModuleSubject.Item]) -> TemplateValue {
    .list(items.filter { $0.facts.intent != nil }.map { named($0.id, $0.title) })
  }

  /// Requirements of the whole project.
  private var global: [TemplateValue] {
    subject.graph.nodes(of: .requirement).map { subject.graph[$0] }.filter { node in
      let parts = node.key.id.split(separator: "-")
      return parts.count == 2 && parts[0] == "REQ" && Int(parts[1]) != nil
    }.map { named($0.key.id, $0.title) }
  }

  private var commands: TemplateRecord {
    let line = { (id: Criterion.ID, none: String) -> TemplateValue in
      .string(input.settings.commands[id].map { $0.joined(separator: " ") } ?? none)
    }
    return [
      "build": line(.build, "the project's build"),
      "coverage": line(.coverage, "the project's coverage report"),
    ]
  }

  private var documents: TemplateRecord {
    let text = { (kind: ModuleDocumentKind) -> TemplateValue in
      .string(subject.outlines[kind]?.file.displayText ?? "(there is none yet)")
    }
    return [
      "design": text(.intentDesign), "requirements": text(.intentRequirements),
      "scenarios": text(.intentScenarios), "tasks": text(.tasks),
    ]
  }

  private var results: [TemplateValue] {
    input.built.items.filter { $0.item?.phase == phase || phase == nil }.map { item in
      [
        "id": .string(item.id), "state": .string(item.state.rawValue),
        "reason": .string(item.reason),
      ]
    }
  }
}
