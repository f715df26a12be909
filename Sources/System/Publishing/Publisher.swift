public import SourceText

/// Brings a plan of files to disk so that a reader sees the old site or the new one, never a mixture.
///
/// A folder that holds only our files is replaced as a whole: the new generation is put together in
/// the workspace, with unchanged files as hard links, and exchanged for the old one in one call. The
/// old generation stays in the workspace and is brought up to date by the next build, because making
/// ten thousand files anew, or even links to them, costs far more than the few that differ. Where
/// the folder holds `.git`, links or unknown folders, files are replaced one by one under a journal,
/// which the next start completes if this one is killed.
public struct Publisher: Sendable {
  /// The output folder.
  public let destination: String
  /// A folder that builds keep things in; on the file system of the output folder for speed.
  public let workspace: String
  /// Publish into a folder with files of somebody else, and over such files.
  public var force = false
  /// Render every file, whatever the last build says about it; unchanged bytes stay as they are.
  public var rendersAll = false
  /// Wait until everything is on disk before the new site becomes visible.
  public var isDurable = true
  /// The threads that render and write.
  public var workers = Workers()

  /// A publisher for one output folder; relative paths start at the current directory.
  public init(destination: String, workspace: String) {
    self.destination = destination
    self.workspace = workspace
  }

  /// Publishes a plan: adds, replaces and removes what differs from the last build, and no more.
  ///
  /// Files whose inputs and bytes are those of the last build are neither rendered nor written; when
  /// that holds for all, nothing is written at all and the cost is one look at each file.
  /// - Parameters:
  ///   - plan: every file that is to be in the output folder.
  ///   - progress: called with the number of files done, from any thread.
  /// - Returns: what was added, changed and removed.
  /// - Throws: when nothing was published; the output folder is as it was.
  public func publish(
    _ plan: OutputPlan, progress: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws(PublishError) -> PublishOutcome {
    if let entry = plan.entries.first(where: { !Manifest.mayList($0.path) }) {
      throw .unpublishable(path: entry.path, source: entry.source)
    }
    let place = try PublishPlace(destination: destination, workspace: workspace)
    place.removeStaleNeighbours()
    try place.completeJournal()
    let old = try place.ownManifest(force: force)
    let comparison = PlanComparison(
      plan, old, stamps: rendersAll ? [] : old.map { place.stamps(of: $0) } ?? [], in: place.current
    )
    if let old, comparison.isEmpty, comparison.hasSameSources(as: plan) {
      return PublishOutcome(plan, comparison, [], buildID: old.buildID)
    }
    return try Publication(
      place: place, plan: plan, old: old, comparison: comparison, publisher: self,
      progress: progress
    ).run()
  }

  /// Completes what a killed build has left half done. `publish` and `clean` begin with it.
  public func recover() throws(PublishError) {
    try PublishPlace(destination: destination, workspace: workspace).completeJournal()
  }

  /// What `clean` would remove, sorted; looks only.
  public func cleanable() -> [String] {
    guard FileStatus.notFollowing(destination)?.kind == .folder,
      let folder = try? Folder(destination),
      let manifest = folder.read(Manifest.fileName).flatMap({ Manifest(parsing: $0) })
    else { return [] }
    return manifest.lines.filter { folder.status($0.path) != nil && folder.holds($0) }.map(\.path)
  }

  /// Removes exactly what the manifest of the last build lists, and the manifest.
  ///
  /// A file whose bytes are not those that were published is somebody's work by now, and stays.
  /// - Returns: the removed paths, sorted; empty when no build has published there.
  public func clean() throws(PublishError) -> [String] {
    guard FileStatus.notFollowing(destination) != nil else { return [] }
    let place = try PublishPlace(destination: destination, workspace: workspace)
    try place.completeJournal()
    let lines = place.manifest()?.lines ?? []
    var paths: [String] = []
    if let folder = place.current {
      paths = lines.filter { folder.holds($0) }.map(\.path)
      for path in paths { folder.removeOwnFile(path) }
      if !lines.isEmpty {
        try publishing { () throws(SystemError) in
          try folder.remove(Manifest.fileName)
        }
      }
      place.parent.removeEmptyFolder(place.name)
    }
    place.forget()
    return paths
  }
}

extension PublishOutcome {
  init(
    _ plan: OutputPlan, _ comparison: PlanComparison, _ written: [PageWriter.Written],
    buildID: String
  ) {
    self.init()
    self.buildID = buildID
    removed = comparison.removed
    unchanged = plan.entries.count
    for (index, file) in written.enumerated() {
      if file.wasRendered { rendered += 1 }
      guard file.isNew else { continue }
      unchanged -= 1
      bytesWritten += file.line.size
      if comparison.previous[index] == nil {
        added.append(file.line.path)
      } else {
        changed.append(file.line.path)
      }
    }
  }
}
