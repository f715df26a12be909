import SourceText
import Templates

/// Pages about the project as a whole: gaps, claims, findings, search, not found.
struct ProjectPages {
  let site: SiteModel
  let fingerprints: SiteFingerprints
  /// Everything found, links and routes included, sorted.
  let findings: [Diagnostic]
  let documents: SearchDocuments

  func entries() -> [OutputEntry] {
    GapPages(site: site, pages: self).entries() + ClaimPages(site: site, pages: self).entries()
      + FindingPages(site: site, pages: self).entries()
      + SearchPage(site: site, pages: self).entries()
  }

  /// Covers the frame, the whole graph and what tells a page from the others.
  func fingerprint(_ parts: String) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine(fingerprints.graph)
    hasher.combine(parts)
    return hasher.finish()
  }

  func page(
    _ path: String, _ template: String, _ head: PageHead, _ fingerprint: Fingerprint,
    _ own: @escaping @Sendable (PageContext) -> TemplateRecord
  ) -> OutputEntry {
    OutputEntry(path: path, fingerprint: fingerprint) { buffer in
      // The page for what is not found is shown at any address: only an absolute root works there.
      let root = path == "404.html" ? site.settings.baseURL.map(pathOfURL) : nil
      let context = PageContext(site: site, route: Route(path, root: root))
      try context.render(template, head, own(context), into: &buffer)
    }
  }
}
