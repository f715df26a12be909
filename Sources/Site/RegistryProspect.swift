public import SourceText
public import TraceModel

/// What a registry of patterns has by the criteria of its generation, and what the last generation
/// has done.
public struct RegistryProspect: Sendable {
  /// One thing that a registry is to have, counted in its files.
  public struct Criterion: Sendable {
    /// As a clause without figures.
    public var text: String
    /// How many have it, of how many.
    public var met, total: Int
    /// The first that lack it.
    public var lacking: [String]

    /// A criterion with its figures.
    public init(text: String, met: Int, total: Int, lacking: [String]) {
      (self.text, self.met, self.total, self.lacking) = (text, met, total, lacking)
    }
  }

  /// One phase as the account of the last generation has it.
  public struct Phase: Sendable {
    /// From 1.
    public var number: Int
    /// For people.
    public var title: String
    /// `done`, `rolled back`, …
    public var status: String
    /// With three decimals.
    public var seconds: String
    /// Files that were made.
    public var made: Int
    /// Files that could not be made, with the reason.
    public var open: [(path: String, reason: String)]

    /// A phase with what became of it.
    public init(
      number: Int, title: String, status: String, seconds: String, made: Int,
      open: [(path: String, reason: String)]
    ) {
      (self.number, self.title, self.status) = (number, title, status)
      (self.seconds, self.made, self.open) = (seconds, made, open)
    }
  }

  /// In order; empty for a registry that nothing can be made for.
  public var criteria: [Criterion] = []
  /// Empty when there is no account.
  public var phases: [Phase] = []
  /// Programs and tests in languages that nothing has run here.
  public var notExecuted = 0

  /// A prospect of nothing.
  public init() {}
}

/// Where prospects of registries come from.
public struct RegistryProspects: Sendable {
  /// Covers every file that a prospect depends on.
  public var fingerprint: Fingerprint
  /// The prospect of a registry; called when its page is made, on any thread.
  public var prospect: @Sendable (NodeIndex) -> RegistryProspect

  /// A way to get prospects.
  public init(
    fingerprint: Fingerprint, prospect: @escaping @Sendable (NodeIndex) -> RegistryProspect
  ) {
    (self.fingerprint, self.prospect) = (fingerprint, prospect)
  }
}
