import Notation
import SourceText
import TraceModel

/// Failures, context, tensions, validations and extractions: what they propose is shown as a
/// proposal until the manifold takes it over.
extension ReportScan {
  // MARK: failures

  mutating func readAntiPatterns(_ node: Node) {
    for element in node.elements ?? [] {
      guard let id = element["id"], let text = id.scalarText else { continue }
      let place = draft
      draft.add(
        .antiPattern, text, title: element["name"]?.scalarText.map(plainLine),
        at: draft.range(id), parent: Self.report
      ) { item in
        item.state(element["description"], place)
        for entry in element.entries ?? []
        where !["id", "name", "description"].contains(entry.key) {
          item.keep(entry.key, entry.value, place)
        }
      }
    }
  }

  /// Constraints with what they were derived from: `from_incidents: [{incident, …}]`, or a list.
  mutating func readDerived(_ node: Node) {
    for element in node.elements ?? [] { suggest(element, "derived constraint", from: nil) }
    for group in node.entries ?? [] {
      for element in group.value.elements ?? [] {
        let source = element["incident"] ?? element["anti_pattern"] ?? element["pattern"]
        for constraint in element["generated_constraints"]?.elements ?? [] {
          suggest(constraint, "derived constraint", from: source)
        }
      }
    }
  }

  mutating func readFailureModes(_ node: Node) {
    for element in node["newly_discovered"]?.elements ?? node.elements ?? [] {
      guard let id = element["id"], let text = id.scalarText else { continue }
      let place = draft
      draft.add(.failureMode, text, at: draft.range(id), parent: Self.report) { item in
        item.state(element["scenario"], place)
        item.links =
          place.links(
            .threatens, element["constraints_violated"] ?? element["constraints_affected"])
        item.links += place.links(.derivedFrom, element["source"]).map(\.asOptional)
        for entry in element.entries ?? []
        where !["id", "scenario", "constraints_violated", "constraints_affected", "source"]
          .contains(entry.key)
        {
          item.keep(entry.key, entry.value, place)
        }
      }
    }
    for entry in node.entries ?? [] where entry.key != "newly_discovered" { keep(entry) }
  }

  // MARK: suggestions

  mutating func readSuggested(_ node: Node?, as what: String) {
    for element in node?.elements ?? [] { suggest(element, what, from: nil) }
  }

  mutating func readExtracted(_ node: Node) {
    for group in ["explicit", "implicit"] {
      readSuggested(node[group], as: "\(group) constraint")
    }
    if let gaps = node.entry("gaps") { keep(gaps) }
  }

  private mutating func suggest(_ node: Node, _ what: String, from source: Node?) {
    guard let id = node["id"], let text = id.scalarText else { return }
    let place = draft
    draft.add(.suggestedConstraint, text, at: draft.range(id), parent: Self.report) { item in
      item.state(node["statement"] ?? node["implied_constraint"], place)
      item.rationale = node["rationale"]?.scalarText.map {
        Prose(plainWords($0), at: place.range(node))
      }
      item.attributes.append(Attribute("kind", Prose(what, at: item.range)))
      if let source { item.links = place.links(.derivedFrom, source).map(\.asOptional) }
      for entry in node.entries ?? []
      where !["id", "statement", "implied_constraint", "rationale"].contains(entry.key) {
        item.keep(entry.key, entry.value, place)
      }
    }
  }

  mutating func readRelationships(_ node: Node) {
    for element in node.elements ?? [] {
      let ends = draft.references(element["between"])
      let kind: LinkKind = element["type"]?.scalarText == "tension" ? .conflictsWith : .dependsOn
      let from = draft.references(element["from"]).first ?? ends.first
      let to = draft.references(element["to"]).first ?? ends.dropFirst().first
      guard let from, let to, !draft.isTentative else { continue }
      draft.document.relations.append(
        DeclaredRelation(
          from: Prose(from.id, at: from.range),
          DeclaredLink(
            kind, to: to.id, at: to.range, remark: element["inference"]?.scalarText)))
    }
  }

  // MARK: tensions

  mutating func readTensions(_ node: Node) {
    for element in node.elements ?? [] {
      guard let id = element["id"] ?? element["tension_id"], let text = id.scalarText else {
        continue
      }
      let place = draft
      let type = (element["tension_type"] ?? element["type"])?.scalarText
      draft.add(
        .tension, text, .tension(TensionFacts(type: type, isResolved: false)),
        at: draft.range(id), parent: Self.report
      ) { item in
        item.state(element["description"] ?? element["reason"], place)
        item.links = place.links(.conflictsWith, element["between"])
        for entry in element.entries ?? []
        where !["id", "tension_id", "tension_type", "description", "between"].contains(entry.key) {
          item.keep(entry.key, entry.value, place)
        }
      }
    }
  }

  mutating func readResolutions(_ node: Node) {
    for element in node.elements ?? [] {
      readSuggested(element["new_constraints"], as: "constraint of a resolution")
      let place = draft
      draft.document.items[Self.report].keep("resolution", element, place)
    }
  }

  // MARK: context

  /// What was found for each constraint: code, incidents, decisions.
  mutating func readContext(_ node: Node) {
    for entry in node["by_constraint"]?.entries ?? [] {
      let risk = entry.value["risk_level"]?.scalarText.map { "risk: \($0)" }
      let range = draft.lines.range(entry.keySpan)
      draft.document.items[Self.report].add(
        draft.link(.references, to: entry.key, at: range, remark: risk))
      for key in ["relevant_incidents", "relevant_decisions"] {
        for link in draft.links(.references, entry.value[key]) {
          // The record of an incident may lie elsewhere.
          var link = link
          link.target = String(link.target.split(separator: "/").last ?? "")
          draft.document.items[Self.report].add(link.asOptional)
        }
      }
      keep(entry)
    }
    let gaps = node["knowledge_gaps"]
    if let gaps = gaps?.elements {
      claim(
        "knowledge gaps", summary.first { $0.key == "knowledge_gaps" }?.value, count: gaps.count,
        "counted: the gaps that are listed")
    }
    if let high = node["by_risk"]?["high"]?.elements {
      claim(
        "constraints of high risk", summary.first { $0.key == "high_risk_constraints" }?.value,
        count: high.count, "counted: the constraints that are listed")
    }
    for entry in node.entries ?? [] where entry.key != "by_constraint" { keep(entry) }
  }
}
