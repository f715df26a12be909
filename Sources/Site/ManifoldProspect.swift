public import SourceText
public import TraceModel

/// What would be generated for a manifold, and why: made elsewhere, shown here.
public struct ManifoldProspect: Sendable {
  /// What one constraint or failure mode was recognised as.
  public struct Demand: Sendable {
    /// The constraint or failure mode.
    public var node: NodeIndex
    /// For people, the main kind first; empty when nothing was recognised.
    public var kinds: [String] = []
    /// In per cent.
    public var confidence = 0
    /// The manifold names the kind itself.
    public var isDeclared = false
    /// What speaks for it, strongest first.
    public var reasons: [(words: String, field: String)] = []
    /// Figures that it works with, by name.
    public var figures: [(name: String, text: String)] = []
    /// Why nothing is generated; empty when something is.
    public var missing = ""

    /// A node of which nothing is known yet.
    public init(node: NodeIndex) { self.node = node }
  }

  /// One file of the plan.
  public struct Artifact: Sendable {
    /// Relative to the output folder.
    public var path: String
    /// `code, workflow`.
    public var kind: String
    /// What it is for: constraints, then failure modes, as written.
    public var ids: [String]

    /// A planned file.
    public init(path: String, kind: String, ids: [String]) {
      self.path = path
      self.kind = kind
      self.ids = ids
    }
  }

  /// Constraints in order.
  public var constraints: [Demand] = []
  /// Failure modes in order.
  public var failureModes: [Demand] = []
  /// The option that the plan is made for; empty for none.
  public var option = ""
  /// Planned files; empty when an obstacle stands in the way.
  public var artifacts: [Artifact] = []
  /// Why there is no plan, a sentence each.
  public var obstacles: [String] = []

  /// A prospect of nothing.
  public init() {}
}

/// Where prospects come from.
public struct ManifoldProspects: Sendable {
  /// Covers what a prospect depends on beside the manifold and the program's version.
  public var fingerprint: Fingerprint
  /// The prospect of a manifold; called when its page is made, on any thread.
  public var prospect: @Sendable (NodeIndex) -> ManifoldProspect

  /// A way to get prospects.
  public init(
    fingerprint: Fingerprint, prospect: @escaping @Sendable (NodeIndex) -> ManifoldProspect
  ) {
    self.fingerprint = fingerprint
    self.prospect = prospect
  }
}
