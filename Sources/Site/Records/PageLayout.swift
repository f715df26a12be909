import SourceText
import Templates

/// A page that has an address in the site, and the site's shell around it: enough to write links, and
/// to render a template whose own values are at hand.
protocol PageLayout {
  var shell: SiteShell { get }
  var route: Route { get }
  /// Where something is written, with the address where it can be read.
  func sourceReference(_ range: SourceRange) -> TemplateRecord
}

/// What the layout needs to know about a page.
struct PageHead {
  var title: String
  /// A small word over the title; empty for none.
  var kind = ""
  var description = ""
  /// The source that the edit link leads to.
  var source: SourceRange?
  /// Path of the raw form beside the page.
  var raw: String?
  /// ISO day of the last change.
  var date = ""
  var isHiddenFromSearch = false
  /// Ancestors, without the page itself.
  var breadcrumbs: [TemplateValue] = []
  var groups: [TemplateValue] = []
  var section = ""
  var problems: [TemplateValue] = []
}

extension PageLayout {
  /// A page of the site, relative to this one.
  func url(_ path: String, anchor: String = "") -> TemplateValue {
    .url(route.relativeURL(to: Route(path), anchor: anchor))
  }

  /// A plain link.
  func anchor(_ title: String, _ url: TemplateValue) -> TemplateValue {
    ["title": .string(title), "url": url]
  }

  /// Renders a template with the shared records and the page's own.
  func render(
    _ template: String, _ head: PageHead, _ own: TemplateRecord, into buffer: inout ByteBuffer
  ) throws {
    var values = base(head)
    values.append(own)
    try shell.templates.render(template, values, page: route.path, into: &buffer)
  }

  /// As far as the configuration says where files are.
  func sourceReference(_ range: SourceRange) -> TemplateRecord {
    ["text": .string(range.description), "url": editURL(range).map { .url($0) } ?? .null]
  }

  /// The address at which a source can be read or edited; `nil` when none is configured.
  func editURL(_ range: SourceRange) -> String? {
    range.path.isEmpty
      ? nil : shell.settings.editAddress(ofFile: range.path, line: max(1, range.line))
  }
}

extension PageLayout {
  private func base(_ head: PageHead) -> TemplateRecord {
    let frame = shell.frames.frame(root: route.root, section: head.section) {
      makeFrame(section: head.section)
    }
    return [
      "site": frame.site, "root": .url(route.root), "assets": frame.assets,
      "page": .record(page(head)),
      "nav": [
        "top": frame.top, "home": frame.home, "search": frame.search,
        "breadcrumbs": .list(head.breadcrumbs), "groups": .list(head.groups),
        "footer": frame.footer,
      ],
      "problems": .list(head.problems),
    ]
  }

  private func makeFrame(section: String) -> PageFrame {
    PageFrame(
      site: [
        "title": .string(shell.settings.title), "tagline": .string(shell.settings.tagline),
        "language": .string(shell.settings.language),
      ],
      assets: .record(assetURLs()), top: .list(topSections(current: section)),
      home: url("index.html"), search: url("search.html"), footer: .list(footer()))
  }

  private func assetURLs() -> TemplateRecord {
    var record = TemplateRecord()
    for name in ["style", "theme", "script", "search", "icon"] {
      let target = shell.staticFiles[name].map { route.root + $0.url }
      record[name] = .url(target ?? "#")
    }
    return record
  }

  private func page(_ head: PageHead) -> TemplateRecord {
    [
      "title": .string(head.title), "kind": .string(head.kind),
      "description": .string(head.description),
      "canonical": shell.settings.baseURL.map { .url($0 + route.url) } ?? .null,
      "feed": shell.settings.feedEntries > 0 ? url("atom.xml") : .null,
      "edit": head.source.flatMap { editURL($0) }.map { .url($0) } ?? .null,
      "raw": head.raw.map { url($0) } ?? .null,
      "date": .string(head.date), "dateText": .string(dayText(head.date)),
      "source": head.source.map { .record(sourceReference($0)) } ?? .null,
      "noindex": .bool(head.isHiddenFromSearch),
    ]
  }

  /// Sections in the header: at most fourteen of the project, and one for each family, in groups.
  private func topSections(current: String) -> [TemplateValue] {
    var groups: [(title: String, sections: [SiteShell.Section])] = []
    for section in shell.sections {
      if section.group.isEmpty || groups.last?.title != section.group {
        groups.append((section.group, []))
      }
      groups[groups.count - 1].sections.append(section)
    }
    return groups.map { group in
      // A group of one would hide it behind a click for nothing.
      guard group.sections.count > 1 else { return entry(group.sections[0], current) }
      let isCurrent = !current.isEmpty && group.sections.contains { $0.key == current }
      return [
        "title": .string(group.title), "url": .null, "current": .bool(isCurrent),
        "items": .list(group.sections.map { entry($0, current) }),
      ]
    }
  }

  private func entry(_ section: SiteShell.Section, _ current: String) -> TemplateValue {
    [
      "title": .string(section.title),
      "url": section.key.isEmpty ? .url(section.path) : url(section.path),
      "current": .bool(!current.isEmpty && section.key == current), "items": .list([]),
    ]
  }

  private func footer() -> [TemplateValue] {
    let hasFeed = shell.settings.feedEntries > 0
    let feed = hasFeed ? [anchor("Feed", url("atom.xml"))] : []
    let repository = shell.settings.repositoryURL.map { [anchor("Repository", .url($0))] } ?? []
    return [
      anchor("Search", url("search.html")), anchor("Findings", url("diagnostics.html")),
    ] + feed + [anchor("llms.txt", url("llms.txt"))] + repository
  }
}

/// `2026-11-21` as `21 November 2026`; empty for anything else.
func dayText(_ day: String) -> String {
  let parts = day.split(separator: "-").compactMap { Int($0) }
  guard parts.count == 3, (1...12).contains(parts[1]) else { return "" }
  let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  return "\(parts[2]) \(months[parts[1] - 1]) \(parts[0])"
}
