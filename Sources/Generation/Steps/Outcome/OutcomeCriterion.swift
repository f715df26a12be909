import TraceModel

/// One measurable part of an outcome: declared, or a figure that its sentence states.
struct OutcomeCriterion: Sendable {
  let id: String
  let text: String
  let measurement: String?
  /// Constraints that state the same figure, or that the declaration names.
  let constraints: [String]
  /// Read out of the sentence; somebody has to say whether it is meant so.
  let isProposed: Bool

  /// What the manifold's outcome reports declare, or else the figures of the outcome.
  static func all(of manifold: ClassifiedManifold) -> [OutcomeCriterion] {
    let declared = manifold.subject.criteria.map { item in
      OutcomeCriterion(
        id: item.id, text: item.statement, measurement: item.attribute("measurement"),
        constraints: item.targets(.mapsTo, .satisfies),
        isProposed: item.attribute("proposed") == "true")
    }
    if !declared.isEmpty { return declared }
    guard let outcome = manifold.subject.outcome else { return [] }
    return proposed(outcome.statement, outcome, manifold)
  }

  private static func proposed(
    _ statement: String, _ outcome: SubjectItem, _ manifold: ClassifiedManifold
  ) -> [OutcomeCriterion] {
    let field = TextField("statement", statement, at: outcome.statementRange, weight: 1)
    var clauses: [(text: String, constraints: [String])] = []
    let stated = manifold.constraints.map { ($0.item.id, figures(of: $0.item)) }
    for figure in FigureReading.figures(in: field).prefix(12) {
      let text = surroundings(of: figure.text, in: statement)
      let found = stated.filter { $0.1.contains { isSame($0, figure) } }.map(\.0)
      if let known = clauses.firstIndex(where: { $0.text == text }) {
        clauses[known].constraints += found.filter { !clauses[known].constraints.contains($0) }
      } else {
        clauses.append((text, found))
      }
    }
    return clauses.enumerated().map { index, clause in
      OutcomeCriterion(
        id: "OC\(index + 1)", text: clause.text, measurement: nil,
        constraints: clause.constraints, isProposed: true)
    }
  }

  /// The clause of the sentence that states a figure, cut at signs that part clauses.
  private static func surroundings(of figure: String, in statement: String) -> String {
    let clauses = statement.split { $0 == "," || $0 == ";" }
    let found = clauses.first { $0.contains(figure) } ?? statement[...]
    let words = found.split(separator: " ")
    return words.drop { ["and", "but", "or"].contains($0) }.joined(separator: " ")
  }

  private static func figures(of constraint: SubjectItem) -> [Figure] {
    ItemText(constraint).fields.filter { ["statement", "measurement", "target"].contains($0.name) }
      .flatMap { FigureReading.figures(in: $0) }
  }

  private static func isSame(_ a: Figure, _ b: Figure) -> Bool {
    a.quantity == b.quantity && a.value == b.value && (a.quantity != .count || a.unit == b.unit)
  }
}
