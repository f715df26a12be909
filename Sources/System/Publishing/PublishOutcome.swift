/// What a publication did.
public struct PublishOutcome: Hashable, Sendable {
  /// Paths that no earlier build had listed, sorted.
  public var added: [String] = []
  /// Paths whose bytes are new, sorted.
  public var changed: [String] = []
  /// Paths that are no longer there, sorted.
  public var removed: [String] = []
  /// Number of files whose bytes stayed.
  public var unchanged = 0
  /// Number of files that had to be rendered to know.
  public var rendered = 0
  /// Bytes of all files that were written.
  public var bytesWritten = 0
  /// Changes when any published byte does; the same for the same site on any machine.
  public var buildID = ""

  /// The outcome of a build of nothing, over what another build has left.
  public init(buildID: String = "") { self.buildID = buildID }

  /// Nothing was written at all.
  public var isUnchanged: Bool { added.isEmpty && changed.isEmpty && removed.isEmpty }
}
