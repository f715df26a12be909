import Notation
import SourceText
import TraceModel

/// The keys that speak of the feature as a whole.
extension ManifoldReading {
  static let phases = [
    "INITIALIZED", "CONSTRAINED", "TENSIONED", "ANCHORED", "GENERATED", "VERIFIED",
  ]
  static let categories = [
    "business", "technical", "user_experience", "security", "operational", "obligations",
    "desires", "resources", "risks", "dependencies",
  ]

  mutating func readFeature(_ node: Node) {
    guard let feature = text(node, as: "the feature's name") else { return }
    if feature.text.contains("[CUSTOMIZE") {
      document.facts.isTemplate = true
      document.addAttribute(Attribute("feature", feature))
      return
    }
    if let fault = IDGrammar.fault(in: feature.text) {
      report(
        IngestRules.invalidID, at: node.span,
        "feature \"\(feature.text.clipped)\" \(fault.sentence)",
        fix: "name the feature like its file, \"\(document.stem)\"",
        // The file's name serves instead, so nothing is lost.
        severity: .warning)
    } else if document.feature == nil {
      document.feature = feature
    }
  }

  /// Text, or in an anchor file also `{original, anchored}`.
  mutating func readOutcome(_ node: Node) {
    if document.part != .json, document.part != .yaml, case .mapping(let entries) = node.value {
      for entry in entries {
        if entry.key == "original" { readOutcome(entry.value) }
        if entry.key != "original" {
          document.addAttribute(attribute("outcome \(entry.key)", entry.value))
        }
      }
      return
    }
    guard let statement = text(node, as: "the outcome") else { return }
    addOutcome(statement)
  }

  mutating func addOutcome(_ statement: Prose) {
    document.items.append(
      DeclaredItem(
        kind: .outcome, id: Prose("outcome", at: statement.range), hasGivenID: true,
        title: nil, statement: statement, parent: 0, range: statement.range))
  }

  mutating func readPhase(_ node: Node) {
    guard let phase = text(node, as: "the phase") else { return }
    document.facts.phase = phase.text
    document.claims.append(StatedClaim(.whole(.phase), declared: phase))
    if !Self.phases.contains(phase.text.uppercased()) {
      unknownWord(phase, as: "phase", among: Self.phases)
    }
  }

  mutating func readConvergence(_ node: Node) {
    for entry in entries(node, as: "convergence") {
      if entry.key == "status", let status = text(entry.value, as: "convergence") {
        document.facts.convergence = status.text
        document.claims.append(StatedClaim(.whole(.convergence), declared: status))
      } else {
        if entry.key.hasSuffix("_at") || entry.key == "timestamp" {
          checkDate(entry.value, key: entry.key)
        }
        document.addAttribute(attribute("convergence \(entry.key)", entry.value))
      }
    }
  }

  /// The head of the oldest dialect.
  mutating func readMeta(_ node: Node) {
    for entry in entries(node, as: "meta") {
      switch entry.key {
      case "id", "feature", "name": readFeature(entry.value)
      case "outcome_anchor", "outcome": readOutcome(entry.value)
      default:
        if entry.key == "created" || entry.key == "updated" {
          checkDate(entry.value, key: entry.key)
        }
        document.addAttribute(attribute(entry.key, entry.value))
      }
    }
  }

  /// A mapping of categories, or one list without them.
  mutating func readConstraints(_ node: Node) {
    if case .sequence = node.value {
      return readItems(node, .constraint, in: ItemPlace(), as: "constraints")
    }
    for entry in entries(node, as: "constraints") {
      if !Self.categories.contains(entry.key) {
        unknownKey(entry, in: "constraints", known: Self.categories)
      }
      readItems(
        entry.value, .constraint, in: ItemPlace(category: entry.key),
        as: "constraints.\(entry.key)")
    }
  }

  /// Free-form by design; each becomes one line of the manifold's history.
  mutating func readIterations(_ node: Node) {
    for (index, element) in list(node, as: "iterations").enumerated() {
      let number = element["number"]?.scalarText ?? "\(index + 1)"
      let words = ["phase", "timestamp", "result", "summary"].compactMap {
        element[$0]?.flattened
      }.filter { !$0.isEmpty }
      let text = words.isEmpty ? element.flattened : words.joined(separator: " · ")
      document.addAttribute(
        Attribute("iteration \(number)", Prose(text, at: range(element))))
      if let date = element["timestamp"] { checkDate(date, key: "timestamp") }
    }
  }
}
