import Ingest
import Synchronization
import System
import TraceModel

/// Which files are there, beyond those that the walk lists: what ignore rules and dot folders hide
/// from readers can still be evidence or the end of a link.
///
/// Every look is remembered, because the next build must look again before it believes this one.
final class FileLookups: Sendable {
  private let listed: Set<String>
  private let tree: any FileTree
  private let looked = Mutex<[String: Bool]>([:])

  /// No more files than this are looked for: a name costs a system call for each of its folders.
  private static let limit = 20_000

  init(_ listing: InputFiles, _ tree: any FileTree) {
    listed = Set(listing.files.lazy.map(\.path))
    self.tree = tree
  }

  /// Whether the walk has found a file, so that its text may be looked into.
  func isListed(_ path: String) -> Bool { listed.contains(path) }

  /// Whether a clean path, relative to the project, leads to a regular file without any link.
  func isThere(_ path: String) -> Bool {
    if listed.contains(path) { return true }
    return looked.withLock { looked in
      if let known = looked[path] { return known }
      guard looked.count < Self.limit else { return false }
      let isThere = tree.isFile(path)
      looked[path] = isThere
      return isThere
    }
  }

  /// The files of the project, and those beside them that manifolds and results name.
  func paths(
    namedBy manifolds: [ManifoldDocument], _ documents: [TraceDocument]
  ) -> Set<String> {
    var paths = listed
    for (root, items) in manifolds.map({ ($0.root, $0.items) })
      + documents.map({ ("", $0.items) })
    {
      for item in items {
        guard let path = Self.path(item.detail) else { continue }
        let inside = root.isEmpty ? path : "\(root)/\(path)"
        // What the walk has found needs no look, now or before the next build.
        guard !listed.contains(path), !listed.contains(inside) else { continue }
        if isThere(path) { paths.insert(path) }
        if inside != path, isThere(inside) { paths.insert(inside) }
      }
    }
    return paths
  }

  private static func path(_ detail: NodeDetail) -> String? {
    let path: String?
    switch detail {
    case .artifact(let facts): path = facts.path
    case .evidence(let facts): path = facts.path
    case .test(let facts): path = facts.file.flatMap { $0.hasPrefix("/") ? nil : $0 }
    default: path = nil
    }
    return path.map { $0.hasPrefix("./") ? String($0.dropFirst(2)) : $0 }
  }

  /// What was looked for outside the listing, and found or not.
  var all: [String: Bool] { looked.withLock { $0 } }
}
