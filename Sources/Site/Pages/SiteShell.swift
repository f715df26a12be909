import SourceText
import Synchronization
import Templates

/// What pages show of the site as a whole, whatever they are about.
final class SiteShell: Sendable {
  /// An entry of the header.
  struct Section: Sendable {
    /// The folder or file that it stands for; empty for another site.
    var key: String
    var title: String
    /// A path below the site's root, or an address.
    var path: String
    /// What it is shown below, together with those beside it of the same group; empty for none.
    var group = ""
  }

  let settings: SiteSettings
  let templates: TemplateSet
  /// Static files by their role: `style`, `theme`, `script`, `search`, `icon`.
  let staticFiles: [String: Route]
  /// In the order of the header; those of one group stand together.
  let sections: [Section]
  let frames = PageFrames()

  init(_ design: SiteBuilder.Design, sections: [Section]) {
    settings = design.settings
    templates = design.templates
    self.sections = sections
    let roles = [
      "style": "site.css", "theme": "theme.js", "script": "site.js", "search": "search.js",
      "icon": "favicon.svg",
    ]
    let names = Set(design.staticFiles.map(\.path))
    staticFiles = roles.filter { names.contains($0.value) }.mapValues { Route("static/\($0)") }
  }
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
