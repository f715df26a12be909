import SourceText
import TraceModel

/// Links of which one end has changed and the other one has not.
struct SuspectLinks {
  /// One of them, as it was found.
  struct Suspect {
    /// The end that has stayed.
    var end: TraceSnapshot.Node
    /// The one that has changed.
    var cause: Alignment.Pair
    var rule: Rule
    var summary: String
    /// `nil` for that of the rule.
    var severity: Severity?
  }

  /// In the order of the causes, then of their links.
  private(set) var suspects: [Suspect] = []
  /// Of each changed node: how many of its ends have changed with it.
  private(set) var changedAlong: [NodeKey: Int] = [:]
  /// There are more than anybody would look through.
  private(set) var isCut = false

  /// More ends than this are a change of everything.
  private static let limit = 5_000

  private let alignment: Alignment
  private let ends: LinkedEnds
  /// Paths of artifacts: what changed in one is not told again for evidence that names it.
  private let files: Set<String>

  init(_ alignment: Alignment, _ head: TraceSnapshot) {
    self.alignment = alignment
    ends = LinkedEnds(head)
    files = Set(head.nodes.lazy.filter { $0.key.kind == .artifact }.map(\.title))
    for pair in alignment.pairs where !isCut && pair.isChanged && pair.head.key.kind != .page {
      follow(pair)
    }
  }

  private mutating func follow(_ cause: Alignment.Pair) {
    var along = 0
    for end in ends.ends(of: cause.head.key, goesOn: isUnchanged) {
      // What is new was written for what the other end says now.
      guard let other = alignment.pair(end.node) else { continue }
      guard !other.isChanged else {
        along += 1
        continue
      }
      guard suspects.count < Self.limit else {
        isCut = true
        return
      }
      if let suspect = suspect(end, other.head, cause) { suspects.append(suspect) }
    }
    if along > 0 { changedAlong[cause.head.key] = along }
  }

  private func isUnchanged(_ key: NodeKey) -> Bool {
    alignment.pair(key).map { !$0.isChanged } ?? false
  }

  private func suspect(
    _ end: LinkedEnds.End, _ node: TraceSnapshot.Node, _ cause: Alignment.Pair
  ) -> Suspect? {
    let name = cause.head.key.shown(beside: node.key)
    if end.isSupport {
      // Files that changed below an unchanged statement are the next case.
      guard cause.isRestated || !cause.head.key.kind.isProgram else { return nil }
      let way =
        end.through.map { "\($0.shown(beside: node.key)), which serves \(name), and that" }
        ?? "\(name), which"
      return Suspect(
        end: node, cause: cause, rule: ChangeRules.suspectSupport,
        summary: "\(end.kind.rawValue) \(way) has changed")
    }
    return suspectStatement(end, node, cause, name)
  }

  /// A statement whose support has changed.
  private func suspectStatement(
    _ end: LinkedEnds.End, _ node: TraceSnapshot.Node, _ cause: Alignment.Pair, _ name: String
  ) -> Suspect? {
    let kind = cause.head.key.kind
    // A plan of work puts nothing in doubt that it was made for.
    guard kind != .task, kind != .phase, kind != .change else { return nil }
    let isTold = kind == .evidence && files.contains(cause.head.title)
    // A passing test answers for programs that have changed, and not for itself.
    let isPassed = node.facets.contains(.passed) && !node.facets.contains(.failed)
    let isShown = isPassed && end.kind != .verifies
    if !cause.isRestated, isTold || isShown { return nil }
    return Suspect(
      end: node, cause: cause,
      rule: cause.isRestated ? ChangeRules.suspectStatement : ChangeRules.suspectProgram,
      summary: "is \(end.kind.inverse) \(name), which has changed",
      severity: kind.isDescription ? .note : nil)
  }
}

extension NodeKind {
  /// It tells people of a statement, and does not check it.
  fileprivate var isDescription: Bool {
    self == .runbookSection || self == .panel || self == .dashboard || self == .runbook
  }
}

extension SuspectLinks.Suspect {
  /// As a report has it: the end to look at, with what changed and how.
  var finding: ChangeFinding {
    ChangeFinding(
      .suspect, rule, .init(end), .init(cause.head), summary,
      before: cause.isRestated ? cause.before : nil,
      after: cause.isRestated ? cause.now : nil, severity: severity)
  }
}
