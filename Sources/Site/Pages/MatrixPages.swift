import Analysis
import SourceText
import Templates
import TraceModel

extension Matrix.Relation {
  /// For people.
  var title: String {
    switch self {
    case .constraints: "Constraints × artifacts"
    case .truths: "Truths × constraints"
    case .failureModes: "Failure modes × mitigations"
    case .artifacts: "Artifacts × constraints"
    }
  }
}

/// Where a manifold's matrix lives.
func matrixPath(_ relation: Matrix.Relation, of manifold: NodeIndex, in site: SiteModel) -> String {
  let folder = site.routes[manifold].path.dropLast("index.html".utf8.count)
  return "\(folder)matrix/\(relation.rawValue).html"
}

/// The matrices of every manifold, and the page that lists them.
struct MatrixPages {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  func entries() -> [OutputEntry] {
    guard !site.manifolds.isEmpty else { return [] }
    return site.manifolds.flatMap { manifold in
      Matrix.Relation.allCases.flatMap { pages($0, of: manifold) }
    } + [index()]
  }

  private func pages(_ relation: Matrix.Relation, of manifold: NodeIndex) -> [OutputEntry] {
    let rows = site.assessment.members(of: manifold, kind: relation.rowKind)
    guard !rows.isEmpty else { return [] }
    let list = PagedList(
      path: matrixPath(relation, of: manifold, in: site),
      weights: rows.map { weight($0, relation) }, budget: Self.pageWeight)
    return (0..<list.pageCount).map { page in
      var hasher = Fingerprinter()
      hasher.combine(fingerprints.frame)
      hasher.combine("matrix \(page)")
      let scope = site.graph[manifold].key.scope
      if let fingerprint = fingerprints.scopes[scope] { hasher.combine(fingerprint) }
      return OutputEntry(
        path: list.path(ofPage: page), fingerprint: hasher.finish(),
        source: site.graph[manifold].range.path
      ) { buffer in try render(relation, manifold, list, page, into: &buffer) }
    }
  }

  /// The weight of a page of 500 KB, with room for the layout: a link in a cell weighs 1, and is at
  /// most 300 bytes and three elements.
  private static let pageWeight = 1_500

  /// What a row takes of a page, without putting its cells together.
  private func weight(_ row: NodeIndex, _ relation: Matrix.Relation) -> Int {
    let links = site.graph.links(from: row).count + site.graph.links(to: row).count
    let inherited = relation.inherits ? site.assessment.supporterCount(of: row) : 0
    return 3 + min(links + inherited, relation.columns.count * PageContext.shownInCell)
  }

  private func render(
    _ relation: Matrix.Relation, _ manifold: NodeIndex, _ list: PagedList, _ page: Int,
    into buffer: inout ByteBuffer
  ) throws {
    let context = PageContext(site: site, route: Route(list.path(ofPage: page)), near: manifold)
    let members = site.assessment.members(of: manifold, kind: relation.rowKind)
    let matrix = site.assessment.matrix(relation, rows: members[list.range(ofPage: page)])
    let coverage = site.assessment.coverage(of: members)
    let own: TemplateRecord = [
      "matrix": .record(
        context.matrixTable(
          matrix, total: members.count, title: "\(relation.title): \(site.graph[manifold].title)",
          pager: list.pager(page: page, context))),
      "coverage": .list([context.coverage(relation.rowKind.heading, coverage)]
      ),
      "heatMap": .null, "downloads": .list([]),
    ]
    var head = PageHead(
      title: "\(relation.title)", kind: "matrix",
      description: "\(relation.title) of \(site.graph[manifold].title)")
    head.section = "matrices"
    head.breadcrumbs = [
      context.anchor("Manifolds", context.url("manifolds/index.html")),
      context.anchor(site.graph[manifold].title, context.url(manifold)),
    ]
    try context.render("matrix.html", head, own, into: &buffer)
  }

  private func index() -> OutputEntry {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine(fingerprints.graph)
    return OutputEntry(path: "matrices.html", fingerprint: hasher.finish()) { buffer in
      let context = PageContext(site: site, route: Route("matrices.html"))
      let own: TemplateRecord = [
        "items": .list(items(context)), "heatMaps": .list([context.overviewHeat()]),
      ]
      var head = PageHead(
        title: "Matrices", description: "Which node is linked to which, manifold by manifold")
      head.section = "matrices"
      try context.render("matrices.html", head, own, into: &buffer)
    }
  }

