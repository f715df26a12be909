import SourceText
import TraceModel

/// What reviews clear, and what nobody has reviewed.
struct ReviewChanges {
  private let alignment: Alignment
  private let head: TraceSnapshot
  /// The project expects reviews: a change does not end that by itself.
  private let isKept: Bool
  private let isAbandoned: Bool
  private let reviewed: ReviewedNodes

  init(
    _ alignment: Alignment, _ head: TraceSnapshot, _ reviewed: ReviewedNodes,
    isKept: (base: Bool, head: Bool)
  ) {
    self.alignment = alignment
    self.head = head
    self.isKept = isKept.base || isKept.head
    isAbandoned = isKept.base && !isKept.head
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
    guard isKept else { return [] }
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
    guard isKept else { return [] }
    let constraints = head.nodes.filter(\.isReviewable)
    let count = constraints.count(where: isUnreviewed)
    let abandoned = "the change removes the file of reviews, and the base expects reviews"
    let unreviewed =
      "nobody has reviewed what \(count) of \(constraints.count) constraints say now"
    return (isAbandoned ? [abandoned] : []) + (count > 0 ? [unreviewed] : []) + unknown
  }

  /// Entries, and ends in them, that name nothing.
  private var unknown: [String] {
    let entries = reviewed.unknown.map {
      "\($0.range.description): the review of \u{201C}\($0.node)\u{201D} names nothing that is there"
    }
    let ends = reviewed.unknownEnds.map {
      "\($0.entry.range.description): the review of \u{201C}\($0.entry.node)\u{201D} names the other end "
        + "\u{201C}\($0.end)\u{201D}, which is not there"
    }
    return Array((entries + ends).prefix(10))
  }

  private func isUnreviewed(_ node: TraceSnapshot.Node) -> Bool {
    node.isReviewable && reviewed.review(of: node.key) == nil
  }
}

extension TraceSnapshot.Node {
  /// A constraint that is meant to hold: those of templates have no verdict.
  var isReviewable: Bool { key.kind == .constraint && verdict != nil }
}
