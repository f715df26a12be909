import SourceText
import TraceModel

/// Gaps that a change opens and closes, and verdicts that it moves.
struct GapChanges {
  private let alignment: Alignment
  private let base: TraceSnapshot
  private let head: TraceSnapshot
  private let budget: BudgetCount

  init(
    _ alignment: Alignment, _ base: TraceSnapshot, _ head: TraceSnapshot, _ budget: BudgetCount
  ) {
    self.budget = budget
    self.alignment = alignment
    self.base = base
    self.head = head
  }

  func findings() -> [ChangeFinding] {
    let own = alignment.pairs.compactMap(finding) + alignment.added.compactMap(finding)
    let opened = Set(own.lazy.filter { $0.kind == .newGap }.map(\.subject.key))
    return own + alignment.pairs.compactMap(lostFile) + alignment.pairs.compactMap(lostTest)
      + dangling(besides: opened)
  }

  /// Evidence whose file was there and is gone, although what was recorded of it has stayed.
  private func lostFile(_ pair: Alignment.Pair) -> ChangeFinding? {
    let shows = pair.head.facets.contains(.passed)
    guard pair.base.isRead, !pair.head.isRead, shows || pair.head.key.kind == .evidence else {
      return nil
    }
    let start = Self.lostFileWords(pair)
    return ChangeFinding(
      .regressed, ChangeRules.evidenceGone, .init(pair.head), nil,
      shows ? "\(start), and it still counts by a recorded result" : start,
      severity: shows ? .error : nil)
  }

  /// A pass that counts speaks for a test that stood in its file, and is not found there by its name any
  /// more.
  private func lostTest(_ pair: Alignment.Pair) -> ChangeFinding? {
    guard let test = pair.head.doubt, pair.base.facets.isSuperset(of: [.passed, .found]) else {
      return nil
    }
    return ChangeFinding(
      .regressed, ChangeRules.evidenceGone, .init(pair.head), nil,
      "still counts \(test): no test is defined there by that name any more, "
        + "and it may come from elsewhere or be made while the tests run")
  }

  /// The title of evidence is the path that it names, if it names one.
  private static func lostFileWords(_ pair: Alignment.Pair) -> String {
    let (old, new) = (oneLine(pair.base.title), oneLine(pair.head.title))
    guard pair.head.key.kind == .evidence, old != new else { return "its file is gone" }
    return "does not name \u{201C}\(old)\u{201D} any more, and no other file that is there"
  }

  // MARK: gaps

  private func finding(_ node: TraceSnapshot.Node) -> ChangeFinding? {
    guard let gap = node.openGap else { return accepted(node, "is new, and ") }
    return node.isUnspecified(gap) ? nil : opened(node, "is new, and \(gap.sentence)")
  }

  /// Nobody has seen the gap open: who makes it accepts it, and that has to be looked at.
  private func accepted(_ node: TraceSnapshot.Node, _ start: String) -> ChangeFinding? {
    guard let gap = node.gap, gap.isAccepted else { return nil }
    return ChangeFinding(
      .changed, ChangeRules.gapAccepted, .init(node), nil,
      "\(start)its gap is accepted in the same change: \(gap.text)",
      severity: node.type == .invariant ? .warning : nil)
  }

  /// Within a budget a new gap is worth a warning: the project has decided how much may be missing. How
  /// much may be wrong nobody decides: a test that fails, a reference to nothing.
  private func opened(_ node: TraceSnapshot.Node, _ summary: String) -> ChangeFinding {
    let isWrong = node.gap.map { [.failing, .dangling].contains($0.reason) } ?? false
    return ChangeFinding(
      .newGap, ChangeRules.newGap, .init(node), nil, summary,
      severity: !isWrong && budget.allows(node) ? .warning : nil)
  }

