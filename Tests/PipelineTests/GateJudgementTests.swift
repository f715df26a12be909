import Ingest
import Pipeline
import SourceText
import Testing
import TraceModel

@Suite struct `Criteria of gates` {
  /// A module of two phases that is finished with its first.
  static let whole: ModuleCase = {
    var module = ModuleCase([
      .intentDesign: """
      # Pay
      ## Category
      A gateway: SCEN-PAY-01.
      ## API
      One call.
      ## Data model
      Payments.
      ## Storage
      None.
      ## Security
      Tenants apart.
      ## Tracing
      Spans.
      ## Types
      One.
      ## Phase 1 (PHASE-PAY-1)
      Pays.
      ## Phase 2 (PHASE-PAY-2)
      Refunds.
      """,
      .intentRequirements: "# R\n### REQ-PAY-1: Pay\nIt MUST pay.\n",
      .intentScenarios: """
      ## Phase 1 (PHASE-PAY-1)
      ### SCEN-PAY-01: Pays
      - **WHEN** asked (REQ-PAY-1)
      - **THEN** paid
      ## Phase 2 (PHASE-PAY-2)
      ### SCEN-PAY-02: Refunds
      - **WHEN** asked (REQ-PAY-1)
      - **THEN** refunded
      """,
      .tasks: """
      ## Phase 1 (PHASE-PAY-1)
      ### TASK-PAY-01: Unit tests
      - [x] 1.1 Implement it (REQ-PAY-1)
      - [x] 1.2 Test it (SCEN-PAY-01)
      ## Phase 2 (PHASE-PAY-2)
      ### TASK-PAY-02: Unit tests
      - [ ] 2.1 Test it (SCEN-PAY-02)
      """,
      .actualDesign: "# Pay as it is\nOne program.\n",
      .actualRequirements: "### REQ-PAY-1: Pay\nIt pays.\n",
      .actualScenarios: "### SCEN-PAY-01: Pays [IMPLEMENTED]\n- **THEN** paid\n",
      .intentVsActual: "### SCEN-PAY-02: Refunds\n- **Kind:** deferred\n",
      .changelog: "## [0.1.0] - 2031-01-31\n- SCEN-PAY-01\n",
    ])
    module.programs = ["modules/pay/src/a.py": "# SCEN-PAY-01\nx\n# TODO(PHASE-PAY-2)\ny\n"]
    module.tests =
      ModuleCase.test("service_maps_errors_of_tenant[SCEN-PAY-01]")
      + ModuleCase.endToEnd("pays[SCEN-PAY-01]")
    module.coverage = CoverageFacts(path: "", hit: 90, total: 100)
    return module
  }()

  /// The gate is asked with those before it open.
  private static func judge(_ id: Criterion.ID, _ gate: Gate, _ module: ModuleCase) throws
    -> Criterion
  {
    var module = module
    let input = try module.input()
    for earlier in Gate.all(of: input.subject) where earlier != gate {
      if earlier == Gate(.code, phase: 2) { break }
      module.record.passages.append(
        GateJudgement(earlier, input).passage(by: "Ada", on: "2031-01-31"))
    }
    return try #require(
      GateJudgement(gate, try module.input()).criteria.first { $0.id == id })
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let id: Criterion.ID
    let gate: Gate
    let change: @Sendable (inout ModuleCase) -> Void
    /// Stands in the first line of what lacks.
    let lacks: String
    var testDescription: String { "\(id.rawValue): \(lacks)" }

    init(
      _ id: Criterion.ID, _ kind: Gate.Kind, _ lacks: String,
      _ change: @escaping @Sendable (inout ModuleCase) -> Void
    ) {
      (self.id, self.lacks, self.change) = (id, lacks, change)
      gate = Gate(kind, phase: kind.isOfPhase ? 1 : nil)
    }

