import Analysis
import Markdown
import SourceText
import Templates
import TraceModel

/// Files for machines that are not browsers: sitemap, Atom feed, `llms.txt`.
struct Feeds {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  func entries() -> [OutputEntry] {
    (site.settings.feedEntries > 0 ? [entry("atom.xml", atom)] : [])
      + [entry("llms.txt", languageModels)]
      + (site.settings.baseURL == nil ? [] : sitemaps())
  }

  private func entry(
    _ path: String, template: String? = nil, _ values: @escaping @Sendable () -> TemplateRecord
  ) -> OutputEntry {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine(fingerprints.graph)
    hasher.combine(fingerprints.pages)
    hasher.combine(path)
    return OutputEntry(path: path, fingerprint: hasher.finish()) { buffer in
      try site.templates.render(template ?? path, values(), page: path, into: &buffer)
    }
  }

  /// Addresses that a sitemap lists: content pages and nodes, absolute.
  private func addresses() -> [(url: String, day: String)] {
    let base = site.settings.baseURL ?? ""
    let generated = ["", "gaps.html", "claims.html", "matrices.html", "manifolds/index.html"]
    let pages = site.graph.nodes.indices.map(NodeIndex.init).map { node in
      let day = site.pages.number(of: node).map { site.day(of: $0) } ?? ""
      return (base + site.routes[node].url, day)
    }
    let listed = site.manifolds.isEmpty ? [""] : generated
    return listed.map { (base + $0, "") } + pages.filter { $0.0 != base + "index.html" }
  }

  /// `sitemap.xml`: every address, or an index of the files that hold them.
  private func sitemaps() -> [OutputEntry] {
    let limit = max(1, site.settings.sitemapEntries)
    let files = (addresses().count + limit - 1) / limit
    if files <= 1 { return [entry("sitemap.xml") { urls(addresses()[...]) }] }
    let names = (1...files).map { "sitemap-\($0).xml" }
    let base = site.settings.baseURL ?? ""
    let index = entry("sitemap.xml", template: "sitemap-index.xml") {
      ["sitemaps": .list(names.map { ["location": .string(base + $0)] })]
    }
    return [index]
      + names.enumerated().map { number, name in
        entry(name, template: "sitemap.xml") {
          urls(addresses().dropFirst(number * limit).prefix(limit))
        }
      }
  }

  private func urls(_ addresses: ArraySlice<(url: String, day: String)>) -> TemplateRecord {
    [
      "urls": .list(
        addresses.map { ["location": .string($0.url), "date": .string($0.day)] })
    ]
  }

  /// Pages with a day, newest first. Without a base address ids are paths, which is still valid.
  private func atom() -> TemplateRecord {
    let base = site.settings.baseURL ?? ""
    let dated = site.pages.pages.indices.filter { !site.day(of: $0).isEmpty }.sorted { a, b in
      let x = site.day(of: a)
      let y = site.day(of: b)
      return x != y ? x > y : a < b
    }.prefix(site.settings.feedEntries)
    let updated = dated.first.map { site.day(of: $0) } ?? "1970-01-01"
    return [
      "title": .string(site.settings.title),
      "author": .string(site.settings.author ?? site.settings.title),
      "id": .string(base.isEmpty ? "urn:throughline:site" : base),
      "updated": .string(updated + "T00:00:00Z"), "home": .url(base + "index.html"),
      "self": .url(base + "atom.xml"),
      "entries": .list(
        dated.map { number in
          let page = site.pages.pages[number]
          let url = base + site.routes[page.node].url
          return [
            "title": .string(site.pages.title(of: number)),
            "id": .string(base.isEmpty ? "urn:throughline:\(url)" : url), "url": .url(url),
            "updated": .string(site.day(of: number) + "T00:00:00Z"),
            "summary": .string(page.frontMatter.description ?? page.document.excerpt),
          ]
        }),
    ]
  }

  /// An outline of the site for language models, with the raw form where there is one.
  private func languageModels() -> TemplateRecord {
    let base = site.settings.baseURL ?? ""
    let sections: [TemplateValue] = site.pages.outline.folders.enumerated().compactMap {
      index, folder in
      let numbers = ([folder.index].compactMap { $0 } + folder.entries).prefix(200)
      guard !numbers.isEmpty else { return nil }
      let items = numbers.map { number -> TemplateValue in
        let page = site.pages.pages[number]
        let url = site.routes[page.node].url
        let raw = page.markdown == nil ? url : "\(url.dropLast(5)).md"
        return [
          "title": .string(markdownLine(site.pages.title(of: number))), "url": .string(base + raw),
          "description": .string(markdownLine(page.frontMatter.description ?? "")),
        ]
      }
      let title = markdownLine(site.title(ofFolder: index))
      return ["title": .string(title), "items": .list(items)]
    }
    let manifolds = site.manifolds.prefix(200).map { manifold -> TemplateValue in
      [
        "title": .string(markdownLine(site.scopeLabel(site.graph[manifold].key.scope))),
        "url": .string(base + site.routes[manifold].url), "description": "constraint manifold",
      ]
    }
    let last: TemplateValue = ["title": "Manifolds", "items": .list(manifolds)]
    let all = manifolds.isEmpty ? sections : sections + [last]
    return [
      "title": .string(markdownLine(site.settings.title)),
      "summary": .string(markdownLine(site.settings.tagline)),
      "sections": .list(all),
    ]
  }
}

/// Text as one line of Markdown that says just this: no mark in it has an effect.
func markdownLine(_ text: String) -> String {
  var line = ""
  for scalar in text.unicodeScalars {
    if scalar.properties.isWhitespace || scalar.value < 0x20 || scalar.value == 0x7F {
      if !line.isEmpty, line.utf8.last != 0x20 { line += " " }
    } else {
      // What would begin a heading or a list does so only at the start.
      let marks = line.isEmpty ? "\\`*_[]()<>|#+-~=" : "\\`*_[]()<>|"
      if marks.unicodeScalars.contains(scalar) { line += "\\" }
      line.unicodeScalars.append(scalar)
    }
  }
  return line
}
