import Analysis
import SourceText
import Templates
import TraceModel

extension PageContext {
  /// Rows of incoming links on one page: with everything else on it, an item page stays below
  /// 1,500 elements.
  static let shownIncoming = 40
  /// Rows of one verb, so that one with many does not crowd out the others.
  private static let shownOfVerb = 24

  /// Links that leave a node, grouped by verb; of one verb only where one is given.
  func outgoing(
    from node: NodeIndex, limit: Int = 24, only kind: LinkKind? = nil
  ) -> TemplateValue {
    let links = graph.links(from: node).filter { kind == nil || $0.kind == kind }
    return groups(links, limit: limit, ofVerb: kind == nil ? Self.shownOfVerb : limit) { link in
      switch link.target {
      case .node(let target): (link.kind.rawValue, target, "")
      case .missing(let id), .ambiguous(let id, _): (link.kind.rawValue, nil, id)
      }
    }
  }

  /// Links that lead to a node, grouped by verb; those of a family that has rows of its own on the
  /// page may be left out.
  func incoming(
    to node: NodeIndex, limit: Int = Self.shownIncoming, without family: NodeFamily? = nil
  ) -> TemplateValue {
    let links = graph.links(to: node).filter { graph[$0.source].key.kind.family != family }
    return groups(links, limit: limit) { ($0.kind.inverse, $0.source, "") }
  }

  /// How many incoming links the page leaves out, and where they are; null when it shows all.
  func moreIncoming(to node: NodeIndex) -> TemplateValue {
    guard graph.links(to: node).count > Self.shownOfVerb else { return .null }
    var counts: [LinkKind: Int] = [:]
    for link in graph.links(to: node) { counts[link.kind, default: 0] += 1 }
    let total = counts.values.reduce(0, +)
    let shown = min(Self.shownIncoming, counts.values.reduce(0) { $0 + min($1, Self.shownOfVerb) })
    guard total > shown, let manifold = site.manifold(of: node) else { return .null }
    // The matrix whose rows are what links to such a node.
    let relation: Matrix.Relation = graph[node].key.kind == .constraint ? .truths : .artifacts
    let path = matrixPath(relation, of: manifold, in: site)
    let target = site.routes.published(path).map { url($0) } ?? url(manifold)
    return ["count": .int(total - shown), "url": target]
  }

  private func groups(
    _ links: [TraceLink], limit: Int, ofVerb: Int = Self.shownOfVerb,
    _ end: (TraceLink) -> (verb: String, node: NodeIndex?, written: String)
  ) -> TemplateValue {
    var groups: [(verb: String, count: Int, rows: [TemplateValue])] = []
    var shown = 0
    for link in links {
      let other = end(link)
      let index = groups.firstIndex { $0.verb == other.verb } ?? groups.count
      if index == groups.count { groups.append((other.verb, 0, [])) }
      groups[index].count += 1
      if groups[index].rows.count < ofVerb, shown < limit {
        shown += 1
        groups[index].rows.append(row(link, other.verb, other.node, other.written))
      }
    }
    return .list(
      groups.map {
        ["verb": .string($0.verb), "count": .int($0.count), "rows": .list($0.rows)]
      })
  }

  private func row(
    _ link: TraceLink, _ verb: String, _ node: NodeIndex?, _ written: String
  ) -> TemplateValue {
    let isLocal = node.map { mentions?.contains($0) == true || staysInScope(link) } ?? true
    return [
      "verb": .string(verb), "node": node.map { reference(to: $0, isLocal: isLocal) } ?? .null,
      "written": .string(written), "basis": .string(link.basis.rawValue),
      "status": link.status.status,
      "remark": .string(link.remark ?? ""), "source": .record(sourceReference(link.range)),
    ]
  }

  private func staysInScope(_ link: TraceLink) -> Bool {
    guard case .node(let target) = link.target else { return true }
    return graph[target].key.scope == graph[link.source].key.scope
  }

  /// One gap as a row.
  func gapRow(_ gap: Gap, isAnchored: Bool = true) -> TemplateValue {
    let node = graph[gap.node]
    let manifold = site.manifold(of: gap.node)
    return [
      "anchor": .string(isAnchored ? anchor(of: gap) : ""),
      "node": reference(to: gap.node, isLocal: true),
      "category": .string(gap.isAccepted ? "accepted" : gap.reason.rawValue),
      "reason": .string(gap.text), "remedy": .string(gap.isAccepted ? "" : remedy(gap)),
      "accepted": gap.justification.map(acceptance) ?? .null,
      "scope": manifold.map { anchor(site.scopeLabel(graph[$0].key.scope), url($0)) } ?? .null,
      "source": .record(sourceReference(node.range)),
    ]
  }

  /// Who accepts a gap, why and until when.
  private func acceptance(_ justification: Justification) -> TemplateValue {
    [
      "reason": .string(justification.reason), "owner": .string(justification.owner),
      "expires": .string(justification.expires),
      "expiresText": .string(dayText(justification.expires)),
      "source": .record(sourceReference(justification.range)),
    ]
  }

  /// Stays the same when other nodes come and go, and differs from that of every other gap.
  private func anchor(of gap: Gap) -> String {
    let node = graph[gap.node]
    var hasher = Fingerprinter()
    for part in [node.key.scope.path, node.key.kind.rawValue, gap.reason.rawValue, gap.text] {
      hasher.combine(part)
    }
    return "\(fileName(for: node.key.id))-\(hasher.finish().description.prefix(8))"
  }

  private func remedy(_ gap: Gap) -> String {
    switch gap.reason {
    case .failing: "repair the code or the test, and read the new results"
    case .uncovered: missing(for: graph[gap.node].key.kind)
    case .declaredOnly: "add the files that are declared, or evidence that can be checked"
    case .partial: "add what is missing"
    case .dangling: "define the id, or correct the reference"
    case .orphaned: "link it to what it is for, or remove it"
    }
  }

  private func missing(for kind: NodeKind) -> String {
    switch kind {
    case .requiredTruth: "add evidence to it, or name it in an artifact's satisfies"
    case .failureMode: "name it in the test, document or alert that is there for it"
    default: "map a supported truth to it, or name it in an artifact's satisfies"
    }
  }
}
