import Markdown
import SourceText
import Templates
import TraceModel

/// Hand-written pages: body, table of contents, neighbours, backlinks.
struct ContentPages {
  let site: SiteModel
  let fingerprints: SiteFingerprints
  /// By page number, covers everything that a page shows and its own file does not say.
  private(set) var surroundings: [Fingerprint] = []

  init(site: SiteModel, fingerprints: SiteFingerprints) {
    self.site = site
    self.fingerprints = fingerprints
    surroundings = site.pages.pages.indices.map(surroundings)
  }

  func entries() -> [OutputEntry] {
    site.pages.pages.indices.flatMap { number in
      isOverview(number) ? [] : [page(number)] + rawCopy(number)
    }
  }

  /// The top page's text is shown on the overview.
  private func isOverview(_ number: Int) -> Bool {
    site.routes[site.pages.pages[number].node].path == "index.html"
  }

  private func page(_ number: Int) -> OutputEntry {
    let content = site.pages.pages[number]
    return OutputEntry(
      path: site.routes[content.node].path, fingerprint: fingerprint(number),
      source: site.graph[content.node].key.id
    ) { buffer in try render(number, into: &buffer) }
  }

  private func fingerprint(_ number: Int) -> Fingerprint {
    ContentPages.fingerprint(of: site.pages.pages[number].fingerprint, in: surroundings[number])
  }

  /// Covers a page: its own file, and what it shows of the site around it.
  static func fingerprint(of file: Fingerprint, in surroundings: Fingerprint) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(file)
    hasher.combine(surroundings)
    return hasher.finish()
  }

  private func surroundings(_ number: Int) -> Fingerprint {
    let outline = site.pages.outline
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine(outline.cards[number].day)
    for neighbour in neighbours(of: number) { hasher.combine(fingerprints.cards[neighbour]) }
    hasher.combine(outline.folders[outline.folder[number]].entries.count)
    hasher.combine(fingerprints.trails[outline.folder[number]])
    hasher.combine(outline.backlinks[number].count)
    for source in outline.backlinks[number].first {
      hasher.combine(fingerprints.cards[Int(source)])
    }
    hasher.combine(site.pages.links.pages[number].shown)
    let embeds = site.pages.pages[number].document.links.filter { $0.kind == .embed }
    if !embeds.isEmpty {
      hasher.combine(fingerprints.graph)
      for link in embeds { site.combine(link, into: &hasher) }
    }
    guard !site.problems.isEmpty else { return hasher.finish() }
    for finding in site.problems(ofPage: number) {
      SiteFingerprints.add(finding, of: site, to: &hasher)
    }
    return hasher.finish()
  }

  /// Siblings in the sidebar, previous and next page, subfolders' own pages.
  private func neighbours(of number: Int) -> [Int] {
    let outline = site.pages.outline
    return Array(outline.window(of: number, ContentPageView.window))
      + outline.folders[outline.folder[number]].subfolders.compactMap {
        outline.folders[$0].index
      }
  }

  private func render(_ number: Int, into buffer: inout ByteBuffer) throws {
    let page = site.pages.pages[number]
    let context = PageContext(site: site, route: site.routes[page.node])
    let filler = context.filler(
      page.document.links, site.pages.links.outcomes(of: number), withViews: true)
    try ContentPageView(
      shell: site.shell, outline: site.pages.outline, number: number, text: page.text,
      filler: filler, problems: context.problems(site.problems(ofPage: number))
    ).render(into: &buffer)
  }

  /// The Markdown itself, beside the page.
  private func rawCopy(_ number: Int) -> [OutputEntry] {
    let content = site.pages.pages[number]
    guard let load = content.markdown else { return [] }
    let path = ContentPageView.rawPath(site.routes[content.node].path)
    return [
      OutputEntry(
        path: path, fingerprint: content.fingerprint, source: site.graph[content.node].key.id
      ) { buffer in buffer.append(try load()) }
    ]
  }

  /// The entries of all aliases.
  func aliases() -> [OutputEntry] { site.pages.pages.indices.flatMap(aliases) }

  /// Small pages at former addresses that lead on to the page.
  private func aliases(_ number: Int) -> [OutputEntry] {
    let content = site.pages.pages[number]
    return content.frontMatter.aliases.compactMap { alias in
      guard let path = aliasPath(alias) else { return nil }
      let context = PageContext(site: site, route: Route(path))
      var hasher = Fingerprinter()
      hasher.combine(fingerprints.frame)
      hasher.combine(site.routes[content.node].path)
      hasher.combine(site.pages.title(of: number))
      return OutputEntry(
        path: path, fingerprint: hasher.finish(), source: site.graph[content.node].key.id
      ) { buffer in
        let absolute = site.settings.baseURL.map { $0 + site.routes[content.node].url }
        let values: TemplateRecord = [
          "title": .string(site.pages.title(of: number)), "target": context.url(content.node),
          "canonical": absolute.map { .url($0) } ?? .null,
        ]
        try site.templates.render("alias.html", values, page: path, into: &buffer)
      }
    }
  }
}

/// The file of an alias: relative to the site's root, a folder means its `index.html`.
func aliasPath(_ alias: String) -> String? {
  let parts = alias.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
  guard !parts.isEmpty, !parts.contains(".."), !parts.contains(".") else { return nil }
  let path = parts.joined(separator: "/")
  return path.hasSuffix(".html") ? path : path + "/index.html"
}
