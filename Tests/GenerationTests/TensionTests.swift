import Generation
import Testing

@Suite struct `Tensions that are found` {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let constraints: [String]
    /// A line of the report that must be there.
    let line: String
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "speed and a look at the past",
      constraints: [
        "id: A1, type: goal, statement: An answer comes in less than 30 ms for 95 of 100 calls",
        "id: A2, type: invariant, statement: A ticket is booked at most once",
      ], line: "- TENSION_1: A1 and A2, resource competition, not declared"),
    Case(
      name: "tries inside of a window, in figures",
      constraints: [
        "id: A1, type: boundary, statement: A transfer is over no later than 8 hours after it began",
        "id: A2, type: boundary, statement: A transfer is attempted at most 5 times",
      ],
      line: "  because 5 times end inside of 8 hours only if the waits between them are 2 hours on "
        + "average or less"),
    Case(
      name: "a message for each event, and few messages",
      constraints: [
        "id: A1, type: invariant, statement: The owner is notified of each change",
        "id: A2, type: boundary, statement: An owner gets at most 2 notifications in any 9 hours",
      ],
      line: "  because A1 asks for a message at each of its events, and A2 allows 2 notifications "
        + "in 9 hours"),
    Case(
      name: "going on and waiting",
      constraints: [
        "id: A1, type: boundary, statement: Ordering continues when the warehouse is unavailable",
        "id: A2, type: invariant, statement: Stock transitions are atomic",
      ], line: "- TENSION_1: A1 and A2, priority conflict, not declared"),
    Case(
      name: "records and secrets",
      constraints: [
        "id: A1, type: invariant, statement: Passwords are never logged",
        "id: A2, type: goal, statement: Every request leaves an event that can be traced",
      ], line: "- TENSION_1: A1 and A2, scope conflict, not declared"),
    Case(
      name: "two bounds that no value fits",
      constraints: [
        "id: A1, type: boundary, statement: Few are open, measurement: open_orders_ratio <= 20 %, "
          + "archetype: ratio-goal",
        "id: A2, type: goal, statement: Many are open, measurement: open_orders_ratio >= 35 %, "
          + "archetype: ratio-goal",
      ], line: "- TENSION_1: A1 and A2, logical contradiction, not declared"),
  ]

  @Test(arguments: cases) func `two demands that pull against each other`(_ example: Case) throws {
    let text = StepSample.manifold(of: example.constraints)
    let lines = try StepSample.report(.tensions, text).lines
    #expect(lines.contains(example.line), "\(lines.joined(separator: "\n"))")
  }

  @Test func `nothing is found where nothing pulls`() throws {
    let text = StepSample.manifold(of: [
      "id: A1, type: invariant, statement: The foyer smells of bread",
      "id: A2, type: goal, statement: The bread is baked by hand",
    ])
    let report = try StepSample.report(.tensions, text)
    #expect(report.lines.contains("nothing is declared, and no rule finds anything"))
    #expect(report.text(as: .yaml).contains("total_tensions_found: 0\n"))
  }

  @Test func `a declared tension stands for the pair, and keeps its resolution`() throws {
    let lines = try StepSample.report(.tensions).lines
    #expect(lines.contains("- TN1: R1 and R2, resource competition, declared, resolved"))
    #expect(lines.contains("- TN7: P2 and V1, trade off, declared, unresolved"))
    #expect(lines.contains("  decide: how P2 and V1 are brought together"))
  }

  @Test func `bounds from two sides with room between them are no tension`() throws {
    let text = StepSample.manifold(of: [
      "id: A1, type: boundary, statement: x, measurement: open_orders_ratio <= 60 %, "
        + "archetype: ratio-goal",
      "id: A2, type: goal, statement: y, measurement: open_orders_ratio >= 35 %, "
        + "archetype: ratio-goal",
    ])
    #expect(try StepSample.report(.tensions, text).text(as: .yaml).contains("tensions: []\n"))
  }

  @Test func `an end that the manifold does not declare is no reference of the report`() throws {
    let text = StepSample.manifold(
      of: ["id: A1, type: goal, statement: The bread is baked by hand"],
      more: "tensions: [{id: TN1, between: [A1, speed], description: d, status: unresolved}]")
    let yaml = try StepSample.report(.tensions, text).text(as: .yaml)
    #expect(yaml.contains("    between: [\"A1\"]\n    not_declared: [\"speed\"]\n"))
  }
}
