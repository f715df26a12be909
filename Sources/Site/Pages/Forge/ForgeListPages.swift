import SourceText
import Templates
import TraceModel

/// The list of all pull requests and issues.
struct ForgeListPages {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  static let path = "forge/index.html"
  private static let size = 100

  /// The paths of the list's pages; none when there is nothing to list.
  static func paths(_ graph: TraceGraph) -> [String] {
    let count = graph.nodes(of: .pullRequest).count + graph.nodes(of: .issue).count
    guard count > 0 else { return [] }
    let paged = PagedList(path: path, count: count, size: size)
    return (0..<paged.pageCount).map { paged.path(ofPage: $0) }
  }

  func entries() -> [OutputEntry] {
    let index = ForgeIndex(site.graph)
    guard !index.records.isEmpty else { return [] }
    let paged = PagedList(path: Self.path, count: index.records.count, size: Self.size)
    return (0..<paged.pageCount).map { page in
      let path = paged.path(ofPage: page)
      let records = Array(index.records[paged.range(ofPage: page)])
      let context = PageContext(site: site, route: Route(path))
      var hasher = Fingerprinter()
      hasher.combine(fingerprints.frame)
      hasher.combine("\(path) \(index.records.count)")
      for record in records { context.combineForgeRow(record, index, into: &hasher) }
      return OutputEntry(path: path, fingerprint: hasher.finish()) { buffer in
        let own: TemplateRecord = [
          "rows": .list(records.map { context.forgeRow($0, index) }),
          "pager": paged.pager(page: page, context),
        ]
        var head = PageHead(
          title: "Pull requests and issues", kind: "index",
          description: "What was proposed, the latest first, and which constraints it touches.")
        head.section = NodeFamily.forge.rawValue
        try context.render("forge.html", head, own, into: &buffer)
      }
    }
  }
}
