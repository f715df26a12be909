import Glibc
import SourceText
import Synchronization

/// Renders the entries of a plan and writes those whose bytes are new, on several threads.
///
/// A folder, or a stretch of a large one, belongs to one thread at a time: two threads that make
/// files in one folder wait for each other. Each thread holds one page in memory.
struct PageWriter: Sendable {
  /// Where new bytes go.
  enum Target: Sendable {
    /// A whole new generation, in which unchanged files are links to the published ones.
    case generation(Folder)
    /// A flat folder of new files only, each named by the number of its entry.
    case staging(Folder)
  }

  struct Written: Sendable {
    var line: Manifest.Line
    var stamp: FileStamp
    var wasRendered: Bool
    /// The bytes differ from what was published.
    var isNew: Bool
  }

  private struct Stretch: Sendable {
    var folder: String
    var entries: [Int]
  }

  private struct Progress: Sendable {
    var written: [Written?]
    var done = 0
    var failure: (entry: Int, error: PublishError)?
  }

  let plan: OutputPlan
  let comparison: PlanComparison
  let current: Folder?
  let target: Target
  let replacesForeignFiles: Bool

  /// What became of each entry, in the plan's order. The failure of the first entry that fails.
  func run(
    _ workers: Workers, progress report: @Sendable (Int) -> Void
  ) throws(PublishError) -> [Written] {
    let stretches = self.stretches()
    let progress = Mutex(Progress(written: Array(repeating: nil, count: plan.entries.count)))
    let next = Atomic(0)
    workers.run { _ in
      var buffer = ByteBuffer(capacity: 1 << 16)
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < stretches.count, progress.withLock({ $0.failure == nil }) else { return }
        let stretch = stretches[index]
        let (written, failure) = write(stretch, &buffer)
        let done = progress.withLock { progress in
          for (entry, file) in zip(stretch.entries, written) { progress.written[entry] = file }
          progress.done += written.count
          if let failure, failure.entry < progress.failure?.entry ?? Int.max {
            progress.failure = failure
          }
          return progress.done
        }
        report(done)
      }
    }
    let end = progress.withLock { $0 }
    if let failure = end.failure { throw failure.error }
    return end.written.compactMap { $0 }
  }

  private func stretches() -> [Stretch] {
    var stretches: [Stretch] = []
    for (index, entry) in plan.entries.enumerated() {
      let folder = entry.path.utf8.lastIndex(of: 0x2F).map { entry.path[..<$0] } ?? ""
      if let last = stretches.last, last.entries.count < 128,
        last.folder.utf8.elementsEqual(folder.utf8)
      {
        stretches[stretches.count - 1].entries.append(index)
      } else {
        stretches.append(Stretch(folder: String(folder), entries: [index]))
      }
    }
    return stretches
  }

  private func write(
    _ stretch: Stretch, _ buffer: inout ByteBuffer
  ) -> (written: [Written], failure: (entry: Int, error: PublishError)?) {
    var written: [Written] = []
    do throws(PublishError) {
      let published = try? current?.descend(stretch.folder)
      let folder = try publishing { () throws(SystemError) in try open(stretch.folder) }
      for index in stretch.entries {
        written.append(try write(index, from: published, to: folder, &buffer))
      }
      return (written, nil)
    } catch {
      return (written, (stretch.entries[written.count], error))
    }
  }

  private func open(_ folder: String) throws(SystemError) -> Folder {
    switch target {
    case .generation(let root): try root.descend(folder)
    case .staging(let root): root
    }
  }

  private func write(
    _ index: Int, from published: Folder?, to folder: Folder, _ buffer: inout ByteBuffer
  ) throws(PublishError) -> Written {
    let entry = plan.entries[index]
    let name = fileName(of: entry.path)
    if let stamp = comparison.unchanged[index], let known = comparison.previous[index],
      let published
    {
      try publishing { () throws(SystemError) in
        try keep(name, stamp, from: published, in: folder)
      }
      var line = comparison.lines[known]
      line.source = shownSource(entry)
      return Written(line: line, stamp: stamp, wasRendered: false, isNew: false)
    }
    try entry.render(into: &buffer)
    let line = Manifest.Line(entry, bytes: buffer.bytes)
    if let published, let stamp = self.stamp(of: name, in: published, ifItHolds: buffer.bytes) {
      try publishing { () throws(SystemError) in try keep(name, stamp, from: published, in: folder)
      }
      return Written(line: line, stamp: stamp, wasRendered: true, isNew: false)
    }
    try refuseForeign(name, in: published, isListed: comparison.previous[index] != nil)
    let stamp = try publishing { () throws(SystemError) in
      try writeNew(name, index, buffer.bytes, in: folder)
    }
    return Written(line: line, stamp: stamp, wasRendered: true, isNew: true)
  }
}

