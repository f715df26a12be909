import Analysis
import SourceText
import System
import TraceModel

/// The files that each commit has changed, oldest first, behind those that the window begins with.
struct HistorySteps {
  struct Step {
    /// `nil` for the beginning.
    var revision: Revision?
    /// The content of each file that differs; `nil` for one that is gone.
    var files: [(path: String, version: HistoricTree.Version?)]
  }

  private(set) var steps: [Step] = []
  /// Each once, in the order in which they are needed.
  private(set) var versions: [HistoricTree.Version] = []
  /// How often each is needed.
  private(set) var uses: [HistoricTree.Version: Int] = [:]
  private(set) var paths: Set<String> = []

  init(_ base: [HistoricTree.Version], _ window: HistoryWindow) {
    add(Step(revision: nil, files: base.map { ($0.path, $0) }))
    for revision in window.revisions {
      add(
        Step(
          revision: Revision(revision.commit),
          files: revision.changes.map { change in
            (change.path, change.after.map { .init(path: change.path, content: $0) })
          }))
    }
  }

  private mutating func add(_ step: Step) {
    steps.append(step)
    for (path, version) in step.files {
      paths.insert(path)
      guard let version else { continue }
      if uses[version] == nil { versions.append(version) }
      uses[version, default: 0] += 1
    }
  }
}

/// Takes steps as soon as all that they need is there, and forgets what no later step needs.
struct HistoryRun {
  private let steps: [HistorySteps.Step]
  private var next = 0
  private var uses: [HistoricTree.Version: Int]
  /// `nil` for what cannot be read.
  private var statements: [HistoricTree.Version: [UInt8]?] = [:]
  private(set) var recorder: DriftRecorder
  private(set) var unreadable: [(path: String, revision: String)] = []
  private let start: Timeline.Start

  init(_ steps: HistorySteps, start: Timeline.Start) {
    self.steps = steps.steps
    self.start = start
    uses = steps.uses
    recorder = DriftRecorder()
  }

  mutating func take(_ found: [UInt8]?, for version: HistoricTree.Version) {
    statements.updateValue(found, forKey: version)
  }

  mutating func proceed() {
    while next < steps.count, isReady(steps[next]) {
      let step = steps[next]
      next += 1
      var files: [String: [TrackedDocument]] = [:]
      for (path, version) in step.files {
        guard let version else {
          files[path] = []
          continue
        }
        if let found = take(version) {
          files[path] = found
        } else {
          unreadable.append((path, step.revision?.name ?? start.revision?.name ?? ""))
        }
      }
      if let revision = step.revision {
        recorder.record(files, in: revision)
      } else {
        recorder = DriftRecorder(files.values.flatMap { $0 }, start: start)
      }
    }
  }

  private func isReady(_ step: HistorySteps.Step) -> Bool {
    step.files.allSatisfy { file in file.version.map { statements[$0] != nil } ?? true }
  }

  /// What a version says; `nil` when it cannot be read.
  private mutating func take(_ version: HistoricTree.Version) -> [TrackedDocument]? {
    let found = statements[version] ?? nil
    uses[version, default: 1] -= 1
    if uses[version] == 0 { statements[version] = nil }
    guard let found else { return nil }
    var reader = BinaryReader(found)
    let path = version.path
    return try? reader.array { (reader) throws(BinaryReader.Malformed) in
      try TrackedDocument(path: path, from: &reader)
    }
  }
}
