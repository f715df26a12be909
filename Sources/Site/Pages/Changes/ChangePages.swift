import Analysis
import Drawing
import SourceText
import Templates
import TraceModel

/// What changes do to the constraints: the trend of the coverage, a list of the reports that the
/// project keeps, and a page for each of them.
struct ChangePages {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  static let path = "changes/index.html"

  /// There is a trend or a report to show.
  static func isNeeded(_ content: SiteContent) -> Bool {
    !content.changes.isEmpty || content.trend?.points.isEmpty == false
  }

  /// Addresses by the reports' names; of two of one name the first keeps it.
  static func paths(_ content: SiteContent) -> [String] {
    var taken: Set<String> = []
    return content.changes.map { change in
      let name = fileName(for: change.name)
      var path = "changes/\(name).html"
      var number = 2
      while !taken.insert(path).inserted {
        path = "changes/\(name)-\(number).html"
        number += 1
      }
      return path
    }
  }

  func entries() -> [OutputEntry] {
    guard Self.isNeeded(site.content) else { return [] }
    let paths = Self.paths(site.content)
    return [list(paths)] + zip(site.content.changes, paths).map { page(of: $0, at: $1) }
  }

  // MARK: the list

  private func list(_ paths: [String]) -> OutputEntry {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine("changes")
    for (change, path) in zip(site.content.changes, paths) {
      hasher.combine("\(path) \(change.path)")
      hasher.combine(change.fingerprint)
    }
    for point in site.content.trend?.points ?? [] {
      hasher.combine("\(point.commit) \(point.day) \(String(describing: point.constraints))")
    }
    hasher.combine(site.content.trend?.start.sentence ?? "")
    return OutputEntry(path: Self.path, fingerprint: hasher.finish()) { buffer in
      try renderList(paths, into: &buffer)
    }
  }

  private func renderList(_ paths: [String], into buffer: inout ByteBuffer) throws {
    let context = PageContext(site: site, route: Route(Self.path))
    let own: TemplateRecord = [
      "trend": site.content.trend.map { context.trend($0) } ?? .null,
      "rows": .list(
        zip(site.content.changes, paths).map { context.comparedRow($0, context.url($1)) }),
    ]
    var head = PageHead(
      title: "Changes", kind: "index",
      description: "What proposed changes do to the constraints, and how coverage has developed.")
    head.section = "changes"
    try context.render("changes.html", head, own, into: &buffer)
  }

  // MARK: one report

  /// Nodes that a finding is about may have gone since, or may have moved to another page.
  private func page(of change: ComparedChange, at path: String) -> OutputEntry {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine(change.path)
    hasher.combine(change.fingerprint)
    for finding in change.report.findings {
      for place in [finding.subject, finding.other].compactMap({ $0 }) {
        hasher.combine(site.graph.node(place.key).map { site.routes[$0].path } ?? "")
        hasher.combine(site.scopeLabel(place.key.scope))
        guard place.key.kind == .sourceRange else { continue }
        hasher.combine(site.sources.page(of: place.range.path, line: 1) ?? "")
      }
    }
    return OutputEntry(path: path, fingerprint: hasher.finish(), source: change.path) { buffer in
      try render(change, at: path, into: &buffer)
    }
  }

  private func render(
    _ change: ComparedChange, at path: String, into buffer: inout ByteBuffer
  ) throws {
    let context = PageContext(site: site, route: Route(path))
    let report = change.report
    let own: TemplateRecord = [
      "status": report.status, "headline": .string(report.headline),
      "base": context.side(report.base), "head": context.side(report.head),
      "budget": .list(report.budget.map(\.record)),
      "groups": .list(context.groups(of: report)),
      "remarks": .list(report.remarks.map { .string($0) }),
    ]
    var head = PageHead(
      title: "Change \(change.name)", kind: "change",
      description: "What it does to the constraints, from commit to commit.")
    head.source = .file(change.path)
    head.section = "changes"
    head.breadcrumbs = [context.anchor("Changes", context.url(Self.path))]
    try context.render("change.html", head, own, into: &buffer)
  }
}
