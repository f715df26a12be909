import SourceText
import TraceModel

/// The files whose text has pages: those that hold marks, and those that something names.
struct SourceListing: Sendable {
  /// One file.
  struct File: Sendable {
    let path: String
    /// Marked ranges, in the order of their lines.
    var ranges: [NodeIndex] = []
    /// Artifacts, evidence and files of registries that are this file, in graph order.
    var nodes: [NodeIndex] = []
    var role: ArtifactRole
    let form: ShownFile.Form
    /// Its page, and those behind it when it is long.
    let pages: PagedList

    /// Lines of the file; 0 when they are not shown.
    var lines: Int { if case .text(let lines) = form { lines } else { 0 } }
  }

  /// By path.
  let files: [File]
  private let places: [String: Int]

  /// Lines of one page: with everything else it stays below ten thousand elements.
  static let linesPerPage = 400
  static let listPath = "sources/index.html"

  /// No files.
  init() {
    files = []
    places = [:]
  }

  init(_ graph: TraceGraph, shown: [ShownFile], contentFolder: String) {
    var drafting = Draft(contentFolder: contentFolder)
    for file in shown { drafting.add(file.path, .other, file.form) }
    for node in graph.nodes(of: .sourceRange) {
      guard case .sourceRange(let facts) = graph[node].detail, facts.fileLines > 0 else { continue }
      drafting.add(facts.path, facts.role, .text(lines: facts.fileLines))
      drafting.files[facts.path]?.ranges.append(node)
    }
    for (position, node) in graph.nodes.enumerated() {
      guard let path = node.filePaths.first(where: { drafting.files[$0] != nil }) else { continue }
      drafting.files[path]?.nodes.append(NodeIndex(position))
      if case .artifact(let facts) = node.detail { drafting.files[path]?.role = facts.role }
    }
    files = drafting.files.values.sorted { $0.path < $1.path }.map { file in
      var file = file
      file.ranges.sort { graph.firstLine($0) < graph.firstLine($1) }
      return file
    }
    places = Dictionary(
      files.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private struct Draft {
    let contentFolder: String
    var files: [String: File] = [:]

    /// What is known first stays: the text of a file is read once.
    mutating func add(_ path: String, _ role: ArtifactRole, _ form: ShownFile.Form) {
      if files[path] != nil {
        if role != .other { files[path]?.role = role }
        return
      }
      let scope = Scope(root: path, name: "")
      let page = scopeFolder(scope, of: .sources, contentFolder: contentFolder) + ".html"
      let lines = if case .text(let lines) = form { lines } else { 0 }
      files[path] = File(
        path: path, role: role, form: form,
        pages: PagedList(path: page, count: lines, size: SourceListing.linesPerPage))
    }
  }

  /// Paths of all pages, the lists of all files included; none without files.
  var paths: [String] { files.isEmpty ? [] : list.paths + files.flatMap(\.pages.paths) }

  /// The pages of the list itself.
  var list: PagedList { PagedList(path: Self.listPath, count: files.count, size: 100) }

  /// The page that shows a line, counted from 1, 0 for the file as a whole; `nil` for a file without
  /// pages.
  func page(of path: String, line: Int) -> String? {
    places[path].map { place in
      let pages = files[place].pages
      return pages.path(ofPage: min(max(0, (line - 1) / pages.size), pages.pageCount - 1))
    }
  }

  /// The file that a node is or names, with its page; `nil` when it has none.
  func file(of node: TraceNode) -> File? {
    node.filePaths.lazy.compactMap { places[$0] }.first.map { files[$0] }
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
