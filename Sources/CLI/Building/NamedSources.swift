import Site
import SourceText
import System
import TraceModel

/// The files that the graph names and the site shows as text.
///
/// Only what the walk has listed is shown: what ignore rules and dot folders hide may hold secrets,
/// and naming it in a manifold must not publish it. Histories and results have pages of their own,
/// where secrets are taken out, and pages and assets are published as they are. Files whose names
/// are made for secrets are never shown.
struct NamedSources {
  let tree: ProjectTree
  let workers: Workers
  private var sizes: [String: Int] = [:]

  init(_ inputs: InputListing, _ tree: ProjectTree, _ workers: Workers) {
    self.tree = tree
    self.workers = workers
    for input in inputs.inputs
    where Self.isShown(input.reader) && !holdsSecrets(input.file.path) {
      sizes[input.file.path] = input.file.size
    }
  }

  private static func isShown(_ reader: InputReader?) -> Bool {
    switch reader {
    case .ignored, .histories, .forge, .results, .pages, .assets: false
    default: true
    }
  }

  /// Every file that could be read, sorted by path.
  func read(namedBy graph: TraceGraph) -> [ShownFile] {
    let paths = ShownFile.paths(namedBy: graph) { sizes[$0] != nil }
    return workers.map(paths.count, chunk: 16) { number -> ShownFile? in
      let path = paths[number]
      let size = sizes[path] ?? 0
      guard size <= ShownFile.sizeLimit else { return ShownFile(path: path, bytes: size) }
      return (try? tree.read(path, limit: ShownFile.sizeLimit).get()).map { ShownFile($0) }
    }.compactMap { $0 }
  }
}

/// Whether a file is by its name one that keeps secrets: `.env`, `server.pem`, `id_rsa`.
func holdsSecrets(_ path: String) -> Bool {
  let name = (path.split(separator: "/").last ?? "").lowercased()
  let endings = [
    ".pem", ".key", ".p12", ".pfx", ".jks", ".keystore", ".kdbx", ".tfstate", ".tfvars",
  ]
  return name.hasPrefix(".") || name.hasPrefix("id_rsa") || name.hasPrefix("id_ed25519")
    || name.hasSuffix(".tfstate.backup") || endings.contains { name.hasSuffix($0) }
}
