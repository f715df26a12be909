import Analysis
import SourceText
import Templates
import TraceModel

/// One page for every node that has no pages of its own kind.
struct NodePages {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  func entries() -> [OutputEntry] {
    site.graph.nodes.indices.map(NodeIndex.init).compactMap { node in
      switch site.graph[node].key.kind {
      case .page, .manifold, .run, .module, .change, .dashboard, .runbook, .report, .registry,
        .pattern, .pullRequest, .issue:
        nil
      default: entry(node)
      }
    }
  }

  private func entry(_ node: NodeIndex) -> OutputEntry {
    OutputEntry(
      path: site.routes[node].path, fingerprint: fingerprint(node),
      source: site.graph[node].range.path
    ) { buffer in try render(node, into: &buffer) }
  }

  /// A node's page shows its own scope, and what its diagram shows of others.
  private func fingerprint(_ node: NodeIndex) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine("node")
    if let scope = fingerprints.scopes[site.graph[node].key.scope] { hasher.combine(scope) }
    fingerprints.combineNeighbourhood(of: node, site, into: &hasher)
    site.drift?.combine(site.graph[node].key, into: &hasher)
    return hasher.finish()
  }

  private func render(_ node: NodeIndex, into buffer: inout ByteBuffer) throws {
    let context = PageContext(site: site, route: site.routes[node], near: node)
    let shown = site.graph[node]
    let manifold = site.manifold(of: node)
    let own: TemplateRecord = [
      "node": context.reference(to: node), "type": .string(shown.typeWord),
      "category": .string(shown.category.map(categoryTitle) ?? ""),
      "manifold": manifold.map { context.anchor(site.graph[$0].title, context.url($0)) } ?? .null,
      // Where the statement is the title, the heading has said it.
      "statement": context.isTitle(shown.statement, of: shown)
        ? .null : context.html(shown.statement),
      "rationale": context.html(shown.rationale),
      "sides": .list(context.builtSides(of: node)),
      "attributes": .list(
        shown.besideAttributes.map {
          ["name": .string(fieldTitle($0.name)), "value": context.html($0.value)]
        }),
      "verdict": context.verdict(of: node),
      "declared": .list(Array(context.declared(about: node).prefix(12))),
      "evidence": .list(Array(context.evidence(of: node).prefix(16))),
      "diagram": context.diagram(around: node),
      "incoming": context.incoming(to: node), "outgoing": context.outgoing(from: node),
      "children": .list(children(of: node, context)),
      "backlinksMore": context.moreIncoming(to: node),
      "history": context.history(of: shown.key),
      "places": .list(
        ([shown.range] + shown.alsoAt).map { .record(context.sourceReference($0)) }),
      "file": site.sources.file(of: shown).map {
        context.anchor($0.path, context.url($0.pages.path))
      } ?? .null,
      "previous": sibling(node, -1, context), "next": sibling(node, 1, context),
    ]
    try context.render("node.html", head(node, manifold, context), own, into: &buffer)
  }

  private func head(_ node: NodeIndex, _ manifold: NodeIndex?, _ context: PageContext) -> PageHead {
    let shown = site.graph[node]
    let name = shown.displayID.isEmpty ? shown.title : "\(shown.displayID) \(shown.title)"
    var head = PageHead(title: shown.title == shown.key.id ? shown.displayID : name)
    head.kind = shown.key.kind.label
    head.description = plainExcerpt(shown.statement?.text ?? shown.title)
    head.source = shown.range
    let family = shown.key.kind.family
    head.section = family.rawValue
    // What a report declares is found below the report, whatever its kind.
    let whole = site.graph.whole(of: node)
    let home = whole.map { site.graph[$0].key.kind.family } ?? family
    if [.manifolds, .modules, .operations, .reports, .patterns].contains(home) {
      head.breadcrumbs = [
        context.anchor(home.title, context.url("\(home.rawValue)/index.html"))
      ]
    }
    if family == .evidence {
      head.breadcrumbs = [context.anchor(family.title, context.url(EvidencePage.path))]
    }
    if family == .sources, !site.sources.files.isEmpty {
      head.breadcrumbs = [context.anchor(family.title, context.url(SourceListing.listPath))]
    }
    if let whole {
      head.breadcrumbs.append(context.anchor(site.graph[whole].title, context.url(whole)))
    }
    if family == .modules, let owner = site.graph.owner(of: node) {
      head.breadcrumbs.append(context.anchor(site.graph[owner].title, context.url(owner)))
    }
    if family == .patterns, let registry = site.registry(of: node) {
      head.breadcrumbs.append(context.anchor(site.graph[registry].title, context.url(registry)))
    }
    if let manifold {
      head.breadcrumbs.append(context.anchor(site.graph[manifold].title, context.url(manifold)))
    }
    head.groups = [siblings(of: node, context)]
    return head
  }

  private func children(of node: NodeIndex, _ context: PageContext) -> [TemplateValue] {
    site.graph.children(of: node).prefix(40).map { context.reference(to: $0) }
  }

  private func window(of node: NodeIndex) -> (shown: ArraySlice<NodeIndex>, total: Int) {
    let (peers, place) = site.peers.around(node)
    let start = max(0, min(place - 10, peers.count - 20))
    return (peers[start..<min(peers.count, start + 20)], peers.count)
  }

  private func sibling(_ node: NodeIndex, _ step: Int, _ context: PageContext) -> TemplateValue {
    let shown = window(of: node).shown
    guard let place = shown.firstIndex(of: node), shown.indices.contains(place + step) else {
      return .null
    }
    let other = shown[place + step]
    let title = site.graph[other].displayID
    return context.anchor(title.isEmpty ? site.graph[other].title : title, context.url(other))
  }

  private func siblings(of node: NodeIndex, _ context: PageContext) -> TemplateValue {
    let (shown, total) = window(of: node)
    let items = shown.map { context.neighbour($0, isCurrent: $0 == node) }
    let manifold = site.manifold(of: node)
    let home = manifold.map { context.url($0) } ?? .null
    return [
      "title": .string(site.graph[node].key.kind.heading), "url": home,
      "items": .list(items),
      "more": total > shown.count ? ["count": .int(total - shown.count), "url": home] : .null,
    ]
  }
}

