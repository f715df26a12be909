import Analysis
import SourceText
import Templates
import TraceModel

/// The list of all marked files with what they name.
struct SourceListPages {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  private static let shownNames = 12

  func entries() -> [OutputEntry] {
    let files = site.markedFiles.files
    guard !files.isEmpty, site.content.source != nil else { return [] }
    let list = PagedList(path: MarkedFiles.listPath, count: files.count, size: 100)
    return (0..<list.pageCount).map { number in
      let shown = Array(files[list.range(ofPage: number)])
      return OutputEntry(
        path: list.path(ofPage: number), fingerprint: fingerprint(shown, files.count)
      ) { buffer in
        let context = PageContext(site: site, route: Route(list.path(ofPage: number)))
        var head = PageHead(
          title: "Sources", kind: "index",
          description: "Program text that says which constraints it is for.")
        head.section = "sources"
        let own: TemplateRecord = [
          "rows": .list(shown.map { row($0, context) }),
          "pager": list.pager(page: number, context),
        ]
        try context.render("sources.html", head, own, into: &buffer)
      }
    }
  }

  private func fingerprint(_ files: [MarkedFiles.File], _ total: Int) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine(total)
    for file in files {
      hasher.combine(file.path)
      hasher.combine(file.ranges.count)
      for node in names(of: file) {
        hasher.combine(site.routes[node].path)
        hasher.combine(site.title(of: node))
      }
    }
    return hasher.finish()
  }

  /// What the file's ranges name, each once, in the order of the graph.
  private func names(of file: MarkedFiles.File) -> [NodeIndex] {
    var found: Set<NodeIndex> = []
    for range in file.ranges {
      for link in site.graph.links(from: range) {
        guard case .node(let node) = link.target, site.graph[node].key.kind != .artifact else {
          continue
        }
        found.insert(node)
      }
    }
    return found.sorted()
  }

  private func row(_ file: MarkedFiles.File, _ context: PageContext) -> TemplateValue {
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
