import Analysis
import Ingest
import Site
import SourceText
import System
import TraceModel

/// The two revisions that are compared, and what has to be said about reading them.
struct ComparedSides {
  let base: GitObjectID
  let head: GitObjectID
  private(set) var baseSide = ReadRevision()
  private(set) var headSide = ReadRevision()
  private var remarks: [String] = []

  init(base: GitObjectID, head: GitObjectID) {
    self.base = base
    self.head = head
  }

  /// Reads both commits.
  mutating func read(by reading: RevisionReading) throws {
    let head = head
    headSide = try reading.read(head, with: reading.results.head)
    try readBase(by: reading) { try reading.configuration(of: head) }
  }

  /// Reads the base, and the project's folder as it is in the place of the head.
  mutating func readFolder(by reading: RevisionReading, isSparse: Bool) throws {
    let project = try Project.open(reading.invocation).withoutRepositories()
    headSide = try reading.read(project)
    try readBase(by: reading) { project.configuration }
    remarks.append("the head is the folder as it is, with what is not committed")
    guard isSparse else { return }
    remarks.append(
      "the checkout is sparse: files that it leaves out count as gone, unless git sparse-checkout "
        + "disable brings them back")
  }

  /// A change may mend a configuration that nobody could read: the base is then read by the head's.
  private mutating func readBase(
    by reading: RevisionReading, standby: () throws -> Configuration
  ) throws {
    do {
      baseSide = try reading.read(base, with: reading.results.base)
    } catch SetupFault.configuration {
      baseSide = try reading.read(
        base, with: reading.results.base, standby: try standby())
      remarks.append(
        "the configuration of the base cannot be read, so that it was read by that of the head")
    }
    if !reading.results.head.isEmpty, !baseSide.hasResults {
      remarks.append(
        "results were handed over for the head, and the base has none: whatever the tests show "
          + "counts as new; --base-results takes those of the base")
    }
  }

  mutating func remark(_ sentence: String) { remarks.append(sentence) }

  mutating func remark(severalBases bases: [GitObjectID]) {
    remarks.append(
      "the two have \(bases.count) last commits in common, of which the first is compared with: "
        + bases.prefix(4).map { String($0.description.prefix(12)) }.joined(separator: ", "))
  }

  /// What is not committed is not part of the head. Reports of ours and results that were handed over are
  /// no work that somebody has forgotten.
  mutating func remark(uncommittedIn revisions: RevisionReader, _ reading: RevisionReading) throws {
    guard let (changed, new) = try revisions.uncommittedFiles(since: head) else { return }
    let own = OwnReports.files(among: new) { path in
      try? ProjectTree(root: reading.root).read(path).get().bytes
    }
    let given = [reading.results.base, reading.results.head].flatMap(\.files.keys)
    let count = Set(changed + new).subtracting(own).subtracting(given).count
    guard count > 0 else { return }
    remarks.append(
      (count == 1
        ? "1 file of the folder differs from the head and is"
        : "\(count) files of the folder differ from the head and are")
        + " left out of account; --work-tree compares the folder as it is")
  }

  // MARK: comparing

  /// What the change does, with what could not be read.
  func report() -> ChangeReport {
    let budget = self.budget
    let unread = unreadFiles
    var report = ChangeComparison(
      base: baseSide.snapshot, head: headSide.snapshot, baseCommit: base.description,
      headCommit: head.description, budget: budget.limits,
      reviews: Ingest.readReviews(headSide.reviews),
      baseReviews: Ingest.readReviews(baseSide.reviews),
      unread: Set(unread.new.map(\.subject.range.path))
    ).report()
    report.add(unread.new)
    report.remarks =
      remarks + ownRemarks + policyRemarks + budget.remarks + unread.remarks + report.remarks
    return report
  }

