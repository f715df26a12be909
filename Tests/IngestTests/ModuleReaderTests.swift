import Ingest
import SourceText
import TestSupport
import Testing
import TraceModel

/// Documents of modules, read and linked.
struct ModuleProject {
  let graph: TraceGraph
  let diagnostics: [Diagnostic]

  init(_ files: [String: String]) {
    let documents = files.sorted { $0.key < $1.key }.flatMap {
      Ingest.read(SourceFile(path: $0.key, text: $0.value), as: .modules)
    }
    (graph, diagnostics) = Ingest.link([], documents: documents)
  }

  func node(_ id: String) throws -> TraceNode {
    try #require(graph.nodes.first { $0.key.id == id }, "no \(id) in \(graph.nodes.map(\.key.id))")
  }

  func specified(_ id: String) throws -> SpecifiedFacts {
    guard case .specified(let facts) = try node(id).detail else { throw NotThere(id: id) }
    return facts
  }

  func progress(_ id: String) throws -> String {
    guard case .progress(let facts) = try node(id).detail else { throw NotThere(id: id) }
    return "\(facts.done)/\(facts.total)"
  }

  struct NotThere: Error { let id: String }

  func links(_ id: String) -> [String] {
    graph.links.filter { graph[$0.source].key.id == id }.map { link in
      guard case .node(let target) = link.target else { return "\(link.kind.rawValue) ?" }
      return "\(link.kind.rawValue) \(graph[target].key.id)"
    }
  }

  var rules: [String] { diagnostics.map(\.rule.id) }
}

@Suite struct `Documents of modules` {
  static let requirements = """
    # Requirements
    ### REQ-PAY-42: Own timeout
    Each endpoint MAY have its own timeout, which MUST be positive.
    - Default: 30 seconds
    - References: REQ-1 (tenants)
    """
  static let scenarios = """
    ## PHASE-PAY-01
    ### SCEN-PAY-01: A slow endpoint
    - **WHEN** it answers late (REQ-PAY-42)
    - **THEN** the call ends
    """
  static let global = "# Rules\n\n### REQ-1: Tenants are apart\nThey MUST be.\n"

  @Test(arguments: ["", "1_"])
  func `are found under every name`(number: String) throws {
    let project = ModuleProject([
      "modules/pay/docs/\(number)INTENT_REQUIREMENTS.md": Self.requirements,
      "modules/pay/docs/\(number)INTENT_SCENARIOS.md": Self.scenarios,
      "guidelines/MODULE_REQUIREMENTS.md": Self.global,
    ])
    #expect(project.rules.isEmpty, "\(project.diagnostics.map(\.summary))")
    let requirement = try project.node("REQ-PAY-42")
    #expect(requirement.key.scope.path == "modules/pay" && requirement.title == "Own timeout")
    #expect(requirement.statement?.text.hasPrefix("Each endpoint MAY") == true)
    #expect(try project.specified("REQ-PAY-42").level == .must)
    #expect(project.links("REQ-PAY-42") == ["references REQ-1"])
    #expect(project.links("SCEN-PAY-01") == ["covers REQ-PAY-42"])
    #expect(try project.node("SCEN-PAY-01").attributes.map(\.name) == ["When", "Then"])
    #expect(try project.node("REQ-1").key.scope.path == "guidelines/MODULE_REQUIREMENTS")
    guard case .module(let facts) = try project.node("pay").detail else {
      Issue.record("no module")
      return
    }
    #expect(facts.documents.count == 2)
  }

