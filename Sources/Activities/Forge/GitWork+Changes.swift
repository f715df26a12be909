import Orchestration
import System
import TraceModel

/// What one commit has that another has not: for records, which people read.
extension GitWork {
  /// Most bytes of one file's difference, and of all of them together.
  static let patchBytes = (one: 16 << 10, all: 128 << 10)
  /// What is read of all differences: enough for the ones that are kept.
  private static let readBytes = 1 << 20

  /// The commit from which both went on; `nil` when there is none.
  func fork(_ ours: String, _ theirs: String) throws -> String? {
    let result = try run(["merge-base", ours, theirs])
    return result.isSuccess ? line(result.output) : nil
  }

  /// First lines of the messages of commits that came after another, the oldest first.
  func subjects(from start: String, to end: String) throws -> [String] {
    let list = try git([
      "log", "-z", "--reverse", "--topo-order", "--format=%s", "--end-of-options",
      "\(start)..\(end)",
    ])
    return list.split(separator: 0).prefix(ForgeFacts.listedChanges).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// The files that differ, in git's order, and how many of them were left out.
  func changes(
    from start: String, to end: String
  ) throws -> (listed: [ForgeRecord.Change], omitted: Int) {
    let raw = try git(difference("--raw", start, end)).split(
      separator: 0, omittingEmptySubsequences: false)
    var changes = ChangeScan.changes(raw)
    let numbers = try git(difference("--numstat", start, end)).split(
      separator: 0, omittingEmptySubsequences: false)
    ChangeScan.addCounts(numbers, to: &changes)
    let omitted = max(0, changes.count - ForgeFacts.listedChanges)
    changes.removeLast(omitted)
    let limits = ProcessLimits(milliseconds: 60_000, outputBytes: Self.readBytes)
    let patch = try run(difference("--patch", start, end), limits: limits)
    guard patch.isSuccess else {
      throw Failure.passing("GitFailed", "git diff \(patch.ending.words)")
    }
    ChangeScan.addPatches(patch.output, isWhole: !patch.isTruncated, to: &changes)
    return (changes, omitted)
  }

  /// The same form whatever the repository is set to.
  private func difference(_ form: String, _ start: String, _ end: String) -> [String] {
    // The number of lines around a change is one more way to ask for patches.
    let own = form == "--patch" ? ["--unified=3"] : ["-z"]
    return ["diff", form] + own + [
      "--no-color", "--no-ext-diff", "--no-textconv", "--find-renames=50%",
      "--diff-algorithm=myers", "--no-indent-heuristic", "--src-prefix=a/", "--dst-prefix=b/",
      "--end-of-options", start, end,
    ]
  }
}

/// Puts together what git says of changed files in three forms, all in the same order.
enum ChangeScan {
  typealias Change = ForgeRecord.Change
  typealias Part = ArraySlice<UInt8>

  /// `:100644 100644 <id> <id> M`, then a path, or two when the file was renamed.
  static func changes(_ parts: [Part]) -> [Change] {
    var changes: [Change] = []
    var rest = parts[...]
    while let head = rest.popFirst(), let path = rest.popFirst() {
      let letter = head.split(separator: 0x20).last?.first
      var change = Change(path: text(path), kind: .modified)
      switch letter {
      case UInt8(ascii: "A"), UInt8(ascii: "C"): change.kind = .added
      case UInt8(ascii: "D"): change.kind = .deleted
      case UInt8(ascii: "R"): change.kind = .renamed
      case UInt8(ascii: "T"): change.isTypeChange = true
      default: break
      }
      if change.kind == .renamed, let new = rest.popFirst() {
        (change.from, change.path) = (change.path, text(new))
      }
      changes.append(change)
    }
    return changes
  }

  /// `12 3 path`, separated by tabs; two hyphens for a file that is no text. A renamed file's paths
  /// come as parts of their own.
  static func addCounts(_ parts: [Part], to changes: inout [Change]) {
    var rest = parts[...]
    for index in changes.indices {
      guard let head = rest.popFirst() else { return }
      let fields = head.split(separator: 0x09, maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { return }
      changes[index].added = Int(text(fields[0]))
      changes[index].removed = Int(text(fields[1]))
      if fields[2].isEmpty { rest = rest.dropFirst(2) }
    }
  }

  /// Sections that begin with `diff --git`; inside one, every line of a file has a mark before it.
  static func addPatches(_ bytes: [UInt8], isWhole: Bool, to changes: inout [Change]) {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    // What the end of the output has cut in two is no line.
    lines.removeLast(lines.isEmpty ? 0 : 1)
    var sections: [ArraySlice<Part>] = []
    var start = lines.startIndex
    for index in lines.indices where lines[index].starts(with: "diff --git ".utf8) {
      if index > start { sections.append(lines[start..<index]) }
      start = index
    }
    if start < lines.endIndex { sections.append(lines[start...]) }
    keep(sections, isWhole: isWhole, in: &changes)
  }

  private static func keep(
    _ sections: [ArraySlice<Part>], isWhole: Bool, in changes: inout [Change]
  ) {
    var rest = sections[...]
    var room = GitWork.patchBytes.all
    for index in changes.indices {
      // A file that became a link is shown as gone and as new.
      let own = rest.prefix(changes[index].isTypeChange ? 2 : 1)
      rest = rest.dropFirst(own.count)
      let hunks = own.flatMap { $0.drop { !$0.starts(with: "@@".utf8) } }
      let limit = min(GitWork.patchBytes.one, room)
      var kept: [UInt8] = []
      for line in hunks {
        if kept.count + line.count >= limit { break }
        kept += line + [0x0A]
      }
      room -= kept.count
      changes[index].patch = String(decoding: kept, as: UTF8.self)
      let whole = hunks.reduce(0) { $0 + $1.count + 1 }
      let isMissing = own.isEmpty && (changes[index].added ?? 0) + (changes[index].removed ?? 0) > 0
      let isBroken = !isWhole && !own.isEmpty && rest.isEmpty
      changes[index].isCut = kept.count < whole || isMissing || isBroken
    }
  }

  private static func text(_ bytes: Part) -> String { String(decoding: bytes, as: UTF8.self) }
}
