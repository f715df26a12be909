public import SourceText

extension Publisher {
  /// Publishes new bytes for some files of the last build, and carries the others over as they are.
  ///
  /// Costs two looks at each file of the site and, but for that, follows what is new. A reader sees
  /// the old site or the new one, as with `publish`.
  /// - Parameters:
  ///   - plan: the files whose inputs are new; the last build has published a file for each.
  ///   - buildID: of the last build.
  /// - Returns: `nil` when the output folder is not just what that build has left, or cannot be
  ///   exchanged: nothing has been published then, and a whole plan is needed.
  /// - Throws: when nothing was published and another attempt would fail as well.
  public func revise(
    _ plan: OutputPlan, of buildID: String
  ) throws(PublishError) -> PublishOutcome? {
    guard !rendersAll, plan.entries.allSatisfy({ Manifest.mayList($0.path) }) else { return nil }
    let place = try PublishPlace(destination: destination, workspace: workspace)
    guard place.canExchange, place.keepsSpare, let site = UntouchedSite(place),
      site.manifest.buildID == buildID, let numbers = site.manifest.numbers(of: plan.entries)
    else { return nil }
    return try Revision(
      place: place, site: site, plan: plan, numbers: numbers, isDurable: isDurable
    ).run()
  }
}

/// One run of `Publisher.revise`.
private struct Revision {
  let place: PublishPlace
  let site: UntouchedSite
  let plan: OutputPlan
  /// For each entry of the plan, the number of its line in the manifest.
  let numbers: [Int]
  let isDurable: Bool

  /// What became of one entry.
  private struct Revised {
    var line: Manifest.Line
    /// `nil` when the file holds these bytes already.
    var bytes: [UInt8]?
  }

  func run() throws(PublishError) -> PublishOutcome? {
    let revised = try rendered()
    let changed = zip(numbers, revised).map { ($0, $1.line) }
    let manifest = site.manifest.replacing(Dictionary(changed) { first, _ in first })
    guard manifest.buildID != site.manifest.buildID else { return outcome(revised, manifest) }
    guard let (spare, stamps) = try? ready(revised, manifest) else { return nil }
    let isDone = try publishing { () throws(SystemError) in
      if isDurable { try spare.synchronizeFileSystem() }
      return try place.exchange(carrying: [])
    }
    guard isDone else { return nil }
    if isDurable { place.parent.synchronize() }
    try complete()
    place.keep(stamps, ofBuild: manifest.buildID)
    return outcome(revised, manifest)
  }

  private func rendered() throws(PublishError) -> [Revised] {
    var buffer = ByteBuffer(capacity: 1 << 16)
    var revised: [Revised] = []
    for entry in plan.entries {
      try entry.render(into: &buffer)
      let line = Manifest.Line(entry, bytes: buffer.bytes)
      let isSame = site.folder.read(entry.path) == buffer.bytes
      revised.append(Revised(line: line, bytes: isSame ? nil : buffer.bytes))
    }
    return revised
  }

  private struct SpareUnfit: Error {}

  /// The spare generation as the new one, and what its files look like.
  ///
  /// It mostly holds what the published one does; what has come and gone since is cleared away where
  /// it stands in the way.
  private func ready(
    _ revised: [Revised], _ manifest: ManifestText
  ) throws -> (spare: Folder, stamps: [FileStamp]) {
    let names = NameCounts(site.manifest)
    guard names.agree(with: site.folder) else { throw SpareUnfit() }
    try place.area.makeFolder("spare")
    let spare = try place.area.folder("spare")
    if let stamps = try? fill(spare, revised, manifest, names) { return (spare, stamps) }
    let lines = Manifest(parsing: manifest.bytes)?.lines ?? []
    try spare.prune(files: Set(lines.map(\.path)), folders: Set(names.folders))
    return (spare, try fill(spare, revised, manifest, names))
  }

  /// Makes the spare generation the new one; fails when anything else is in it.
  private func fill(
    _ spare: Folder, _ revised: [Revised], _ manifest: ManifestText, _ names: NameCounts
  ) throws -> [FileStamp] {
    for folder in names.folders where !folder.isEmpty {
      try spare.descend(folderPath(of: folder)).makeFolder(fileName(of: folder))
    }
    var stamps = site.stamps
    try adoptUnchanged(
      into: spare, but: Set(zip(numbers, revised).filter { $1.bytes != nil }.map(\.0)))
    for (number, file) in zip(numbers, revised) {
      guard let bytes = file.bytes else { continue }
      let folder = try spare.descend(folderPath(of: file.line.path))
      let name = fileName(of: file.line.path)
      // The name may be a link to the published file, whose bytes readers see: never write into it.
      try folder.remove(name)
      stamps[number] = try folder.write(name, bytes)
    }
    try spare.remove(Manifest.fileName)
    guard names.agree(with: spare) else { throw SpareUnfit() }
    spare.takeMode(of: site.folder)
    _ = try spare.write(Manifest.fileName, manifest.bytes)
    return stamps
  }

  /// Makes published files part of the spare generation, where they are not yet.
  private func adoptUnchanged(into spare: Folder, but changed: Set<Int>) throws {
    var missing: [(number: Int, path: String)] = []
    _ = spare.withStatuses(of: site.manifest) { number, path, status in
      let isThere =
        status?.kind == .file && status?.stamp.isSameContent(as: site.stamps[number]) == true
      if !isThere, !changed.contains(number) {
        missing.append((number, String(decoding: path, as: UTF8.self)))
      }
      return true
    }
    var (last, from, to) = ("", site.folder, spare)
    for (number, path) in missing {
      let folder = folderPath(of: path)
      if folder != last {
        (last, from, to) = (folder, try site.folder.descend(folder), try spare.descend(folder))
      }
      try to.adopt(fileName(of: path), site.stamps[number], from: from)
    }
  }

  /// Moves back what somebody has put into the folder since it was looked at.
  private func complete() throws(PublishError) {
    let isAsLeft =
      (try? place.area.folder("spare")).map { NameCounts(site.manifest).agree(with: $0) } ?? false
    let lines = isAsLeft ? nil : Manifest(parsing: site.manifest.bytes)?.lines
    try place.completeExchange(carried: [], lines: lines)
  }

  private func outcome(_ revised: [Revised], _ manifest: ManifestText) -> PublishOutcome {
    var outcome = PublishOutcome()
    outcome.buildID = manifest.buildID
    outcome.rendered = revised.count
    for file in revised where file.bytes != nil {
      outcome.changed.append(file.line.path)
      outcome.bytesWritten += file.line.size
    }
    outcome.unchanged = site.stamps.count - outcome.changed.count
    return outcome
  }
}

extension ManifestText {
  /// The numbers of the lines of some entries; `nil` when there is none for one of them.
  fileprivate func numbers(of entries: [OutputEntry]) -> [Int]? {
    // Lines and entries have the same order.
    var numbers: [Int] = []
    _ = forEachPath { number, path in
      guard numbers.count < entries.count else { return false }
      if path.elementsEqual(entries[numbers.count].path.utf8) { numbers.append(number) }
      return true
    }
    return numbers.count == entries.count ? numbers : nil
  }
}
