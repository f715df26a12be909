import Notation
public import SourceText

/// What an account of a generation says of its phases, for whoever shows it.
public struct PatternAccount: Sendable {
  /// One phase as it is written down.
  public struct Phase: Sendable {
    /// From 1.
    public var number: Int
    /// As written.
    public var title, status, seconds: String
    /// Files that were made.
    public var made: Int
    /// Files that could not be made, with the reason.
    public var open: [(path: String, reason: String)]
  }

  /// In file order; empty for a file that is no account.
  public let phases: [Phase]

  private static let limit = 100

  /// Reads an account; what is missing counts as nothing.
  public init(_ file: SourceFile) {
    let root = YAMLParser.parse(file, limits: RegistryIndex.limits).root
    let phases = root?["pattern_generation"]?["phases"]?.elements ?? []
    self.phases = phases.prefix(Self.limit).map { phase in
      let groups = phase["groups"]?.elements ?? []
      return Phase(
        number: phase["phase"]?.int ?? 0, title: phase["title"]?.string ?? "",
        status: phase["status"]?.string ?? "", seconds: phase["seconds"]?.string ?? "",
        made: groups.reduce(0) { $0 + ($1["generated"]?.elements?.count ?? 0) },
        open: groups.flatMap { $0["open"]?.elements ?? [] }.map {
          (path: $0["path"]?.string ?? "", reason: $0["reason"]?.string ?? "")
        })
    }
  }
}
