import Markdown
import SourceText
import Templates
import TraceModel

/// A hand-written page as it is shown: its text among the pages around it.
struct ContentPageView: PageLayout {
  let shell: SiteShell
  let outline: PageOutline
  /// The page's number in the outline.
  let number: Int
  let text: PageText
  let filler: SlotFiller
  var problems: [TemplateValue] = []

  /// How many siblings the sidebar shows around a page.
  static let window = 12

  private var card: PageCard { outline.cards[number] }
  var route: Route { card.route }

  /// Where the copy of a page's Markdown lies.
  static func rawPath(_ path: String) -> String {
    path.hasSuffix(".html") ? "\(path.dropLast(5)).md" : path + ".md"
  }

  func render(into buffer: inout ByteBuffer) throws {
    let backlinks = outline.backlinks[number]
    let own: TemplateRecord = [
      "body": .html(try text.body(filler)), "toc": .list(contents()),
      "tags": .list(
        shell.settings.distinctTaxonomies.flatMap { taxonomy in
          taxonomy.terms(of: text.frontMatter).map {
            anchor(taxonomy.label(of: $0), url(taxonomy.path(of: $0)))
          }
        }),
      "backlinks": .list(backlinks.first.map { reference(to: Int($0)) }),
      "backlinksMore": more(backlinks.count - backlinks.first.count, "search.html"),
      "previous": neighbour(-1), "next": neighbour(1),
    ]
    try render("page.html", head(), own, into: &buffer)
  }

  private func url(ofPage number: Int) -> TemplateValue {
    .url(route.relativeURL(to: outline.cards[number].route))
  }

  /// What `PageContext.reference` makes of a page, without asking the graph what is known here.
  private func reference(to number: Int) -> TemplateValue {
    [
      "id": "", "title": .string(outline.cards[number].title),
      "kind": .string(NodeKind.page.label), "scope": "", "status": noStatus,
      "url": url(ofPage: number),
    ]
  }

  private func more(_ hidden: Int, _ path: String) -> TemplateValue {
    hidden > 0 ? ["count": .int(hidden), "url": url(path)] : .null
  }

  private func neighbour(_ step: Int) -> TemplateValue {
    outline.neighbour(of: number, step).map {
      anchor(outline.cards[$0].title, url(ofPage: $0))
    } ?? .null
  }

  /// Headings of level 2 to 4 as links inside the page.
  private func contents() -> [TemplateValue] {
    let headings = text.document.headings.filter { (2...4).contains($0.level) }
    guard headings.count > 1 else { return [] }
    return headings.prefix(80).map {
      [
        "title": .string($0.text), "url": .url("#" + encodedSegment($0.id)),
        "level": .int($0.level),
      ]
    }
  }

  private func head() -> PageHead {
    var head = PageHead(title: card.title)
    head.description = text.summary
    head.source = .file(card.source)
    head.raw = text.markdown == nil ? nil : Self.rawPath(route.path)
    head.date = card.day
    head.breadcrumbs = outline.ancestors(of: number).map {
      anchor(outline.folderTitles[$0], url(folderPath($0)))
    }
    head.section =
      outline.folders[outline.folder[number]].path.split(separator: "/").first.map(String.init)
      ?? ""
    head.groups = [sidebar()]
    head.problems = problems
    return head
  }

  private func folderPath(_ folder: Int) -> String {
    let path = outline.folders[folder].path
    return path.isEmpty ? "index.html" : "\(path)/index.html"
  }

  private func sidebar() -> TemplateValue {
    let folder = outline.folder[number]
    let shown = outline.window(of: number, Self.window)
    let items = shown.map { other -> TemplateValue in
      [
        "id": "", "title": .string(outline.cards[other].title), "status": noStatus,
        "url": url(ofPage: other), "current": .bool(other == number),
      ]
    }
    let hidden = outline.folders[folder].entries.count - shown.count
    return [
      "title": .string(outline.folderTitles[folder]), "url": url(folderPath(folder)),
      "items": .list(items), "more": more(hidden, folderPath(folder)),
    ]
  }
}
