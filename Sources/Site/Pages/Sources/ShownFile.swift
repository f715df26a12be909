public import SourceText
public import TraceModel

/// A file of the project whose text gets pages of its own, because something of the graph names it.
public struct ShownFile: Sendable {
  /// What can be shown of it.
  public enum Form: Sendable, Hashable {
    /// So many lines, at least one.
    case text(lines: Int)
    /// Bytes that are no text.
    case binary
    /// More bytes than a page of text is made for.
    case large(bytes: Int)
  }

  /// Relative to the project's root.
  public var path: String
  /// Of its bytes, or of what is known of a file that nobody has read.
  public var fingerprint: Fingerprint
  /// What can be shown of it.
  public var form: Form

  /// Each page of a file reads it again, so that a file has at most fifty.
  static let lineLimit = 20_000

  /// A larger file is not read for its page.
  public static let sizeLimit = 1 << 20

  /// A file that has been read.
  public init(_ file: SourceFile) {
    path = file.path
    fingerprint = Fingerprint(of: file.bytes)
    // Where Git looks, and for the same byte.
    if file.bytes.prefix(8_000).contains(0) {
      form = .binary
    } else {
      let ends = file.bytes.count { $0 == 0x0A }
      let lines = ends + (file.bytes.last == 0x0A ? 0 : 1)
      form = lines > Self.lineLimit ? .large(bytes: file.bytes.count) : .text(lines: lines)
    }
  }

  /// A file that is too large to be read.
  public init(path: String, bytes: Int) {
    self.path = path
    fingerprint = Fingerprint(of: Array("\(path) \(bytes)".utf8))
    form = .large(bytes: bytes)
  }

  /// The files that artifacts, evidence and the files of registries are or name, each once, sorted.
  ///
  /// Paths are as written, or below the folder of the manifold that names them: whichever
  /// `isThere` knows first. Nothing that it does not know is in the result.
  public static func paths(
    namedBy graph: TraceGraph, where isThere: (String) -> Bool
  ) -> [String] {
    Set(graph.nodes.compactMap { $0.filePaths.first(where: isThere) }).sorted()
  }
}

extension TraceNode {
  /// Where the file that a node is or names may lie, as written first; none for other nodes.
  var filePaths: [String] {
    let written: String
    switch detail {
    case .artifact(let facts): written = facts.path
    case .evidence(let facts):
      guard let path = facts.path else { return [] }
      written = path
    default:
      switch key.kind {
      case .registry, .patternSpec, .schema, .example, .executor, .patternTest: written = range.path
      default: return []
      }
    }
    let root = key.scope.root
    let inside = root.isEmpty ? written : "\(root)/\(written)"
    return [written, inside].compactMap { try? CleanPath($0).text }
  }
}