  private func finding(_ pair: Alignment.Pair) -> ChangeFinding? {
    let place = ChangeFinding.Place(pair.head)
    if pair.base.key.kind.isJudged, pair.base.verdict != nil, pair.head.verdict == nil {
      return ChangeFinding(
        .regressed, ChangeRules.regressed, place, nil,
        "is not judged any more: a template is not meant to hold",
        severity: pair.base.type == .invariant ? .error : nil)
    }
    switch (pair.base.openGap, pair.head.openGap) {
    case (nil, let gap?):
      let start = pair.base.gap == nil ? "" : "its gap is not accepted any more: "
      return opened(pair.head, start + gap.sentence)
    case (_?, nil):
      guard pair.head.gap == nil else {
        return ChangeFinding(
          .changed, ChangeRules.gapAccepted, place, nil, "its gap is accepted for a while")
      }
      return ChangeFinding(.fixed, ChangeRules.fixed, place, nil, Self.fixedSummary(pair))
    default:
      let isNew = pair.base.gap == nil && pair.head.gap?.isAccepted == true
      return isNew ? accepted(pair.head, "") : verdictFinding(pair)
    }
  }

  private static func fixedSummary(_ pair: Alignment.Pair) -> String {
    let was = pair.base.gap.map { "was \($0.reason.rawValue)" } ?? ""
    guard let verdict = pair.head.verdict else { return "lacks nothing any more; \(was)" }
    return "is \(verdict.word); \(was)"
  }

  private func verdictFinding(_ pair: Alignment.Pair) -> ChangeFinding? {
    guard pair.head.key.kind.isJudged, let old = pair.base.verdict, let new = pair.head.verdict,
      old != new
    else { return nil }
    let summary = "is \(new.word), and was \(old.word)"
    if new > old {
      return ChangeFinding(.changed, ChangeRules.improved, .init(pair.head), nil, summary)
    }
    let isError = new == .failing || pair.head.type == .invariant
    return ChangeFinding(
      .regressed, ChangeRules.regressed, .init(pair.head), nil, summary,
      severity: isError ? .error : nil)
  }

  // MARK: references

  /// New references to nothing, of nodes whose gap is older than this change.
  private func dangling(besides opened: Set<NodeKey>) -> [ChangeFinding] {
    let old = Set(base.links.lazy.filter { !$0.missing.isEmpty }.map { reference($0) })
    var seen: Set<Reference> = []
    return head.links.compactMap { link in
      let found = Reference(source: link.source, kind: link.kind, id: link.missing)
      guard !link.missing.isEmpty, !opened.contains(link.source), !old.contains(found),
        seen.insert(found).inserted, let node = alignment.pair(link.source)?.head,
        node.openGap != nil
      else { return nil }
      return ChangeFinding(
        .newGap, ChangeRules.newDangling, .init(node), nil, Self.summary(of: link),
        detail: "\(link.kind.rawValue) \(link.missing)")
    }
  }

  /// What is said of a link that leads nowhere.
  static func summary(of link: TraceSnapshot.Link) -> String { summary(link.kind, link.missing) }

  static func summary(_ kind: LinkKind, _ missing: String) -> String {
    "\(kind.rawValue) \u{201C}\(missing)\u{201D}, which is not defined"
  }

  private struct Reference: Hashable {
    var source: NodeKey
    var kind: LinkKind
    var id: String
  }

  private func reference(_ link: TraceSnapshot.Link) -> Reference {
    Reference(
      source: alignment.headKey(link.source) ?? link.source, kind: link.kind, id: link.missing)
  }
}

extension TraceSnapshot.Node {
  /// What it lacks and nobody accepts.
  var openGap: TraceSnapshot.Lack? { gap.flatMap { $0.isAccepted ? nil : $0 } }

  /// Its gap is that nothing asks for it: that is said in another way.
  func isUnspecified(_ gap: TraceSnapshot.Lack) -> Bool {
    gap.reason == .orphaned && !gap.isAccepted && key.kind.isProduct
  }
}

extension TraceSnapshot.Lack {
  /// `uncovered: no truth and no artifact covers it`.
  var sentence: String { text.isEmpty ? reason.rawValue : "\(reason.rawValue): \(text)" }
}

extension NodeKind {
  /// Its verdict is of interest by itself: others follow from these.
  var isJudged: Bool {
    switch self {
    case .constraint, .requiredTruth, .failureMode, .requirement, .scenario, .artifact: true
    default: false
    }
  }

  /// What is made because something asks for it.
  var isProduct: Bool { self == .artifact || self == .sourceRange || self == .alert }
}
