/// How far what was generated covers a manifold, counted in the rendered files.
///
/// Fully covered is a constraint only when a block of code names it, a test is marked with it, and
/// its statement asks for nothing that they leave out. One of these alone, or a panel or an alert,
/// is partial and never counts as covered.
public struct GenerationCoverage: Sendable {
  /// How far one constraint is covered.
  public enum Level: String, Sendable, CaseIterable {
    case full, partial, none
  }

  /// One constraint with everything that was generated for it.
  public struct Line: Sendable {
    /// As written.
    public var id: String
    /// Blocks of code that name it, with their files.
    public var blocks: [(path: String, block: ArtifactBlock)]
    /// Names of tests that are marked with it.
    public var tests: [String]
    /// Files of panels and alerts that name it.
    public var measured: [String]
    /// How far it is covered.
    public var level: Level
    /// Why it is not fully covered; `nil` when it is.
    public var reason: MissingReason?
    /// What the chosen option or the artifacts leave out, as sentences without full stop.
    public var open: [String]

    /// What keeps it from being covered: what is left out, or else the kind of work that is missing.
    public var leftOpen: [String] {
      open.isEmpty ? reason.map { ["\($0.rawValue): \($0.explanation)"] } ?? [] : open
    }
  }

  /// One failure mode with the tests that provoke it.
  public struct ModeLine: Sendable {
    /// As written.
    public var id: String
    /// Names of the tests.
    public var tests: [String]
  }

  /// Constraints in manifold order.
  public let constraints: [Line]
  /// Failure modes in manifold order.
  public let failureModes: [ModeLine]

  init(_ request: GenerationRequest, _ artifacts: [GeneratedArtifact]) {
    let index = CoverageIndex(artifacts)
    constraints = request.manifold.constraints.map { constraint in
      index.line(for: constraint, open: request.openParts(of: constraint))
    }
    failureModes = request.subject.failureModes.map {
      ModeLine(id: $0.id, tests: index.provoked[$0.id] ?? [])
    }
  }

  /// Ids of one level.
  public func ids(_ level: Level) -> [String] {
    constraints.filter { $0.level == level }.map(\.id)
  }

  /// Ids of failure modes that some test provokes.
  public var testedModes: [String] { failureModes.filter { !$0.tests.isEmpty }.map(\.id) }

  /// Ids of failure modes that no test provokes.
  public var untestedModes: [String] { failureModes.filter(\.tests.isEmpty).map(\.id) }
}

/// What the artifacts hold for each id.
private struct CoverageIndex {
  var blocks: [String: [(path: String, block: ArtifactBlock)]] = [:]
  var tests: [String: [String]] = [:]
  var provoked: [String: [String]] = [:]
  var measured: [String: [String]] = [:]

  init(_ artifacts: [GeneratedArtifact]) {
    for artifact in artifacts {
      if artifact.planned.kind == .code {
        for block in artifact.blocks {
          for id in block.ids { blocks[id, default: []].append((artifact.path, block)) }
        }
      }
      for test in artifact.tests {
        for id in test.constraints { tests[id, default: []].append(test.name) }
        for id in test.failureModes { provoked[id, default: []].append(test.name) }
      }
      // A document that explains a constraint does nothing for it.
      guard artifact.planned.kind == .observability else { continue }
      for id in artifact.measured { measured[id, default: []].append(artifact.path) }
    }
  }

  func line(for constraint: ClassifiedItem, open: [String]) -> GenerationCoverage.Line {
    let id = constraint.item.id
    let (blocks, tests) = (self.blocks[id] ?? [], self.tests[id] ?? [])
    let measured = self.measured[id] ?? []
    let isDone = !blocks.isEmpty && !tests.isEmpty
    let level: GenerationCoverage.Level =
      isDone && open.isEmpty
      ? .full : blocks.isEmpty && tests.isEmpty && measured.isEmpty ? .none : .partial
    return GenerationCoverage.Line(
      id: id, blocks: blocks, tests: tests, measured: measured, level: level,
      reason: level == .full ? nil : Self.reason(constraint, isDone: isDone),
      open: level == .none ? [] : open)
  }

  /// What would still be needed, by the kind of demand.
  private static func reason(_ constraint: ClassifiedItem, isDone: Bool) -> MissingReason {
    if let reason = constraint.reason { return reason }
    // The option was chosen by people, and so is what it leaves out.
    if isDone, constraint.remainders.isEmpty { return .manual }
    switch constraint.archetype {
    case .latencyGoal: return .performanceTest
    case .ratioGoal: return .productionMeasurement
    case .secretHygiene, .authorisation: return .securityTest
    default: return .agent
    }
  }
}
