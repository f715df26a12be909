import SourceText
public import TraceModel

/// The route of every node and page, and the way back from a path to what lives there.
struct RouteTable: Sendable {
  /// By node index; content pages are nodes too.
  private(set) var nodes: [Route]
  private var taken: TakenPaths
  /// Collisions found while routes were handed out.
  private(set) var diagnostics: [Diagnostic] = []

  /// Pages that the site makes itself, before any node is asked.
  static let reserved = [
    "index.html", "404.html", "search.html", "gaps.html", "claims.html", "matrices.html",
    "diagnostics.html", "sitemap.xml", "atom.xml", "llms.txt",
  ]

  init(graph: TraceGraph, contentFolder: String) {
    nodes = []
    nodes.reserveCapacity(graph.nodes.count)
    taken = TakenPaths(
      reserved: Self.reserved.filter { $0 != "index.html" },
      folders: ["search", "api", "a-z", "static"], capacity: graph.nodes.count)
    // Nodes are sorted by scope, so that a scope's folder is needed many times in a row.
    var (scope, family, folder) = (Scope.project, NodeFamily.pages, "")
    for node in graph.nodes {
      let key = node.key
      if key.kind != .page, key.scope != scope || key.kind.family != family || folder.isEmpty {
        (scope, family) = (key.scope, key.kind.family)
        folder = scopeFolder(scope, of: family, contentFolder: contentFolder)
      }
      let route = Route(routePath(for: node, below: folder, contentFolder: contentFolder))
      nodes.append(route)
      claim(route.path, at: node.range)
    }
  }

  subscript(_ node: NodeIndex) -> Route { nodes[Int(node.value)] }

  /// Takes back a path that this site does not fill after all.
  mutating func release(_ path: String) { taken.release(path) }

  /// The path itself when a page or file is published there, letter case included.
  func published(_ path: String) -> String? { taken[path]?.path == path ? path : nil }

  /// Covers all paths at which something is published, in whatever order they were taken.
  func published() -> Fingerprint {
    var sum = Fingerprint(high: 0, low: 0)
    for owner in taken.files.values {
      let path = Fingerprint(of: owner.path)
      sum.high &+= path.high
      sum.low &+= path.low
    }
    return sum
  }

  /// Something lives at this path already.
  func isTaken(_ path: String) -> Bool { taken[path] != nil }

  /// Takes a path for a page that the site makes; nothing is reported when something has it.
  mutating func claimGenerated(_ path: String) { taken.takeGenerated(path) }

  /// Takes a path, with a finding when something else has it, case ignored.
  @discardableResult
  mutating func claim(_ path: String, at range: SourceRange) -> Bool {
    guard let other = taken.take(path, at: range) else { return true }
    let isGenerated = other.range.path == other.path
    diagnostics.append(
      Diagnostic(
        .routeCollision, at: range,
        "the page \(path) already exists",
        notes: isGenerated
          ? [.init("\(other.path) is made by the site itself")]
          : [.init("it is taken by this", at: other.range)],
        fix: "rename one of the two; names that differ only in case count as equal"))
    return false
  }
}

/// The path of the page that a site has for a node with this key, where the key alone says it: not for
/// pull requests and issues, which have theirs by number.
public func pagePath(of key: NodeKey, contentFolder: String) -> String? {
  if key.kind == .page { return pagePath(key.id, contentFolder: contentFolder) }
  guard key.kind != .pullRequest, key.kind != .issue else { return nil }
  let folder = scopeFolder(key.scope, of: key.kind.family, contentFolder: contentFolder)
  return routePath(of: key, below: folder)
}

/// The path of a node's page: predictable from its scope, kind and id alone.
func routePath(for node: TraceNode, contentFolder: String) -> String {
  let folder = scopeFolder(
    node.key.scope, of: node.key.kind.family, contentFolder: contentFolder)
  return routePath(for: node, below: folder, contentFolder: contentFolder)
}

/// The same for a node whose scope's folder is known.
private func routePath(
  for node: TraceNode, below folder: String, contentFolder: String
) -> String {
  let key = node.key
  switch key.kind {
  case .page: return pagePath(key.id, contentFolder: contentFolder)
  case .pullRequest, .issue:
    return "\(folder)/\(key.kind == .issue ? "issues" : "pulls")/\(fileName(for: node.number)).html"
  default: return routePath(of: key, below: folder)
  }
}

/// The same for a kind whose pages are named after ids.
private func routePath(of key: NodeKey, below folder: String) -> String {
  let name = fileName(for: key.id)
  switch key.kind {
  // A report is alone in its scope.
  case .manifold, .module, .registry, .report: return "\(folder)/index.html"
  case .outcome: return "\(folder)/outcome.html"
  case .constraint, .requiredTruth, .tension, .failureMode, .requirement, .scenario, .pattern,
    .run:
    return "\(folder)/\(name).html"
  default: return "\(folder)/\(kindFolder(key.kind))/\(name).html"
  }
}

/// `content/guide/start.md` lives at `guide/start.html`; `index.md` and `_index.md` are folders.
func pagePath(_ path: String, contentFolder: String) -> String {
  var inner = path.utf8[...]
  if inner.starts(with: contentFolder.utf8), inner.dropFirst(contentFolder.utf8.count).first == 0x2F
  {
    inner = inner.dropFirst(contentFolder.utf8.count + 1)
  }
  if inner.suffix(3).elementsEqual(".md".utf8) { inner = inner.dropLast(3) }
  let start = inner.lastIndex(of: 0x2F).map { inner.index(after: $0) } ?? inner.startIndex
  let isIndex = inner[start...].elementsEqual("_index".utf8) || inner[start...].isEmpty
  return String(Substring(isIndex ? inner[..<start] : inner)) + (isIndex ? "index.html" : ".html")
}

/// A scope's folder: the family's name, its root without the content folder and that name, its own.
///
/// What belongs to the project as a whole lives in the family's folder itself.
func scopeFolder(
  _ scope: Scope, of family: NodeFamily = .manifolds, contentFolder: String
) -> String {
  if scope == .project { return family.rawValue }
  var root = scope.root.split(separator: "/").map(String.init)
  if root.first == contentFolder { root.removeFirst() }
  if root.first == family.rawValue { root.removeFirst() }
  if scope.name.isEmpty { return ([family.rawValue] + root).joined(separator: "/") }
  return ([family.rawValue] + root + [fileName(for: scope.name)]).joined(separator: "/")
}

private func kindFolder(_ kind: NodeKind) -> String {
  switch kind {
  case .artifact: "artifacts"
  case .evidence: "evidence"
  case .openQuestion: "questions"
  case .solutionOption: "options"
  case .integration: "integrations"
  case .gap: "gaps"
  case .draftTruth: "drafts"
  case .suggestedConstraint: "suggested"
  case .phase, .task, .change, .release, .decision, .incident, .schema, .example, .executor,
    .patternTest, .patternSpec, .test, .finding, .alert, .dashboard, .panel, .runbook, .report,
    .criterion, .antiPattern:
    kind.pluralLabel.split(separator: " ").joined(separator: "-")
  case .runbookSection: "sections"
  case .sourceRange: "ranges"
  default: kind.rawValue
  }
}
