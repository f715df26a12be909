import CLinux
import Glibc
import SourceText

/// One run of `Publisher.publish` that has something to do.
struct Publication {
  let place: PublishPlace
  let plan: OutputPlan
  let old: Manifest?
  let comparison: PlanComparison
  let publisher: Publisher
  let progress: @Sendable (Int) -> Void

  func run() throws(PublishError) -> PublishOutcome {
    defer { place.tidy() }
    let scan = try publishing { () throws(SystemError) in
      try DestinationScan(place.current, comparison)
    }
    try refuseForeignInPlaceOfFolders()
    if place.canExchange, !scan.hasUnmovable {
      if let outcome = try exchange(carrying: scan.carried) { return outcome }
    }
    return try replaceInPlace()
  }

  /// A link or file of somebody else where a folder of pages belongs: never written through.
  private func refuseForeignInPlaceOfFolders() throws(PublishError) {
    guard let current = place.current else { return }
    for folder in comparison.folders.sorted() where !comparison.listed.contains(folder) {
      if let status = current.status(folder), status.kind != .folder {
        throw .blocksFolder(current.joined(folder))
      }
    }
  }

  func write(to target: PageWriter.Target) throws(PublishError) -> [PageWriter.Written] {
    try PageWriter(
      plan: plan, comparison: comparison, current: place.current, target: target,
      replacesForeignFiles: publisher.force
    ).run(publisher.workers, progress: progress)
  }

  /// What was rendered turned out to be what is published: only the stamps were lost.
  func isSame(_ manifest: Manifest, _ written: [PageWriter.Written]) -> Bool {
    manifest.bytes == old?.bytes && !written.contains { $0.isNew }
  }

  func outcome(_ manifest: Manifest, _ written: [PageWriter.Written]) -> PublishOutcome {
    place.keep(written.map(\.stamp), ofBuild: manifest.buildID)
    return PublishOutcome(plan, comparison, written, buildID: manifest.buildID)
  }
}

extension Publication {
  /// Publishes by files replaced one after the other, under a journal.
  private func replaceInPlace() throws(PublishError) -> PublishOutcome {
    let staging = try publishing { () throws(SystemError) in
      place.area.removeTree("staging")
      try place.area.makeFolder("staging")
      return try place.area.folder("staging")
    }
    let written = try write(to: .staging(staging))
    let manifest = Manifest(written.map(\.line))
    if isSame(manifest, written) { return outcome(manifest, written) }
    let moves = written.indices.filter { written[$0].isNew }.map { index in
      PublishJournal.Move(from: String(index), to: written[index].line.path)
    }
    let journal = PublishJournal(
      staging: staging.path, removals: comparison.removed, moves: moves)
    try publishing { () throws(SystemError) in
      _ = try staging.write(PublishJournal.manifestName, manifest.bytes)
      // One call for the whole file system: a call for each of ten thousand files takes a minute.
      if publisher.isDurable { try staging.synchronizeFileSystem() }
      try place.state.replace("journal", journal.encoded, durably: publisher.isDurable)
      let current = try place.madeFolder()
      try journal.apply(from: staging, to: current)
      if publisher.isDurable { try current.synchronizeFileSystem() }
      try place.state.remove("journal")
    }
    place.area.removeTree("staging")
    return outcome(manifest, written)
  }
}
