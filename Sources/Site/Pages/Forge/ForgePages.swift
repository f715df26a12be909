import Analysis
import SourceText
import Templates
import TraceModel

/// A page for every pull request and issue: what was proposed, by which run, what it changes, and
/// which constraints that touches.
struct ForgePages {
  let site: SiteModel
  let fingerprints: SiteFingerprints
  private let index: ForgeIndex
  private let files: ForgeFiles

  init(site: SiteModel, fingerprints: SiteFingerprints) {
    self.site = site
    self.fingerprints = fingerprints
    index = ForgeIndex(site.graph)
    files = ForgeFiles(site.sources.files.lazy.map(\.path))
  }

  func entries() -> [OutputEntry] {
    index.records.map { node in
      OutputEntry(
        path: site.routes[node].path, fingerprint: fingerprint(node),
        source: site.graph[node].range.path
      ) { buffer in try render(node, into: &buffer) }
    }
  }

  /// A record's page shows its own scope, what is linked to it, and where changed files are shown.
  private func fingerprint(_ node: NodeIndex) -> Fingerprint {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine("forge")
    let shown = site.graph[node]
    if let scope = fingerprints.scopes[shown.key.scope] { hasher.combine(scope) }
    let context = PageContext(site: site, route: site.routes[node])
    for run in index.runs(behind: node) + index.runs(.references, behind: node) {
      hasher.combine(site.routes[run].path)
      site.graph[run].runFacts?.combine(into: &hasher)
    }
    for other in [node] + index.made(beside: node) {
      context.combineForgeRow(other, index, into: &hasher)
    }
    for change in shown.forgeFacts?.changes ?? [] {
      hasher.combine(page(of: change, of: node) ?? "")
    }
    for finding in site.problems[shown.range.path] ?? [] {
      SiteFingerprints.add(finding, of: site, to: &hasher)
    }
    return hasher.finish()
  }

  /// The page of a changed file as it is today.
  private func page(of change: ForgeChange, of node: NodeIndex) -> String? {
    guard change.kind != .deleted,
      let path = files.path(of: change.path, near: site.graph[node].key.scope.root)
    else { return nil }
    return site.sources.page(of: path, line: 1)
  }

  private func render(_ node: NodeIndex, into buffer: inout ByteBuffer) throws {
    let context = PageContext(site: site, route: site.routes[node], near: node)
    let shown = site.graph[node]
    guard let facts = shown.forgeFacts else { return }
    let own: TemplateRecord = [
      "number": .string(shown.displayID), "title": .string(shown.title),
      "kind": .string(shown.key.kind.label), "status": context.forgeStatus(facts.state),
      "reason": .string(facts.reason), "facts": .list(properties(facts)),
      "runs": .list(index.runs(behind: node).map { context.runRow($0) }),
      "remarkRuns": .list(
        index.runs(.references, behind: node).map { context.runRow($0) }),
      "body": context.html(shown.statement),
      "statuses": .list(facts.statuses.map { context.checkStatus($0) }),
      "comments": .list(shown.attributes.map { context.html($0.value) }),
      "commits": .list(facts.commits.map { .string($0) }),
      "changes": .list(changes(facts, of: node, context)),
      "changesNote": .string(note(facts, isPull: shown.key.kind == .pullRequest)),
      "beside": .list(index.made(beside: node).prefix(50).map { context.forgeRow($0, index) }),
      "incoming": context.incoming(to: node),
      "touches": context.outgoing(from: node, limit: 200, only: .touches),
    ]
    try context.render("forge-record.html", head(node, context), own, into: &buffer)
  }

  private func head(_ node: NodeIndex, _ context: PageContext) -> PageHead {
    let shown = site.graph[node]
    var head = PageHead(title: "\(shown.displayID) \(shown.title)", kind: shown.key.kind.label)
    head.description = plainExcerpt(shown.statement?.text ?? shown.title)
    head.source = shown.range
    head.section = NodeFamily.forge.rawValue
    head.breadcrumbs = [context.anchor("Pull requests", context.url(ForgeListPages.path))]
    head.problems = context.problems((site.problems[shown.range.path] ?? []).prefix(20))
    return head
  }

  private func properties(_ facts: ForgeFacts) -> [TemplateValue] {
    let fields = [
      ("Branch", facts.branch), ("For", facts.base), ("Commit", facts.commit ?? ""),
      ("Labels", facts.labels.joined(separator: ", ")), ("Asked for by", facts.key),
    ]
    return fields.filter { !$0.1.isEmpty }.map {
      ["name": .string($0.0), "text": .string($0.1)]
    }
  }

  // MARK: changes

  private func changes(
    _ facts: ForgeFacts, of node: NodeIndex, _ context: PageContext
  ) -> [TemplateValue] {
    var patches = PatchText()
    return facts.changes.map { change in
      let (html, isCut) = patches.html(of: change.patch)
      return [
        "path": .string(change.path), "from": .string(change.from ?? ""),
        "kind": .string(change.kind.rawValue), "counts": .string(counts(change)),
        "url": page(of: change, of: node).map { context.url($0) } ?? .null, "patch": html,
        "isOpen": .bool(facts.changes.count <= 3), "isCut": .bool(change.isCut || isCut),
      ]
    }
  }

  private func counts(_ change: ForgeChange) -> String {
    guard let added = change.added, let removed = change.removed else { return "no text" }
    return "+\(added) \u{2212}\(removed)"
  }

  private func note(_ facts: ForgeFacts, isPull: Bool) -> String {
    guard isPull else { return "" }
    if !facts.listsChanges { return "The record does not say which files it changes." }
    switch facts.omittedChanges {
    case 0: return ""
    case 1: return "One more file is changed that the record does not list."
    default: return "\(facts.omittedChanges) more files are changed that the record does not list."
    }
  }
}
