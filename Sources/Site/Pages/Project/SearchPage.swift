import SourceText
import Templates

/// The page of the search, and the one for what is not found: both lead to the sections.
struct SearchPage {
  let site: SiteModel
  let pages: ProjectPages

  func entries() -> [OutputEntry] { [searchPage(), notFound()] }

  private func searchPage() -> OutputEntry {
    var hasher = Fingerprinter()
    hasher.combine(pages.fingerprint("search"))
    hasher.combine(pages.fingerprints.pages)
    addSections(to: &hasher)
    let head = PageHead(title: "Search", description: "Find a page, a node or an id")
    return pages.page("search.html", "search.html", head, hasher.finish()) { context in
      [
        "letters": .list(
          ListPages.letters(of: pages.documents).map {
            [
              "title": .string($0.letter), "count": .int($0.items.count),
              "url": context.url(ListPages.letterPath($0.letter)),
            ]
          }),
        "sections": .list(sections(context)),
      ]
    }
  }

  private func sections(_ context: PageContext) -> [TemplateValue] {
    var sections = [context.anchor("Overview", context.url("index.html"))]
    for folder in topFolders {
      sections.append(
        context.anchor(
          site.title(ofFolder: folder),
          context.url(site.pages.outline.folders[folder].path + "/index.html")
        ))
    }
    return sections
  }

  private var topFolders: ArraySlice<Int> {
    site.pages.outline.folders.first?.subfolders.prefix(12) ?? []
  }

  private func addSections(to hasher: inout Fingerprinter) {
    for folder in topFolders {
      hasher.combine(site.pages.outline.folders[folder].path)
      hasher.combine(site.title(ofFolder: folder))
    }
  }

  private func notFound() -> OutputEntry {
    var hasher = Fingerprinter()
    hasher.combine(pages.fingerprint("404"))
    addSections(to: &hasher)
    var head = PageHead(title: "Page not found", description: "There is no page at this address")
    head.isHiddenFromSearch = true
    return pages.page("404.html", "404.html", head, hasher.finish()) { context in
      ["suggestions": .list(sections(context))]
    }
  }
}
