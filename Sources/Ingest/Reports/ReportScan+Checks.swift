import Notation
import SourceText
import TraceModel

/// What a generation states, beside what it lists.
extension ReportScan {
  mutating func checkGeneration() {
    checkPlan()
    checkNames()
    checkTests()
    checkObservability()
    checkEvents()
    checkCoverage()
    addProducts()
    addStatuses()
  }

  // MARK: plan against products

  private mutating func checkPlan() {
    guard generation.listed else { return }
    for plan in generation.planned {
      guard let index = generation.match(plan) else {
        draft.warn(
          IngestRules.plannedNotProduced, plan.range,
          "\(plan.group) \"\(plan.name.clipped)\" is planned, and nothing like it is produced")
        continue
      }
      let product = generation.produced[index]
      let known = Set(product.ids + product.modes)
      guard !known.isEmpty, !plan.ids.isEmpty, plan.group == "code", known != Set(plan.ids) else {
        continue
      }
      draft.warn(
        IngestRules.planDiffers, product.range,
        "\"\(product.path.clipped)\" is reported \(Self.difference(product.ids, plan.ids)), and "
          + "\"\(plan.name.clipped)\" is planned for \(Self.list(plan.ids))",
        notes: [Diagnostic.Note("the plan is here", at: plan.range)])
    }
  }

  static func list(_ ids: [String]) -> String {
    let more = ids.count > 12 ? " and \(ids.count - 12) more" : ""
    return ids.isEmpty ? "nothing" : ids.prefix(12).joined(separator: ", ") + more
  }

  /// What is reported; of long lists only what is not as planned.
  private static func difference(_ reported: [String], _ planned: [String]) -> String {
    guard max(reported.count, planned.count) > 12 else { return "for \(list(reported))" }
    let missing = planned.filter { !reported.contains($0) }
    let added = reported.filter { !planned.contains($0) }
    let without = missing.isEmpty ? [] : ["without \(list(missing))"]
    return (without + (added.isEmpty ? [] : ["with \(list(added))"])).joined(separator: " and ")
  }

  /// A file that a section shows under a name which the list does not have.
  private mutating func checkNames() {
    guard generation.listed else { return }
    let last = { (path: String) in path.split(separator: "/").last.map { $0.lowercased() } ?? "" }
    let names = Set(generation.produced.map { last($0.path) })
    for shown in generation.shown where !names.contains(last(shown.text)) {
      let near = nearestName(to: last(shown.text), among: names.sorted())
      draft.warn(
        IngestRules.artifactNames, shown.range,
        "\"\(shown.text.clipped)\" is shown here, and the report lists no file of that name",
        fix: near.map { "the list has \"\($0)\"" })
    }
  }

  // MARK: tests

  private mutating func checkTests() {
    for stated in generation.statedTests where !generation.marks.isEmpty {
      let count = generation.marks[stated.id] ?? 0
      claim(
        "tests of \(stated.id)", declared: stated.declared, at: stated.range,
        computed: String(count), agrees: firstNumber(stated.declared) == count,
        "counted: \(count) tests are marked with it")
    }
    let listed = Set(generation.produced.flatMap(\.modes))
    if let node = generation.modesNode?["tested"], !generation.produced.isEmpty {
      let stated = generation.modesTested.map(\.text)
      let without = stated.filter { !listed.contains($0) }
      claim(
        "failure modes tested", declared: Self.list(stated), at: draft.range(node),
        computed: Self.list(stated.filter { listed.contains($0) }), agrees: without.isEmpty,
        without.isEmpty
          ? "each is tested by a file of the report"
          : "no file of the report tests \(Self.list(without))")
    }
    let tests = generation.produced.filter { $0.group == "tests" }
    let verified = Set(tests.flatMap(\.ids))
    let untested = generation.fullyCovered.map(\.text).filter { !verified.contains($0) }
    guard let first = generation.fullyCovered.first, !tests.isEmpty, !untested.isEmpty else {
      return
    }
    draft.warn(
      IngestRules.coveredWithoutTest, first.range,
      "\(Self.list(untested)) are called fully covered, and no test of the report verifies them")
  }

  // MARK: panels and alerts

  private mutating func checkObservability() {
    guard generation.hasObservability else { return }
    for (wanted, made, word) in [
      (generation.plannedPanels, generation.panels, "panel"),
      (generation.plannedAlerts, generation.alerts, "alert"),
    ] {
      for plan in wanted where !made.contains(plan.text) {
        draft.warn(
          IngestRules.plannedNotProduced, plan.range,
          "\(word == "alert" ? "an" : "a") \(word) for \(plan.text) is planned, and none is "
            + "produced")
      }
    }
  }

  /// Events that documents describe and no program text that is shown emits.
  private mutating func checkEvents() {
    guard !generation.code.isEmpty else { return }
    for event in generation.events where !generation.code.contains(event.text) {
      draft.warn(
        IngestRules.documentedEvent, event.range,
        "event \"\(event.text.clipped)\" is documented, and no code of the report emits it")
    }
  }

  // MARK: coverage

  private mutating func checkCoverage() {
    guard generation.coverage != nil else { return }
    let known = generation.fullyCovered + generation.partlyCovered + generation.notCovered
    let ids = Set(known.map(\.text))
    for missing in generation.missing where !ids.contains(missing.text) {
      draft.warn(
        IngestRules.missingCoverage, missing.range,
        "\(missing.text) lacks coverage here, and the report counts it neither as covered nor as "
          + "not covered")
    }
  }

  /// What was produced, as artifacts that are said to satisfy their constraints.
  private mutating func addProducts() {
    let roles: [String: ArtifactRole] = [
      "code": .code, "tests": .test, "docs": .docs, "observability": .ops,
    ]
    for product in generation.produced {
      let role = roles[product.group] ?? .other
      let verb: LinkKind = role == .test ? .verifies : .satisfies
      let facts = ArtifactFacts(role: role, path: product.path)
      let place = draft
      let subject = facts.path.isEmpty ? nil : self.facts.subject
      draft.add(
        .artifact, product.path, .artifact(facts), at: product.range, parent: Self.report
      ) { item in
        for id in product.ids + product.modes {
          item.add(place.link(verb, to: id, at: product.range))
        }
        if let subject {
          item.links.append(.optional(.generatedFrom, to: subject, at: product.range, .declared))
        }
      }
    }
  }

  /// What is called covered, to be compared with the verdicts.
  private mutating func addStatuses() {
    guard !draft.isTentative else { return }
    for (list, word) in [
      (generation.fullyCovered, "FULLY_COVERED"), (generation.partlyCovered, "PARTIALLY_COVERED"),
    ] {
      for named in list {
        draft.document.claims.append(
          StatedClaim(
            .status(Prose(draft.target(named.text), at: named.range)),
            declared: Prose(word, at: named.range)))
      }
    }
  }
}
