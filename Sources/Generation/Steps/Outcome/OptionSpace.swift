import TraceModel

/// The options of a manifold with what each of them brings about, in a computed order.
struct OptionSpace: Sendable {
  /// One option beside the truths and constraints of the manifold.
  struct Option: Sendable {
    let item: SubjectItem
    /// Ids of truths that it brings about.
    var truths: [String] = []
    /// Ids of truths that it brings about in part.
    var partial: [String] = []
    /// Ids of truths that it leaves open.
    var open: [String] = []
    /// Constraints all of whose truths it brings about.
    var constraints: [SubjectItem] = []
    /// Constraints some of whose truths it brings about.
    var partlyMet: [SubjectItem] = []
    /// Constraints none of whose truths it brings about.
    var unmet: [SubjectItem] = []
    var isRecommended = false

    /// Invariants that it meets.
    var invariants: Int { constraints.count { $0.constraintType == .invariant } }
  }

  /// In the order of the file.
  let options: [Option]
  /// Truths of the manifold that no option brings about, not even in part.
  let uncovered: [SubjectItem]
  /// Positions of the options, the one that brings about most first.
  let order: [Int]

  /// The one that the manifold recommends.
  var recommended: Option? { options.first(where: \.isRecommended) }

  init(_ subject: ManifoldSubject) {
    let trace = TruthTrace(subject)
    options = subject.options.map { Self.option($0, subject, trace) }
    // Options that name no truth say nothing of what they leave open.
    let speaks = options.contains { !$0.truths.isEmpty || !$0.partial.isEmpty }
    let covered = Set(options.flatMap { $0.truths + $0.partial })
    uncovered = !speaks ? [] : subject.truths.filter { !covered.contains($0.id) }
    let ranks = options.map(Self.rank)
    order = options.indices.sorted { a, b in
      ranks[a] == ranks[b] ? a < b : ranks[b].lexicographicallyPrecedes(ranks[a])
    }
  }

  /// More is better, from what weighs most on.
  private static func rank(_ option: Option) -> [Int] {
    [
      option.invariants, option.constraints.count, option.partlyMet.count, option.truths.count,
      -reversal(option.item),
    ]
  }

  /// How hard it is to go back: 0 to 2; 1 where nothing is said.
  private static func reversal(_ item: SubjectItem) -> Int {
    switch item.attribute("reversibility")?.uppercased() {
    case "TWO_WAY": 0
    case "ONE_WAY": 2
    default: 1
    }
  }

  private static func option(
    _ item: SubjectItem, _ subject: ManifoldSubject, _ trace: TruthTrace
  ) -> Option {
    var option = Option(item: item)
    if case .option(let facts) = item.detail { option.isRecommended = facts.isRecommended }
    let named = Named(item)
    for truth in subject.truths {
      switch named.share(of: IDSpelling.canonical(truth.id)) {
      case .whole: option.truths.append(truth.id)
      case .part: option.partial.append(truth.id)
      case .none: option.open.append(truth.id)
      }
    }
    let met = Set(option.truths)
    let touched = met.union(option.partial)
    for constraint in subject.constraints {
      let needed = trace.truths[constraint.id] ?? []
      let isNamed = named.whole.contains(IDSpelling.canonical(constraint.id))
      if isNamed || !needed.isEmpty && needed.allSatisfy(met.contains) {
        option.constraints.append(constraint)
      } else if needed.contains(where: touched.contains) {
        option.partlyMet.append(constraint)
      } else {
        option.unmet.append(constraint)
      }
    }
    return option
  }

  /// What an option names, in spellings that can be compared.
  private struct Named {
    enum Share { case whole, part, none }
    var whole: Set<String> = []
    private var part: Set<String> = []
    /// Truths of which it names a part.
    private var wholes: Set<String> = []

    init(_ item: SubjectItem) {
      for link in item.links {
        let isPart = link.remark?.lowercased().contains("partial") ?? false
        let id = IDSpelling.canonical(link.id)
        if isPart { part.insert(id) }
        guard link.kind == .satisfies, !isPart else { continue }
        whole.insert(id)
        wholes.formUnion(TruthTrace.wholes(of: id))
      }
    }

    func share(of id: String) -> Share {
      let family = [id] + TruthTrace.wholes(of: id)
      if family.contains(where: whole.contains) { return .whole }
      return family.contains(where: part.contains) || wholes.contains(id) ? .part : .none
    }
  }
}
