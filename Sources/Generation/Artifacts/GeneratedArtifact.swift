/// One file as it will be written, with what can be counted in it.
public struct GeneratedArtifact: Sendable {
  /// What the plan asked for.
  public let planned: PlannedArtifact
  /// The whole file.
  public let bytes: [UInt8]
  /// Lines of the file; a last line without end counts.
  public let lineCount: Int
  /// Ranges that say what they satisfy, in the order of their first lines.
  public let blocks: [ArtifactBlock]
  /// Tests with their marks, in order.
  public let tests: [ArtifactTest]
  /// Ids that panels and alerts name; of a document, those that it is planned for and mentions.
  public let measured: [String]
  /// An agent has written it, and not the pack.
  public var isByAgent = false

  /// Relative to the output folder.
  public var path: String { planned.path }

  /// Ids of blocks, without repetition, in the order in which they stand.
  var blockIDs: [String] { blocks.flatMap(\.ids).withoutRepetition }
}

/// A range of lines that satisfies something.
public struct ArtifactBlock: Sendable, Hashable {
  /// As written behind `throughline:begin`.
  public var name: String
  /// What it satisfies: constraints, truths, criteria, failure modes.
  public var ids: [String]
  /// First and last line, marks included, from 1.
  public var lines: ClosedRange<Int>
}

/// A test with the ids that it is marked with.
public struct ArtifactTest: Sendable, Hashable {
  /// The function's name, with its class before it when it has one.
  public var name: String
  /// Constraints that it verifies.
  public var constraints: [String]
  /// Failure modes that it provokes.
  public var failureModes: [String]
  /// The line of its name, from 1.
  public var line: Int
}

extension [String] {
  /// Each text once, where it stands first.
  var withoutRepetition: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
