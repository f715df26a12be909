public import Templates

/// The templates that this module renders by name; all others are parts of these.
public enum SiteTemplates {
  /// Sorted.
  public static let rendered = [
    "404.html", "alias.html", "atom.xml", "change.html", "changes.html", "claims.html",
    "compliance.html", "dashboard.html",
    "diagnostics.html", "drift.html", "forge-record.html", "forge.html", "gaps.html", "list.html",
    "llms.txt", "manifold.html",
    "matrices.html",
    "matrix.html", "module.html", "modules.html", "node.html", "operations.html", "overview.html",
    "page.html", "pattern.html", "patterns.html", "prospect.html", "registry.html", "report.html",
    "reports.html",
    "requirement.html", "results.html", "runbook.html",
    "run-events.html", "run-steps.html", "run.html", "runs.html", "search.html",
    "shortcodes/alerts.html", "shortcodes/claims.html", "shortcodes/comparison.html",
    "shortcodes/compliance-matrix.html", "shortcodes/compliance.html", "shortcodes/coverage.html",
    "shortcodes/covered.html", "shortcodes/diagram.html", "shortcodes/failing.html",
    "shortcodes/findings.html", "shortcodes/gaps.html", "shortcodes/matrix.html",
    "shortcodes/modules.html", "shortcodes/node.html", "shortcodes/panels.html",
    "shortcodes/patterns.html", "shortcodes/progress.html", "shortcodes/reports.html",
    "shortcodes/run.html", "shortcodes/runbook.html", "shortcodes/runs.html",
    "shortcodes/suites.html", "sitemap-index.xml", "source-file.html", "sources.html",
    "sitemap.xml", "tombstone.html",
  ]

  /// Templates of a set that no page of any site can run, sorted.
  public static func unused(in templates: TemplateSet) -> [String] {
    templates.unusedNames(whenRendering: rendered)
  }
}
