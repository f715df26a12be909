import SourceText

/// The ranges of a file that somebody has changed, by the blocks and tests that hold them.
struct EditedRanges {
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