  @Test func `declare by a line what Cypilot names`() throws {
    let project = ModuleProject([
      "docs/PRD.md": """
      ## 5. Functional requirements
      #### Create a task
      - [x] `p1` - **ID**: `cpt-todo-app-fr-create-task`

      It MUST be possible within 200 ms.
      **Actors**: `cpt-todo-app-actor-user`
      #### Delete a task
      - [ ] `p2` - **ID**: `cpt-todo-app-fr-delete-task`
      It MAY be undone.
      ### 6. Use cases
      #### Creating
      - [ ] `p1` - **ID**: `cpt-todo-app-usecase-create-task`
      Shows `cpt-todo-app-fr-create-task`.
      """
    ])
    let create = try project.node("cpt-todo-app-fr-create-task")
    #expect(create.title == "Create a task")
    #expect(create.statement?.text.hasPrefix("It MUST be possible") == true)
    #expect(create.attributes.first { $0.name == "Priority" }?.value.text == "p1")
    #expect(try project.specified("cpt-todo-app-fr-delete-task").level == .may)
    #expect(
      project.links("cpt-todo-app-usecase-create-task") == ["covers cpt-todo-app-fr-create-task"])
    #expect(project.rules.isEmpty, "an actor is nothing that could be declared")
  }

  @Test func `read a test case from its table`() throws {
    let text = """
      # Cases
      ### Test Info
      | Field | Description |
      | ----- | ----------- |
      | Test Case ID | TC-SORT-01 |
      | Title | The list is there |
      | Priority | P2 |
      | Test Data | |
      | Requirement | REQ-SORT-1 |
      ### Test Steps
      | Step No | Action | Expected Result |
      | ------- | ------ | --------------- |
      | 1 | Open it | It opens |
      | 2 | Close it | |
      ### Test Info
      | Field | Description |
      | ----- | ----------- |
      | Test Case ID | TC-SORT-02 |
      | Depends on | TC-SORT-01 |
      ## Requirements
      ### REQ-SORT-1: A list
      """
    let project = ModuleProject(["docs/sort-test-cases.md": text])
    let first = try project.node("TC-SORT-01")
    #expect(first.title == "The list is there")
    #expect(
      first.attributes.map { "\($0.name): \($0.value.text)" } == [
        "Priority: P2", "Requirement: REQ-SORT-1", "When: Open it", "Then: It opens",
        "When: Close it",
      ])
    #expect(project.links("TC-SORT-01") == ["covers REQ-SORT-1"])
    #expect(project.links("TC-SORT-02") == ["depends on TC-SORT-01"])
    #expect(try project.node("REQ-SORT-1").title == "A list")
    let bytes = Array(text.utf8)
    #expect(DocumentFormat.recognised("docs/sort-test-cases.md", start: bytes) == .modules)
  }

  @Test func `say of what a box names whether it is ticked`() {
    let project = ModuleProject([
      "modules/pay/TASKS.md": """
      ### TASK-PAY-01: All (SCEN-PAY-09)
      - [x] 1.1 a (SCEN-PAY-01, SCEN-PAY-02)
      - [ ] 1.2 b (SCEN-PAY-02)
      - [ ] 1.3 c (SCEN-PAY-03)
      """
    ])
    let remarks = project.graph.links.map { $0.remark ?? "none" }
    #expect(remarks.sorted() == ["none", "open", "open", "ticked"])
  }

  @Test func `follow a renamed requirement from either name`() throws {
    let change = """
      ## RENAMED Requirements
      - FROM: `### Requirement: Log in`
      - TO: `### Requirement: Sign in`
      - **FROM:** Log out
      """
    let spec = "## Requirements\n### Requirement: Log in\nIt SHALL work.\n"
    let project = ModuleProject([
      "openspec/changes/words/specs/auth/spec.md": change, "openspec/specs/auth/spec.md": spec,
    ])
    let renamed = try project.node("auth.sign-in")
    #expect(renamed.title == "Sign in")
    #expect(
      renamed.attributes.map { "\($0.name): \($0.value.text)" } == [
        "Delta: renamed", "Renamed from: Log in",
      ])
    #expect(project.links("auth.sign-in") == ["references log-in"])
  }

  @Test func `of a change are all kept, and the proposal names it`() throws {
    let folder = "openspec/changes/words"
    let project = ModuleProject([
      "\(folder)/design.md": "# Context\n\nWhy.\n", "\(folder)/proposal.md": "# Plain words\n",
      "\(folder)/specs/auth/spec.md": "## ADDED Requirements\n",
    ])
    let node = try project.node("words")
    #expect(node.title == "Plain words")
    guard case .module(let facts) = node.detail else { return #expect(Bool(false)) }
    let paths = (Array(facts.documents.values) + facts.further).sorted()
    #expect(paths == ["design", "proposal", "specs/auth/spec"].map { "\(folder)/\($0).md" })
  }

  @Test func `bring intent and actual together under one id`() throws {
    let project = ModuleProject([
      "modules/pay/docs/INTENT_SCENARIOS.md": Self.scenarios,
      "modules/pay/docs/INTENT_REQUIREMENTS.md": "### REQ-PAY-42: Own timeout\nIt SHOULD be.\n",
      "modules/pay/docs/ACTUAL_SCENARIOS.md": """
      ### SCEN-PAY-01: A slow endpoint, retried [CHANGED]
      The call is tried again first.
      """,
      "modules/pay/docs/INTENT_VS_ACTUAL.md": """
      ### SCEN-PAY-01: A slow endpoint
      - **Intent:** it ends
      - **Actual:** it is tried again
      - **Gap:** one more call, see ADR-003
      - **Reason:** networks
      """,
    ])
    #expect(project.rules.isEmpty, "\(project.diagnostics.map(\.summary))")
    let facts = try project.specified("SCEN-PAY-01")
    #expect(facts.mark == .changed && facts.intent?.path.hasSuffix("INTENT_SCENARIOS.md") == true)
    #expect(facts.actual?.text == "The call is tried again first.")
    #expect(facts.gap?.text == "one more call, see ADR-003")
    let node = try project.node("SCEN-PAY-01")
    #expect(node.title == "A slow endpoint" && node.alsoAt.count == 2)
    #expect(node.range.path.hasSuffix("INTENT_SCENARIOS.md"))
    #expect(node.attributes.contains { $0.name == "Title as built" })
    #expect(node.attributes.contains { $0.name == "Reason" && $0.value.text == "networks" })
    #expect(project.graph.nodes.count { $0.key.id == "SCEN-PAY-01" } == 1)
  }

  @Test func `know other spellings, and say so`() throws {
    let project = ModuleProject([
      "modules/pay/docs/INTENT_SCENARIOS.md": "### SCEN-PAY-01: Slow\n- **WHEN** late\n",
      "modules/pay/docs/ACTUAL_SCENARIOS.md": "### SCEN-PAY-1: Slow\nIt ends.\n",
    ])
    #expect(project.rules == ["equivalent-spelling"])
    #expect(project.graph.nodes.count { $0.key.kind == .scenario } == 1)
    let other = ModuleProject([
      "modules/pay/docs/REQUIREMENTS.md": "### PAY-REQ01: Own timeout\nIt MUST be (REQ1).\n",
      "modules/pay/docs/TASKS.md": "### TASK-PAY-01: Do\n- [x] 1.1 it (REQ-PAY-1)\n",
      "guidelines/RULES_REQUIREMENTS.md": "## REQ1: Tenants\nThey MUST be apart.\n",
    ])
    #expect(other.links("TASK-PAY-01") == ["implements PAY-REQ01"])
    #expect(other.links("PAY-REQ01") == ["references REQ1"])
  }

  @Test func `count boxes over tasks and phases`() throws {
    let project = ModuleProject([
      "modules/pay/docs/TASKS.md": """
      ## Phase 1
      ### TASK-PAY-01: SDK
      - [x] 1.1 traits
      - [ ] 1.2 models
      ### TASK-PAY-02: Domain
      - [x] 2.1 service
      ## Phase 2
      ### 3. Loose
      * [X] 3.1 later
      """
    ])
    #expect(project.rules.isEmpty)
    #expect(try project.progress("TASK-PAY-01") == "1/2")
    #expect(try project.progress("PHASE-PAY-1") == "2/3")
    #expect(try project.progress("tasks.3") == "1/1")
    let phase = try project.node("PHASE-PAY-2")
    let task = try project.node("tasks.3")
    #expect(phase.title == "Phase 2" && task.title == "Loose")
    #expect(task.parent.map { project.graph[$0].key.id } == "PHASE-PAY-2")
    let ticked = try project.node("pay").attributes.first { $0.name == "Ticked" }
    #expect(ticked?.value.text == "3 of 4")
  }

  @Test func `report ids that are declared twice or nowhere`() {
    let project = ModuleProject([
      "modules/pay/docs/INTENT_FACTS.md": """
      **[F20.001]** – Calls are counted
      > They MUST be.
      **[F20.001]** – Calls are slow
      > They MAY be.
      """,
      "modules/pay/docs/INTENT_SCENARIOS.md": """
      - [ ] v1 - a call is counted [F20.001]
      - [x] v2 - a call is lost [F20.099]
      """,
    ])
    #expect(Set(project.rules) == ["duplicate-id", "dangling-reference"])
    #expect(project.links("S1") == ["covers F20.001"] && project.links("S2") == ["covers ?"])
  }

  @Test func `may have gaps in their numbers`() {
    let project = ModuleProject([
      "g/MODULE_REQUIREMENTS.md": "### REQ-1: A\nIt MUST.\n### REQ-30: B\nIt MUST.\n"
    ])
    #expect(project.rules.isEmpty && project.graph.nodes.count == 2)
  }

  @Test func `list releases with what they bring`() throws {
    let project = ModuleProject([
      "modules/pay/docs/INTENT_SCENARIOS.md": "### SCEN-PAY-05: Slow\n- **WHEN** late\n",
      "modules/pay/docs/CHANGELOG.md": """
      # Changelog
      ## [Unreleased]
      ## [0.2.0] - 2024-01-15
      ### Added
      - SCEN-PAY-05: Timeouts
      ## [0.1.0] - YYYY-MM-DD
      ### Added
      - SCEN-{MODULE}-01: <description>
      """,
    ])
    let release = try project.node("0.2.0")
    #expect(release.key.kind == .release && project.links("0.2.0") == ["introduces SCEN-PAY-05"])
    #expect(release.attributes.first { $0.name == "Date" }?.value.text == "2024-01-15")
    #expect(project.rules == Array(repeating: "unfilled-placeholder", count: 3))
  }

  @Test func `of what was built must say something`() {
    let path = "modules/pay/docs/4_ACTUAL_DESIGN.md"
    #expect(ModuleProject([path: "> Rebuilt from code\n"]).rules == ["empty-document"])
    #expect(ModuleProject([path: "# Design\nA pool of workers.\n"]).rules.isEmpty)
  }

  struct Step: Sendable, CustomTestStringConvertible {
    var line: String
    var expected: [String]
    var testDescription: String { line }
  }

  @Test(arguments: [
    Step(line: "- **WHEN** a call ends", expected: ["When a call ends"]),
    Step(line: "**Given**: a pool", expected: ["Given a pool"]),
    Step(line: "**Given:** a pool", expected: ["Given a pool"]),
    Step(line: "**Given** a pool", expected: ["Given a pool"]),
    Step(line: "* AND nothing else", expected: ["And nothing else"]),
    Step(line: "- **Étant donné** un réservoir", expected: ["Given un réservoir"]),
    Step(line: "- **O zaman** biter", expected: ["Then biter"]),
    Step(
      line: "```\nGiven a pool\nThen it fills\n```", expected: ["Given a pool", "Then it fills"]),
    Step(line: "When it is late, people go home.", expected: []),
    Step(line: "- Andrew goes home", expected: []),
    Step(line: "**WHEN", expected: []),
  ])
  func `have steps in many forms`(step: Step) throws {
    let project = ModuleProject([
      "modules/pay/docs/INTENT_SCENARIOS.md": "### SCEN-PAY-01: Pool\n\(step.line)\n"
    ])
    let steps = try project.node("SCEN-PAY-01").attributes.map { "\($0.name) \($0.value.text)" }
    #expect(steps == step.expected)
  }
}

