import Analysis
import SourceText
import TraceModel

/// The graph and its answers as JSON, for tools: `api/index.json` names every file.
struct JSONFiles {
  let site: SiteModel
  let fingerprints: SiteFingerprints

  /// Raised whenever a member changes its meaning or goes away.
  static let schemaVersion = 1

  func entries() -> [OutputEntry] {
    [
      file("api/index.json", index), file("api/coverage.json", coverage),
      file("api/gaps.json", gaps), file("api/claims.json", claims), file("api/pages.json", pages),
    ] + driftFile + families.map { file("api/\($0.name)", $0.body) }
      + site.manifolds.map { manifold in file(path(of: manifold)) { self.manifold(manifold, &$0) } }
  }

  private func path(of manifold: NodeIndex) -> String {
    "api/\(site.routes[manifold].path.dropLast("/index.html".utf8.count)).json"
  }

  private var driftFile: [OutputEntry] {
    guard let drift = site.drift else { return [] }
    var hasher = Fingerprinter()
    hasher.combine("\(drift.timeline.commitCount)")
    drift.combine(Array(drift.timeline.changes.indices), into: &hasher)
    return [file("api/drift.json", adding: hasher.finish()) { write(drift, &$0) }]
  }

  private func file(
    _ path: String, adding own: Fingerprint? = nil,
    _ body: @escaping @Sendable (inout JSONWriter) -> Void
  ) -> OutputEntry {
    var hasher = Fingerprinter()
    hasher.combine(fingerprints.frame)
    hasher.combine(fingerprints.graph)
    hasher.combine(fingerprints.pages)
    hasher.combine(path)
    if let own { hasher.combine(own) }
    // What a family's file says of its nodes beyond the graph.
    for run in site.graph.nodes(of: .run) { site.graph[run].runFacts?.combine(into: &hasher) }
    for name in families.map(\.name) { hasher.combine(name) }
    return OutputEntry(path: path, fingerprint: hasher.finish()) { buffer in
      var json = JSONWriter(into: buffer, indentation: 1)
      json.object { json in
        json.member("schema", Self.schemaVersion)
        body(&json)
      }
      buffer = json.buffer
      buffer.append("\n")
    }
  }

  private func index(_ json: inout JSONWriter) {
    json.member("title", site.settings.title)
    let drift = site.drift == nil ? [] : ["drift.json"]
    json.member(
      "files",
      ["coverage.json", "gaps.json", "claims.json", "pages.json"] + drift + families.map(\.name))
    json.array("manifolds") { json in
      for manifold in site.manifolds {
        json.object { json in
          json.member("name", site.scopeLabel(site.graph[manifold].key.scope))
          json.member("url", site.routes[manifold].url)
          json.member("file", String(path(of: manifold).dropFirst(4)))
        }
      }
    }
  }

  private func coverage(_ json: inout JSONWriter) {
    json.array("manifolds") { json in
      for manifold in site.manifolds {
        json.object { json in
          json.member("name", site.scopeLabel(site.graph[manifold].key.scope))
          json.member("isTemplate", site.graph[manifold].manifoldFacts?.isTemplate == true)
          for (type, coverage) in site.assessment.coverageByType(of: manifold) {
            json.object(type?.plural ?? "other") { write(coverage, &$0) }
          }
        }
      }
    }
  }

  private func write(_ coverage: Coverage, _ json: inout JSONWriter) {
    json.member("satisfied", coverage.satisfied)
    json.member("partial", coverage.partial)
    json.member("declared", coverage.declared)
    json.member("gap", coverage.gap)
    json.member("failing", coverage.failing)
    json.member("total", coverage.total)
  }

  private func gaps(_ json: inout JSONWriter) {
    json.array("gaps") { json in
      for gap in site.gaps {
        json.object { json in
          write(gap.node, &json)
          json.member("reason", gap.reason.rawValue)
          json.member("text", gap.text)
          if let accepted = gap.justification {
            json.object("accepted") { json in
              json.member("reason", accepted.reason)
              json.member("owner", accepted.owner)
              json.member("expires", accepted.expires)
            }
          }
        }
      }
    }
  }

  private func claims(_ json: inout JSONWriter) {
    json.array("claims") { json in
      for claim in site.assessment.claims {
        json.object { json in
          json.member("subject", claim.subject)
          json.member("scope", site.scopeLabel(site.graph[claim.claim.manifold].key.scope))
          json.member("declared", claim.claim.declared)
          json.member("computed", claim.computed)
          json.member("outcome", claim.outcome.rawValue)
          json.member("at", claim.claim.range.description)
        }
      }
    }
  }

  private func pages(_ json: inout JSONWriter) {
    json.array("pages") { json in
      for (number, page) in site.pages.pages.enumerated() {
        json.object { json in
          json.member("title", site.pages.title(of: number))
          json.member("url", site.routes[page.node].url)
          json.member("source", site.graph[page.node].key.id)
          json.member("tags", page.frontMatter.tags)
        }
      }
    }
  }

  private func manifold(_ manifold: NodeIndex, _ json: inout JSONWriter) {
    let scope = site.graph[manifold].key.scope
    let members = site.members(of: manifold)
    json.member("name", site.scopeLabel(scope))
    json.array("nodes") { json in
      for node in members {
        json.object { json in
          write(node, &json)
          json.member("title", site.graph[node].title)
          json.member("statement", site.graph[node].statement?.text)
          json.member("at", site.graph[node].range.description)
        }
      }
    }
    json.array("links") { json in
      for node in members {
        for link in site.graph.links(from: node) { json.object { write(link, &$0) } }
      }
    }
  }

  func write(_ node: NodeIndex, _ json: inout JSONWriter) {
    let shown = site.graph[node]
    json.member("kind", shown.key.kind.rawValue)
    json.member("scope", site.scopeLabel(shown.key.scope))
    json.member("id", shown.key.id)
    json.member("url", site.routes[node].url)
    json.member("verdict", site.isAssessed(node) ? site.assessment.verdicts[node].word : nil)
  }

  func write(_ link: TraceLink, _ json: inout JSONWriter) {
    let source = site.graph[link.source].key
    json.member("from", source.id)
    json.member("fromKind", source.kind.rawValue)
    json.member("fromScope", site.scopeLabel(source.scope))
    json.member("verb", link.kind.rawValue)
    switch link.target {
    case .node(let target):
      let key = site.graph[target].key
      json.member("to", key.id)
      json.member("toKind", key.kind.rawValue)
      json.member("toScope", site.scopeLabel(key.scope))
      json.member("url", site.routes[target].url)
    case .missing(let id), .ambiguous(let id, _): json.member("to", id)
    }
    json.member("basis", link.basis.rawValue)
    json.member("status", link.status.rawValue)
    json.member("at", link.range.description)
  }
}