    /// A text of a document is another one.
    init(
      _ id: Criterion.ID, _ kind: Gate.Kind, _ lacks: String, _ document: ModuleDocumentKind,
      _ old: String, _ new: String
    ) {
      self.init(id, kind, lacks) { $0 = $0.replacing(old, by: new, in: document) }
    }
  }

  static let rows: [Row] = [
    Row(.designWritten, .design, "there is no INTENT_DESIGN.md") { $0.texts[.intentDesign] = nil },
    Row(.designOutputs, .design, "persistence", .intentDesign, "## Storage", "## Else"),
    Row(.designWithoutIDs, .design, "SCEN-PAY-01") {
      $0.texts = $0.texts.filter { $0.key == .intentDesign }
    },
    Row(.requirementsWritten, .requirements, "there is no INTENT_REQUIREMENTS.md") {
      $0.texts[.intentRequirements] = nil
    },
    Row(.requirementsBind, .requirements, "REQ-PAY-1", .intentRequirements, "MUST", "will"),
    Row(
      .scenariosComplete, .requirements, "SCEN-PAY-01", .intentScenarios, "- **THEN** paid\n", ""),
    Row(
      .scenariosShow, .requirements, "REQ-PAY-1 is covered by no scenario", .intentScenarios,
      " (REQ-PAY-1)", ""),
    Row(.phasesFilled, .requirements, "phase 3 has no scenario") {
      $0.texts[.intentDesign, default: ""] += "\n## Phase 3 (PHASE-PAY-3)\nMore.\n"
    },
    Row(.designReferences, .requirements, "by an id", .intentDesign, "SCEN-PAY-01", "it"),
    Row(.tasksWritten, .tasks, "there is no TASKS.md") { $0.texts[.tasks] = nil },
    Row(.tasksNumbered, .tasks, "1.3", .tasks, "1.2", "1.3"),
    Row(.tasksActionable, .tasks, "TASKS.md:3", .tasks, "Implement it", "The thing"),
    Row(.tasksComplete, .tasks, "SCEN-PAY-02", .tasks, " (SCEN-PAY-02)", ""),
    Row(
      .unitTestsPlanned, .tasks, "unit tests", .tasks, "TASK-PAY-02: Unit tests\n- [ ] 2.1 Test",
      "TASK-PAY-02: X\n- [ ] 2.1 Add"),
    Row(.tasksTicked, .code, "1.2 Test it", .tasks, "[x] 1.2", "[ ] 1.2"),
    Row(.behaviour, .code, "SCEN-PAY-01") { ($0.tests, $0.programs) = ("", [:]) },
    Row(.behaviour, .code, "1 test fails") {
      $0.tests += ModuleCase.test("x[SCEN-PAY-01]", "<failure/>")
    },
    Row(.unitTests, .code, "no passing unit test speaks of decisions") { $0.tests = "" },
    Row(.designOutputs, .design, "there is no INTENT_DESIGN.md") { $0.texts[.intentDesign] = nil },
    Row(.designWithoutIDs, .design, "there is no INTENT_DESIGN.md") {
      $0.texts[.intentDesign] = nil
    },
    Row(.requirementsBind, .requirements, "no requirement is written down") {
      $0.texts[.intentRequirements] = "# R\n"
    },
    Row(.phasesIndependent, .requirements, "no scenario is written down") {
      $0.texts[.intentScenarios] = "# S\n"
    },
    Row(.designReferences, .requirements, "there is no INTENT_DESIGN.md") {
      $0.texts[.intentDesign] = nil
    },
    Row(.designReferences, .requirements, "no requirement is written down") {
      $0.texts[.intentRequirements] = nil
    },
    Row(.designReferences, .requirements, "no scenario is written down") {
      $0.texts[.intentScenarios] = nil
    },
    Row(.unitTestsPlanned, .tasks, "TASKS.md has no task with boxes") {
      $0.texts[.tasks] = "# T\n## Phase 1 (PHASE-PAY-1)\n"
    },
    Row(.stubs, .code, "no program was read") { $0.isWithoutPrograms = true },
    Row(.stubs, .code, "no program holds TODO(PHASE-PAY-2)") {
      $0.programs = ["modules/pay/src/a.py": "# SCEN-PAY-01\nx\n"]
    },
    Row(.stubs, .code, "PHASE-PAY-1 is still open here") {
      $0.programs["modules/pay/src/b.py"] = "# TODO(PHASE-PAY-1)\nx\n"
    },
    Row(.stubs, .code, "a handler holds a stub of PHASE-PAY-2") {
      $0.settings.handlers = ["**/a.py"]
    },
    Row(.actualDocuments, .code, "ACTUAL_DESIGN.md says nothing") {
      $0.texts[.actualDesign] = "# Pay\n<!-- later -->\n"
    },
    Row(.actualDocuments, .code, "there is no ACTUAL_DESIGN.md") { $0.texts[.actualDesign] = nil },
    Row(.actualDocuments, .code, "what was built of SCEN-PAY-01") {
      $0.texts[.actualScenarios] = "# Nothing\nof it.\n"
    },
    Row(
      .actualDocuments, .code, "calls SCEN-PAY-01 partial", .actualScenarios, "IMPLEMENTED",
      "PARTIAL"),
    Row(.endToEndTests, .tests, "no end-to-end test names it") {
      $0.tests = ModuleCase.test("a[SCEN-PAY-01]")
    },
    Row(.endToEndTests, .tests, "down[SCEN-PAY-01] is failed") {
      $0.tests += ModuleCase.endToEnd("down[SCEN-PAY-01]", "<failure/>")
    },
    Row(.coverage, .tests, "90 % are wanted") { $0.coverage?.hit = 89 },
    Row(.coverage, .tests, "no report of coverage") { $0.coverage = nil },
    Row(.changelog, .tests, "no release names SCEN-PAY-01", .changelog, "SCEN-PAY-01", "it"),
    Row(
      .changelog, .tests, "no release names SCEN-PAY-01", .changelog, "[0.1.0] - 2031-01-31",
      "[Unreleased]"),
    Row(.changelog, .tests, "there is no CHANGELOG.md") { $0.texts[.changelog] = nil },
    Row(.documentsSound, .design, "SCEN-PAY-01", .intentScenarios, "SCEN-PAY-02", "SCEN-PAY-01"),
  ]

  @Test(arguments: rows)
  func `are met by one module and not by another`(_ row: Row) throws {
    if row.id != .designWithoutIDs {
      let met = try Self.judge(row.id, row.gate, Self.whole)
      #expect(met.state == .met && met.basis == .computed && met.lacking.isEmpty, "\(met)")
    }
    var module = Self.whole
    row.change(&module)
    let unmet = try Self.judge(row.id, row.gate, module)
    #expect(unmet.state == .unmet && unmet.basis == .computed)
    #expect(unmet.lacking.first?.contains(row.lacks) == true, "\(unmet.lacking)")
  }

  static let attestable = Criterion.ID.allCases.filter(\.isAttestable)

  @Test(arguments: attestable)
  func `are attested, or decided by a command`(_ id: Criterion.ID) throws {
    let gate = Gate(.code, phase: 1)
    var module = Self.whole
    func state() throws -> String {
      let found = try Self.judge(id, gate, module)
      return "\(found.state.rawValue), \(found.basis.rawValue): \(found.evidence) \(found.lacking)"
    }
    #expect(try state() == "to attest, attested:  []")
    module.record.attestations = [
      PipelineRecord.Attestation(
        criterion: id, gate: gate, person: "Ada", day: "2031-01-31", note: "seen")
    ]
    #expect(try state() == "met, attested: Ada, 2031-01-31: seen []")
    module.settings.commands[id] = ["make", "it"]
    #expect(try state() == "to run, command: make it []")
    module.outcomes[id] = .failed("exit 2")
    #expect(try state() == "unmet, command: make it [\"exit 2\"]")
    module.outcomes[id] = .passed
    #expect(try state() == "met, command: make it passed []")
  }

  /// With nothing to count, nothing is met.
  @Test(
    arguments: [
      (.behaviour, .code), (.tasksTicked, .code), (.tasksTicked, .tests), (.endToEndTests, .tests),
      (.coverage, .tests), (.changelog, .tests), (.unitTests, .code), (.tasksWritten, .tasks),
      (.requirementsWritten, .requirements), (.scenariosComplete, .requirements),
      (.scenariosShow, .requirements), (.phasesFilled, .requirements), (.tasksNumbered, .tasks),
      (.tasksActionable, .tasks), (.tasksComplete, .tasks), (.unitTestsPlanned, .tasks),
      (.requirementsBind, .requirements), (.phasesIndependent, .requirements),
      (.designReferences, .requirements),
    ] as [(Criterion.ID, Gate.Kind)])
  func `are not met by nothing`(_ id: Criterion.ID, _ kind: Gate.Kind) throws {
    var module = ModuleCase([
      .intentDesign: "# Pay\n## Phase 1 (PHASE-PAY-1)\n", .changelog: "## 0.1.0\n", .tasks: "# T\n",
    ])
    module.coverage = CoverageFacts(path: "", hit: 0, total: 0)
    let gate = Gate(kind, phase: kind.isOfPhase ? 1 : nil)
    let found = try Self.judge(id, gate, module)
    #expect(found.state == .unmet && !found.lacking.isEmpty, "\(found)")
  }

  @Test func `say that no later phase could have stubs`() throws {
    #expect(try Self.judge(.stubs, Gate(.code, phase: 1), Self.whole).evidence == "1 stub")
    var module = Self.whole
    module.programs = ["modules/pay/src/a.py": "# SCEN-PAY-01\nx\n"]
    let last = try Self.judge(.stubs, Gate(.code, phase: 2), module)
    #expect(last.state == .met && last.evidence == "0 stubs, and no later phase", "\(last)")
  }

  // MARK: documents as they were approved

  private static func changes(_ module: ModuleCase, then change: (inout ModuleCase) -> Void) throws
    -> [String]
  {
    var module = module
    for gate in [Gate(.design), Gate(.requirements), Gate(.tasks)] {
      module.record.passages.append(
        GateJudgement(gate, try module.input()).passage(by: "Ada", on: "2031-01-31"))
    }
    change(&module)
    return try module.input().outdated.map(\.name)
  }

  @Test func `know what has changed since it was approved`() throws {
    let whole = Self.whole
    #expect(try Self.changes(whole) { _ in } == [])
    #expect(
      try Self.changes(whole) {
        $0 = $0.replacing("[x]", by: "[X]", in: .tasks).replacing("[ ]", by: "[x]", in: .tasks)
      } == [])
    #expect(try Self.changes(whole) { $0.texts[.tasks, default: ""] += " " } == ["tasks"])
    #expect(
      try Self.changes(whole) { $0 = $0.replacing("[x]", by: "[y]", in: .tasks) } == ["tasks"])
    #expect(try Self.changes(whole) { $0.texts[.tasks] = nil } == ["tasks"])
    // The design is approved with the requirements again, and that counts.
    #expect(
      try Self.changes(whole) { $0.texts[.intentDesign, default: ""] += "x" } == ["requirements"])
    #expect(try Self.changes(whole) { $0.texts[.actualDesign, default: ""] += "x" } == [])
  }

  @Test func `need earlier gates, with what they let through`() throws {
    let gate = Gate(.code, phase: 1)
    var module = Self.whole
    func lacking() throws -> [String] {
      let criteria = GateJudgement(gate, try module.input()).criteria
      return try #require(criteria.first { $0.id == .documentsApproved }).lacking
    }
    #expect(try lacking().first == "the gate of design is not open")
    for gate in [Gate(.design), Gate(.requirements), Gate(.tasks)] {
      module.record.passages.append(
        GateJudgement(gate, try module.input()).passage(by: "Ada", on: "2031-01-31"))
    }
    #expect(try lacking() == [])
    module.texts[.tasks, default: ""] += "\n- [ ] 2.2 Add it\n"
    #expect(
      try lacking() == [
        "TASKS.md has changed since, and Ada opened the gate of tasks on 2031-01-31: "
          + "open it again with --gate tasks"
      ])
  }
}
