import SourceText
import TraceModel

/// What a change says differently: texts, types, parents and links.
struct StatementChanges {
  private let alignment: Alignment
  private let links: LinkChanges
  private let reviewed: ReviewedNodes
  private let elsewhere: StatedElsewhere
  /// How many ends of their links have changed along with them.
  private let changedAlong: [NodeKey: Int]

  init(
    _ alignment: Alignment, _ links: LinkChanges, _ reviewed: ReviewedNodes,
    changedAlong: [NodeKey: Int]
  ) {
    self.reviewed = reviewed
    self.alignment = alignment
    self.links = links
    elsewhere = StatedElsewhere(alignment)
    self.changedAlong = changedAlong
  }

  func findings() -> [ChangeFinding] { alignment.pairs.compactMap(finding) }

  private func finding(_ pair: Alignment.Pair) -> ChangeFinding? {
    guard pair.head.key.kind != .page else { return nil }
    let moved = parents(pair)
    let relinked = links.changes(of: pair.head.key)
    guard pair.isRestated || moved != nil || relinked != nil else { return nil }
    let isDemand = pair.head.key.kind.isDemand
    let wording = WordingChange(
      from: pair.before, to: pair.now, isDemand: isDemand, id: pair.head.key.id)
    let type = typeChange(pair)
    let other = wording.isInDoubt ? elsewhere.node(for: pair) : nil
    let isKept = other.map(pair.isKept) ?? false
    var parts = (other.map { [Self.found($0, pair)] } ?? []) + (type.map { [$0.text] } ?? [])
    if !isKept { parts += wording.parts }
    if parts.isEmpty, pair.isRestated { parts = ["says something else"] }
    parts += [moved?.text, relinked?.text].compactMap { $0 }
    if let ends = changedAlong[pair.head.key] {
      parts.append("\(ends) linked \(ends == 1 ? "end" : "ends") changed along")
    }
    let isLess = isDemand && wording.direction == .weaker || type?.isWeaker == true
    let isWeaker = !isKept && (isLess || other.map { $0.strength < pair.base.strength } == true)
    let question = isKept ? nil : Self.question(pair, wording)
    let agreement = isWeaker || question != nil ? agreement(pair) : nil
    let isOpen = question != nil && agreement == nil
    if let question, isOpen, !isWeaker { parts.append(question) }
    if let agreement { parts.append("\(agreement.reviewer) agreed on \(agreement.day)") }
    let rule =
      isWeaker
      ? ChangeRules.weakened : pair.isRestated ? ChangeRules.restated : ChangeRules.relinked
    return ChangeFinding(
      .changed, rule, .init(pair.head), moved?.parent ?? relinked?.node,
      Self.once(parts).joined(separator: "; "), before: pair.isRestated ? pair.before : nil,
      after: pair.isRestated ? pair.now : nil,
      severity: isWeaker
        ? pair.base.type == .invariant && agreement == nil ? .error : nil
        : isOpen ? .warning : nil)
  }

  /// What a person has to decide, or to look at: of an invariant whenever it demands something else than before,
  /// of a boundary where its figures do.
  private static func question(_ pair: Alignment.Pair, _ wording: WordingChange) -> String? {
    let isInvariant = pair.base.type == .invariant
    guard isInvariant || pair.base.type == .boundary && wording.hasOtherFigures else { return nil }
    let kind = isInvariant ? "invariant" : "boundary"
    switch wording.direction {
    case .unknown: return "whether the \(kind) demands as much as before is to be judged"
    case .stronger where isInvariant:
      return "it demands more, and whether what was made for it does as much is to be judged"
    default: return nil
    }
  }

  /// A figure may have changed in the statement and in its reason.
  private static func once(_ parts: [String]) -> [String] {
    var seen: Set<String> = []
    return parts.filter { seen.insert($0).inserted }
  }

  /// An invariant must not become less than it was while nobody says that it may, nor the limit of a boundary.
  private func agreement(_ pair: Alignment.Pair) -> Reviews.Entry? {
    pair.base.strength > 1 ? reviewed.agreement(on: pair.head.key) : nil
  }

  private static func found(_ other: TraceSnapshot.Node, _ pair: Alignment.Pair) -> String {
    let kind = other.type?.phrase ?? "a \(other.key.kind.label)"
    return "what it said is stated by \(other.key.shown(beside: pair.head.key)) now, \(kind)"
  }

  private func typeChange(_ pair: Alignment.Pair) -> (text: String, isWeaker: Bool)? {
    guard pair.base.type != pair.head.type else { return nil }
    let (old, new) = (pair.base.type, pair.head.type)
    let text = "is \(new?.phrase ?? "of no type"), and was \(old?.phrase ?? "of none")"
    return (text, (new?.strength ?? 0) < (old?.strength ?? 0))
  }

  /// Another parent, where both revisions have the node below one.
  private func parents(
    _ pair: Alignment.Pair
  ) -> (text: String, parent: ChangeFinding.Place?)? {
    guard alignment.isMoved(pair) else { return nil }
    let now = pair.head.parent.map { "lies below \($0.shown(beside: pair.head.key))" }
    let was = pair.base.parent.map { "was below \($0.shown(beside: pair.base.key))" }
    let text = "\(now ?? "lies below nothing"), and \(was ?? "was below nothing")"
    return (text, pair.head.parent.flatMap(alignment.place))
  }
}

extension ConstraintType {
  /// Binds more the higher it is.
  var strength: Int {
    switch self {
    case .invariant: 3
    case .boundary: 2
    case .goal: 1
    }
  }

  fileprivate var phrase: String { self == .invariant ? "an invariant" : "a \(rawValue)" }
}

extension NodeKind {
  /// It demands something: a weaker text of it is worth a warning.
  var isDemand: Bool {
    switch self {
    case .constraint, .requiredTruth, .requirement, .scenario, .outcome: true
    default: false
    }
  }
}
