import Activities
import Orchestration
import SourceText
import System
import Workflows

/// Where a publication happens: below the worker's own folder, whatever a request says.
struct PublishPlace {
  /// Absolute.
  let source: String
  /// Relative to the source.
  let destination: String

  /// - Throws: a failure when a path would lead elsewhere, or a name would be taken for an option.
  init(_ request: PublishInput, below root: String) throws {
    source = request.source == "." ? root : "\(root)/\(request.source)"
    destination = request.destination
    if request.source != "." { try Self.check(request.source, below: root, "source") }
    try Self.check(destination, below: source, "destination")
    if let manifold = request.manifold, manifold.isEmpty || manifold.utf8.contains(0) {
      throw Self.refusal("manifold \(displayName(manifold)) is no name")
    }
    guard request.option?.utf8.contains(0) != true else {
      throw Self.refusal("option holds a NUL byte")
    }
  }

  private static func check(_ path: String, below root: String, _ what: String) throws {
    if let fault = SafePath.fault(of: path) {
      throw refusal("\(what) \(displayName(path)): \(fault)")
    }
    let parts = SafePath.parents(of: path) + [path]
    if let link = parts.first(where: { CacheFolder.isLink("\(root)/\($0)") }) {
      throw refusal("\(what) \(displayName(path)): \(displayName(link)) is a link")
    }
  }

  private static func refusal(_ words: String) -> Failure {
    .application(words, type: "BadPath", nonRetryable: true)
  }

  /// The same folders as a command line names them.
  var flags: [String] { ["--source=\(source)", "--destination=\(source)/\(destination)"] }
}
