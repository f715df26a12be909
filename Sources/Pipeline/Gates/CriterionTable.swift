extension Criterion.ID {
  /// Criteria of a kind of gate, in the order in which they are shown.
  public static func of(_ kind: Gate.Kind) -> [Criterion.ID] {
    switch kind {
    case .design: [.designWritten, .designOutputs, .designWithoutIDs, .documentsSound]
    case .requirements:
      [
        .documentsApproved, .requirementsWritten, .requirementsBind, .scenariosComplete,
        .scenariosShow, .phasesFilled, .phasesIndependent, .designReferences, .documentsSound,
      ]
    case .tasks:
      [
        .documentsApproved, .tasksWritten, .tasksNumbered, .tasksActionable, .tasksComplete,
        .unitTestsPlanned, .documentsSound,
      ]
    case .code:
      [
        .documentsApproved, .build, .tasksTicked, .routes, .thinHandlers, .behaviour, .unitTests,
        .stubs, .accessControl, .tracing, .schemas, .testPatterns, .actualDocuments,
        .documentsSound,
      ]
    case .tests:
      [
        .documentsApproved, .endToEndTests, .coverage, .tasksTicked, .actualDocuments, .changelog,
        .documentsSound,
      ]
    }
  }

  /// Nothing here computes it: a command that the project names decides, or else a person.
  public var isAttestable: Bool {
    switch self {
    case .build, .routes, .thinHandlers, .accessControl, .tracing, .schemas, .testPatterns: true
    default: false
    }
  }

  /// A command of the project may decide it, or make what it is computed from.
  public var takesCommand: Bool { isAttestable || self == .coverage }

  /// What must be so.
  public func demand(_ settings: ModuleSettings) -> String {
    switch self {
    case .designWritten: "INTENT_DESIGN.md says what is planned, with nothing left to fill in"
    case .designOutputs: "the design speaks of everything that it has to decide"
    case .designWithoutIDs: "the design names no requirement, scenario or task by an id"
    case .requirementsWritten: "requirements and scenarios are written down"
    case .requirementsBind: "each requirement says MUST, SHALL, SHOULD or MAY"
    case .scenariosComplete: "each scenario says when it happens and what follows"
    case .scenariosShow: "each scenario shows a requirement, and each binding one is shown"
    case .phasesFilled: "each phase has scenarios, and each scenario a phase"
    case .phasesIndependent: "no phase needs what a later one brings"
    case .designReferences: "the design names requirements and scenarios by their ids"
    case .tasksWritten: "TASKS.md lists tasks with boxes"
    case .tasksNumbered: "boxes bear the number of their task, one after the other"
    case .tasksActionable: "each box begins with something to do"
    case .tasksComplete: "each scenario and each binding requirement stands in a box"
    case .unitTestsPlanned: "each phase has a task for its unit tests"
    case .documentsApproved: "earlier gates are open, and what was approved there has not changed"
    case .build: "programs and tests compile"
    case .tasksTicked: "every box of the phase is ticked"
    case .routes: "every route of the phase is registered"
    case .thinHandlers: "handlers only read the request, call a service and translate failures"
    case .behaviour: "code or passing tests show every scenario of the phase"
    case .unitTests: "unit tests cover decisions, mappers, failures and who may do what"
    case .stubs: "later phases are marked as open in one place, and finished ones nowhere"
    case .accessControl: "access is checked in every scenario of the phase"
    case .tracing: "handlers and entry points of services can be traced"
    case .schemas: "all schemas and types exist"
    case .testPatterns: "unit tests follow the project's patterns"
    case .actualDocuments: "documents of what was built speak of everything in the phase"
    case .endToEndTests: "an end-to-end test passes for each scenario of the phase"
    case .coverage: "unit and end-to-end tests together run \(settings.coverage) % of the lines"
    case .changelog: "a release names each scenario of the phase"
    case .documentsSound: "no document of the module has an error"
    }
  }
}
