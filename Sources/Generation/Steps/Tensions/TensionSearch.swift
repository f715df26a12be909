import TraceModel

/// Looks at every pair of demands of a manifold for what makes the one harder by the other.
struct TensionSearch {
  let manifold: ClassifiedManifold
  private let demands: [ClassifiedItem]
  private let words: SubjectWords
  var found: [TensionCandidate] = []
  /// Pairs of a rule that has many, left out because nothing says that they are about one thing, or
  /// because nobody would read so many.
  private(set) var leftOut = 0

  /// More pairs of one rule than this are shown only where they share a subject.
  private static let many = 4
  /// No rule shows more pairs than this, or looks at more than a hundred times as many.
  private static let most = 100

  init(_ manifold: ClassifiedManifold) {
    self.manifold = manifold
    demands = manifold.constraints + manifold.criteria.filter { $0.item.kind == .criterion }
    words = SubjectWords(demands.map { "\($0.item.title) \($0.item.statement)" })
    for rule in TensionRule.all { apply(rule) }
    compareBounds()
    declare()
    number()
  }

  // MARK: archetypes

  private mutating func apply(_ rule: TensionRule) {
    let pairs = self.pairs(positions(of: rule.first), positions(of: rule.second))
    let needsSubject = rule.needsSubject || pairs.count > Self.many
    var shown = 0
    for (a, b) in pairs {
      let shared = words.shared(a, b)
      if needsSubject, shared.isEmpty, !isRelated(a, b) {
        leftOut += rule.needsSubject ? 0 : 1
      } else if shown == Self.most {
        leftOut += 1
      } else {
        add(rule, a, b, shared)
        shown += 1
      }
    }
  }

  private mutating func pairs(_ first: [Int], _ second: [Int]) -> [(Int, Int)] {
    var pairs: [(Int, Int)] = []
    for (row, a) in first.enumerated() {
      guard pairs.count < Self.most * 100 else {
        leftOut += (first.count - row) * second.count
        break
      }
      for b in second where a != b {
        let isInside = demands[a].item.kind == .constraint || demands[b].item.kind == .constraint
        if isInside { pairs.append((a, b)) }
      }
    }
    return pairs
  }

  /// Constraints of an archetype; criteria of the outcome only where no constraint states such a
  /// demand, because mostly they repeat one.
  private func positions(of archetype: Archetype) -> [Int] {
    let all = demands.indices.filter { demands[$0].classification(archetype) != nil }
    let constraints = all.filter { demands[$0].item.kind == .constraint }
    return constraints.isEmpty ? all : constraints
  }

  private func isRelated(_ a: Int, _ b: Int) -> Bool {
    let (first, second) = (demands[a].item, demands[b].item)
    return first.targets(.references, .conflictsWith).contains(second.id)
      || second.targets(.references, .conflictsWith).contains(first.id)
  }

  private mutating func add(_ rule: TensionRule, _ a: Int, _ b: Int, _ shared: [String]) {
    let (first, second) = (demands[a], demands[b])
    let isRemote = shared.isEmpty && !isRelated(a, b)
    let figuresA = first.classification(rule.first)?.figures ?? StatedFigures()
    let figuresB = second.classification(rule.second)?.figures ?? StatedFigures()
    let fill = { (text: String) in
      text.replacing("{a}", with: first.item.id).replacing("{b}", with: second.item.id)
        .replacing("{A}", with: Self.text(of: figuresA))
        .replacing("{B}", with: Self.text(of: figuresB))
    }
    found.append(
      TensionCandidate(
        id: "", between: [first.item.id, second.item.id], type: rule.type.rawValue,
        severity: TensionCandidate.severity(
          [first, second].map(\.item.constraintType), isRemote: isRemote),
        reason: fill(rule.computed?(figuresA, figuresB) ?? rule.reason),
        decision: fill(rule.decision), shared: shared, isRemote: isRemote,
        patterns: rule.type.patterns))
  }

  /// `100 ms`, `1 per 6 hours`, or words where a constraint states no figure.
  private static func text(of figures: StatedFigures) -> String {
    guard let limit = figures.limit else { return "little" }
    let value: String
    switch limit.quantity {
    case .duration: value = durationText(limit.value)
    case .share, .quantile: value = "\(decimalText(limit.value * 100)) %"
    case .count: value = "\(decimalText(limit.value)) \(limit.unit)".trimmingSpaces
    }
    return figures.window.map { "\(value) in \(durationText($0.value))" } ?? value
  }

  // MARK: bounds of one thing

  /// Two constraints that bound the same name, or the same kind of thing in the same words.
  private mutating func compareBounds() {
    let bounded = manifold.constraints.indices.filter {
      manifold.constraints[$0].classifications.contains { $0.figures.limit != nil }
    }
    var shown = 0
    for (a, b) in pairs(bounded, bounded) where b > a && shown < Self.most {
      let (first, second) = (manifold.constraints[a], manifold.constraints[b])
      if let bounds = BoundPair(first, second, shared: { words.shared(a, b) }) {
        shown += 1
        let isContradiction = bounds.isContradiction
        let type: TensionType = isContradiction ? .logicalContradiction : .priorityConflict
        found.append(
          TensionCandidate(
            id: "", between: [first.item.id, second.item.id], type: type.rawValue,
            severity: TensionCandidate.severity(
              [first, second].map(\.item.constraintType), isContradiction: isContradiction),
            reason: bounds.reason, decision: bounds.decision, shared: words.shared(a, b),
            patterns: type.patterns))
      }
    }
  }
}

extension String {
  /// Without spaces at both ends.
  fileprivate var trimmingSpaces: String {
    var text = self[...].drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
