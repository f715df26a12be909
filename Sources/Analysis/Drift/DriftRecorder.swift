public import TraceModel

/// Follows what documents say from commit to commit, and notes what has happened to each id.
///
/// Holds the statements of one moment only, whatever the length of the history.
public struct DriftRecorder: Sendable {
  private var families: [TrackedDocument.Family: FamilyStatements] = [:]
  /// Families to which a file says something.
  private var places: [String: Set<TrackedDocument.Family>] = [:]
  private(set) var revisions: [Revision] = []
  private(set) var changes: [StatementChange] = []
  private(set) var commitCount = 0
  /// Where the history begins.
  public private(set) var start = Timeline.Start.wholeHistory

  /// Older changes are forgotten when there are more than this many.
  var changeLimit = 50_000

  /// A history that begins with nothing.
  public init() {}

  /// A history that begins with what some files say.
  public init(_ documents: [TrackedDocument], start: Timeline.Start) {
    self.start = start
    replace(Dictionary(grouping: documents, by: \.path))
  }

  /// Takes over what was noted before the documents of this moment.
  mutating func restore(
    _ revisions: [Revision], _ changes: [StatementChange], commitCount: Int
  ) {
    (self.revisions, self.changes, self.commitCount) = (revisions, changes, commitCount)
  }

  /// Every file that says something, with what it says.
  public var documents: [TrackedDocument] {
    families.values.flatMap(\.documents.values).sorted { $0.path < $1.path }
  }

  /// What is said of every side of every id.
  public var contents: [NodeKey: [TrackedStatement.Facet: TrackedContent]] {
    var contents: [NodeKey: [TrackedStatement.Facet: TrackedContent]] = [:]
    for family in families.values {
      for (slot, statement) in family.statements {
        let key = NodeKey(kind: slot.kind, scope: family.scope, id: statement.id)
        contents[key, default: [:]][slot.facet] = statement.content
      }
    }
    return contents
  }

  /// Takes over what some files say in a commit, and notes the difference.
  ///
  /// `files` has an entry for every file that differs, empty for one that is gone.
  public mutating func record(_ files: [String: [TrackedDocument]], in revision: Revision) {
    if !revision.isWorking { commitCount += 1 }
    let touched = touchedFamilies(files)
    guard !touched.isEmpty else { return }
    let before = statements(of: touched)
    replace(files)
    let after = statements(of: touched)
    let found = Comparison(before, after).changes(in: revisions.count)
    guard !found.isEmpty else { return }
    revisions.append(revision)
    changes += found
    if changes.count > 2 * changeLimit { forget() }
  }

  /// Files that say something else than they did: those of a whole tree against what is known.
  public func differences(to documents: [TrackedDocument]) -> [String: [TrackedDocument]] {
    var files = Dictionary(grouping: documents, by: \.path)
    for (path, places) in places {
      guard let now = files[path] else {
        files[path] = []
        continue
      }
      let known = places.compactMap { families[$0]?.documents[path] }
      if Set(known) == Set(now) { files[path] = nil }
    }
    return files
  }

  /// What has happened so far.
  public func timeline() -> Timeline {
    var recorder = self
    if recorder.changes.count > changeLimit { recorder.forget() }
    var present: Set<Timeline.Identity> = []
    for family in families.values {
      for (slot, statement) in family.statements {
        present.insert(
          .init(NodeKey(kind: slot.kind, scope: family.scope, id: statement.id)))
      }
    }
    return Timeline(
      revisions: recorder.revisions, changes: recorder.changes, start: recorder.start,
      commitCount: commitCount, present: present)
  }

  private func touchedFamilies(
    _ files: [String: [TrackedDocument]]
  ) -> Set<TrackedDocument.Family> {
    var touched: Set<TrackedDocument.Family> = []
    for (path, documents) in files {
      touched.formUnion(places[path] ?? [])
      touched.formUnion(documents.map(\.family))
    }
    return touched
  }

  private mutating func replace(_ files: [String: [TrackedDocument]]) {
    let touched = touchedFamilies(files)
    for (path, documents) in files {
      for family in places[path] ?? [] { families[family]?.documents[path] = nil }
      places[path] = documents.isEmpty ? nil : Set(documents.map(\.family))
      for document in documents {
        families[document.family, default: FamilyStatements(document.family)]
          .documents[path] = document
      }
    }
    for family in touched {
      if families[family]?.documents.isEmpty == true { families[family] = nil }
      families[family]?.putTogether()
    }
  }

  /// By the name that each slot has in the whole project.
  private func statements(
    of touched: Set<TrackedDocument.Family>
  ) -> [Comparison.Slot: FamilyStatements.Statement] {
    var found: [Comparison.Slot: FamilyStatements.Statement] = [:]
    for family in touched.compactMap({ families[$0] }) {
      for (slot, statement) in family.statements {
        found[Comparison.Slot(scope: family.scope, slot: slot)] = statement
      }
    }
    return found
  }

  /// Forgets the oldest revisions as a whole, until what is left is within the limit.
  private mutating func forget() {
    guard let last = changes.dropFirst(changes.count - changeLimit).first?.revision,
      last > 0
    else { return }
    let kept = last + 1 < revisions.count ? last + 1 : last
    start = .limit(revisions[kept - 1])
    revisions.removeFirst(kept)
    changes.removeAll { $0.revision < kept }
    for position in changes.indices { changes[position].revision -= kept }
  }
}