extension OutputEntry {
  /// The file's bytes in place of what the buffer holds; a failure names the file.
  func render(into buffer: inout ByteBuffer) throws(PublishError) {
    buffer.removeAll()
    do {
      try render(&buffer)
    } catch {
      throw .render(path: path, error)
    }
  }
}

extension Manifest.Line {
  /// The line of an entry that was rendered.
  init(_ entry: OutputEntry, bytes: [UInt8]) {
    self.init(
      path: entry.path, inputs: entry.fingerprint, content: Fingerprint(of: bytes),
      size: bytes.count, source: shownSource(entry))
  }
}

extension PageWriter {
  private func writeNew(
    _ name: String, _ index: Int, _ bytes: [UInt8], in folder: Folder
  ) throws(SystemError) -> FileStamp {
    guard case .generation = target else { return try folder.write(String(index), bytes) }
    do throws(SystemError) {
      return try folder.write(name, bytes)
    } catch {
      // The name may be a link to the published file, whose bytes readers see: never write into it.
      guard error.code == EEXIST else { throw error }
      try folder.remove(name)
      return try folder.write(name, bytes)
    }
  }

  /// Makes the published file part of the new generation.
  private func keep(
    _ name: String, _ stamp: FileStamp, from published: Folder, in folder: Folder
  ) throws(SystemError) {
    guard case .generation = target else { return }
    try folder.adopt(name, stamp, from: published)
  }

  private func stamp(
    of name: String, in folder: Folder, ifItHolds bytes: [UInt8]
  ) -> FileStamp? {
    guard let status = folder.status(name), status.kind == .file, status.stamp.size == bytes.count,
      folder.read(name) == bytes
    else { return nil }
    return status.stamp
  }

  private func refuseForeign(
    _ name: String, in published: Folder?, isListed: Bool
  ) throws(PublishError) {
    guard let published, let status = published.status(name) else { return }
    if status.kind == .folder { throw .folderInPlaceOfPage(published.joined(name)) }
    if !isListed, !replacesForeignFiles { throw .occupied(published.joined(name)) }
  }
}

extension Folder {
  /// Makes a file of another folder appear in this one too, unless it does already.
  func adopt(_ name: String, _ stamp: FileStamp, from other: Folder) throws(SystemError) {
    if let own = status(name) {
      if own.kind == .file, own.stamp.isSameContent(as: stamp) { return }
      try remove(name)
    }
    do throws(SystemError) {
      try other.link(name, into: self)
    } catch {
      // Linking a file of another user is forbidden on many systems; reading it is not.
      guard let bytes = other.read(name) else { throw error }
      _ = try write(name, bytes)
    }
  }
}

/// The part of a path before its last component; empty at the top.
func folderPath(of path: String) -> String {
  path.utf8.lastIndex(of: 0x2F).map { String(path[..<$0]) } ?? ""
}

/// The last component of a path.
func fileName(of path: String) -> String {
  path.utf8.lastIndex(of: 0x2F).map { String(path[path.utf8.index(after: $0)...]) } ?? path
}
