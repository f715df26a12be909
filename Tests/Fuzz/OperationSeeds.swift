import SourceText

extension SourceFile {
  /// The same bytes under the name that a reader expects.
  func renamed(_ path: String) -> SourceFile { SourceFile(path: path, bytes: bytes) }
}

let alertSeeds = [
  """
  groups:
    - name: a
      rules:
        - record: x:rate5m
          expr: rate(x_total[5m])
        - alert: A
          expr: sum by (le) (rate(x_bucket{job="y"}[5m])) > 0.5 unless absent(z)
          for: 5m
          labels: {severity: critical, constraint: "shop/B1, B2"}
          annotations: {summary: s, runbook_url: "docs/RUNBOOK.md#a", dashboard_url: /d/u/x}
  """,
  "- {name: A, constraint: B1, expr: a > 1, severity: x, runbook: RUNBOOK.md#a}\n",
]

let alertTokens = [
  "- alert: ", "expr: ", "for: ", "labels: ", "{", "}", "[", "]", "\"", "'", "\\", " > ", "==",
  "by (", ")", "#", "..", "/", "runbook: ", "goal:", "99999999999999999999", "\n", "  ", "%2e",
  "{{ $value }}", "constraint: ",
]

let dashboardSeeds = [
  """
  {"title":"t","uid":"u","tags":["manifold:shop"],"panels":[{"id":1,"type":"row","title":"r",
  "panels":[{"id":2,"type":"gauge","title":"p [B1]","description":"B1: x","gridPos":{"x":0,"y":0,
  "w":12,"h":8},"targets":[{"refId":"A","expr":"x"}],"fieldConfig":{"defaults":{"unit":"s","min":0,
  "max":1,"thresholds":{"steps":[{"color":"green","value":null},{"color":"red","value":1e3}]}}}}]},
  {"id":2,"type":"singlestat","thresholds":"1,2","colors":["a","b","c"],"targets":[{"query":"q"}]}]}
  """,
  #"{"dashboard":{"title":"t","rows":[{"title":"r","panels":[{"type":"graph"}]}]}}"#,
]

let dashboardTokens = [
  "\"panels\":[", "\"gridPos\":{", "\"x\":", "\"steps\":[", "\"value\":", "\"thresholds\":",
  "9223372036854775807", "-1", "1e308", "null", "\"id\":", "{", "}", "[", "]", ",", "\"",
  "\"type\":\"row\"",
]

let runbookSeeds = [
  """
  ---
  manifold: shop
  ---
  # Title

  ## Alert: PaidTwice (`paid_twice`)

  **Constraint violated:** B1, `shop/T_INC089_1`, goal:x
  and RT-1.

  - **Alert:** PaidTwice, Other
  ### Diagnosis
  ```sql
  ## no heading
  ```
  """
]

let runbookTokens = [
  "# ", "## ", "### Alert ", "**", ":**", "**Constraint:** ", "```\n", "---\n", "\n", "\n\n", "- ",
  "`", "goal:", "_", "PaidTwice", "é", "\r\n", "\t", "    ",
]

let reportSeeds = [
  """
  meta: {manifold: shop}
  summary: {artifacts_generated: 4, constraints_covered: 2/2 (100%), lines_of_code: 1,234}
  artifact_plan: {code: [{name: PayWorkflow, satisfies_constraints: [B1]}], documentation: [{type: api}]}
  artifacts: {code: [{path: a/pay_workflow.py, constraints: [B1], lines: 60}], tests: [{path: t.py}]}
  coverage: {constraints: {fully_covered: [B1], not_covered: []}, failure_modes: {tested: [F1]}}
  """,
  """
  verification_report:
    summary: {total_constraints: 4, fully_satisfied: 3, overall_status: PASS}
    by_constraint: [{id: B1, status: "✓ FULLY SATISFIED", gaps: [x]}]
  outcome: {criteria: [{id: OC1, goal: a b}]}
  required_truths: {summary: {total: 1, by_domain: {a: 1}}, truths: {a: [{id: RT1, derived_from: OC1}]}}
  solution_options: [{id: SOL_A, satisfies_constraints: {goals: [{constraint: B1, expected: x}]}}]
  enriched_failure_modes: {newly_discovered: [{id: F_NEW_1, constraints_violated: [B1]}]}
  relationships_inferred: [{type: tension, between: [B1, B2]}]
  unified_context: {by_constraint: {B1: {risk_level: high}}, by_risk: {high: []}}
  documentation_generation:
    - artifact: RUNBOOK.md
      type: runbook
      generated_content: |
        # R
        ## Alert: A
        **Constraint:** B1
  observability_generation: [{artifact: d, panels_from_constraints: [{constraint: B1, metric: x}]}]
  """,
]

let reportTokens = [
  "artifacts: ", "coverage: ", "summary: ", "- ", "id: ", "99999999999999999999/1", "(100%)", "{",
  "}", "[", "]", "|\n", "\n  ", "\n", "generated_content: ", "type: runbook", "total: ", "-1",
  "constraints: ", "[[]]", "null", "✓ ",
]

let reportDocumentSeeds = [
  "# /gen-all\n\n```yaml\n" + reportSeeds[0] + "\n```\n\n/gen-all shop --option=A\n"
    + "Code artifacts: 4\n✓ a.py (12 lines)\n12 artifacts generated\n"
    + "4/4 failure modes with tests\n```yaml\n" + reportSeeds[1] + "\n```\n"
]
