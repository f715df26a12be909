import Notation
import SourceText
import TraceModel

/// Outcomes: their criteria, the truths worked out from them, and the options to get there.
extension ReportScan {
  // MARK: criteria

  mutating func readOutcome(_ node: Node) {
    if let statement = node["statement"] ?? node["primary_statement"] {
      let place = draft
      draft.document.items[Self.report].statement = statement.scalarText.map {
        Prose(plainWords($0), at: place.range(statement))
      }
    }
    for criterion in (node["criteria"] ?? node["decomposed_criteria"])?.elements ?? [] {
      addCriterion(criterion)
    }
    for entry in node.entries ?? []
    where !["statement", "primary_statement", "criteria", "decomposed_criteria"]
      .contains(entry.key)
    {
      keep(entry)
    }
  }

  /// `OC1`, or `goal:success_rate` by which alerts and panels know a criterion without a number.
  private mutating func addCriterion(_ node: Node) {
    guard node.entries != nil else { return }
    let goal = node["goal"] ?? node["name"] ?? node["metric"]
    let text = (node["criterion"] ?? node["statement"])?.scalarText
    let given = node["id"]?.scalarText ?? goal?.scalarText.map { "goal:\(goalName($0))" }
    let range = draft.range(node["id"] ?? node)
    let place = draft
    draft.add(
      .criterion, given ?? "criterion", title: text.map(plainLine), at: range,
      parent: Self.report
    ) { item in
      if let name = goal?.scalarText, given?.hasPrefix("goal:") != true {
        item.aliases = ["goal:\(goalName(name))"]
      }
      item.statement = text.map { Prose(plainWords($0), at: place.range(node)) }
      item.links = place.links(.mapsTo, node["constraints"] ?? node["constraint"])
      for entry in node.entries ?? []
      where !["id", "criterion", "statement", "constraints", "constraint"].contains(entry.key) {
        item.keep(entry.key, entry.value, place)
      }
    }
  }

  // MARK: truths

  /// By domain, below `truths`, or as a list.
  mutating func readTruths(_ node: Node) {
    let before = draft.document.items.count
    let list = node["by_domain"] ?? node["truths"] ?? node
    for domain in list.entries ?? [] {
      for truth in domain.value.elements ?? [] where truth["id"] != nil {
        addTruth(truth, domain: domain.key)
      }
    }
    for truth in list.elements ?? [] where truth["id"] != nil { addTruth(truth, domain: "") }
    checkTruths(node["summary"], count: draft.document.items.count - before)
    for key in ["cross_references", "relationships", "conflicts", "conflicts_detected"] {
      if let entry = node.entry(key) { keep(entry) }
    }
  }

  private mutating func addTruth(_ node: Node, domain: String) {
    guard let id = node["id"], let text = id.scalarText else { return }
    let place = draft
    draft.add(.draftTruth, text, at: draft.range(id), parent: Self.report) { item in
      item.state(node["statement"], place)
      item.links = place.references(node["derived_from"]).map {
        var link = place.link(.derivedFrom, to: $0.id, at: $0.range, remark: $0.remark)
        // Signals and truths are named in words as well.
        link.isOptional = true
        return link
      }
      if !domain.isEmpty {
        item.attributes.append(Attribute("domain", Prose(domain, at: item.range)))
      }
      for entry in node.entries ?? []
      where !["id", "statement", "derived_from"].contains(entry.key) {
        item.keep(entry.key, entry.value, place)
      }
    }
  }

  private mutating func checkTruths(_ summary: Node?, count: Int) {
    guard let summary else { return }
    for key in ["by_domain", "confidence_distribution"] {
      checkSum(
        "required truths \(key.split(separator: "_").joined(separator: " "))", summary["total"],
        summary[key]?.entries ?? [])
    }
    guard count > 0 else { return }
    claim("required truths", summary["total"], count: count, "counted: the truths that are listed")
  }

  /// Figures by kind of gap, or the gaps themselves.
  mutating func readGapAnalysis(_ node: Node) {
    for gap in node["truth_vs_reality"]?.elements ?? [] {
      guard let truth = gap["truth"], let text = truth.scalarText else { continue }
      let place = draft
      let state = gap["current_state"]?.scalarText ?? text
      draft.add(
        .gap, "gap-\(text.prefix { $0 != " " })", at: draft.range(truth), parent: Self.report
      ) { item in
        item.statement = Prose(plainWords(state), at: place.range(gap))
        item.links = place.links(.references, truth).map { $0.asOptional }
        for key in ["gap_type", "effort_estimate", "what_exists", "what_missing"] {
          item.keep(key, gap[key], place)
        }
      }
    }
    for entry in node.entries ?? [] where entry.key != "truth_vs_reality" { keep(entry) }
  }

  // MARK: options

  mutating func readOptions(_ node: Node) {
    for option in node.elements ?? [] {
      guard let id = option["id"], let text = id.scalarText else { continue }
      let place = draft
      let satisfied = option["satisfies_constraints"]
      draft.add(
        .solutionOption, text, title: option["name"]?.scalarText.map(plainLine),
        .option(OptionFacts(isRecommended: false)), at: draft.range(id), parent: Self.report
      ) { item in
        item.state(option["description"], place)
        for group in satisfied?.entries ?? [] {
          for element in group.value.elements ?? [] {
            let expected = element["expected"]?.scalarText.map { "expected \($0)" }
            for reference in place.references(element) {
              item.add(
                place.link(
                  .references, to: reference.id, at: reference.range,
                  remark: expected ?? reference.remark))
            }
          }
        }
        for entry in option.entries ?? []
        where !["id", "name", "description", "satisfies_constraints"].contains(entry.key) {
          item.keep(entry.key, entry.value, place)
        }
      }
    }
  }
}

/// `Success rate` as `success_rate`; a name that begins with `goal:` loses it.
private func goalName(_ text: String) -> String {
  let text = text.hasPrefix("goal:") ? text.dropFirst(5) : Substring(text)
  return text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    .joined(separator: "_")
}

extension DeclaredLink {
  /// The same link, which may lead nowhere.
  var asOptional: DeclaredLink {
    var link = self
    link.isOptional = true
    return link
  }
}
