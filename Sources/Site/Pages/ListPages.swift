import Analysis
import Markdown
import SourceText
import Templates
import TraceModel

/// Pages that are lists of links: manifolds, sections without a page of their own, terms, A to Z.
struct ListPages {
  let site: SiteModel
  let fingerprints: SiteFingerprints
  let documents: SearchDocuments

  /// One line of a list.
  struct Item {
    var id = ""
    var title: String
    var description = ""
    var day = ""
    var node: NodeIndex?
    var path: String
  }

  func entries() -> [OutputEntry] {
    manifoldList() + folderLists() + termLists() + letterLists()
  }

  /// A list cut into pages.
  private func list(
    _ path: String, _ title: String, kind: String, section: String, empty: String,
    groups: [(title: String, items: [Item])], breadcrumbs: Bool = false
  ) -> [OutputEntry] {
    let flat = groups.flatMap { group in group.items.map { (group.title, $0) } }
    let paged = PagedList(path: path, count: flat.count)
    return (0..<paged.pageCount).map { page in
      var hasher = Fingerprinter()
      hasher.combine(fingerprints.frame)
      hasher.combine("\(path) \(page) \(title)")
      for (group, item) in flat[paged.range(ofPage: page)] {
        for text in [group, item.id, item.title, item.description, item.day, item.path] {
          hasher.combine(text)
        }
        item.node.map { hasher.combine(Int(site.assessment.verdicts[$0].rawValue)) }
      }
      hasher.combine(flat.count)
      return OutputEntry(path: paged.path(ofPage: page), fingerprint: hasher.finish()) { buffer in
        let context = PageContext(site: site, route: Route(paged.path(ofPage: page)))
        let rows = Array(flat[paged.range(ofPage: page)])
        let own: TemplateRecord = [
          "body": .null, "groups": .list(grouped(rows, context)),
          "pager": paged.pager(page: page, context), "empty": .string(empty),
        ]
        var head = PageHead(title: title, kind: kind, description: title)
        head.section = section
        if breadcrumbs { head.breadcrumbs = [context.anchor("Search", context.url("search.html"))] }
        try context.render("list.html", head, own, into: &buffer)
      }
    }
  }

  private func grouped(_ rows: [(String, Item)], _ context: PageContext) -> [TemplateValue] {
    var groups: [(title: String, items: [TemplateValue])] = []
    for (group, item) in rows {
      if groups.last?.title != group { groups.append((group, [])) }
      groups[groups.count - 1].items.append([
        "id": .string(item.id), "title": .string(item.title),
        "description": .string(item.description), "date": .string(item.day),
        "dateText": .string(dayText(item.day)),
        "status": item.node.map { context.status(of: $0) } ?? noStatus,
        "url": context.url(item.path),
      ])
    }
    return groups.map { ["title": .string($0.title), "items": .list($0.items)] }
  }

  private func manifoldList() -> [OutputEntry] {
    guard !site.manifolds.isEmpty else { return [] }
    let items = site.manifolds.map { manifold -> Item in
      let constraints = site.assessment.members(of: manifold, kind: .constraint)
      let coverage = site.assessment.coverage(of: constraints)
      let template = site.graph[manifold].manifoldFacts?.isTemplate == true
      return Item(
        title: site.scopeLabel(site.graph[manifold].key.scope),
        description: template
          ? "Template with \(constraints.count) constraints"
          : "\(constraints.count) constraints; satisfied: \(coverage.text)",
        node: manifold, path: site.routes[manifold].path)
    }
    return list(
      "manifolds/index.html", "Manifolds", kind: "index", section: "manifolds",
      empty: "No manifold was found.", groups: [("", items)])
  }

  /// Folders that have pages but no `_index.md`.
  private func folderLists() -> [OutputEntry] {
    site.pages.outline.folders.enumerated().flatMap { index, folder -> [OutputEntry] in
      guard folder.index == nil, !folder.path.isEmpty else { return [] }
      let pages = folder.entries.map { pageItem($0) }
      let inner = folder.subfolders.map {
        Item(
          title: site.title(ofFolder: $0), path: site.pages.outline.folders[$0].path + "/index.html"
        )
      }
      return list(
        "\(folder.path)/index.html", site.title(ofFolder: index), kind: "section",
        section: folder.path.split(separator: "/").first.map(String.init) ?? "",
        empty: "This section is empty.", groups: [("", inner + pages)])
    }
  }

  private func pageItem(_ number: Int) -> Item {
    let page = site.pages.pages[number]
    return Item(
      title: site.pages.title(of: number),
      description: page.frontMatter.description ?? page.document.excerpt,
      day: site.day(of: number), path: site.routes[page.node].path)
  }

  /// An index of each taxonomy's terms, and for each term the pages with it.
  private func termLists() -> [OutputEntry] {
    site.settings.distinctTaxonomies.flatMap { taxonomy -> [OutputEntry] in
      let terms = self.terms(of: taxonomy)
      guard !terms.isEmpty else { return [] }
      let index = terms.map { term in
        let count = term.pages.count
        return Item(
          title: term.name, description: count == 1 ? "1 page" : "\(count) pages",
          path: taxonomy.path(of: term.name))
      }
      return list(
        taxonomy.indexPath, taxonomy.title, kind: "index", section: "",
        empty: "No page has one.", groups: [("", index)])
        + terms.flatMap { term in
          list(
            taxonomy.path(of: term.name), term.name, kind: taxonomy.kind, section: "",
            empty: "No page is listed here.", groups: [("", term.pages.map { pageItem($0) })])
        }
    }
  }

  /// Terms with their pages, sorted; spellings that differ in case are one, named as the first.
  private func terms(of taxonomy: Taxonomy) -> [(name: String, pages: [Int])] {
    var names: [String: String] = [:]
    var pages: [String: [Int]] = [:]
    for (number, page) in site.pages.pages.enumerated() {
      for term in taxonomy.terms(of: page.frontMatter) {
        let key = term.lowercased()
        if pages[key]?.last != number { pages[key, default: []].append(number) }
        if names[key] == nil { names[key] = term }
      }
    }
    return names.keys.sorted().map { (names[$0] ?? $0, pages[$0] ?? []) }
  }

  /// First letters with the number of entries, for the search page without script.
  static func letters(of documents: SearchDocuments) -> [(letter: String, items: [Item])] {
    var letters: [String: [Item]] = [:]
    for document in documents.documents {
      let first = document.title.unicodeScalars.first.map { Character($0).uppercased() } ?? "#"
      let key =
        first.utf8.count == 1 && first.utf8.allSatisfy { (0x41...0x5A).contains($0) } ? first : "#"
      letters[key, default: []].append(
        Item(title: document.title, description: document.kind, path: document.route.path))
    }
    return letters.keys.sorted().map { key in
      (key, (letters[key] ?? []).sorted { ($0.title, $0.path) < ($1.title, $1.path) })
    }
  }

  static func letterPath(_ letter: String) -> String {
    "a-z/\(letter == "#" ? "other" : letter.lowercased()).html"
  }

  private func letterLists() -> [OutputEntry] {
    Self.letters(of: documents).flatMap { letter, items in
      list(
        Self.letterPath(letter), letter == "#" ? "Other" : letter, kind: "A to Z", section: "",
        empty: "", groups: [("", items)], breadcrumbs: true)
    }
  }
}
