import Pipeline
import SourceText
import Testing
import TraceModel

@Suite struct `Checks of tasks` {
  static let intent = """
    ### SCEN-PAY-01: A
    - **WHEN** x (REQ-PAY-1)
    ### ①SCEN-PAY-02: B
    """
  static let demands = """
    ### REQ-PAY-1: One
    It MUST.
    ### ①REQ-PAY-2: Two
    It SHALL.
    ### REQ-PAY-3: Three
    It SHOULD.
    """

  static let numbers: [DocumentCase] = [
    DocumentCase(
      .subtaskNumber, "numbers in order, at any depth",
      [
        .tasks: """
        ### TASK-PAY-02: T
        - [ ] 2.1 Add it
        - [x] 2.2 Add it
          - [ ] 2.2.1 Add it
          - [ ] 2.2.2 Add it
        - [ ] 2.3 Add it
        ### TASK-PAY-03: No numbers
        - [ ] Add it
        """
      ]),
    DocumentCase(
      .subtaskNumber, "the number of another task",
      [.tasks: "### TASK-PAY-02: T\n- [ ] 2.1 Add it\n- [ ]  ①3.2 Add it\n- [ ] 2.2 Add it\n"],
      says: "3.2 does not begin with 2"),
    DocumentCase(
      .subtaskNumber, "twice",
      [.tasks: "### TASK-PAY-01: T\n- [ ] 1.1 Add it\n- [ ] ①1.1 Add it\n- [ ] 1.2 Add it\n"],
      says: "1.1 is given twice in TASK-PAY-01"),
    DocumentCase(
      .subtaskNumber, "left out, and out of order",
      [.tasks: "### TASK-PAY-01: T\n- [ ] ①1.2 Add\n- [ ] ②1.4 Add\n- [ ] ③1.3 Add\n"],
      says: "number it 1.3"),
    DocumentCase(
      .subtaskNumber, "ten comes behind nine",
      [
        .tasks: "### TASK-PAY-01: T\n"
          + (1...11).map { "- [ ] 1.\($0) Add it\n" }.joined()
      ]),
    DocumentCase(
      .subtaskNumber, "one without a number among others",
      [.tasks: "### TASK-PAY-01: T\n- [ ] 1.1 Add it\n- [ ] ①Add it\n"], says: "has no number"),
    DocumentCase(
      .subtaskNumber, "numbers of tasks without ids",
      [.tasks: "## 3. Wiring\n- [ ] 3.1 Add it\n- [ ] ①2.2 Add it\n"], says: "number it 3.2"),
    DocumentCase(
      .subtaskNumber, "numbers below headings that bear numbers themselves",
      [.tasks: "## 3. Wiring\n### 3.1 A\n- [ ] 3.1.1 Add it\n### 3.2 B\n- [ ] 3.2.1 Add it\n"]),
    DocumentCase(
      .subtaskNumber, "numbers that are none",
      [.tasks: "### TASK-PAY-01: T\n- [ ] ①1..1 Add it\n- [ ] ②1. Add it\n"]),
    DocumentCase(
      .subtaskNumber, "a box in a comment is none",
      [.tasks: "### TASK-PAY-01: T\n- [ ] 1.1 Add it\n<!--\n- [ ] 7.1 Add it\n-->\n"]),
  ]

  static let wording: [DocumentCase] = [
    DocumentCase(
      .taskNotActionable, "what can be done",
      [
        .tasks: """
        - [ ] 1.1 Implement forwarding (SCEN-PAY-01)
        - [ ] 1.2 **Document** it
        - [ ] 1.3 In `handlers`, add a route
        - [ ] 1.4 Unit tests for mappers
        - [ ] 1.5 End-to-end tests for timeouts
        - [ ] 1.6 Integration test of the store
        - [ ] 1.7 SCEN-PAY-01: return 504
        - [ ] 1.8 Bring in the key; ping the peer
        - [ ] 1.9 `git mv` the files
        - [ ] 1.10 Comments: remove them
        - [ ] 1.11 Überprüfe alles
        - [ ] 1.12 Re-implement it
        """
      ]),
    DocumentCase(
      .taskNotActionable, "what cannot",
      [
        .tasks: """
        - [ ] 1.1 ①The timeout
        - [ ] 1.2 ②Think about retries
        - [ ] 1.3 ③Implementing retries
        - [ ] 1.4 ④Configuration of limits
        - [ ] 1.5 ⑤For every route
        - [ ] 1.6 ⑥3 retries
        - [ ] 1.7 ⑦SCEN-PAY-01
        - [ ] 1.8 ⑧(REQ-PAY-1)
        - [ ] 1.9 ⑨In the handler, the route
        - [ ] 1.10 ⑩We add it
        - [ ] 1.11 ⑪Maybe add it
        - [ ] 1.12 ⑫Deployments
        - [ ] 1.13 ⑬**Readiness**
        - [ ] 1.14 ⑭SCEN-PAY-01: testing
        - [ ] 1.15⑮
        """
      ], says: "\"Think\" never comes to an end"),
  ]

  static let whole: [DocumentCase] = [
    DocumentCase(
      .phaseWithoutUnitTests, "a box, a heading, and neither",
      [
        .tasks: """
        # Unit tests are planned
        ## Phase 1
        ### TASK-PAY-01: A
        - [ ] 1.1 Add it
        - [ ] 1.2 Unit-test mappers
        ## Phase 2
        ### TASK-PAY-02: Test suite
        - [ ] 2.1 Add it
        ## ①Phase 3
        ### TASK-PAY-03: The latest
        - [ ] 3.1 Attest it
        - [ ] 3.2 End-to-end tests for it
        """
      ], says: "phase 3 has no task about unit tests"),
    DocumentCase(
      .phaseWithoutUnitTests, "a module without phases",
      [.tasks: "# ①Tasks\n### TASK-PAY-01: A\n- [ ] 1.1 Add it\n"]),
    DocumentCase(
      .phaseWithoutUnitTests, "a module without phases and with tests",
      [.tasks: "# Tasks\n### TASK-PAY-01: A\n- [ ] 1.1 Write unit and E2E tests\n"]),
    DocumentCase(
      .phaseWithoutUnitTests, "nothing is planned yet", [.tasks: "# Tasks\n"]),
    DocumentCase(
      .untasked, "a scenario and a requirement that no task names",
      [
        .intentRequirements: demands, .intentScenarios: intent,
        .tasks: """
        Some day SCEN-PAY-02.
        ### TASK-PAY-01: A
        - [ ] 1.1 Add it (SCEN-PAY-1)
        <!-- REQ-PAY-2 -->
        """,
      ], says: "no task names REQ-PAY-2"),
    DocumentCase(
      .untasked, "a heading, a line below one, a box above all tasks",
      [
        .intentRequirements: demands.replacing("①", ""),
        .intentScenarios: intent.replacing("①", ""),
        .tasks: """
        - [ ] Add SCEN-PAY-02
        ### TASK-PAY-01: A (SCEN-PAY-01)
        Also REQ-PAY-2.
        """,
      ]),
    DocumentCase(
      .untasked, "there are no tasks yet",
      [
        .intentRequirements: demands.replacing("①", ""),
        .intentScenarios: intent.replacing("①", ""),
      ]),
  ]

  @Test(arguments: numbers + wording + whole)
  func `find what lacks`(_ row: DocumentCase) throws { try row.check() }
}
