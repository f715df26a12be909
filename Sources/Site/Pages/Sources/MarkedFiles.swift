import SourceText
import TraceModel

/// The files of program text that hold marks, each with a page of its own.
struct MarkedFiles: Sendable {
  /// One file.
  struct File: Sendable {
    let path: String
    /// In the order of their lines.
    let ranges: [NodeIndex]
    let role: ArtifactRole
    /// Lines of the file.
    let lines: Int
    /// Its page, and those behind it when it is long.
    let pages: PagedList
  }

  /// By path.
  let files: [File]
  private let places: [String: Int]

  /// Lines of one page: with everything else it stays below ten thousand elements.
  static let linesPerPage = 400
  static let listPath = "sources/index.html"

  init(_ graph: TraceGraph, contentFolder: String) {
    var ranges: [String: [NodeIndex]] = [:]
    var facts: [String: SourceRangeFacts] = [:]
    for node in graph.nodes(of: .sourceRange) {
      guard case .sourceRange(let found) = graph[node].detail else { continue }
      ranges[found.path, default: []].append(node)
      facts[found.path] = found
    }
    files = ranges.keys.sorted().compactMap { path in
      guard let known = facts[path], known.fileLines > 0 else { return nil }
      let scope = Scope(root: path, name: "")
      let page = scopeFolder(scope, of: .sources, contentFolder: contentFolder) + ".html"
      return File(
        path: path,
        ranges: ranges[path, default: []].sorted { graph.firstLine($0) < graph.firstLine($1) },
        role: known.role, lines: known.fileLines,
        pages: PagedList(path: page, count: known.fileLines, size: Self.linesPerPage))
    }
    places = Dictionary(
      files.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Paths of all pages, the list included; none without marks.
  var paths: [String] {
    files.isEmpty
      ? [] : [Self.listPath] + files.flatMap { f in (0..<f.pages.pageCount).map(f.pages.path) }
  }

  /// The page that shows a line, counted from 1; `nil` for a file without marks.
  func page(of path: String, line: Int) -> String? {
    places[path].map { place in
      let pages = files[place].pages
      return pages.path(ofPage: min(max(0, (line - 1) / pages.size), pages.pageCount - 1))
    }
  }
}

extension TraceGraph {
  /// The lines of a range, counted from 1.
  func lines(of node: NodeIndex) -> ClosedRange<Int>? {
    guard case .sourceRange(let facts) = self[node].detail, facts.firstLine <= facts.lastLine else {
      return nil
    }
    return facts.firstLine...facts.lastLine
  }

  fileprivate func firstLine(_ node: NodeIndex) -> Int { lines(of: node)?.lowerBound ?? 0 }
}
