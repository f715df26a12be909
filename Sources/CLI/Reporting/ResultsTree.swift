import SourceText
import System

/// A side's files with the results that were handed over for it.
struct ResultsTree: FileTree {
  let tree: any FileTree
  let results: [String: SourceFile]

  var options: TreeOptions { tree.options }

  func listing() -> TreeListing {
    var listing = tree.listing()
    let added = results.map { path, file in
      TreeFile(
        path: path,
        stamp: FileStamp(size: file.bytes.count, modified: 0, changed: 0, inode: 0))
    }
    listing.files = (listing.files.filter { results[$0.path] == nil } + added)
      .sorted { $0.path < $1.path }
    return listing
  }

  func isFile(_ path: String) -> Bool { results[path] != nil || tree.isFile(path) }

  func isTaken(_ path: String) -> Bool { results[path] != nil || tree.isTaken(path) }

  func read(_ path: String, limit: Int) -> Result<SourceFile, Diagnostic> {
    guard let file = results[path], file.bytes.count <= limit else {
      return tree.read(path, limit: limit)
    }
    return .success(file)
  }
}
