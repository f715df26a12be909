import SourceText
import TraceModel

/// What reviews clear, and what nobody has reviewed.
struct ReviewChanges {
  private let alignment: Alignment
  private let head: TraceSnapshot
  private let reviews: Reviews
  private let reviewed: ReviewedNodes

  init(
    _ alignment: Alignment, _ head: TraceSnapshot, _ reviews: Reviews, _ reviewed: ReviewedNodes
  ) {
    self.alignment = alignment
    self.head = head
    self.reviews = reviews
    self.reviewed = reviewed
  }

  /// Suspects that nobody has looked at, and a sentence for each review that has cleared some.
  func uncleared(
    _ suspects: [SuspectLinks.Suspect]
  ) -> (findings: [ChangeFinding], remarks: [String]) {
    var findings: [ChangeFinding] = []
    var cleared: [(node: NodeKey, review: Reviews.Entry, count: Int)] = []
    for suspect in suspects {
      let cause = suspect.cause.head.key
      guard let review = reviewed.review(of: cause, with: suspect.end.key) else {
        findings.append(suspect.finding)
        continue
      }
      if let last = cleared.indices.last, cleared[last].node == cause,
        cleared[last].review == review
      {
        cleared[last].count += 1
      } else {
        cleared.append((cause, review, 1))
      }
    }
    return (findings, cleared.map { Self.sentence($0.node, $0.review, $0.count) })
  }

  private static func sentence(_ node: NodeKey, _ review: Reviews.Entry, _ count: Int) -> String {
    let links = count == 1 ? "1 suspect link" : "\(count) suspect links"
    return "\(review.reviewer) reviewed \(links) of \(node.shownName) on \(review.day)"
      + (review.note.isEmpty ? "" : ": \(oneLine(review.note))")
  }

  /// Constraints that the change touches and nobody has reviewed since.
  func unreviewed() -> [ChangeFinding] {
    guard reviews.isKept else { return [] }
    let touched = alignment.pairs.lazy.filter(\.isRestated).map(\.head) + alignment.added
    return touched.filter(isUnreviewed).map { node in
      ChangeFinding(
        .unreviewed, ChangeRules.unreviewed, .init(node), nil,
        "nobody has reviewed what it says now",
        after: node.shownText)
    }
  }

  /// How many there are in all, and entries that name nothing.
  func remarks() -> [String] {
    guard reviews.isKept else { return [] }
    let constraints = head.nodes.filter(\.isReviewable)
    let count = constraints.count(where: isUnreviewed)
    let unknown = reviewed.unknown.prefix(10).map {
      "\($0.range.description): the review of \u{201C}\($0.node)\u{201D} names nothing that is there"
    }
    guard count > 0 else { return Array(unknown) }
    return ["nobody has reviewed what \(count) of \(constraints.count) constraints say now"]
      + unknown
  }

  private func isUnreviewed(_ node: TraceSnapshot.Node) -> Bool {
    node.isReviewable && reviewed.review(of: node.key) == nil
  }
}

extension TraceSnapshot.Node {
  /// A constraint that is meant to hold: those of templates have no verdict.
  var isReviewable: Bool { key.kind == .constraint && verdict != nil }
}
