import SourceText
import TraceModel

extension SiteFingerprints {
  /// Adds everything of a registry's node from which its pages are made, in an order of its own.
  static func addPatterns(_ detail: NodeDetail, to hasher: inout Fingerprinter) {
    switch detail {
    case .registry(let facts): add(facts, to: &hasher)
    case .pattern(let facts): add(facts, to: &hasher)
    case .patternFile(let facts): add(facts, to: &hasher)
    default: return
    }
  }

  private static func add(_ facts: RegistryFacts, to hasher: inout Fingerprinter) {
    hasher.combine(facts.index ?? "")
    hasher.combine(facts.isIndexValid ? 1 : 0)
    hasher.combine((facts.folders ?? []).sorted().joined(separator: " "))
    for claim in facts.claims {
      hasher.combine("\(claim.subject)")
      add(claim.declared, to: &hasher)
    }
  }

  private static func add(_ facts: PatternFacts, to hasher: inout Fingerprinter) {
    guard let entry = facts.entry else { return hasher.combine(0) }
    for field in PatternField.allCases {
      add(entry[field], to: &hasher)
      hasher.combine(entry.paths[field]?.exists.map { $0 ? 2 : 1 } ?? 0)
    }
    add(entry.category, to: &hasher)
    add(entry.origin, to: &hasher)
  }

  private static func add(_ facts: PatternFileFacts, to hasher: inout Fingerprinter) {
    hasher.combine(facts.isRead ? 1 : 0)
    for text in [facts.docID, facts.patternID, facts.sidecar?.docID] { add(text, to: &hasher) }
    for key in facts.header.keys.sorted() {
      hasher.combine(key)
      add(facts.header[key], to: &hasher)
    }
    for place in facts.absolutePaths { hasher.combine(place.description) }
    for input in facts.inputs {
      add(input.name, to: &hasher)
      hasher.combine("\(input.type) \(input.isRequired) \(input.minimumItems ?? -1)")
      hasher.combine(input.allowed.joined(separator: " "))
    }
  }

  private static func add(_ text: Prose?, to hasher: inout Fingerprinter) {
    hasher.combine(text?.text ?? "")
    hasher.combine(text?.range.description ?? "")
  }
}
