public import TraceModel

/// Where the site has the page of each node of a graph.
///
/// - Parameters:
///   - graph: the project that is published.
///   - contentFolder: where its pages are written.
/// - Returns: paths below the site's root, by node index.
public func pagePaths(of graph: TraceGraph, contentFolder: String) -> [String] {
  RouteTable(graph: graph, contentFolder: contentFolder).nodes.map(\.path)
}
