import Notation
import SourceText
import TraceModel

/// Coverage figures of verification files, in their several groupings.
extension ManifoldReading {
  private static let types: [String: ConstraintType] = [
    "invariants": .invariant, "invariant": .invariant, "boundaries": .boundary,
    "boundary": .boundary, "goals": .goal, "goal": .goal,
  ]

  mutating func readCoverage(_ node: Node, key: String) {
    guard case .mapping(let entries) = node.value else {
      return document.addAttribute(attribute(key, node))
    }
    for entry in entries {
      if let type = Self.types[entry.key] {
        readTypeCoverage(entry.value, of: type)
      } else if entry.key == "by_type" {
        readCoverage(entry.value, key: entry.key)
      } else if entry.key == "total_constraints" {
        claim(.whole(.constraintsTotal), entry.value, as: entry.key)
      } else if entry.key == "required_truths", let total = entry.value["total"] {
        claim(.whole(.truthsTotal), total, as: "total of required_truths")
      } else {
        document.addAttribute(attribute("\(key) \(entry.key)", entry.value))
      }
    }
  }

  /// `{satisfied, total, percentage}`, or text such as `4/5 (80%)`.
  private mutating func readTypeCoverage(_ node: Node, of type: ConstraintType) {
    guard case .mapping(let entries) = node.value else {
      return claim(.whole(.satisfied(type)), node, as: "coverage of \(type.rawValue)s")
    }
    for entry in entries {
      let subject: DeclaredClaim.Subject? =
        switch entry.key {
        case "satisfied", "verified": .satisfied(type)
        case "total": .total(type)
        case "percentage", "percentage_satisfied", "coverage": .percentage(type)
        default: nil
        }
      if let subject {
        claim(.whole(subject), entry.value, as: "\(entry.key) of \(type.rawValue)s")
      } else {
        document.addAttribute(attribute("coverage of \(type.rawValue)s \(entry.key)", entry.value))
      }
    }
  }
}
