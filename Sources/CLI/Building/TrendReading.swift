import Analysis
import SourceText
import System

/// The coverage at the newest commits that have changed the project's files, each computed once and
/// remembered for the next build.
struct TrendReading {
  private let repository: GitRepository
  private let revisions: RevisionReader
  private let reading: RevisionReading
  private let cache: BuildCache
  private let limit: Int
  private let progress: Progress
  /// Covers whatever decides what a commit comes to.
  private let maker: Fingerprint

  private static let record = "trend"

  /// `nil` when nobody wants a trend, or there is no history.
  init?(_ request: BuildRequest, _ files: InputFiles, _ cache: BuildCache) {
    limit = request.configuration.trendCommits
    guard limit > 0, let repository = files.history.repository, let head = repository.head,
      let revisions = try? RevisionReader(repository)
    else { return nil }
    self.repository = repository
    self.revisions = revisions
    self.cache = cache
    progress = Progress(on: request.console)
    let day = request.day ?? (try? revisions.day(of: head)) ?? nil
    reading = RevisionReading(
      root: request.project.root, invocation: request.invocation, console: request.console,
      cache: cache, revisions: revisions, day: day)
    var hasher = Fingerprinter()
    hasher.combine(cache.program)
    hasher.combine(LastBuild.settings(of: request.configuration))
    maker = hasher.finish()
  }

  /// The oldest first; `nil` when the history cannot be read.
  func trend() -> CoverageTrend? {
    // One more than is shown tells whether there is more.
    guard let found = try? repository.newestRevisions(limit + 1) else { return nil }
    let shown = found.revisions.prefix(limit)
    guard let oldest = shown.last else { return nil }
    let known = remembered()
    let points = shown.enumerated().map { number, revision in
      progress.show("Following coverage", number, of: shown.count)
      return point(revision.commit, known)
    }
    progress.clear()
    remember(points)
    return CoverageTrend(points.reversed(), start: start(oldest, found))
  }

  private func point(
    _ commit: GitCommit, _ known: [String: Coverage]
  ) -> CoverageTrend.Point {
    let coverage =
      known[commit.id.description]
      ?? (try? reading.read(commit.id))
      .map(\.snapshot.constraints)
    return CoverageTrend.Point(
      commit: commit.id.description, day: commit.date.day, constraints: coverage)
  }

  private func start(_ oldest: GitRevision, _ found: GitRevisions) -> Timeline.Start {
    let place = Revision(oldest.commit)
    if oldest.isBoundary { return .shallow(place) }
    if found.revisions.count > limit { return .limit(place) }
    return found.fault == nil ? .wholeHistory : .unreadable(place)
  }

  // MARK: memory

  private func remember(_ points: [CoverageTrend.Point]) {
    var writer = BinaryWriter()
    writer.write(maker)
    // What could not be read today may be fetched tomorrow.
    writer.write(points.filter { $0.constraints != nil }) { writer, point in
      writer.write(point.commit)
      point.constraints?.encode(into: &writer)
    }
    cache.keep(Self.record, writer.bytes)
  }

  private func remembered() -> [String: Coverage] {
    var reader = BinaryReader(cache.record(Self.record) ?? [])
    guard let known = try? reader.fingerprint(), known == maker,
      let points = try? reader.array({ (reader) throws(BinaryReader.Malformed) in
        (try reader.text(), try Coverage(from: &reader))
      })
    else { return [:] }
    return Dictionary(points) { first, _ in first }
  }
}
