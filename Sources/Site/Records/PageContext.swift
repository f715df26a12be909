import Analysis
import SourceText
import Templates
import TraceModel

/// The page being rendered: the site around it and where it lives, so that URLs can be relative.
///
/// Its extensions make the records that templates share; `site-templates/` names their fields.
struct PageContext: PageLayout {
  let site: SiteModel
  let route: Route
  /// What is shown of the nodes of the page's own scope; `nil` for pages about none.
  var mentions: Mentions?

  var graph: TraceGraph { site.graph }
  var shell: SiteShell { site.shell }

  /// A node's page, relative to this one.
  func url(_ node: NodeIndex) -> TemplateValue {
    mentions?.shown(of: node) { $0.url } ?? .url(route.relativeURL(to: site.routes[node]))
  }
}

/// The path part of an absolute URL, with its final slash: `/docs/` of `https://example.org/docs/`.
func pathOfURL(_ url: String) -> String {
  let rest = url.utf8.drop { $0 != UInt8(ascii: ":") }.dropFirst("://".utf8.count)
  let path = rest.drop { $0 != UInt8(ascii: "/") }
  return path.isEmpty ? "/" : String(Substring(path))
}

extension SiteModel {
  /// A folder's title: its own page's, or its last component with a capital.
  func title(ofFolder folder: Int) -> String { pages.outline.folderTitles[folder] }

  /// The day shown on a page: its front matter's, else its last commit's; empty for none.
  func day(of page: Int) -> String { pages.outline.cards[page].day }
}
