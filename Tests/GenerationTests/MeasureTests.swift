import Generation
import SourceText
import Testing

@Suite struct `What alerts rest on` {
  /// The values of one template, rendered for the sample or another manifold.
  func rendered(
    _ template: String, _ text: String = Sample.manifold,
    _ change: (inout GenerationRequest) -> Void = { _ in }
  ) throws -> String {
    let list = """
      name: small
      title: A small pack
      only_beside: {rate-limit: notification}
      artifacts:
        - {template: a.txt, path: a.txt, kind: doc, type: runbook, covers: [rate-limit, idempotency]}
      """
    let (pack, faults) = ArtifactPack.read([
      SourceFile(path: "pack.yaml", text: list), SourceFile(path: "a.txt", text: template),
    ])
    #expect(faults == [])
    var request = try Sample.request(text)
    change(&request)
    let project = Generator.generate(request, with: try #require(pack), time: nil)
    #expect(project.diagnostics == [])
    let file = try #require(project.artifacts.first)
    let whole = String(decoding: file.bytes, as: UTF8.self)
    return whole.split(separator: "|").dropFirst().first.map(String.init) ?? whole
  }

  struct Value: Sendable, CustomTestStringConvertible {
    let template: String
    let text: String
    var testDescription: String { template }
  }

  static let values: [Value] = [
    .init(template: "{{idempotency.metric}}", text: "duplicate_sales_total"),
    .init(template: "{{idempotency.watched}} {{idempotency.severity}}", text: "K1 critical"),
    .init(template: "<{{escalation.metric}}>", text: "<>"),
    .init(template: "{{rate_limit.metric}}", text: "seat_hold_messages_per_recipient"),
    .init(template: "{{rate_limit.severity}}", text: "warning"),
    .init(template: "{{latency_goal.metric}}", text: "hold_seconds"),
    .init(
      template: "{{#each latency_goal.buckets}}{{this}} {{/each}}",
      text: "0.0125 0.025 0.0625 0.125 0.1875 0.25 0.375 0.5 1.25 2.5 12.5 "),
    .init(
      template: "{{latency_goal.within_bad}} {{latency_goal.within_good}}", text: "989999 990001"),
    .init(template: "{{manifold.runbook}}", text: "../docs/RUNBOOK.md"),
  ]

  @Test(arguments: values)
  func `each value is there`(_ value: Value) throws {
    #expect(try rendered("|\(value.template)|") == value.text)
  }

  @Test func `two demands on one metric get a name each`() throws {
    let text = Sample.manifold.replacing(
      "    - id: K3",
      with: """
            - id: K4
              type: invariant
              statement: A seat moves from one state to the next as a whole or not at all
              threshold: {metric: duplicate_sales_total, operator: "==", ceiling: 0}
            - id: K3
        """)
    let names = try rendered("|{{idempotency.metric}} {{atomic_transition.metric}}|", text)
    #expect(names == "duplicate_sales_total seat_hold_undefined_states_total")
  }

  @Test func `a metric that is to have another value than none counts no events`() throws {
    let text = Sample.manifold(
      statement: "Every attempt at one order carries the same idempotency key",
      more: "threshold: {metric: keys_per_order, operator: \"==\", ceiling: 1}")
    #expect(try rendered("|{{idempotency.metric}}|", text) == "seat_hold_repeated_effects_total")
  }

  @Test(arguments: [
    ("violation_cost: critical", "critical"), ("violation_cost: high", "critical"),
    ("violation_cost: medium", "warning"), ("violation_cost: low", "info"),
    ("severity: low", "info"), ("category: money", "critical"),
  ])
  func `the manifold says how bad it is`(_ more: String, _ severity: String) throws {
    let text = Sample.manifold(statement: "A seat is sold at most once, however often", more: more)
    #expect(try rendered("|{{idempotency.severity}}|", text) == severity)
  }

  static let share = """
    {{#each ratio_goal.targets}}{{id}} {{metric}} {{missed}} {{ratio}} in {{range}}: \
    {{parts_missed}}, {{parts_kept}}; {{/each}}
    """

  @Test(arguments: [
    ("operator: \"<\", ceiling: 0.2, window: 30d", "K1 m >= 0.2 in 30d: 200000, 199999; "),
    ("operator: \"<=\", ceiling: 0.2, window: 36h", "K1 m > 0.2 in 36h: 200001, 200000; "),
    ("operator: \">=\", floor: 0.995", "K1 m < 0.995 in 1d: 994999, 995000; "),
    ("operator: \">\", floor: 0.995, window: 90m", "K1 m <= 0.995 in 90m: 995000, 995001; "),
  ])
  func `a share is missed from its line on`(_ threshold: String, _ expected: String) throws {
    let text = Sample.manifold(
      statement: "The success rate is what was promised", type: "goal",
      more: "threshold: {kind: statistical, metric: m, \(threshold)}\n      archetype: ratio-goal")
    #expect(try rendered("|\(Self.share)|", text) == expected)
  }

  @Test func `a limit of messages is planned only where there are messages`() throws {
    let plan = try rendered("|{{artifact.ids}}|")
    #expect(plan == "K1")
  }

  @Test func `telemetry belongs to the constraints that it names`() throws {
    let file = SourceFile(
      path: "seat-hold.context.yaml",
      text: """
        telemetry:
          tables: [{name: sales, says: one row a sale, constraints: [K1]}, {name: doors, constraints: [Z]}]
          metrics: [everything_total]
          queries: [{name: sold twice, query: "select 1", constraints: K1}]
        """)
    let (telemetry, faults) = TelemetrySources.read([file])
    #expect(faults == [])
    let template = """
      |{{#each idempotency.sources.metrics}}{{name}} {{/each}}\
      {{#each idempotency.sources.tables}}{{name}} {{says}} {{/each}}\
      {{#each idempotency.sources.queries}}{{name}} {{query}}{{/each}}|
      """
    let text = try rendered(template) { $0.telemetry = telemetry }
    #expect(text == "everything_total sales one row a sale sold twice select 1")
    var request = try Sample.request()
    let before = request.hash
    request.telemetry = telemetry
    #expect(request.hash != before)
  }

  @Test func `what telemetry cannot mean is said at its place`() {
    let file = SourceFile(
      path: "a.yaml",
      text: "telemetry:\n  table: [x]\n  queries: [{name: q}]\n  metrics: [{says: s}]\n")
    #expect(
      TelemetrySources.read([file]).1.map { "\($0.range.line): \($0.summary)" } == [
        "2: \"table\" is not a key of telemetry",
        "3: the query \"q\" has no text; expected the key \"query\"",
        "4: an entry of metrics has no name",
      ])
  }

  @Test(arguments: ["https://forge.example/o/r", "https://forge.example/o/r/"])
  func `the runbook has the address that the project names`(_ base: String) throws {
    let text = try rendered("|{{manifold.runbook}}|") { $0.runbookBase = base }
    #expect(text == "https://forge.example/o/r/docs/RUNBOOK.md")
  }
}
