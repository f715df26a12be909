import Markdown
import SourceText
import Templates
import TraceModel

/// Hand-written pages: body, table of contents, neighbours, backlinks.
struct ContentPages {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  /// How many siblings the sidebar shows around a page.
  static let window = 12
  static let shownBacklinks = 50

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
    let node = site.pages.pages[number].node
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine(site.pages.pages[number].fingerprint)
    hasher.combine(site.day(of: number))
    for neighbour in neighbours(of: number) { hasher.combine(fingerprints.cards[neighbour]) }
    hasher.combine(site.pages.folders[site.pages.folder[number]].entries.count)
    hasher.combine(fingerprints.trails[site.pages.folder[number]])
    hasher.combine(site.pages.backlinks[number].count)
    for source in site.pages.backlinks[number].prefix(Self.shownBacklinks) {
      hasher.combine(fingerprints.cards[Int(source)])
    }
    hasher.combine(site.pages.links.pages[number].shown)
    if site.pages.pages[number].document.links.contains(where: { $0.kind == .embed }) {
      hasher.combine(fingerprints.graph)
    }
    guard !site.problems.isEmpty else { return hasher.finish() }
    for finding in site.problems[site.graph[node].key.id] ?? [] {
      SiteFingerprints.add(finding, of: site, to: &hasher)
    }
    return hasher.finish()
  }

  /// Siblings in the sidebar, previous and next page, subfolders' own pages.
  private func neighbours(of number: Int) -> [Int] {
    let folder = site.pages.folders[site.pages.folder[number]]
    return Array(window(of: number, in: folder))
      + folder.subfolders.compactMap {
        site.pages.folders[$0].index
      }
  }

  private func window(of number: Int, in folder: PageFolder) -> ArraySlice<Int> {
    let place = site.pages.place[number]
    let start = max(0, min(place - Self.window / 2, folder.entries.count - Self.window))
    return folder.entries[start..<min(folder.entries.count, start + Self.window)]
  }

  private func ancestors(of number: Int) -> [Int] {
    var found: [Int] = []
    var current: Int? = site.pages.folder[number]
    if site.pages.place[number] < 0 { current = current.flatMap { site.pages.folders[$0].parent } }
    while let folder = current {
      found.append(folder)
      current = site.pages.folders[folder].parent
    }
    return found.reversed()
  }

  private func render(_ number: Int, into buffer: inout ByteBuffer) throws {
    let content = site.pages.pages[number]
    let context = PageContext(site: site, route: site.routes[content.node])
    let own: TemplateRecord = [
      "body": .html(try context.body(of: number)),
      "toc": .list(contents(content.document)),
      "tags": .list(
        site.settings.distinctTaxonomies.flatMap { taxonomy in
          taxonomy.terms(of: content.frontMatter).map {
            context.anchor(taxonomy.label(of: $0), context.url(taxonomy.path(of: $0)))
          }
        }),
      "backlinks": .list(
        site.pages.backlinks[number].prefix(Self.shownBacklinks).map {
          reference(to: Int($0), context)
        }),
      "backlinksMore": more(number, context),
      "previous": neighbour(number, -1, context), "next": neighbour(number, 1, context),
    ]
    try context.render("page.html", head(number, context), own, into: &buffer)
  }

  /// What `PageContext.reference` makes of a page, without asking the graph what is known here.
  private func reference(to number: Int, _ context: PageContext) -> TemplateValue {
    [
      "id": "", "title": .string(site.pages.titles[number]), "kind": .string(NodeKind.page.label),
      "scope": "", "status": noStatus, "url": context.url(site.pages.pages[number].node),
    ]
  }

  private func more(_ number: Int, _ context: PageContext) -> TemplateValue {
    let hidden = site.pages.backlinks[number].count - Self.shownBacklinks
    return hidden <= 0 ? .null : ["count": .int(hidden), "url": context.url("search.html")]
  }

  private func neighbour(_ number: Int, _ step: Int, _ context: PageContext) -> TemplateValue {
    let entries = site.pages.folders[site.pages.folder[number]].entries
    let place = site.pages.place[number] + step
    guard site.pages.place[number] >= 0, entries.indices.contains(place) else { return .null }
    let other = entries[place]
    return context.anchor(site.pages.titles[other], context.url(site.pages.pages[other].node))
  }

  /// Headings of level 2 to 4 as links inside the page.
  private func contents(_ document: MarkdownDocument) -> [TemplateValue] {
    let headings = document.headings.filter { (2...4).contains($0.level) }
    guard headings.count > 1 else { return [] }
    return headings.prefix(80).map {
      [
        "title": .string($0.text), "url": .url("#" + encodedSegment($0.id)),
        "level": .int($0.level),
      ]
    }
  }

  private func head(_ number: Int, _ context: PageContext) -> PageHead {
    let content = site.pages.pages[number]
    let path = site.graph[content.node].key.id
    let trail = ancestors(of: number)
    var head = PageHead(title: site.pages.titles[number])
    head.description = content.frontMatter.description ?? content.document.excerpt
    head.source = .file(path)
    head.raw = content.markdown == nil ? nil : rawPath(context.route.path)
    head.date = site.day(of: number)
    head.breadcrumbs = trail.map {
      context.anchor(site.title(ofFolder: $0), context.url(folderPath($0)))
    }
    head.section =
      site.pages.folders[site.pages.folder[number]].path.split(separator: "/").first
      .map(String.init) ?? ""
    head.groups = [sidebar(number, context)]
    head.problems = site.problems[path] ?? []
    return head
  }

  private func folderPath(_ folder: Int) -> String {
    let path = site.pages.folders[folder].path
    return path.isEmpty ? "index.html" : "\(path)/index.html"
  }

  private func sidebar(_ number: Int, _ context: PageContext) -> TemplateValue {
    let index = site.pages.folder[number]
    let folder = site.pages.folders[index]
    let shown = window(of: number, in: folder)
    let items = shown.map { other -> TemplateValue in
      [
        "id": "", "title": .string(site.pages.titles[other]), "status": noStatus,
        "url": context.url(site.pages.pages[other].node), "current": .bool(other == number),
      ]
    }
    let hidden = folder.entries.count - shown.count
    return [
      "title": .string(site.title(ofFolder: index)), "url": context.url(folderPath(index)),
      "items": .list(items),
      "more": hidden > 0 ? ["count": .int(hidden), "url": context.url(folderPath(index))] : .null,
    ]
  }

  /// The Markdown itself, beside the page.
  private func rawCopy(_ number: Int) -> [OutputEntry] {
    let content = site.pages.pages[number]
    guard let load = content.markdown else { return [] }
    let path = rawPath(site.routes[content.node].path)
    return [
      OutputEntry(
        path: path, fingerprint: content.fingerprint, source: site.graph[content.node].key.id
      ) { buffer in buffer.append(try load()) }
    ]
  }

  private func rawPath(_ path: String) -> String {
    path.hasSuffix(".html") ? "\(path.dropLast(5)).md" : path + ".md"
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
      hasher.combine(site.pages.titles[number])
      return OutputEntry(
        path: path, fingerprint: hasher.finish(), source: site.graph[content.node].key.id
      ) { buffer in
        let absolute = site.settings.baseURL.map { $0 + site.routes[content.node].url }
        let values: TemplateRecord = [
          "title": .string(site.pages.titles[number]), "target": context.url(content.node),
          "canonical": absolute.map { .url($0) } ?? .null,
        ]
        try site.templates.render("alias.html", values, page: path, into: &buffer)
      }
    }
  }
}

