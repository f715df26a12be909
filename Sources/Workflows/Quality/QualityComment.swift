/// What a pull request is told of its checks, in Markdown.
enum QualityComment {
  static func text(_ result: QualityResult) -> String {
    var lines = [
      "Quality score \(QualityScore.tenths(result.overallScore)) of 100. "
        + (result.canMerge ? "It can be merged." : "It cannot be merged."),
      "", "| check | result | score | required |", "|---|---|---|---|",
    ]
    lines += result.checks.map(row)
    lines += section("Blocking issues", result.blockingIssues)
    lines += section("Mended automatically", result.autoFixesApplied.map(\.title))
    return lines.joined(separator: "\n")
  }

  private static func row(_ check: QualityCheck) -> String {
    let verdict = check.ran ? (check.passed ? "passed" : "failed") : "did not run"
    let score = check.ran ? QualityScore.tenths(check.score) : "–"
    return "| \(check.name.title) | \(verdict) | \(score) | \(check.required ? "yes" : "no") |"
  }

  private static func section(_ title: String, _ items: [String]) -> [String] {
    items.isEmpty ? [] : ["", "\(title):", ""] + items.map { "- \($0)" }
  }
}
