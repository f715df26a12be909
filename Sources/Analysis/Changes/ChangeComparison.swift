import SourceText
public import TraceModel

/// Compares what two revisions of a project say and hold.
public struct ChangeComparison: Sendable {
  let base: TraceSnapshot
  let head: TraceSnapshot
  private let baseCommit: String
  private let headCommit: String
  private let budget: GapBudget
  private let reviews: Reviews
  private let baseReviews: Reviews
  private let unread: Set<String>

  /// A comparison of two snapshots of one project.
  /// - Parameters:
  ///   - base: what the merge base says.
  ///   - head: what is proposed.
  ///   - baseCommit: the merge base, in hexadecimal digits.
  ///   - headCommit: the proposed commit.
  ///   - budget: how many gaps there may be; that of the base, if it has one.
  ///   - reviews: what people have looked at; those of the head.
  ///   - baseReviews: those of the base, which say nothing of what the change rewrites.
  ///   - unread: paths of files that could be read at the base and cannot be read at the head.
  public init(
    base: TraceSnapshot, head: TraceSnapshot, baseCommit: String, headCommit: String,
    budget: GapBudget = GapBudget(), reviews: Reviews = Reviews(),
    baseReviews: Reviews = Reviews(), unread: Set<String> = []
  ) {
    self.base = base
    self.head = head
    self.baseCommit = baseCommit
    self.headCommit = headCommit
    self.budget = budget
    self.reviews = reviews
    self.baseReviews = baseReviews
    self.unread = unread
  }

  /// What has happened from the one to the other, in an order that depends on nothing else.
  /// - Complexity: linear in nodes and links, and in the pairs of ends that are suspect.
  public func report() -> ChangeReport {
    let alignment = Alignment(base, head)
    let suspects = SuspectLinks(alignment, head)
    let links = LinkChanges(alignment, base, head)
    let reviewed = ReviewedNodes(
      reviews, head, standing: baseReviews, rewritten: alignment.rewritten)
    let reviewing = ReviewChanges(
      alignment, head, reviewed, isKept: (baseReviews.isKept, reviews.isKept))
    let uncleared = reviewing.uncleared(suspects.suspects)
    let counted = BudgetCount(budget, base, head)
    let findings =
      counted.findings() + GapChanges(alignment, base, head, counted).findings()
      + PresenceChanges(alignment, head).findings()
      + ClaimChanges(alignment, base, head).findings() + uncleared.findings
      + reviewing.unreviewed()
      + StatementChanges(
        alignment, links, reviewed, changedAlong: suspects.changedAlong
      ).findings()
    let removals = RemovalConsequences(alignment, links, base, head, unread: unread)
    var report = ChangeReport(
      base: side(base, baseCommit), head: side(head, headCommit),
      findings: Self.sorted(removals.told(findings)), budget: counted.lines)
    report.constraints = head.nodes.compactMap(ChangeReport.JudgedConstraint.init)
    report.remarks = counted.remarks + removals.remarks + uncleared.remarks + reviewing.remarks()
    if suspects.isCut {
      report.remarks.append("only the first \(suspects.suspects.count) suspect links are listed")
    }
    return report
  }

  private func side(_ snapshot: TraceSnapshot, _ commit: String) -> ChangeReport.Side {
    let gaps = snapshot.nodes.compactMap(\.gap)
    let accepted = gaps.count(where: \.isAccepted)
    return ChangeReport.Side(
      commit: commit, constraints: snapshot.constraints, nodes: snapshot.nodes.count,
      links: snapshot.links.count, gaps: gaps.count - accepted, acceptedGaps: accepted)
  }

  static func sorted(_ findings: [ChangeFinding]) -> [ChangeFinding] {
    let order = Dictionary(
      uniqueKeysWithValues: ChangeFinding.Kind.allCases.enumerated().map { ($1, $0) })
    return findings.sorted { isOrdered($0, before: $1, order) }
  }

  private static func isOrdered(
    _ a: ChangeFinding, before b: ChangeFinding, _ order: [ChangeFinding.Kind: Int]
  ) -> Bool {
    if a.kind != b.kind { return order[a.kind, default: 0] < order[b.kind, default: 0] }
    if a.severity != b.severity { return a.severity > b.severity }
    // What belongs to one cause stands together.
    if a.kind == .suspect, let first = a.other?.key, let second = b.other?.key, first != second {
      return first < second
    }
    if a.subject.key != b.subject.key { return a.subject.key < b.subject.key }
    return a.fingerprint < b.fingerprint
  }
}