  private func items(_ context: PageContext) -> [TemplateValue] {
    let pairs = site.manifolds.flatMap { manifold in
      Matrix.Relation.allCases.compactMap { relation -> TemplateValue? in
        let rows = site.assessment.members(of: manifold, kind: relation.rowKind)
        guard !rows.isEmpty else { return nil }
        return [
          "title": .string(
            "\(site.scopeLabel(site.graph[manifold].key.scope)): \(relation.title)"),
          "url": context.url(matrixPath(relation, of: manifold, in: site)),
          "description": .string("\(rows.count) rows"),
          "coverage": context.coverage("", site.assessment.coverage(of: rows)),
        ]
      }
    }
    return Array(pairs.prefix(400))
  }
}

extension PageContext {
  /// Nodes that one cell of a matrix shows; the rest is on the page of the row's node.
  fileprivate static let shownInCell = 24

  /// Rows of a matrix that has `total`, as a table, grouped by category where they have one.
  func matrixTable(
    _ matrix: Matrix, total: Int, title: String, pager: TemplateValue, isAnchored: Bool = true
  ) -> TemplateRecord {
    var groups: [(title: String, rows: [TemplateValue])] = []
    for row in matrix.rows {
      let title = graph[row.node].category.map(categoryTitle) ?? ""
      if groups.last?.title != title { groups.append((title, [])) }
      groups[groups.count - 1].rows.append(matrixRow(row, isAnchored))
    }
    let columns = matrix.relation.columns.map {
      ["title": .string($0), "note": ""] as TemplateValue
    }
    return [
      "title": .string(title),
      "caption": .string("\(total) \(matrix.relation.rowKind.pluralLabel)"),
      "rowLabel": .string(matrix.relation.rowKind.label.capitalisedFirst),
      "statusLabel": "Verdict",
      "columns": .list(columns),
      "groups": .list(groups.map { ["title": .string($0.title), "rows": .list($0.rows)] }),
      "filters": .list(statusFilter(matrix.rows.map(\.node), isPaged: total > matrix.rows.count)),
      "span": .int(matrix.relation.columns.count + 2), "pager": pager,
      "total": .int(total),
      "empty": "Nothing to show: the manifold has no such nodes yet.",
    ]
  }

  /// Chips that keep the rows of one verdict; none for a list of several pages.
  func statusFilter(_ nodes: [NodeIndex], isPaged: Bool) -> [TemplateValue] {
    guard !isPaged, nodes.count > 1 else { return [] }
    let counted = Verdict.allCases.reversed().map { verdict in
      (verdict, nodes.filter { site.assessment.verdicts[$0] == verdict }.count)
    }
    let options = counted.filter { $0.1 > 0 }.map {
      filterOption($0.0.word.capitalisedFirst, $0.1, value: $0.0.word, field: "status")
    }
    guard options.count > 1 else { return [] }
    let all = filterOption("All", nodes.count, value: "", field: "status")
    return [["label": "Verdict", "field": "status", "options": .list([all] + options)]]
  }

  /// Chips for the values that a column has, most frequent first, at most nine; none for one value.
  func filter(_ label: String, field: String, values: [String]) -> [TemplateValue] {
    var counts: [String: Int] = [:]
    for value in values { counts[value, default: 0] += 1 }
    guard counts.count > 1 else { return [] }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(9)
    let all = filterOption("All", values.count, value: "", field: field)
    let options = sorted.map {
      filterOption($0.key.capitalisedFirst, $0.value, value: $0.key, field: field)
    }
    return [["label": .string(label), "field": .string(field), "options": .list([all] + options)]]
  }

  /// One chip of a filter.
  func filterOption(_ title: String, _ count: Int, value: String, field: String) -> TemplateValue {
    [
      "title": .string(title), "count": .int(count), "value": .string(value),
      "url": .url(value.isEmpty ? "?" : "?\(field)=\(encodedSegment(value))"), "isPage": false,
      "current": .bool(value.isEmpty),
    ]
  }

  private func matrixRow(_ row: Matrix.Row, _ isAnchored: Bool) -> TemplateValue {
    [
      "anchor": .string(isAnchored ? anchor(of: row.node) : ""), "node": reference(to: row.node),
      "type": .string(graph[row.node].typeWord),
      "cells": .list(row.cells.map { cell($0, of: row.node) }),
    ]
  }

  private func cell(_ nodes: [NodeIndex], of row: NodeIndex) -> TemplateValue {
    var links = nodes.prefix(Self.shownInCell).map { pill($0) }
    if nodes.count > links.count {
      links.append([
        "text": .string("+\(nodes.count - links.count)"), "title": "All links are on its page",
        "url": url(row), "status": noStatus,
      ])
    }
    return ["links": .list(links), "empty": "none"]
  }
}
