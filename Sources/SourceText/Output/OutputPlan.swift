/// One file to be written below the output folder.
public struct OutputEntry: Sendable {
  /// Path relative to the output folder, with `/` between components; never absolute, no `..`.
  public let path: String
  /// Covers everything that the bytes depend on: equal fingerprints promise equal bytes.
  public let fingerprint: Fingerprint
  /// The input that the file is about, for the manifest; empty when it has none of its own.
  public let source: String
  /// Appends the file's bytes. Called at most once a build, on any thread.
  public let render: @Sendable (inout ByteBuffer) throws -> Void

  /// A file that `render` writes when the manifest shows another fingerprint, or none.
  public init(
    path: String, fingerprint: Fingerprint, source: String = "",
    render: @escaping @Sendable (inout ByteBuffer) throws -> Void
  ) {
    self.path = path
    self.fingerprint = fingerprint
    self.source = source
    self.render = render
  }

  /// A file whose bytes are already there.
  public init(path: String, bytes: [UInt8], source: String = "") {
    self.init(path: path, fingerprint: Fingerprint(of: bytes), source: source) {
      $0.append(bytes)
    }
  }
}

/// Every file that a build is to leave in the output folder, sorted by path.
///
/// The writer renders and writes in bounded batches, so a plan is small even when its output is not.
public struct OutputPlan: Sendable {
  /// Sorted by path; no two paths are equal, even when case is ignored.
  public private(set) var entries: [OutputEntry]

  /// - Precondition: paths are relative, clean and distinct; `Site` has reported collisions before.
  public init(_ entries: [OutputEntry]) {
    self.entries = entries.sorted { $0.path < $1.path }
  }
}
