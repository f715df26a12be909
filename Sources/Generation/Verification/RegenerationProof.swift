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

/// The ranges of a file that somebody has changed, by the blocks and tests that hold them.
private struct EditedRanges {
  private(set) var isReplaced = false
  private(set) var changes: [ProvenFile.Change] = []
  private let expected: GeneratedArtifact
  private let file: FoundArtifact

  /// More lines than this are compared as one range.
  private static let limit = 4_000

  init(_ expected: GeneratedArtifact, _ file: FoundArtifact) {
    self.expected = expected
    self.file = file
    let old = ArtifactLines(expected.bytes).lines
    let new = ArtifactLines(file.file.bytes).lines
    var head = 0
    while head < min(old.count, new.count), old[head] == new[head] { head += 1 }
    var tail = 0
    while tail < min(old.count, new.count) - head,
      old[old.count - 1 - tail] == new[new.count - 1 - tail]
    {
      tail += 1
    }
    let middle = (old: old[head..<old.count - tail], new: new[head..<new.count - tail])
    guard middle.old.count + middle.new.count <= Self.limit else {
      add(removed: head + 1, at: head + 1...max(head + 1, new.count - tail))
      return
    }
    let difference = middle.new.difference(from: middle.old)
    // What shares next to nothing with the rendered file was never generated.
    if difference.removals.count * 5 > old.count * 4 {
      changes = [ProvenFile.Change(block: "", ids: all, lines: 1...max(1, new.count))]
      isReplaced = true
      return
    }
    for change in difference {
      switch change {
      case .insert(let offset, let line, _):
        if !Self.isOrigin(line) { add(removed: nil, at: head + offset + 1...head + offset + 1) }
      case .remove(let offset, let line, _):
        guard !Self.isOrigin(line) else { continue }
        let place = min(max(1, new.count), head + min(offset, middle.new.count) + 1)
        add(removed: head + offset + 1, at: place...place)
      }
    }
    changes.sort { ($0.lines.lowerBound, $0.block) < ($1.lines.lowerBound, $1.block) }
  }

  /// Lines of the header change with the manifold and not by hand.
  private static func isOrigin(_ line: ArraySlice<UInt8>) -> Bool {
    let text = line.drop { $0 == 0x23 || $0 == 0x20 }
    return text.begins(with: "Input hash: ") || text.begins(with: "Generated from: ")
      || text.begins(with: "Constraint coverage: ")
  }

  private mutating func add(removed: Int?, at lines: ClosedRange<Int>) {
    let (name, ids) = removed.map(expectedOwner) ?? owner(lines.lowerBound)
    let last = changes.firstIndex { $0.block == name && $0.ids == ids }
    guard let last else {
      changes.append(ProvenFile.Change(block: name, ids: ids, lines: lines))
      return
    }
    let known = changes[last].lines
    changes[last].lines =
      min(known.lowerBound, lines.lowerBound)...max(known.upperBound, lines.upperBound)
  }

  /// The innermost block, or the test, that a line of the rendered file lies in.
  private func expectedOwner(_ line: Int) -> (String, [String]) {
    if let block = Self.innermost(expected.blocks, line) { return (block.name, block.ids) }
    if let test = expected.tests.last(where: { $0.line <= line }) {
      return (test.name, test.constraints + test.failureModes)
    }
    return ("", all)
  }

  private func owner(_ line: Int) -> (String, [String]) {
    if let block = Self.innermost(file.blocks, line) { return (block.name, block.ids) }
    if let test = file.tests.last(where: { $0.lines.contains(line) })?.test {
      return (test.name, test.constraints + test.failureModes)
    }
    return ("", all)
  }

  private static func innermost(_ blocks: [ArtifactBlock], _ line: Int) -> ArtifactBlock? {
    blocks.filter { $0.lines.contains(line) }.min { $0.lines.count < $1.lines.count }
  }

  /// Outside of blocks a change may touch whatever the file is for.
  private var all: [String] {
    expected.planned.constraints + expected.planned.failureModes
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
