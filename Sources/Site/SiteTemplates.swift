public import Templates

/// The templates that this module renders by name; all others are parts of these.
public enum SiteTemplates {
  /// Sorted.
  public static let rendered = [
    "404.html", "alias.html", "atom.xml", "claims.html", "compliance.html", "dashboard.html",
    "diagnostics.html", "drift.html", "gaps.html", "list.html", "llms.txt", "manifold.html",
    "matrices.html",
    "matrix.html", "module.html", "modules.html", "node.html", "operations.html", "overview.html",
    "page.html", "pattern.html", "patterns.html", "registry.html", "report.html", "reports.html",
    "requirement.html", "results.html", "runbook.html",
    "run-events.html", "run-steps.html", "run.html", "runs.html", "search.html",
    "shortcodes/coverage.html", "shortcodes/diagram.html", "shortcodes/gaps.html",
    "shortcodes/matrix.html",
    "shortcodes/node.html", "sitemap-index.xml", "source-file.html", "sources.html", "sitemap.xml",
    "tombstone.html",
  ]

  /// Templates of a set that no page of any site can run, sorted.
  public static func unused(in templates: TemplateSet) -> [String] {
    templates.unusedNames(whenRendering: rendered)
  }
}