/// Where a page's HTML goes on behind its opening heading, which the layout shows instead; 0 when it
/// does not begin with one.
func endOfTitle(_ html: [UInt8], _ document: MarkdownDocument) -> Int {
  guard let title = document.headings.first, title.level == 1, html.starts(with: "<h1".utf8)
  else { return 0 }
  return firstRange(of: "</h1>", in: html) ?? 0
}

extension PageContext {
  /// The text of a page below its title, its slots filled when it is written.
  func body(of number: Int) throws -> SafeHTML {
    let page = site.pages.pages[number]
    let html = try page.html()
    let start = endOfTitle(html, page.document)
    let filler = SlotFiller(
      context: self, links: page.document.links, outcomes: site.pages.links.outcomes(of: number),
      start: start)
    return SafeHTML { buffer in
      if start > 0 {
        // The heading's anchor stays, so that links to it lead to the top of the text.
        buffer.append("<span id=\"")
        buffer.append(escaped: page.document.headings[0].id)
        buffer.append("\"></span>")
      }
      try filler.write(html, into: &buffer)
    }
  }
}

/// Where a mark ends for the first time, counted from the start.
private func firstRange(of mark: String, in bytes: [UInt8]) -> Int? {
  let mark = Array(mark.utf8)
  return bytes.withUnsafeBufferPointer { bytes in
    var index = 0
    while index + mark.count <= bytes.count {
      if bytes[index] == mark[0], bytes[index..<index + mark.count].elementsEqual(mark) {
        return index + mark.count
      }
      index += 1
    }
    return nil
  }
}

/// The file of an alias: relative to the site's root, a folder means its `index.html`.
func aliasPath(_ alias: String) -> String? {
  let parts = alias.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
  guard !parts.isEmpty, !parts.contains(".."), !parts.contains(".") else { return nil }
  let path = parts.joined(separator: "/")
  return path.hasSuffix(".html") ? path : path + "/index.html"
}
