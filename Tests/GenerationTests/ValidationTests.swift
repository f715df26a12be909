import Generation
import SourceText
import Testing

@Suite struct `A manifold that is validated` {
  /// Everything that the strict rules ask for.
  static let sound = """
    meta: {id: locker-release, outcome_anchor: Parcels leave the locker in 40 hours}
    constraints:
      business:
        - {id: A1, type: invariant, statement: A parcel is handed out at most once, rationale: r, source: s, measurement: a_total == 0}
        - {id: A2, type: boundary, statement: A parcel waits at most 40 hours, rationale: r, source: s, measurement: max(wait) <= 40h}
        - {id: A3, type: goal, statement: 98 % of parcels are fetched, rationale: r, source: s, measurement: fetched_ratio >= 98 %}
    failure_modes:
      - {id: W1, scenario: An answer is lost, constraints_violated: [A1], detection: d, mitigation: m, prevention: p}
    required_truths:
      - {id: RT-1, statement: t, maps_to: [A1, A2, A3]}
    solution_options:
      - {id: SOL_A, name: One workflow, satisfies: [RT-1]}
    """

  /// The same three constraints for each category, with ids of their own.
  static var complete: String {
    let block = sound.split(separator: "\n").filter { $0.hasPrefix("    - {id: A") }
    var text = sound.replacing(
      "maps_to: [A1, A2, A3]", with: "maps_to: [A1-A3, B1-B3, C1-C3, D1-D3, E1-E3]"
    ).replacing("constraints_violated: [A1]", with: "constraints_violated: [A1, B1, C1, D1, E1]")
    var more = ""
    for (letter, category) in zip(
      "BCDE", ["technical", "user_experience", "security", "operational"])
    {
      more += "  \(category):\n"
      for line in block {
        more +=
          line.replacing("{id: A", with: "{id: \(letter)").replacing(
            "a_total", with: "\(letter)_total"
          )
          .replacing("fetched_ratio", with: "\(letter)_ratio") + "\n"
      }
    }
    text = text.replacing("failure_modes:", with: more + "failure_modes:")
    return text
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let old: String
    let new: String
    /// What the report says.
    let issue: String
    /// Fails without `--strict` as well.
    var isBlocking = true
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "no outcome", old: ", outcome_anchor: Parcels leave the locker in 40 hours", new: "",
      issue: "the manifold states no outcome"),
    Case(
      name: "a category without constraint", old: "  security:", new: "  technical:",
      issue: "no security constraint is declared"),
    Case(
      name: "an invariant without measurement", old: ", measurement: a_total == 0", new: "",
      issue: "invariant A1 does not say how it is measured"),
    Case(
      name: "a type that is none", old: "{id: A2, type: boundary", new: "{id: A2, type: wall",
      issue: "A2 has no type that is known"),
    Case(
      name: "words that mean nothing",
      old: "statement: 98 % of parcels are fetched, rationale: r, source: s, "
        + "measurement: fetched_ratio >= 98 %",
      new: "statement: Fetching feels seamless, rationale: r, source: s",
      issue: "A3 says \"seamless\", which every reader takes differently"),
    Case(
      name: "nothing to test by",
      old: "statement: 98 % of parcels are fetched, rationale: r, source: s, "
        + "measurement: fetched_ratio >= 98 %",
      new: "statement: The foyer smells of bread, rationale: r, source: s",
      issue: "nothing says how to tell whether A3 holds: no measurement, figure or known demand"),
    Case(
      name: "neither source nor reason",
      old: "A parcel waits at most 40 hours, rationale: r, source: s",
      new: "A parcel waits at most 40 hours",
      issue: "A2 has neither source nor rationale"),
    Case(
      name: "a reason without source", old: "40 hours, rationale: r, source: s",
      new: "40 hours, rationale: r", issue: "A2 has a rationale and no source", isBlocking: false),
    Case(
      name: "a failure mode without prevention", old: ", prevention: p", new: "",
      issue: "failure mode W1 states no prevention"),
    Case(
      name: "a failure mode without detection", old: ", detection: d", new: "",
      issue: "failure mode W1 states no detection", isBlocking: false),
    Case(
      name: "a truth that leads nowhere", old: "solution_options:",
      new: "  - {id: RT-2, statement: u}\nsolution_options:",
      issue: "required truth RT-2 leads to no constraint"),
    Case(
      name: "a constraint that rests on nothing", old: "E1-E3]", new: "E1-E2]",
      issue: "no required truth leads to constraint E3"),
    Case(
      name: "a truth that no option brings about", old: "solution_options:",
      new: "  - {id: RT-2, statement: u, maps_to: [A1]}\nsolution_options:",
      issue: "no option brings required truth RT-2 about"),
    Case(
      name: "an open question", old: "failure_modes:",
      new: "open_questions: [{question: Who?}]\nfailure_modes:",
      issue: "question Q1 is open and has no deadline", isBlocking: false),
    Case(
      name: "a tension that nobody has resolved", old: "failure_modes:",
      new: "tensions: [{id: TN1, between: [A1, A2], description: x, status: unresolved}]\n"
        + "failure_modes:",
      issue: "tension TN1 between A1 and A2 is declared and not resolved"),
    Case(
      // The statement goes on to say 98 %, which alone keeps the manifold from passing.
      name: "a share that allows no exception", old: "fetched_ratio >= 98 %",
      new: "fetched_ratio >= 100 %", issue: "A3 asks for 100 %: a single case would break it"),
  ]

  @Test func `one that lacks nothing is ready`() throws {
    let report = try StepSample.report(.validate, Self.complete)
    let blocking = report.lines.prefix { $0 != "LOW" && $0 != "MEDIUM" }
    #expect(report.passes, "\(blocking.joined(separator: "\n"))")
  }

  @Test(arguments: cases) func `one fault is named`(_ example: Case) throws {
    let complete = Self.complete
    #expect(complete.contains(example.old))
    let text = complete.replacing(example.old, with: example.new, maxReplacements: 1)
    let report = try StepSample.report(.validate, text)
    #expect(report.lines.contains("- \(example.issue)"), "\(report.lines.joined(separator: "\n"))")
    #expect(report.passes != example.isBlocking)
    #expect(try StepSample.report(.validate, text, strict: true).passes == false)
  }

  @Test func `what check finds is counted, a warning as well`() throws {
    let text = Self.complete.replacing("failure_modes:", with: "sparkle: 3\nfailure_modes:")
    let report = try StepSample.report(.validate, text)
    #expect(report.passes == false)
    #expect(report.text(as: .text).contains("- unknown-key: \"sparkle\""))
  }
}
