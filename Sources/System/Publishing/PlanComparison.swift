import SourceText

/// A plan beside what the output folder holds.
struct PlanComparison: Sendable {
  /// For each entry of the plan, the line of the last build for the same path.
  var previous: [Manifest.Line?] = []
  /// For each entry, the file's stamp when neither its inputs nor the file have changed.
  var unchanged: [FileStamp?] = []
  /// Lines of the last build that the plan has no entry for.
  var removed: [Manifest.Line] = []

  /// Two lists in one order are walked side by side; each file costs one look at the disk.
  init(_ plan: OutputPlan, _ manifest: Manifest?, stamps: [FileStamp], in folder: Folder?) {
    let lines = manifest?.lines ?? []
    previous.reserveCapacity(plan.entries.count)
    unchanged.reserveCapacity(plan.entries.count)
    var next = 0
    for entry in plan.entries {
      while next < lines.count, lines[next].path < entry.path {
        removed.append(lines[next])
        next += 1
      }
      guard next < lines.count, lines[next].path == entry.path else {
        previous.append(nil)
        unchanged.append(nil)
        continue
      }
      previous.append(lines[next])
      let isSame = lines[next].inputs == entry.fingerprint && next < stamps.count
      unchanged.append(isSame ? Self.confirm(stamps[next], entry.path, in: folder) : nil)
      next += 1
    }
    removed.append(contentsOf: lines[next...])
  }

  private static func confirm(_ stamp: FileStamp, _ path: String, in folder: Folder?) -> FileStamp?
  {
    guard let now = folder?.status(path), now.kind == .file, now.stamp.isSameContent(as: stamp)
    else { return nil }
    return now.stamp
  }

  /// Nothing is to be rendered, written or removed.
  var isEmpty: Bool { removed.isEmpty && !unchanged.contains { $0 == nil } }

  /// Whether the manifest of the last build names the inputs that the plan names.
  func hasSameSources(as plan: OutputPlan) -> Bool {
    zip(plan.entries, previous).allSatisfy { displayName($0.source.utf8) == $1?.source }
  }
}
