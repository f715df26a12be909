import SourceText
import TraceModel

/// What a change renames and moves: what went with something else is told with that, and a folder that
/// has moved is told once.
struct Moves {
  private let alignment: Alignment
  /// Nodes that are told, or counted in what is told, in the order of the head.
  private var tops: [Alignment.Pair] = []
  /// The files of what went with each of them, one for each node.
  private var followers: [NodeKey: [String]] = [:]

  init(_ alignment: Alignment) {
    self.alignment = alignment
    // Lines that moved with their file are told by the file.
    for pair in alignment.pairs where pair.isRenamed && pair.head.key.kind != .sourceRange {
      let top = top(of: pair).head.key
      if top == pair.head.key {
        tops.append(pair)
      } else {
        followers[top, default: []].append(pair.head.file)
      }
    }
  }

  /// The renamed node above, with which it went without another name of its own.
  private func top(of pair: Alignment.Pair) -> Alignment.Pair {
    var current = pair
    // As deep as readers let nodes nest.
    for _ in 0..<70 {
      guard current.base.key.id == current.head.key.id || current.head.key.kind.isCounted,
        let parent = current.head.parent.flatMap(alignment.pair), parent.isRenamed,
        parent.base.key == current.base.parent
      else { return current }
      current = parent
    }
    return pair
  }

  func findings() -> [ChangeFinding] {
    let folders = Dictionary(grouping: tops.indices) { MovedFolder(tops[$0]) }
    var told: Set<Int> = []
    var findings: [ChangeFinding] = []
    for (number, pair) in tops.enumerated() where !told.contains(number) {
      let folder = MovedFolder(pair)
      let members = folder.flatMap { folders[$0] } ?? [number]
      told.formUnion(members)
      if let folder, members.count > 1 {
        findings.append(finding(folder, members.map { tops[$0] }))
      } else {
        findings.append(finding(pair))
      }
    }
    return findings
  }

  private func finding(_ pair: Alignment.Pair) -> ChangeFinding {
    let count = followers[pair.head.key]?.count ?? 0
    let others =
      count == 1 ? ", and 1 node below it" : count > 1 ? ", and \(count) nodes below it" : ""
    return ChangeFinding(
      .renamed, ChangeRules.renamed, .init(pair.head), .init(pair.base, isGone: true),
      "was \(pair.base.key.shown(beside: pair.head.key))\(others)")
  }

  private func finding(_ folder: MovedFolder, _ members: [Alignment.Pair]) -> ChangeFinding {
    let first = members[0]
    let all = members.flatMap { [$0.head.file] + (followers[$0.head.key] ?? []) }
    let files = Set(all).count
    let count = files == 1 ? "1 file" : "\(files) files"
    return ChangeFinding(
      .renamed, ChangeRules.renamed, .init(first.head), .init(first.base, isGone: true),
      "\(folder.old) is \(folder.new) now: \(count) with \(all.count) nodes moved together")
  }
}

/// A folder that goes by another name, or lies in another one, as one file shows it; for a file that
/// was renamed, the file itself.
private struct MovedFolder: Hashable {
  let old: String
  let new: String

  /// `nil` for a node that has another id, or whose file has stayed.
  init?(_ pair: Alignment.Pair) {
    var (old, new) = (
      pair.base.file.split(separator: "/")[...], pair.head.file.split(separator: "/")[...]
    )
    guard old != new, pair.isSameInAnotherFile(old.last == new.last) else { return nil }
    while let last = old.last, last == new.last {
      old.removeLast()
      new.removeLast()
    }
    self.old = old.isEmpty ? "the root" : old.joined(separator: "/")
    self.new = new.isEmpty ? "the root" : new.joined(separator: "/")
  }
}

extension Alignment.Pair {
  /// A program's id is its path.
  fileprivate func isSameInAnotherFile(_ hasSameName: Bool) -> Bool {
    head.key.kind == .artifact ? hasSameName : base.key.id == head.key.id
  }
}

extension TraceSnapshot.Node {
  /// The file that it is, or in which it is declared.
  fileprivate var file: String { key.kind == .artifact ? key.id : range.path }
}
