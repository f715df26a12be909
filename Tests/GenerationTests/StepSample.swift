import Analysis
import Generation
import Ingest
import SourceText
import TestSupport
import Testing
import TraceModel

/// A manifold with something for every step to find, and ways to run steps on texts.
enum StepSample {
  /// A parcel locker: nothing of it occurs anywhere else.
  static let manifold = """
    meta:
      id: locker-release
      outcome_anchor: 98 % of parcels leave the locker within 40 hours, and none is handed out twice
    constraints:
      business:
        - {id: P1, type: invariant, statement: "A parcel is handed out at most once, however often the code is typed", rationale: A second parcel is lost, source: INC-2030-17, measurement: double_handouts_total == 0}
        - {id: P2, type: boundary, statement: A parcel waits no longer than 40 hours after its delivery, rationale: The compartment is needed, measurement: "max(handout_time - delivery_time) <= 40h"}
      technical:
        - {id: N1, type: goal, statement: The door opens within 700 ms for 99 of 100 codes, rationale: People leave, measurement: "histogram_quantile(0.99, door_seconds)"}
        - {id: N2, type: boundary, statement: A door is tried at most 4 times, rationale: Motors wear out}
      user_experience:
        - {id: R1, type: invariant, statement: The recipient is notified of each delivery and of each failed opening, rationale: People forget}
        - {id: R2, type: boundary, statement: A recipient gets at most 3 notifications in any 12 hours, rationale: More are ignored, source: support}
        - {id: R3, type: goal, statement: The screen is easy to use}
      operational:
        - {id: V1, type: goal, statement: Every opening leaves an event that can be traced, rationale: Support is asked}
    relationships:
      - {type: tension, between: [R1, R2], description: News and peace, resolution: Failed openings are put together}
    tensions:
      - {id: TN7, type: trade_off, between: [P2, V1], description: Records take disk space, status: unresolved}
    failure_modes:
      - {id: W1, scenario: The door opens and its confirmation is lost, constraints_violated: [P1], detection: No answer, mitigation: Ask the sensor, prevention: One key a code}
      - {id: W2, scenario: A pigeon nests in the compartment}
    required_truths:
      - {id: RT-1, statement: A handout is looked up before the door opens, maps_to: [P1, N1], status: NOT_SATISFIED}
      - {id: RT-2, statement: Deliveries carry their end, maps_to: [P2], status: NOT_SATISFIED, depends_on: [RT-1]}
      - {id: RT-3, statement: Somebody waters the plants, status: NOT_SATISFIED}
      - {id: RT-4, statement: Messages are counted, maps_to: [R1, R2, V1], status: NOT_SATISFIED}
    solution_options:
      - {id: SOL_A, name: One workflow a parcel, satisfies: [RT-1, RT-2, "RT-4 partial"], complexity: medium, reversibility: TWO_WAY}
      - {id: SOL_B, name: A list on paper, satisfies: [RT-2]}
    recommended_option: SOL_B
    open_questions:
      - {question: Who empties a broken locker?, impact_on_constraints: [P2]}
    """

  static let path = "manifolds/locker-release.cms.yaml"

  static func document(_ text: String) -> [ManifoldDocument] {
    Ingest.read(SourceFile(path: path, text: text)).map { [$0] } ?? []
  }

  /// The report of a step on a text, as the command line would make it.
  static func report(
    _ step: ManifoldStep, _ text: String = manifold, strict: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> StepReport {
    let (graph, findings) = Ingest.link(document(text))
    let manifold = try #require(
      graph.nodes(of: .manifold).first, sourceLocation: sourceLocation)
    var input = ManifoldStep.Input(graph: graph)
    input.assessment = Assessment(of: graph)
    input.findings = findings
    input.repository = RepositoryView(
      paths: ["src/door.py", "src/code.py", "web/a.ts", "README.md"],
      manifests: [
        SourceFile(path: "package.json", text: "{\"dependencies\": {\"preact\": \"^10\"}}"),
        SourceFile(path: "go.mod", text: "module x\nrequire (\n\tgolang.org/x/sync v0.7.0\n)\n"),
      ])
    input.isStrict = strict
    return step.report(on: manifold, with: input)
  }

  /// A manifold with the constraints that are given, one line each.
  static func manifold(of constraints: [String], more: String = "") -> String {
    let lines = constraints.map { "    - {\($0)}" }.joined(separator: "\n")
    return "meta: {id: locker-release, outcome_anchor: It works}\nconstraints:\n  business:\n"
      + lines + "\n" + more + "\n"
  }
}