extension TraceGraph {
  /// The dashboard, runbook or report that a node is a part of.
  fileprivate func whole(of node: NodeIndex) -> NodeIndex? {
    var current = self[node].parent
    for _ in 0..<4 {
      guard let index = current else { return nil }
      if [.dashboard, .runbook, .report].contains(self[index].key.kind) { return index }
      current = self[index].parent
    }
    return nil
  }
}

extension String {
  /// The text with its first letter in upper case.
  var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}

/// `user_experience` as `User experience`.
func categoryTitle(_ category: String) -> String {
  category.isEmpty ? "Other" : fieldTitle(category)
}

/// `violation_cost` as `Violation cost`.
func fieldTitle(_ name: String) -> String {
  name.split(separator: "_").joined(separator: " ").capitalisedFirst
}

/// About the first 200 bytes of a text on one line; plain text for descriptions.
func plainExcerpt(_ text: String) -> String {
  var result: [UInt8] = []
  for byte in text.utf8.prefix(600) {
    let isSpace = byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    if isSpace, result.last == 0x20 || result.isEmpty { continue }
    result.append(isSpace ? 0x20 : byte)
  }
  while result.last == 0x20 { result.removeLast() }
  // Beyond the limit on what is read a code point may have been cut in two: it is cut off anyway.
  return shortened(String(decoding: result, as: UTF8.self), to: 200)
}

extension TraceNode {
  /// The word that tells nodes of one kind apart: `invariant`, `test`, `file_exists`.
  var typeWord: String {
    switch detail {
    case .constraint(let facts): facts.type?.rawValue ?? ""
    case .artifact(let facts): facts.role.rawValue
    case .evidence(let facts): facts.type.rawValue.split(separator: "_").joined(separator: " ")
    case .tension(let facts): (facts.type ?? "").split(separator: "_").joined(separator: " ")
    case .option(let facts): facts.isRecommended ? "recommended" : ""
    case .run(let facts): facts.status
    case .forge(let facts): facts.state?.rawValue ?? ""
    case .alert(let facts): facts.severity ?? ""
    case .panel(let facts): facts.type
    default: ""
    }
  }
}
