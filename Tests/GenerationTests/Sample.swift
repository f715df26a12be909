import Generation
import Ingest
import SourceText
import Testing
import TraceModel

/// Small manifolds and packs for tests, with names and figures of their own.
enum Sample {
  /// A ticket office: nothing of it occurs anywhere else.
  static let manifold = """
    meta:
      id: seat-hold-v4
      outcome_anchor: Nobody is sold a seat twice
    constraints:
      business:
        - id: K1
          type: invariant
          statement: A seat is sold at most once, however often the order arrives
          measurement: duplicate_sales_total == 0
          threshold: {metric: duplicate_sales_total, operator: "==", ceiling: 0}
        - id: K2
          type: boundary
          statement: A hold ends no later than 36 minutes after it began
          measurement: max(hold_end_time - hold_start_time) <= 36min
        - id: K3
          type: goal
          statement: The foyer smells of fresh bread
      technical:
        - id: L1
          type: goal
          statement: A hold is confirmed in less than 250 ms for 99 of 100 requests
          measurement: histogram_quantile(0.99, hold_seconds)
      user_experience:
        - id: M1
          type: boundary
          statement: A guest gets at most two messages in any 12 hours
    failure_modes:
      - id: X1
        scenario: The payment answers, and its answer is lost on the way
        constraints_violated: [K1]
      - id: X2
        scenario: The curtain falls too early
    required_truths:
      - {id: RT-1, statement: A sale is looked up before it is made, maps_to: [K1], status: NOT_SATISFIED}
      - {id: RT-2, statement: Holds carry their end, maps_to: [K2], status: NOT_SATISFIED}
    solution_options:
      - {id: SOL_A, name: One workflow a seat, satisfies: [RT-1, RT-2]}
      - {id: SOL_B, name: A nightly job, satisfies: [RT-2]}
    recommended_option: SOL_A
    """

  static func graph(_ text: String, path: String = "manifolds/sample.cms.yaml") -> TraceGraph {
    let document = Ingest.read(SourceFile(path: path, text: text))
    return Ingest.link(document.map { [$0] } ?? []).graph
  }

  /// The request for a manifold text; fails the test when it is refused.
  static func request(
    _ text: String = manifold, option: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> GenerationRequest {
    let graph = graph(text)
    let index = try #require(graph.nodes(of: .manifold).first, sourceLocation: sourceLocation)
    let outcome = GenerationRequest.check(index, in: graph, option: option)
    #expect(outcome.diagnostics == [], sourceLocation: sourceLocation)
    return try #require(outcome.request, sourceLocation: sourceLocation)
  }

  /// A manifold with one constraint.
  static func manifold(
    statement: String, measurement: String? = nil, type: String = "invariant", more: String = ""
  ) -> String {
    let quote = { (text: String) in
      "\""
        + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        .replacing("\n", with: "\\n") + "\""
    }
    var lines = [
      "meta: {id: seat-hold}", "constraints:", "  business:", "    - id: K1",
      "      type: \(type)", "      statement: \(quote(statement))",
    ]
    if let measurement { lines.append("      measurement: \(quote(measurement))") }
    if !more.isEmpty { lines.append("      \(more)") }
    return lines.joined(separator: "\n") + "\n"
  }

  static let packList = """
    name: small
    title: A small pack
    test_command: python -m pytest
    artifacts:
      - template: core.py
        path: "src/{{names.module}}.py"
        kind: code
        type: workflow
        name: "{{names.class}}Workflow"
        covers: [idempotency, time-window]
      - template: limit.py
        path: src/limit.py
        kind: code
        type: service
        name: Limit
        when: {all: [rate-limit]}
        covers: [rate-limit]
      - template: cancel.py
        path: src/cancel.py
        kind: code
        type: service
        name: Cancel
        when: {any: [cancellation]}
        covers: [cancellation]
      - template: test_core.py
        path: tests/test_core.py
        kind: test
        type: integration
        name: test_core
        covers: [idempotency]
        modes: [response-lost]
        for: ["{{names.class}}Workflow"]
        scenario: "Every way of a {{names.subject}}"
      - template: ARCHITECTURE.md
        path: docs/ARCHITECTURE.md
        kind: doc
        type: architecture
        name: Architecture
        covers: all
      - template: alerts.yaml
        path: observability/alerts.yaml
        kind: observability
        type: alerts
        name: Alerts
        covers: [latency-goal]
    """

  static let pack: [SourceFile] = [
    SourceFile(path: "pack.yaml", text: packList),
    SourceFile(
      path: "core.py",
      text: """
        \"\"\"One {{names.subject}}: {{idempotency.statement}}\"\"\"

        # throughline:begin once [{{idempotency.ids}}]
        KEY = "{{idempotency.metric}}"
        # throughline:end

        # throughline:begin window [{{time_window.ids}}]
        WINDOW_SECONDS = {{time_window.seconds}}  # {{time_window.text}}
        # throughline:end

        """),
    SourceFile(
      path: "limit.py",
      text: """
        # throughline:begin limit [{{rate_limit.ids}}]
        COUNT = {{rate_limit.count}}
        SECONDS = {{rate_limit.seconds}}
        # throughline:end

        """),
    SourceFile(path: "cancel.py", text: "CANCEL = True\n"),
    SourceFile(
      path: "test_core.py",
      text: """
        import pytest


        {{#each idempotency.constraints}}
        @pytest.mark.constraint("{{id}}")
        {{/each}}
        class TestOnce:
            \"\"\"
        {{#each idempotency.constraints}}
            {{id}}: {{statement}}
        {{/each}}
            \"\"\"

        {{#each response_lost.items}}
            @pytest.mark.failure_mode("{{id}}")
        {{/each}}
            def test_a_lost_answer(self):
                assert True

            def test_two_orders(self):
                assert True

        """),
    SourceFile(
      path: "ARCHITECTURE.md",
      text: """
        # {{names.title}}

        {{#each constraints}}
        - {{id}}: {{statement}}
        {{/each}}

        """),
    SourceFile(
      path: "alerts.yaml",
      text: """
        groups:
          - name: {{names.metric}}
            rules:
              - alert: {{names.class}}Slow
                expr: "{{latency_goal.metric}} > {{latency_goal.seconds}}"
                labels:
                  constraint: "{{latency_goal.id}}"

        """),
  ]
}