@Suite struct `Tables of requirements` {
  @Test func `repeat a requirement over its scenarios`() throws {
    let project = ModuleProject([
      "crates/tui/FRD.md": """
      ## Functional Requirements
      ### FR-001: Keys
      Keys MUST move.
      ## Test Scenarios
      ### FR-001: Keys
      | # | Scenario | Expected |
      |---|---|---|
      | 1 | Press j | It moves |
      """
    ])
    #expect(project.rules.isEmpty, "\(project.diagnostics.map(\.summary))")
    #expect(project.links("FR-001.1") == ["covers FR-001"])
    #expect(try project.node("FR-001.1").title == "Press j")
  }

  @Test func `name several cases in one cell, and leave out what stands above`() {
    let project = ModuleProject([
      "app/docs/RTM.md": """
      | Requirement ID | Test Case ID |
      |---|---|
      | REQ-07.1 | TC-LOGIN-02,03 |
      |          | TC-LOGIN-04 |
      | REQ-08 | (none) |
      """
    ])
    #expect(project.rules.isEmpty, "\(project.diagnostics.map(\.summary))")
    for id in ["02", "03", "04"] { #expect(project.links("TC-LOGIN-\(id)") == ["covers REQ-07.1"]) }
    #expect(project.graph.nodes.count { $0.key.kind == .requirement } == 2)
  }
}
