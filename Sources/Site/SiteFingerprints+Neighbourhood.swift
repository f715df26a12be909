import Analysis
import SourceText
import TraceModel

extension SiteFingerprints {
  /// Adds what a node's diagram shows of other scopes.
  func combineNeighbourhood(
    of node: NodeIndex, _ site: SiteModel, into hasher: inout Fingerprinter
  ) {
    guard mayShowOtherScopes(node, in: site.graph) else { return }
    let hood = site.assessment.neighbourhood(of: node)
    for (node, _) in hood.nodes {
      hasher.combine(site.routes[node].path)
      hasher.combine(site.title(of: node))
      hasher.combine(Int(site.assessment.verdicts[node].rawValue))
    }
    for link in hood.links {
      hasher.combine(site.routes[link.source].path)
      if case .node(let target) = link.target { hasher.combine(site.routes[target].path) }
      hasher.combine(link.kind.rawValue)
      hasher.combine(link.basis.rawValue)
    }
    hasher.combine(hood.omitted)
  }
}
