import TraceModel

/// Which required truths lead to which constraints.
struct TruthTrace: Sendable {
  /// Truths in order with the ids of the constraints that they lead to; a part has those of its
  /// whole as well.
  let rows: [(truth: SubjectItem, constraints: [String])]
  /// Truths that lead to no constraint, neither by themselves nor by the one that they are part of.
  let withoutConstraint: [SubjectItem]
  /// Constraints that no truth leads to.
  let constraintsWithoutTruth: [SubjectItem]
  /// Ids of the truths that lead to a constraint, by its id.
  let truths: [String: [String]]

  init(_ subject: ManifoldSubject) {
    let own = Self.targets(of: subject)
    let ids = subject.truths.map { IDSpelling.canonical($0.id) }
    let byID = Dictionary(zip(ids, own)) { $0 + $1 }
    // Whatever has a part that leads somewhere leads there through it.
    let wholes = Set(zip(ids, own).filter { !$1.isEmpty }.flatMap { Self.wholes(of: $0.0) })
    rows = zip(subject.truths, ids).map { truth, id in
      var seen: Set<String> = []
      let family = [id] + Self.wholes(of: id)
      let constraints = family.flatMap { byID[$0] ?? [] }.filter { seen.insert($0).inserted }
      return (truth, constraints)
    }
    withoutConstraint = zip(rows, ids).filter { row, id in
      row.constraints.isEmpty && !wholes.contains(id)
    }.map(\.0.truth)
    let reached = Set(own.joined())
    constraintsWithoutTruth = subject.constraints.filter { !reached.contains($0.id) }
    var truths: [String: [String]] = [:]
    for row in rows {
      for id in row.constraints { truths[id, default: []].append(row.truth.id) }
    }
    self.truths = truths
  }

  /// A truth may settle a tension; then it serves what the tension is between.
  private static func targets(of subject: ManifoldSubject) -> [[String]] {
    let canonical = IDSpelling.canonical
    let known = Dictionary(subject.constraints.map { (canonical($0.id), $0.id) }) { a, _ in a }
    let tensions = Dictionary(
      subject.tensions.map { (canonical($0.id), $0.targets(.conflictsWith)) }
    ) { a, _ in a }
    return subject.truths.map { truth in
      truth.targets(.mapsTo, .satisfies).map(canonical)
        .flatMap { [$0] + (tensions[$0] ?? []).map(canonical) }.compactMap { known[$0] }
    }
  }

  /// `RT-1.2` and `RT-1` for `RT-1.2.3`, the nearest first.
  static func wholes(of id: String) -> [String] {
    var wholes: [String] = []
    var rest = id[...]
    while let dot = rest.lastIndex(of: "."), wholes.count < 70 {
      rest = rest[..<dot]
      wholes.append(String(rest))
    }
    return wholes
  }
}
