public import SourceText

/// The rules between alerts, panels, runbooks and the constraints that they are there for.
public enum OperationRules {
  /// Every rule of this file, in the order declared.
  public static let all: [Rule] = [
    .alertWithoutConstraint, .alertWithoutSection, .brokenRunbookLink, .alertConstraintDiffers,
    .thresholdDiffers, .thresholdWithoutAlert, .quantileDiffers,
  ]
}

extension Rule {
  /// An alert that is there for no constraint.
  public static let alertWithoutConstraint = Rule(
    "alert-without-constraint", .warning, "an alert names no constraint",
    explanation: """
      Whoever is woken by an alert needs to know what is violated, and whoever changes a constraint \
      which alerts watch it. A label `constraint` on the alert says both.
      """,
    remedy: "Add the label `constraint` with the id, and `manifold` where several have such an id.",
    example: """
      - alert: RetryRateLow
        expr: retry_success_rate < 0.9
        labels: {severity: warning}
      """)

  /// An alert for which no runbook says what to do.
  public static let alertWithoutSection = Rule(
    "alert-without-section", .warning, "no section of a runbook is there for an alert",
    explanation: """
      At three in the morning nobody reads a runbook from its beginning. An alert should lead to \
      its own section: by `runbook_url` with the anchor of a heading, or because a heading or a \
      field `Alert` carries the alert's exact name.
      """,
    remedy: "Write a section with the alert's name in its heading, and link the alert to it.",
    example: """
      - alert: RetryRateLow        # the runbook has "Alert: Retry rate below 90 %"
        expr: retry_success_rate < 0.9
      """)

  /// The address of a runbook that leads nowhere.
  public static let brokenRunbookLink = Rule(
    "broken-runbook-link", .warning, "the runbook of an alert does not exist",
    explanation: """
      The address of a runbook names a file that the project does not hold, or an anchor that no \
      heading of the runbook has. Anchors follow the dialect of GitHub: lower case, spaces as \
      hyphens, everything else dropped. Addresses of other sites are not followed.
      """,
    remedy: "Use the anchor that the message names, or write the missing runbook.",
    example: "runbook_url: RUNBOOK.md#duplicate-payments   # no heading has this anchor\n")

  /// An alert and its runbook name different constraints.
  public static let alertConstraintDiffers = Rule(
    "alert-constraint-differs", .warning, "an alert and its runbook name different constraints",
    explanation: """
      The alert says that it watches one constraint, and the section of the runbook that is about \
      it says that another is violated. One of them sends people to the wrong place.
      """,
    remedy: "Name the same constraint in both.",
    example: """
      labels: {constraint: "goal:success_rate"}
      # the runbook: **Constraint at risk:** B2
      """)

  /// A panel and an alert about one query have different bounds.
  public static let thresholdDiffers = Rule(
    "threshold-differs", .warning, "a panel and an alert draw the line at different values",
    explanation: """
      A panel colours the same query that an alert compares. When the alert's bound is none of the \
      panel's thresholds, the panel is still green when the alert fires, or red without one.
      """,
    remedy: "Use the bound of the constraint in both.",
    example: "an alert on `queue_length > 6` beside a panel of `queue_length` with steps 3 and 5\n")

  /// A panel says from when somebody should be told, and nobody is.
  public static let thresholdWithoutAlert = Rule(
    "threshold-without-alert", .warning, "a panel has a threshold for alerts, and no alert",
    explanation: """
      The panel states a value from which somebody should be told. No alert compares its query, \
      and none watches its constraint: nobody is told.
      """,
    remedy: "Write the alert, or drop the threshold.",
    example: "{\"metric\": \"retry_decision_latency\", \"alert_threshold\": 100}\n")

  /// A query measures another quantile than its constraint is about.
  public static let quantileDiffers = Rule(
    "quantile-differs", .warning, "a query measures another quantile than its constraint",
    explanation: """
      The constraint is about one quantile, such as the 99th, and the query of the panel or alert \
      that is there for it computes another. The 95th can be fine while the 99th is violated.
      """,
    remedy: "Query the quantile of the constraint.",
    example: "a constraint \"p99 latency < 100 ms\" with a panel of `retry_decision_latency_p95`\n")
}
