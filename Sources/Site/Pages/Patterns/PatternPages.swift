import Analysis
import SourceText
import Templates
import TraceModel

/// One page for every pattern: what it is for, its files and whether they share its `doc_id`, and
/// every requirement with its outcome.
struct PatternPages {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  func entries() -> [OutputEntry] {
    var registries: [Scope: PatternCompliance] = [:]
    for registry in site.assessment.registries {
      registries[site.graph[registry.registry].key.scope] = registry
    }
    return site.graph.nodes(of: .pattern).map { pattern in
      let node = site.graph[pattern]
      var hasher = Fingerprinter()
      hasher.combine(fingerprints.frame)
      hasher.combine("pattern")
      if let fingerprint = fingerprints.scopes[node.key.scope] { hasher.combine(fingerprint) }
      fingerprints.combineNeighbourhood(of: pattern, site, into: &hasher)
      site.drift?.combine(node.key, into: &hasher)
      let registry = registries[node.key.scope]
      return OutputEntry(
        path: site.routes[pattern].path, fingerprint: hasher.finish(), source: node.range.path
      ) { try render(pattern, registry, into: &$0) }
    }
  }

  private func render(
    _ pattern: NodeIndex, _ registry: PatternCompliance?, into buffer: inout ByteBuffer
  ) throws {
    let context = PageContext(site: site, route: site.routes[pattern], near: pattern)
    let node = site.graph[pattern]
    let entry = node.patternFacts?.entry
    let files = PatternFileRows(pattern, registry, context)
    let checks = registry?.checks(of: pattern) ?? []
    let home = registry.map { site.routes[$0.registry].path } ?? RegistryPages.path
    let folder = String(home.dropLast("index.html".utf8.count))
    let passed = checks.count { $0.check.outcome == .passed }
    let failed = checks.count { $0.check.outcome == .failed }
    let own: TemplateRecord = [
      "history": context.history(of: node.key),
      "id": .string(node.key.id), "docID": .string(entry?[.docID]?.text ?? ""),
      "statement": context.html(node.statement ?? files.spec?.statement),
      "intent": node.statement == nil ? .null : context.html(files.spec?.statement),
      "isListed": .bool(entry != nil),
      "registry": registry.map {
        context.anchor(site.graph[$0.registry].title, context.url($0.registry))
      } ?? .null,
      "progress": context.progress(
        "Checks passed", ProgressFacts(done: passed, total: passed + failed), .null),
      "facts": .list(facts(node, entry)),
      "attributes": .list(
        (node.attributes + (files.spec?.attributes ?? [])).prefix(40).map {
          ["name": .string(fieldTitle($0.name)), "value": context.html($0.value)]
        }),
      "files": .list(files.rows), "inputs": .list(files.inputs),
      "checks": .list(
        checks.map { requirement, check in
          [
            "id": .string(requirement.id), "title": .string(requirement.title),
            "url": context.url(RegistryPlaces.path(of: requirement, in: folder)),
            "level": .string(requirement.level.rawValue), "status": check.status,
            "reason": .string(check.reason),
          ]
        }),
      "diagram": context.diagram(around: pattern),
      "incoming": context.incoming(to: pattern), "outgoing": context.outgoing(from: pattern),
      "places": .list(
        ([node.range] + node.alsoAt).prefix(24).map { .record(context.sourceReference($0)) }),
    ]
    var head = PageHead(
      title: node.title == node.key.id ? node.key.id : "\(node.key.id) \(node.title)",
      kind: "pattern",
      description: plainExcerpt(
        node.statement?.text ?? files.spec?.statement?.text ?? node.title))
    head.source = node.range
    head.section = "patterns"
    head.breadcrumbs = [context.anchor("Patterns", context.url(RegistryPages.path))]
    if let registry {
      head.breadcrumbs.append(
        context.anchor(site.graph[registry.registry].title, context.url(registry.registry)))
    }
    try context.render("pattern.html", head, own, into: &buffer)
  }

  private func facts(_ node: TraceNode, _ entry: PatternEntry?) -> [TemplateValue] {
    let fields: [(String, String?)] = [
      ("doc_id", entry?[.docID]?.text), ("version", entry?[.version]?.text),
      ("status", entry?[.status]?.text), ("category", entry?.category?.text),
    ]
    return fields.compactMap { name, value in
      value.map { ["name": .string(name), "value": .string($0)] }
    }
  }
}
