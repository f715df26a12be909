import Analysis
import SourceText
import Synchronization
import Templates
import TraceModel

/// The page being rendered: the site around it and where it lives, so that URLs can be relative.
///
/// Its extensions make the records that templates share; `site-templates/` names their fields.
struct PageContext {
  let site: SiteModel
  let route: Route
  /// What is shown of the nodes of the page's own scope; `nil` for pages about none.
  var mentions: Mentions?

  var graph: TraceGraph { site.graph }

  /// A page of the site, relative to this one.
  func url(_ path: String, anchor: String = "") -> TemplateValue {
    .url(route.relativeURL(to: Route(path), anchor: anchor))
  }

  /// A node's page, relative to this one.
  func url(_ node: NodeIndex) -> TemplateValue {
    mentions?.shown(of: node) { $0.url } ?? .url(route.relativeURL(to: site.routes[node]))
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
    try site.templates.render(template, values, page: route.path, into: &buffer)
  }
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
  var problems: [Diagnostic] = []
}

extension PageContext {
  private func base(_ head: PageHead) -> TemplateRecord {
    let frame = site.frames.frame(root: route.root, section: head.section) {
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
      "problems": .list(head.problems.map { .record(diagnostic($0)) }),
    ]
  }

  private func makeFrame(section: String) -> PageFrame {
    PageFrame(
      site: [
        "title": .string(site.settings.title), "tagline": .string(site.settings.tagline),
        "language": .string(site.settings.language),
      ],
      assets: .record(assetURLs()), top: .list(topSections(current: section)),
      home: url("index.html"), search: url("search.html"), footer: .list(footer()))
  }

  private func assetURLs() -> TemplateRecord {
    var record = TemplateRecord()
    for name in ["style", "theme", "script", "search", "icon"] {
      let target = site.staticFiles[name].map { route.root + $0.url }
      record[name] = .url(target ?? "#")
    }
    return record
  }

  private func page(_ head: PageHead) -> TemplateRecord {
    [
      "title": .string(head.title), "kind": .string(head.kind),
      "description": .string(head.description),
      "canonical": site.settings.baseURL.map { .url($0 + route.url) } ?? .null,
      "feed": site.settings.feedEntries > 0 ? url("atom.xml") : .null,
      "edit": head.source.flatMap { editURL($0) }.map { .url($0) } ?? .null,
      "raw": head.raw.map { url($0) } ?? .null,
      "date": .string(head.date), "dateText": .string(dayText(head.date)),
      "source": head.source.map { .record(sourceReference($0)) } ?? .null,
      "noindex": .bool(head.isHiddenFromSearch),
    ]
  }

  /// Sections in the header, at most fourteen: those of the project, and one for each family.
  private func topSections(current: String) -> [TemplateValue] {
    var sections: [(key: String, title: String, path: String)] = [
      ("overview", "Overview", "index.html")
    ]
    sections += navigation()
    if !site.manifolds.isEmpty {
      sections.append(("manifolds", "Manifolds", "manifolds/index.html"))
      sections.append(("matrices", "Matrices", "matrices.html"))
      sections.append(("gaps", "Gaps", "gaps.html"))
      sections.append(("claims", "Claims", "claims.html"))
    }
    if !graph.nodes(of: .module).isEmpty || !graph.nodes(of: .change).isEmpty {
      sections.append(("modules", "Modules", "modules/index.html"))
    }
    if !graph.nodes(of: .run).isEmpty { sections.append(("runs", "Runs", "runs/index.html")) }
    if !graph.nodes(of: .test).isEmpty || !graph.nodes(of: .coverage).isEmpty
      || !graph.nodes(of: .finding).isEmpty
    {
      sections.append(("evidence", "Evidence", EvidencePage.path))
    }
    if OperationPages.isNeeded(graph) {
      sections.append(("operations", "Operations", OperationPages.path))
    }
    if !graph.nodes(of: .report).isEmpty {
      sections.append(("reports", "Reports", DevelopmentReportPages.path))
    }
    if site.content.source != nil, !graph.nodes(of: .sourceRange).isEmpty {
      sections.append(("sources", "Sources", MarkedFiles.listPath))
    }
    return sections.prefix(14).map {
      [
        "title": .string($0.title), "url": $0.key.isEmpty ? .url($0.path) : url($0.path),
        "current": .bool(!current.isEmpty && $0.key == current),
      ]
    }
  }

  /// The configured entries, or the first sections. A key is empty for another site.
  private func navigation() -> [(key: String, title: String, path: String)] {
    let folders = site.pages.folders
    guard site.settings.navigation.isEmpty else {
      return site.settings.navigation.compactMap { entry in
        guard !isWebAddress(entry.page) else { return ("", entry.title ?? entry.page, entry.page) }
        guard let node = site.resolver.page(named: entry.page) else { return nil }
        let path = site.routes[node].path
        let key = path.hasSuffix("/index.html") ? String(path.dropLast(11)) : path
        return (key, entry.title ?? site.title(of: node), path)
      }
    }
    return (folders.first?.subfolders.prefix(3) ?? []).map { folder in
      (folders[folder].path, site.title(ofFolder: folder), folders[folder].path + "/index.html")
    }
  }

  private func footer() -> [TemplateValue] {
    let feed = site.settings.feedEntries > 0 ? [anchor("Feed", url("atom.xml"))] : []
    let repository = site.settings.repositoryURL.map { [anchor("Repository", .url($0))] } ?? []
    return [
      anchor("Search", url("search.html")), anchor("Findings", url("diagnostics.html")),
    ] + feed + [anchor("llms.txt", url("llms.txt"))] + repository
  }
}

/// The path part of an absolute URL, with its final slash: `/docs/` of `https://example.org/docs/`.
func pathOfURL(_ url: String) -> String {
  let rest = url.utf8.drop { $0 != UInt8(ascii: ":") }.dropFirst("://".utf8.count)
  let path = rest.drop { $0 != UInt8(ascii: "/") }
  return path.isEmpty ? "/" : String(Substring(path))
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

extension SiteModel {
  /// A folder's title: its own page's, or its last component with a capital.
  func title(ofFolder folder: Int) -> String { pages.folderTitles[folder] }
}

/// What all pages of one depth and section have in common.
struct PageFrame: Sendable {
  let site: TemplateValue
  let assets: TemplateValue
  let top: TemplateValue
  let home: TemplateValue
  let search: TemplateValue
  let footer: TemplateValue
}

/// Frames already made; guards a table of a few dozen entries.
final class PageFrames: Sendable {
  private struct Key: Hashable {
    var root: String
    var section: String
  }
  private let made = Mutex<[Key: PageFrame]>([:])

  func frame(root: String, section: String, _ make: () -> PageFrame) -> PageFrame {
    let key = Key(root: root, section: section)
    if let known = made.withLock({ $0[key] }) { return known }
    let frame = make()
    made.withLock { $0[key] = frame }
    return frame
  }
}
