import Analysis
import SourceText
import Templates
import TraceModel

/// The list of all files with pages, with what they are for.
struct SourceListPages {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  private static let shownNames = 12

  func entries() -> [OutputEntry] {
    let files = site.sources.files
    guard !files.isEmpty else { return [] }
    let list = site.sources.list
    return (0..<list.pageCount).map { number in
      let shown = Array(files[list.range(ofPage: number)])
      return OutputEntry(
        path: list.path(ofPage: number), fingerprint: fingerprint(shown, files.count)
      ) { buffer in
        let context = PageContext(site: site, route: Route(list.path(ofPage: number)))
        var head = PageHead(
          title: "Sources", kind: "index",
          description: "Files that something names, and program text that says what it is for.")
        head.section = "sources"
        let own: TemplateRecord = [
          "rows": .list(shown.map { row($0, context) }),
          "pager": list.pager(page: number, context),
        ]
        try context.render("sources.html", head, own, into: &buffer)
      }
    }
  }

  private func fingerprint(_ files: [SourceListing.File], _ total: Int) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine(total)
    for file in files {
      hasher.combine(file.path)
      hasher.combine("\(file.ranges.count) \(file.lines) \(file.role.rawValue)")
      for node in names(of: file) {
        hasher.combine(site.routes[node].path)
        hasher.combine(site.title(of: node))
      }
    }
    return hasher.finish()
  }

  /// What the file and its ranges are for, each once, in the order of the graph.
  private func names(of file: SourceListing.File) -> [NodeIndex] {
    var found: Set<NodeIndex> = []
    for range in file.ranges + file.nodes {
      for link in site.graph.links(from: range) {
        guard case .node(let node) = link.target, !file.nodes.contains(node) else { continue }
        found.insert(node)
      }
    }
    return found.sorted()
  }

  private func row(_ file: SourceListing.File, _ context: PageContext) -> TemplateValue {
    let names = names(of: file)
    return [
      "path": .string(file.path), "url": context.url(file.pages.path),
      "role": .string(file.role.rawValue.capitalisedFirst), "ranges": .int(file.ranges.count),
      "names": .list(
        names.prefix(Self.shownNames).map { node in
          let id = site.graph[node].displayID
          return context.anchor(id.isEmpty ? site.title(of: node) : id, context.url(node))
        }), "more": .int(max(0, names.count - Self.shownNames)),
    ]
  }
}
