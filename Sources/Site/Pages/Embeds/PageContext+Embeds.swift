import Analysis
import Markdown
import SourceText
import Templates
import TraceModel

/// A view as a template inside a page: its rows are bounded, and a link leads to the whole.
struct EmbeddedView {
  /// Name below `shortcodes/`.
  var template: String
  var values: TemplateRecord

  init(_ template: String, _ values: TemplateRecord) {
    self.template = template
    self.values = values
  }

  /// Some rows of a list; `all` is where all of them are, shown whenever there is such a page.
  init(
    _ template: String, _ title: String, _ rows: [TemplateValue], empty: String,
    all: TemplateValue = .null
  ) {
    self.template = template
    values = [
      "title": .string(title), "rows": .list(rows), "empty": .string(empty), "all": all,
    ]
  }
}

extension PageContext {
  /// Rows that a view inside a page shows.
  static let embeddedRows = 20

  /// Writes the view that a short code asks for; nothing when it is wrong, which has been reported.
  func writeEmbed(_ link: MarkdownLink, into buffer: inout ByteBuffer) throws {
    var ignored: [Diagnostic] = []
    guard let embed = site.resolver.resolveEmbed(link, into: &ignored) else { return }
    // A page may hold several drawings, whose parts need names of their own.
    let view = try view(embed, prefix: "view\(link.slot)")
    try site.templates.render(
      "shortcodes/\(view.template).html", view.values, page: route.path, into: &buffer)
  }

  private func view(_ embed: Embed, prefix: String) throws -> EmbeddedView {
    guard let node = embed.node else { return projectView(embed) }
    switch embed.view {
    case .coverage:
      let sections = ManifoldSections(context: self, manifold: node)
      return EmbeddedView(
        "coverage",
        ["title": .string(graph[node].title), "coverage": .list(sections.coverage())])
    case .matrix: return matrixView(node, rows: embed.choices["rows"])
    case .gaps:
      let gaps = site.gapsByManifold[node] ?? []
      return EmbeddedView(
        "gaps",
        [
          "title": .string(graph[node].title),
          "rows": .list(gaps.prefix(10).map { gapRow($0, isAnchored: false) }),
          "total": .int(gaps.count), "url": url("gaps.html"), "empty": "No gaps.",
        ])
    case .node: return card(of: node)
    case .diagram: return EmbeddedView("diagram", diagramRecord(around: node, prefix: prefix))
    case .progress, .comparison: return moduleView(embed.view, node)
    case .patterns, .compliance: return registryView(embed.view, node)
    case .run: return try runView(node, prefix: prefix)
    case .dashboard, .panel, .runbook: return operationView(embed.view, node, prefix: prefix)
    default: return projectView(embed)
    }
  }

  private func card(of node: NodeIndex) -> EmbeddedView {
    EmbeddedView(
      "node",
      [
        "node": reference(to: node, isLocal: false), "type": .string(graph[node].typeWord),
        "statement": graph[node].statement?.text == graph[node].title
          ? .null : html(graph[node].statement),
        "facts": .list([]),
      ])
  }

  /// Views of lists that belong to the project, or to nothing.
  private func projectView(_ embed: Embed) -> EmbeddedView {
    switch embed.view {
    case .modules: return modulesView()
    case .runs: return runsView(embed.choices)
    case .alerts: return alertsView()
    case .results: return resultsView(embed.choices["list"])
    case .claims: return claimsView(of: embed.node, outcome: embed.choices["outcome"])
    default: return reportsView()
    }
  }

  /// A link to a whole list; null when it does not exist.
  func whole(_ title: String, _ path: String) -> TemplateValue {
    site.routes.isTaken(path) ? anchor(title, url(path)) : .null
  }

  private func matrixView(_ owner: NodeIndex, rows: String?) -> EmbeddedView {
    switch graph[owner].key.kind {
    case .manifold:
      let relation = rows.flatMap(Matrix.Relation.init) ?? .constraints
      let members = site.assessment.members(of: owner, kind: relation.rowKind)
      let table = matrixTable(
        site.assessment.matrix(relation, rows: members.prefix(60)), total: members.count,
        title: relation.title, pager: .null, isAnchored: false)
      let path = matrixPath(relation, of: owner, in: site)
      return EmbeddedView(
        "matrix", ["matrix": .record(table), "url": members.isEmpty ? .null : url(path)])
    case .registry: return complianceMatrixView(owner)
    default: return moduleMatrixView(owner)
    }
  }
}

extension SiteModel {
  /// Adds what a view shows that the fingerprint of the graph does not cover: files that are read
  /// once more, the facts of runs, and findings.
  func combine(_ link: MarkdownLink, into hasher: inout Fingerprinter) {
    var ignored: [Diagnostic] = []
    guard let embed = resolver.resolveEmbed(link, into: &ignored) else { return }
    switch embed.view {
    case .runs, .run:
      for run in embed.node.map({ [$0] }) ?? graph.nodes(of: .run) {
        graph[run].runFacts?.combine(into: &hasher)
      }
      embed.node.flatMap { content.inputs[graph[$0].range.path] }.map { hasher.combine($0) }
    case .reports:
      for report in graph.nodes(of: .report) { hasher.combine(findings(in: report).count) }
    default: break
    }
  }
}
