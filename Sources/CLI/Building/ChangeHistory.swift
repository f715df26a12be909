import SourceText
import System

/// When each file was last changed, by the project's own Git history.
struct ChangeHistory: Sendable {
  /// The commit that is checked out; empty without a repository.
  let head: String
  /// A history that was cut off is said, because dates before the cut are missing then.
  let diagnostics: [Diagnostic]
  let repository: GitRepository?
  /// Changes whenever another history is there to be read: the same commit may have got parents.
  let state: String

  private static let record = "days"

  init(_ project: Project) {
    repository = GitRepository(containing: project.root)
    head = repository?.head?.description ?? ""
    let isCut = repository?.isShallow ?? false
    state = ([head] + (repository?.boundary ?? [])).joined(separator: " ")
    diagnostics =
      isCut
      ? [
        Diagnostic(
          .shallowHistory, at: .file("."),
          "the Git history is cut off, so pages changed before the cut have no date",
          fix: "fetch the whole history, or give pages a date in their front matter")
      ] : []
  }

  /// No history but a commit that is looked at by itself.
  init(ending commit: GitObjectID) {
    head = commit.description
    (diagnostics, repository, state) = ([], nil, head)
  }

  /// The day of the last commit that changed a file (`YYYY-MM-DD`), by path.
  ///
  /// Walking a long history takes seconds, so the answer is kept for the commit it belongs to.
  func days(_ cache: BuildCache) -> [String: String] {
    guard let repository, !head.isEmpty else { return [:] }
    if let known = cache.record(Self.record).flatMap(decoded) { return known }
    guard let dates = try? repository.lastChanges() else { return [:] }
    let days = dates.dates.mapValues(\.day)
    if dates.isComplete { cache.keep(Self.record, encoded(days)) }
    return days
  }

  /// The day of the commit that is checked out; `nil` without one.
  func headDay() -> String? { (try? repository?.headCommit())?.date.day }

  private func encoded(_ days: [String: String]) -> [UInt8] {
    var writer = BinaryWriter()
    writer.write(state)
    writer.write(days.sorted { $0.key < $1.key }) { writer, entry in
      writer.write(entry.key)
      writer.write(entry.value)
    }
    return writer.bytes
  }

  private func decoded(_ bytes: [UInt8]) -> [String: String]? {
    var reader = BinaryReader(bytes)
    guard let known = try? reader.text(), known == state,
      let entries = try? reader.array({ (reader) throws(BinaryReader.Malformed) in
        (try reader.text(), try reader.text())
      })
    else { return nil }
    return Dictionary(entries, uniquingKeysWith: { first, _ in first })
  }
}
