import Notation
import SourceText
import TraceModel

/// The keys that connect ids from outside the items themselves.
extension ManifoldReading {
  /// Tensions become items, numbered as the later dialects do; the others become links.
  ///
  /// The files name the means first: of a dependency, `to` needs `from`.
  mutating func readRelationships(_ node: Node) {
    var tensions = 0
    for element in list(node, as: "relationships") {
      let type = element["type"]?.scalarText?.lowercased()
      switch type {
      case "dependency": readEdge(element, .relationships, kind: .dependsOn, isBackwards: true)
      case "equivalence": readEdge(element, .relationships, kind: .references)
      default:
        guard element["between"] != nil else {
          readEdge(element, .relationships, kind: type == "tension" ? .conflictsWith : .references)
          continue
        }
        tensions += 1
        readItem(element, .tension, in: ItemPlace(givenPrefix: "TN"), number: tensions)
      }
    }
  }

  /// The kinds of places that hold edges, for messages.
  enum EdgePlace: String {
    case relationships
    case graph = "an edge of constraint_graph"
    case blocking = "a blocking dependency"
  }

  /// `{from, to, reason}`, `{between: […]}` or a pair list. Either end may hold several ids.
  ///
  /// The link leads from the first end to the second, or the other way round.
  mutating func readEdge(
    _ node: Node, _ place: EdgePlace, kind: LinkKind, isBackwards: Bool = false
  ) {
    let ends: (from: Node, to: Node)?
    if case .sequence(let pair) = node.value, pair.count == 2 {
      ends = (pair[0], pair[1])
    } else if let between = node["between"], case .sequence(let pair) = between.value,
      pair.count == 2
    {
      ends = (pair[0], pair[1])
    } else if let from = node["from"], let to = node["to"] {
      ends = (from, to)
    } else {
      ends = nil
    }
    guard let ends else {
      return wrongType(node, what: place.rawValue, expected: "\"from\" and \"to\"")
    }
    let remark = ["description", "reason", "label", "resolution"].lazy
      .compactMap { node[$0]?.scalarText }.first
    let first = references(ends.from, kind: kind, as: "\"from\" of \(place.rawValue)")
    let second = references(ends.to, kind: kind, as: "\"to\" of \(place.rawValue)")
    for source in isBackwards ? second : first {
      for link in isBackwards ? first : second { relate(source, to: link, remark: remark) }
    }
  }

  private mutating func relate(_ source: DeclaredLink, to link: DeclaredLink, remark: String?) {
    var link = link
    link.remark = link.remark ?? remark
    document.relations.append(
      DeclaredRelation(from: Prose(source.target, at: source.range), link))
  }

  /// The blocked thing depends on its blocker; the tension that says so is referred to.
  mutating func readBlocking(_ node: Node) {
    for element in list(node, as: "blocking_dependencies") {
      guard let blocked = element["blocked"], let blocker = element["blocker"]
      else {
        wrongType(element, what: "a blocking dependency", expected: "\"blocker\" and \"blocked\"")
        continue
      }
      let tension = element["tension_id"]
      let remark = tension?.scalarText.map { "blocked by \($0)" }
      for source in references(blocked, kind: .dependsOn, as: "\"blocked\"") {
        for link in references(blocker, kind: .dependsOn, as: "\"blocker\"") {
          relate(source, to: link, remark: remark)
        }
      }
      if let tension {
        document.items[0].links += references(tension, kind: .references, as: "\"tension_id\"")
      }
    }
  }

  /// Its nodes repeat what the constraints say; its edges may be the only place of a link.
  mutating func readGraph(_ node: Node) {
    guard let edges = node["edges"] else { return }
    for entry in entries(edges, as: "edges of constraint_graph") {
      let kind: LinkKind? =
        switch entry.key {
        case "dependencies": .dependsOn
        case "conflicts": .conflictsWith
        case "satisfies": .mapsTo
        default: nil
        }
      guard let kind else {
        unknownKey(
          entry, in: "edges of constraint_graph",
          known: ["dependencies", "conflicts", "satisfies"])
        continue
      }
      for edge in list(entry.value, as: entry.key) { readEdge(edge, .graph, kind: kind) }
    }
  }

  /// An object, or the empty list that the oldest files write.
  mutating func readAnchors(_ node: Node) {
    if case .sequence(let elements) = node.value {
      // A list of truths is the obvious reading of a list that is not empty.
      if !elements.isEmpty { readItems(node, .truth, in: ItemPlace(), as: "anchors") }
      return
    }
    readSections(entries(node, as: "anchors"), ManifoldSection.anchorKeys, of: "anchors")
  }

  mutating func readTensionValidation(_ node: Node) {
    for element in list(node, as: "tension_validation") {
      guard let id = element["tension_id"] else { continue }
      let status = element["status"]?.scalarText
      document.items[0].links += references(
        id, kind: .references, as: "\"tension_id\"", remark: status)
      document.addAttribute(attribute("tension validation \(id.flattened)", element))
    }
  }

  /// Text, or `{option|selected_option, name, rationale}`.
  mutating func readRecommendation(_ node: Node) {
    guard case .mapping(let entries) = node.value else {
      document.recommendedOption = text(node, as: "the recommendation")
      return
    }
    for entry in entries {
      if entry.key == "option" || entry.key == "selected_option" {
        document.recommendedOption = text(entry.value, as: "the recommended option")
      } else {
        document.addAttribute(attribute("recommendation \(entry.key)", entry.value))
      }
    }
  }

  /// `RT-1 -> RT-2` says that the second needs the first; any other wording is only shown.
  mutating func readDependencyChain(_ node: Node) {
    for entry in entries(node, as: "dependency_chain") {
      document.addAttribute(attribute("dependency_chain \(entry.key)", entry.value))
      guard entry.key == "sequential" else { continue }
      for step in list(entry.value, as: "sequential") {
        guard let text = step.scalarText else { continue }
        let ids = arrowChain(text)
        for (needed, needing) in zip(ids, ids.dropFirst()) {
          let range = range(step)
          document.relations.append(
            DeclaredRelation(
              from: Prose(needing, at: range), DeclaredLink(.dependsOn, to: needed, at: range)))
        }
      }
    }
  }

  /// The ids of a chain that consists of ids and arrows only; otherwise empty.
  private func arrowChain(_ text: String) -> [String] {
    let words = text.split(separator: " ")
    guard words.count >= 3, words.count % 2 == 1 else { return [] }
    for (index, word) in words.enumerated() {
      let isArrow = word == "->" || word == "→"
      if isArrow != (index % 2 == 1) { return [] }
      if !isArrow && IDGrammar.fault(in: String(word)) != nil { return [] }
    }
    return stride(from: 0, to: words.count, by: 2).map { String(words[$0]) }
  }
}
