import Notation
import SourceText
import TraceModel

/// What was generated, what is covered, what is missing, and how the parts were joined.
extension ManifoldReading {
  mutating func readGeneration(_ node: Node) {
    for entry in entries(node, as: "generation") {
      switch entry.key {
      case "artifacts": readArtifacts(entry.value)
      case "coverage": readGenerationCoverage(entry.value)
      case "gaps": readGaps(entry.value)
      default:
        if entry.key == "timestamp" { checkDate(entry.value, key: "timestamp") }
        document.addAttribute(attribute("generation \(entry.key)", entry.value))
      }
    }
  }

  mutating func readArtifacts(_ node: Node) {
    readItems(node, .artifact, in: ItemPlace(), as: "artifacts")
  }

  private static let coverageSubjects: [String: DeclaredClaim.Subject] = [
    "constraints_addressed": .constraintsAddressed, "constraints_total": .constraintsTotal,
    "required_truths_addressed": .truthsAddressed, "required_truths_total": .truthsTotal,
    "percentage": .coveragePercentage,
  ]

  private mutating func readGenerationCoverage(_ node: Node) {
    for entry in entries(node, as: "coverage") {
      if let subject = Self.coverageSubjects[entry.key] {
        claim(.whole(subject), entry.value, as: entry.key)
      } else {
        document.addAttribute(attribute("coverage \(entry.key)", entry.value))
      }
    }
  }

  mutating func claim(_ subject: StatedClaim.Subject, _ node: Node, as what: String) {
    guard let value = text(node, as: what) else { return }
    document.claims.append(StatedClaim(subject, declared: value))
  }

  /// A list of gaps, or `{critical: […], warnings: […]}`.
  mutating func readGaps(_ node: Node) {
    guard case .mapping(let entries) = node.value else {
      return readItems(node, .gap, in: ItemPlace(givenPrefix: gapPrefix), as: "gaps")
    }
    for entry in entries {
      let first = document.items.count
      let place = ItemPlace(givenPrefix: "\(gapPrefix)\(entry.key).")
      readItems(entry.value, .gap, in: place, as: "gaps.\(entry.key)")
      for index in first..<document.items.count {
        document.items[index].attributes.append(
          Attribute("group", Prose(entry.key, at: lines.range(entry.keySpan))))
      }
    }
  }

  /// Gaps without an id are numbered per file, so that those of two files stay apart.
  private var gapPrefix: String { document.part.isMain ? "gap-" : "\(document.part)-gap-" }

  mutating func readIntegration(_ node: Node) {
    for entry in entries(node, as: "integration") {
      if entry.key == "checklist" {
        readItems(entry.value, .integration, in: ItemPlace(), as: "checklist")
      } else {
        if entry.key == "timestamp" { checkDate(entry.value, key: "timestamp") }
        document.addAttribute(attribute("integration \(entry.key)", entry.value))
      }
    }
  }

  /// A file of its own for the same content, with the actions that are still to be taken.
  mutating func readIntegrateFile(_ entries: [Node.Entry]) {
    for entry in entries {
      switch entry.key {
      case "feature": readFeature(entry.value)
      case "schema_version", "$schema", "phase": break
      case "checklist": readItems(entry.value, .integration, in: ItemPlace(), as: "checklist")
      case "integration": readIntegration(entry.value)
      case "artifacts": readGeneratedArtifacts(entry.value)
      case "actions":
        for group in self.entries(entry.value, as: "actions") {
          readItems(
            group.value, .integration, in: ItemPlace(givenPrefix: "ACTION-"), as: group.key)
        }
      default: document.addAttribute(attribute("integration \(entry.key)", entry.value))
      }
    }
  }

  /// `artifacts: {generated: […]}` of integrate files, or a plain list.
  private mutating func readGeneratedArtifacts(_ node: Node) {
    if let generated = node["generated"] {
      readArtifacts(generated)
    } else {
      readArtifacts(node)
    }
  }
}
