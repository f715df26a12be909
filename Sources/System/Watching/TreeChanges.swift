/// What has happened below a watched folder since the last look.
public struct TreeChanges: Hashable, Sendable {
  /// Paths of files and folders, relative to the root and sorted; each may be new, changed or gone.
  public var paths: [String]
  /// `false` when more happened than the system could tell: then anything may have changed.
  public var isComplete: Bool

  /// Changes in the order of their paths.
  public init(paths: [String], isComplete: Bool = true) {
    self.paths = paths
    self.isComplete = isComplete
  }
}