  /// The same report with the pages that the published site has, which is made of what the base says.
  func withPages(_ report: ChangeReport) -> ChangeReport {
    guard baseSide.siteURL != nil else { return report }
    let published = Set(baseSide.snapshot.nodes.map(\.key))
    return report.withPages { key in
      // Marked lines are compared under other names than their pages have.
      guard key.kind != .sourceRange, published.contains(key) else { return nil }
      return pagePath(of: key, contentFolder: baseSide.contentFolder)
    }
  }

  /// Results that a change replaces by such a report are gone, and nobody may miss that.
  private var ownRemarks: [String] {
    let new = Set(headSide.ownReports).subtracting(baseSide.ownReports)
    guard !new.isEmpty else { return [] }
    return [
      Self.remark(new, "the head has reports of this program, which count as no results:")
    ]
  }

  /// Verdicts follow the policy of their own side: who changes it changes what they mean.
  private var policyRemarks: [String] {
    let demands = [baseSide, headSide].map { side in
      Ingest.readPolicies(side.policies).demands.mapValues(\.demand)
    }
    return demands[0] == demands[1]
      ? [] : ["the change alters what the policy demands, and each side is judged by its own"]
  }

  /// A change must not loosen the budget that it is measured by: the base's counts.
  private var budget: (limits: GapBudget, remarks: [String]) {
    let (before, after) = (
      Ingest.readPolicies(baseSide.policies).budget, Ingest.readPolicies(headSide.policies).budget
    )
    guard !before.entries.isEmpty else { return (after, []) }
    // Moving a line of the policy alters nothing.
    let stated = { (budget: GapBudget) in
      budget.entries.map { entry in
        var entry = entry
        entry.range = .file("")
        return entry
      }
    }
    return (
      before,
      stated(before) == stated(after)
        ? [] : ["the change alters the budget of gaps, and is measured by that of the base"]
    )
  }

  /// What cannot be read is not the same as what has not changed.
  private var unreadFiles: (new: [ChangeFinding], remarks: [String]) {
    let before = Set(baseSide.errors.map(UnreadFile.init))
    var old = Dictionary(grouping: baseSide.errors) { "\($0.range.path)\0\($0.summary)" }
    var new: [UnreadFile: [Diagnostic]] = [:]
    var known: Set<UnreadFile> = []
    for error in headSide.errors {
      let isOld = old["\(error.range.path)\0\(error.summary)"]?.popLast() != nil
      if isOld {
        known.insert(UnreadFile(error))
      } else {
        new[UnreadFile(error), default: []].append(error)
      }
    }
    var remarks: [String] = []
    let mended = before.subtracting(known).subtracting(new.keys)
    for (files, place) in [(mended, "at the base"), (known, "on both sides")] where !files.isEmpty {
      remarks.append(
        Self.remark(Set(files.map(\.path)), "\(place), errors stand in the way of reading"))
    }
    return (new.values.compactMap(UnreadFile.finding), remarks)
  }

  private static func remark(_ paths: Set<String>, _ start: String) -> String {
    let names = paths.sorted().prefix(5).map { "\u{201C}\(displayName($0))\u{201D}" }
    let rest = paths.count > 5 ? " and \(paths.count - 5) more" : ""
    return "\(start) \(names.joined(separator: ", "))\(rest)"
  }
}

/// A file with the kind of error for which it cannot be read as a whole.
private struct UnreadFile: Hashable {
  var path: String
  var rule: String

  init(_ error: Diagnostic) {
    path = error.range.path
    rule = error.rule.id
  }

  /// One finding for the errors of one kind in one file.
  static func finding(_ errors: [Diagnostic]) -> ChangeFinding? {
    guard let first = errors.first else { return nil }
    let key = NodeKey(kind: .artifact, scope: .project, id: first.range.path)
    let more =
      errors.count < 2
      ? "" : ", and \(errors.count - 1) more such error\(errors.count == 2 ? "" : "s")"
    return ChangeFinding(
      .regressed, first.rule, .init(key, title: first.range.path, at: first.range), nil,
      "an error that was not there before the change: \(first.summary)\(more)",
      severity: first.severity)
  }
}
