import Analysis
import SourceText
import Templates
import TraceModel

/// The sections of one manifold's page.
struct ManifoldSections {
  let context: PageContext
  let manifold: NodeIndex
  /// Members of each section that are shown: fewer where they have many links.
  private let limit: Int

  private var site: SiteModel { context.site }
  private var graph: TraceGraph { context.site.graph }

  init(context: PageContext, manifold: NodeIndex) {
    self.context = context
    self.manifold = manifold
    var weight = 0
    var shown: [NodeKind: Int] = [:]
    for node in context.site.members(of: manifold) {
      shown[context.graph[node].key.kind, default: 0] += 1
      guard shown[context.graph[node].key.kind, default: 0] <= ManifoldPages.shownEntries else {
        continue
      }
      let links = context.graph.links(from: node).count + context.graph.links(to: node).count
      weight += 4 + min(links, 24)
    }
    let most = ManifoldPages.shownEntries
    limit = weight <= ManifoldPages.pageWeight ? most : most * ManifoldPages.pageWeight / weight
  }

  func outcome() -> TemplateValue {
    let outcome = graph.children(of: manifold).first { graph[$0].key.kind == .outcome }
    return context.html(outcome.flatMap { graph[$0].statement } ?? graph[manifold].statement)
  }

  func coverage() -> [TemplateValue] {
    let all = site.assessment.coverage(of: members(.constraint))
    return [context.coverage("All constraints", all)]
      + site.assessment.coverageByType(of: manifold).map {
        context.coverage(($0.type?.plural ?? "without a type").capitalisedFirst, $0.1)
      }
  }

  func declared() -> [TemplateValue] {
    (site.claimsByManifold[manifold] ?? []).filter { claim in
      switch claim.claim.subject {
      case .status, .cell: return false
      default: return true
      }
    }.prefix(24).map { context.declared($0) }
  }

  func categories() -> [TemplateValue] {
    site.assessment.constraintsByCategory(of: manifold).map { group in
      [
        "anchor": .string("category-\(slug(group.category))"),
        "title": .string(categoryTitle(group.category)),
        "coverage": context.coverage("", site.assessment.coverage(of: group.constraints)),
        "entries": .list(
          group.constraints.prefix(limit).map { .record(entry($0)) }),
      ]
    }
  }

  func entries(_ kind: NodeKind) -> [TemplateValue] {
    members(kind).prefix(limit).map { .record(entry($0)) }
  }

  func truths() -> [TemplateValue] {
    members(.requiredTruth).prefix(limit).map { truth in
      var record = entry(truth)
      guard case .truth(let facts) = graph[truth].detail else { return .record(record) }
      let parent = graph[truth].parent.flatMap {
        graph[$0].key.kind == .requiredTruth ? graph[$0].key.id : nil
      }
      record["depth"] = .int(min(6, facts.depth))
      record["parent"] = .string(parent ?? "")
      record["declared"] = .string(facts.declared?.rawValue ?? "")
      record["evidence"] = .list(context.evidence(of: truth))
      return .record(record)
    }
  }

  /// Kinds that most manifolds do not have.
  func others() -> [TemplateValue] {
    let kinds: [NodeKind] = [.draftTruth, .suggestedConstraint, .integration, .gap]
    return kinds.compactMap { kind in
      let entries = entries(kind)
      guard !entries.isEmpty else { return nil }
      return [
        "anchor": .string(kind.rawValue), "title": .string(kind.heading),
        "entries": .list(entries),
      ]
    }
  }

  func matrices() -> [TemplateValue] {
    Matrix.Relation.allCases.filter { !members($0.rowKind).isEmpty }.map {
      context.anchor($0.title, context.url(matrixPath($0, of: manifold, in: site)))
    }
  }

  private func members(_ kind: NodeKind) -> [NodeIndex] {
    site.assessment.members(of: manifold, kind: kind)
  }

  private func entry(_ node: NodeIndex) -> TemplateRecord {
    let shown = graph[node]
    return [
      "anchor": .string(context.anchor(of: node)), "node": context.reference(to: node),
      "type": .string(shown.typeWord),
      "statement": context.isTitle(shown.statement, of: shown)
        ? .null : context.html(shown.statement),
      "links": .list(links(of: node)), "note": .string(note(on: node)),
    ]
  }

  /// Verbs with the nodes they lead to, both ways, at most eight nodes each.
  private func links(of node: NodeIndex) -> [TemplateValue] {
    var groups: [(verb: String, nodes: [NodeIndex])] = []
    func add(_ verb: String, _ other: NodeIndex) {
      if let index = groups.firstIndex(where: { $0.verb == verb }) {
        guard groups[index].nodes.count < 8, !groups[index].nodes.contains(other) else { return }
        groups[index].nodes.append(other)
      } else {
        groups.append((verb, [other]))
      }
    }
    for link in graph.links(from: node) {
      if case .node(let target) = link.target { add(link.kind.rawValue, target) }
    }
    for link in graph.links(to: node) where graph[link.source].key.kind != .evidence {
      add(link.kind.inverse, link.source)
    }
    return groups.map {
      [
        "verb": .string($0.verb),
        "nodes": .list($0.nodes.map { context.reference(to: $0) }),
      ]
    }
  }

  private func note(on node: NodeIndex) -> String {
    let missing = graph.links(from: node).compactMap { link -> String? in
      if case .missing(let id) = link.target { id } else { nil }
    }
    return missing.isEmpty ? "" : "Not defined: \(missing.joined(separator: ", "))"
  }
}
