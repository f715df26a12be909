public import SourceText

/// The rules for files of alerts and dashboards.
extension IngestRules {
  /// The rules of this file, in the order declared.
  public static let operations: [Rule] = [
    alertFormat, alertDuplicate, alertAlwaysFires, alertFirstEvent, dashboardFormat,
  ]

  /// Found when Prometheus would refuse a file of rules.
  public static let alertFormat = Rule(
    "alert-format", .warning, "a file of alerts is not as Prometheus expects it",
    explanation: """
      Prometheus reads groups of rules, each rule with `alert`, `expr` and perhaps `for`, `labels`
      and `annotations`. It refuses a file with any other key, with a duration in words, with a query
      that breaks off, or with a list in place of groups; then no alert of the file works. What can
      be understood is read and shown all the same. Of a query only plain faults are seen; whether
      Prometheus takes it in the end, its own `promtool check rules` says.
      """,
    remedy: "Put the alerts below `groups`, and everything else below `labels` or `annotations`.",
    example: "- name: RetryRateLow\n  expr: retry_rate < 0.9\n  runbook: RUNBOOK.md\n")

  /// Found when an alert or a group is there twice.
  public static let alertDuplicate = Rule(
    "alert-duplicate", .warning, "an alert or a group of alerts is there twice",
    explanation: """
      Two groups of one name make Prometheus refuse the file. Two alerts with the same name,
      expression and severity page the same person twice for the same thing.
      """,
    remedy: "Delete one of the two, or name them apart.",
    example: "groups:\n  - name: payments\n    rules: []\n  - name: payments\n    rules: []\n")

  /// Found when an alert compares nothing.
  public static let alertAlwaysFires = Rule(
    "alert-always-fires", .warning, "an alert fires as long as there is data",
    explanation: """
      An alert fires for every series that its expression yields. Without a comparison, or another
      condition such as `absent`, that is every series there is, whatever its value.
      """,
    remedy: "Compare the expression with the bound of the constraint that it watches.",
    example: "- alert: QueueLength\n  expr: sum(queue_length)\n")

  /// Found when an alert misses the first event of a new series.
  public static let alertFirstEvent = Rule(
    "alert-first-event", .note, "an alert misses the first event of a new series",
    explanation: """
      A rate is computed from the rise between two samples. A counter that appears with the value 1,
      as many do that are made when they are first needed, has not risen, so `rate(x_total[5m]) > 0`
      stays silent about the very event that it is meant for. The second event within the range
      makes it fire.
      """,
    remedy: "Let the program set the counter to 0 when it starts, or alert on the counter's value.",
    example: "- alert: PaidTwice\n  expr: rate(paid_twice_total[5m]) > 0\n")

  /// Found when a dashboard would not show what its author meant.
  public static let dashboardFormat = Rule(
    "dashboard-format", .warning, "a dashboard will not show what its author meant",
    explanation: """
      Grafana accepts nearly anything and shows an empty or wrong panel in its place: a panel
      without a query or a type, a query that is empty or uses a variable that nobody defines,
      thresholds that do not rise or have no colour, two panels on one place of the grid, two
      queries of one letter, a key, a type, an option or a unit that is misspelled.
      """,
    remedy: "Correct the place that the message names, or save the dashboard in Grafana once more.",
    example: "{\"title\": \"Payments\", \"panels\": [{\"type\": \"stat\", \"title\": \"Rate\"}]}\n")
}
