/// Bounds on one document, checked while reading, never after.
public struct NotationLimits: Sendable {
  /// Bytes of the file, or of the part of it that is read.
  public var bytes: Int
  /// Levels of lists and mappings; a scalar alone has none.
  public var depth: Int
  /// Values after aliases are expanded; keys are not counted.
  public var nodes: Int
  /// Bytes of scalars and keys after aliases are expanded; JSON has no aliases and needs no such
  /// limit.
  public var expandedBytes: Int
  /// Bytes of one scalar or key.
  public var scalarBytes: Int
  /// Documents in one YAML stream.
  public var documents: Int

  /// Limits of one kind of document.
  public init(
    bytes: Int, depth: Int, nodes: Int, expandedBytes: Int, scalarBytes: Int, documents: Int = 1
  ) {
    self.bytes = bytes
    self.depth = depth
    self.nodes = nodes
    self.expandedBytes = expandedBytes
    self.scalarBytes = scalarBytes
    self.documents = documents
  }

  /// For manifolds, front matter and configuration in YAML.
  public static let manifold = NotationLimits(
    bytes: 1 << 20, depth: 64, nodes: 100_000, expandedBytes: 4 << 20, scalarBytes: 256 << 10)
  /// For manifolds and other small documents in JSON.
  public static let json = NotationLimits(
    bytes: 8 << 20, depth: 128, nodes: 1_000_000, expandedBytes: 16 << 20, scalarBytes: 1 << 20)
}
