import Notation
import SourceText
import TraceModel

/// The panels of one dashboard, with those inside its rows.
struct PanelReading {
  let dashboard: Int
  private(set) var count = 0
  private var numbers: Set<Int> = []
  private var checks: PanelChecks

  /// - content: the dashboard that the panels are of.
  init(dashboard: Int, of content: Node) {
    self.dashboard = dashboard
    checks = PanelChecks(content)
  }

  /// Panels after a row belong to it until the next one; a collapsed row holds them itself.
  mutating func read(
    _ panels: [Node], row: String, depth: Int, into draft: inout DocumentDraft
  ) {
    var row = row
    for panel in panels {
      guard panel.entries != nil else {
        draft.warn(
          IngestRules.dashboardFormat, panel.span, "expected a panel, found \(panel.kindName)")
        continue
      }
      if panel["type"]?.scalarText == "row" {
        row = panel["title"]?.scalarText ?? ""
        if depth < 4 {
          read(panel["panels"]?.elements ?? [], row: row, depth: depth + 1, into: &draft)
        }
      } else {
        add(panel, row: row, &draft)
      }
    }
  }

  private mutating func add(_ panel: Node, row: String, _ draft: inout DocumentDraft) {
    count += 1
    let title = panel["title"]?.scalarText ?? panel["metric"]?.scalarText ?? ""
    let range = panel["title"].map { draft.range($0) } ?? draft.range(panel)
    let name = title.isEmpty ? "panel \(count)" : "panel \"\(title.clipped)\""
    let type = panel["type"] ?? panel["panel"]
    var facts = PanelFacts(type: type?.scalarText ?? "unknown", queries: queries(panel))
    let defaults = panel["fieldConfig"]?["defaults"]
    facts.row = row
    facts.unit =
      defaults?["unit"]?.scalarText ?? panel["unit"]?.scalarText
      ?? panel["format"]?.scalarText
    facts.minimum = (defaults?["min"] ?? panel["gauge"]?["minValue"])?.double
    facts.maximum = (defaults?["max"] ?? panel["gauge"]?["maxValue"])?.double
    facts.alertThreshold = panel["alert_threshold"]?.double
    facts.thresholds = thresholds(panel, name, &draft)
    checks.check(panel, name, facts, at: range, &draft)
    let known = draft
    draft.add(
      .panel, "panel-\(number(panel, name, &draft))", title: title.isEmpty ? name : title,
      .panel(facts), at: range, parent: dashboard
    ) { item in
      let description = panel["description"] ?? panel["note"]
      item.statement = description?.scalarText.map {
        Prose(plainWords($0), at: description.map { known.range($0) } ?? range)
      }
      item.links = Self.links(panel, facts, title, range, known)
      for query in facts.queries {
        item.attributes.append(Attribute("query", Prose(codeSpan(query), at: range)))
      }
    }
  }

  /// Its own number where that is its alone; else the next that nobody has.
  private mutating func number(_ panel: Node, _ name: String, _ draft: inout DocumentDraft) -> Int {
    if let node = panel["id"], let own = node.int, own >= 0, own < 1_000_000 {
      if numbers.insert(own).inserted { return own }
      draft.warn(
        IngestRules.dashboardFormat, node.span, "\(name) has the number \(own) of another panel")
    }
    var next = count
    while !numbers.insert(next).inserted { next += 1 }
    return next
  }

  private func queries(_ panel: Node) -> [String] {
    let targets = (panel["targets"]?.elements ?? []).compactMap { target -> String? in
      ["expr", "query", "rawSql", "expression", "target"].lazy
        .compactMap { target[$0]?.scalarText }.first
    }
    return (targets + [panel["metric"]?.scalarText].compactMap { $0 }).prefix(64)
      .filter { !$0.isEmpty }
  }

  /// An id in a field of its own, or in the description: `[B1]`, `B1: …`, `payment-retry-v2/B1`.
  private static func links(
    _ panel: Node, _ facts: PanelFacts, _ title: String, _ range: SourceRange,
    _ draft: DocumentDraft
  ) -> [DeclaredLink] {
    var links = draft.links(.covers, panel["constraint"] ?? panel["constraints"])
    let description = panel["description"]
    for id in mentionedIDs(in: description?.scalarText ?? "") + mentionedIDs(in: title) {
      guard !links.contains(where: { $0.target == draft.target(id) }) else { continue }
      var link = draft.link(
        .covers, to: id, at: description.map { draft.range($0) } ?? range, basis: .mentioned)
      // An id after a slash, or below a named manifold, is meant; a word in brackets may be.
      link.isOptional = draft.isTentative || !link.target.contains("/")
      links.append(link)
    }
    for query in facts.queries {
      let subject = Expression.spaced(query.utf8)
      for ending in ["", " #2", " #3"] {
        links.append(
          .optional(.references, to: "when \(subject)\(ending)", at: range, .declared))
      }
    }
    return links
  }

  // MARK: thresholds

  private func thresholds(
    _ panel: Node, _ name: String, _ draft: inout DocumentDraft
  ) -> [PanelFacts.Threshold] {
    let places = [
      panel["fieldConfig"]?["defaults"]?["thresholds"]?["steps"],
      panel["options"]?["fieldOptions"]?["defaults"]?["thresholds"]?["steps"],
      panel["thresholds"]?["steps"], panel["thresholds"],
    ]
    guard let list = places.lazy.compactMap({ $0 }).first else { return [] }
    if let text = list.string { return singleStat(text, panel) }
    let steps = (list.elements ?? []).prefix(100).map { step in
      PanelFacts.Threshold(
        value: step["value"]?.double,
        colour: (step["color"] ?? step["colorMode"])?.scalarText ?? "")
    }
    checkOrder(Array(steps), at: list.span, name, &draft)
    return Array(steps)
  }

  /// `"10,20"` with `colors`, as older versions write it.
  private func singleStat(_ text: String, _ panel: Node) -> [PanelFacts.Threshold] {
    let colours = panel["colors"]?.elements?.compactMap(\.scalarText) ?? []
    let values: [Double?] =
      [nil]
      + text.split(separator: ",").prefix(99).compactMap {
        Double(String($0.filter { $0 != " " })).flatMap { $0.isFinite ? $0 : nil }
      }
    guard values.count > 1 else { return [] }
    return values.enumerated().map {
      PanelFacts.Threshold(
        value: $1, colour: colours.indices.contains($0) ? colours[$0] : "")
    }
  }

  private func checkOrder(
    _ steps: [PanelFacts.Threshold], at span: Span, _ name: String, _ draft: inout DocumentDraft
  ) {
    guard !steps.isEmpty else { return }
    let values = steps.map { $0.value ?? -.infinity }
    if zip(values, values.dropFirst()).contains(where: { $0 >= $1 }) {
      draft.warn(
        IngestRules.dashboardFormat, span, "the thresholds of \(name) do not rise",
        fix: "sort them by value, and leave the value of the first out")
    } else if steps[0].value != nil {
      draft.warn(
        IngestRules.dashboardFormat, span,
        "the first threshold of \(name) has a value; what lies below it has no colour",
        fix: "write null as the value of the first")
    }
  }
}
