import Notation
import SourceText

/// What has become of each file since it was generated.
public enum FileState: String, Sendable, CaseIterable {
  /// Byte for byte what the manifold gives today.
  case same
  /// Somebody has changed it.
  case edited
  /// Somebody has changed it, and it says that this was meant.
  case protected
  /// Another file stands in its place.
  case replaced
  /// As it was generated, from a manifold or a pack that has changed since.
  case stale
  /// Not there.
  case missing
}

/// One file of the plan beside what lies in the folder.
public struct ProvenFile: Sendable {
  /// A range that differs from what would be generated.
  public struct Change: Sendable, Hashable {
    /// Block or test around the range; empty for text outside of them.
    public var block: String
    /// Ids that the block is for; those of the whole file outside of blocks.
    public var ids: [String]
    /// In the file as it is; a line that was taken out is shown where it stood.
    public var lines: ClosedRange<Int>
  }

  /// Relative to the artifacts folder.
  public var path: String
  /// What has become of it.
  public var state: FileState
  /// In the order of the lines; empty for what is the same, missing or merely stale.
  public var changes: [Change]

  /// Ids that hand edits touch, each once.
  public var touched: [String] { changes.flatMap(\.ids).withoutRepetition }
}

/// Renders everything again in memory, and compares.
struct RegenerationProof {
  private let input: VerificationInput
  private let found: [String: FoundArtifact]
  /// Fingerprints by path, as the folder's own report states them.
  private let recorded: [String: String]

  init(_ input: VerificationInput, _ found: [FoundArtifact]) {
    self.input = input
    self.found = Dictionary(found.map { ($0.path, $0) }) { first, _ in first }
    recorded = Self.recorded(input)
  }

  /// Every file of the plan, in its order, and the report at the end.
  func files() -> [ProvenFile] {
    let report = input.expected.report
    return input.expected.artifacts.map(prove) + [prove(report)]
  }

  private static func recorded(_ input: VerificationInput) -> [String: String] {
    guard let file = input.files.first(where: { $0.path == input.expected.report.path }) else {
      return [:]
    }
    let groups = YAMLParser.parse(file, limits: .manifold).root?["artifacts"]?.entries ?? []
    var found: [String: String] = [:]
    for artifact in groups.flatMap({ $0.value.elements ?? [] }) {
      guard let path = artifact["path"]?.string else { continue }
      found[path] = artifact["fingerprint"]?.string
    }
    return found
  }

  private func prove(_ artifact: GeneratedArtifact) -> ProvenFile {
    guard let file = found[artifact.path] else {
      return ProvenFile(path: artifact.path, state: .missing, changes: [])
    }
    if file.file.bytes == artifact.bytes {
      return ProvenFile(path: artifact.path, state: .same, changes: [])
    }
    let isUntouched = recorded[artifact.path] == Fingerprint(of: file.file.bytes).description
    if isUntouched { return ProvenFile(path: artifact.path, state: .stale, changes: []) }
    let ranges = EditedRanges(artifact, file)
    let changes = ranges.changes
    if ranges.isReplaced {
      return ProvenFile(path: artifact.path, state: .replaced, changes: changes)
    }
    let isMeant = file.file.bytes.contains(Array("throughline:protected".utf8))
    // Another header alone means another manifold, and nobody's hand.
    if changes.isEmpty { return ProvenFile(path: artifact.path, state: .stale, changes: []) }
    return ProvenFile(
      path: artifact.path, state: isMeant ? .protected : .edited, changes: changes)
  }

  /// A report that differs in its time alone is the same.
  private func prove(_ report: SourceFile) -> ProvenFile {
    guard let file = input.files.first(where: { $0.path == report.path }) else {
      return ProvenFile(path: report.path, state: .missing, changes: [])
    }
    let isSame = Self.timeless(file.bytes) == Self.timeless(report.bytes)
    return ProvenFile(path: report.path, state: isSame ? .same : .stale, changes: [])
  }

  private static func timeless(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split(separator: 0x0A).filter { !$0.starts(with: "  generated_at: ".utf8) }
  }
}

extension Sequence<UInt8> where Self: Collection {
  /// True when these bytes stand somewhere inside.
  fileprivate func contains(_ text: [UInt8]) -> Bool {
    guard let first = text.first else { return true }
    var index = startIndex
    while let place = self[index...].firstIndex(of: first) {
      if self[place...].starts(with: text) { return true }
      index = self.index(after: place)
    }
    return false
  }
}
