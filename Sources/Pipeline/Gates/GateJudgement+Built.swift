import SourceText
import TraceModel

/// Criteria that follow from programs, tests and reports.
extension GateJudgement {
  private var scenarios: [ModuleSubject.Item] { input.subject.scenarios(ofPhase: gate.phase) }

  private func built(_ item: ModuleSubject.Item) -> BuiltItem? { input.built[item.id] }

  private static let noScenario = "the phase has no scenario"

  var behaviour: Grounds {
    let lacking = scenarios.filter { item in
      built(item).map { $0.code.isEmpty && !$0.passes || $0.hasFailures } ?? true
    }
    return Grounds(scenarios, "scenario", lacking: lacking, none: Self.noScenario) { item in
      "\(item.range.description): \(item.id): \(built(item)?.reason ?? "nothing shows it")"
    }
  }

  var endToEndTests: Grounds {
    let lacking = scenarios.filter { item in
      let tests = built(item)?.tests.filter(\.isEndToEnd) ?? []
      return tests.isEmpty || tests.contains { $0.outcome != .passed }
    }
    return Grounds(scenarios, "scenario", lacking: lacking, none: Self.noScenario) { item in
      let tests = built(item)?.tests.filter { $0.isEndToEnd && $0.outcome != .passed } ?? []
      return "\(item.range.description): \(item.id): "
        + (tests.first.map { "\($0.name) is \($0.outcome.rawValue)" }
          ?? "no end-to-end test names it")
    }
  }

  // MARK: unit tests

  /// What unit tests have to cover, by words in the names of tests, their classes and files.
  private static let areas: [(title: String, words: [String])] = [
    ("decisions", ["domain", "service", "logic", "rule", "polic", "decid", "limit"]),
    ("mappers", ["map", "dto", "entit", "convert", "serial", "pars", "format"]),
    ("failures", ["error", "fail", "invalid", "refus", "reject", "timeout", "problem"]),
    (
      "who may do what",
      ["secur", "auth", "access", "tenant", "permission", "credential", "secret"]
    ),
  ]

  var unitTests: Grounds {
    let tests = ownUnitTests
    let words = tests.filter { $0.outcome == .passed }.map(Self.words)
    let lacking = Self.areas.filter { area in
      !words.contains { name in area.words.contains { word in name.contains { $0.hasPrefix(word) } }
      }
    }
    var grounds = Grounds(Self.areas, "area", lacking: lacking, none: "") { area in
      "no passing unit test speaks of \(area.title): looked for words that begin with "
        + area.words.joined(separator: ", ") + " in names of tests and of their files"
    }
    grounds.evidence += " in \(counted(words.count, "passing unit test"))"
    grounds.lacking += tests.filter { $0.outcome == .failed || $0.outcome == .errored }.map {
      "\($0.name) is \($0.outcome.rawValue)"
    }
    return grounds
  }

  /// The test's name and that of its file or class, in lower case and apart; folders say nothing.
  private static func words(_ facts: TestFacts) -> [String] {
    let file = facts.file?.split(separator: "/").last.map(String.init) ?? ""
    let owner = facts.className.split(separator: ".").last.map(String.init) ?? ""
    return [facts.name, owner, file].joined(separator: " ").lowercased()
      .split { !$0.isLetter }.map(String.init)
  }

  /// Results of the module's tests that are no end-to-end tests.
  private var ownUnitTests: [TestFacts] {
    let evidence = BuiltEvidence(input.subject, input.settings)
    let graph = input.subject.graph
    return graph.nodes(of: .test).compactMap { index in
      guard case .test(let facts) = graph[index].detail, !evidence.isEndToEnd(facts),
        evidence.isOfModule(index, facts)
      else { return nil }
      return facts
    }
  }

  // MARK: stubs

  var stubs: Grounds {
    guard input.hasPrograms else {
      return Grounds("", ["no program was read: name them under inputs.sources in site.yaml"])
    }
    let handlers = input.settings.handlers.compactMap { try? Glob($0) }
    var (lacking, count) = ([String](), 0)
    for phase in input.subject.phases {
      let places = stubs(of: phase)
      count += places.count
      if phase.number <= gate.phase ?? 1 {
        lacking += places.map { "\($0.description): \(phase.id) is still open here" }
        continue
      }
      if places.isEmpty, !input.subject.scenarios(ofPhase: phase.number).isEmpty {
        lacking.append("no program holds TODO(\(phase.id))")
      }
      lacking += places.filter { place in handlers.contains { $0.matches(place.path) } }
        .map { "\($0.description): a handler holds a stub of \(phase.id)" }
    }
    return Grounds(counted(count, "stub"), lacking)
  }

  private func stubs(of phase: ModuleSubject.Phase) -> [SourceRange] {
    input.subject.graph.links(to: phase.node).filter { link in
      link.remark == "to be done" && input.subject.graph[link.source].key.kind == .sourceRange
    }.map(\.range)
  }

  // MARK: documents of what was built, reports

  var actualDocuments: Grounds {
    let kinds: [ModuleDocumentKind] = [
      .actualDesign, .actualRequirements, .actualScenarios, .intentVsActual,
    ]
    let missing = kinds.compactMap { kind -> String? in
      guard let outline = input.subject.outlines[kind] else {
        return "there is no \(kind.rawValue).md"
      }
      let document = CheckedOutline(outline)
      return !document.sections.contains(where: document.says)
        ? "\(outline.file.path) says nothing" : nil
    }
    let items = input.subject.items(ofPhase: gate.phase)
    let silent = items.filter { $0.facts.actual == nil }.map {
      "\($0.range.description): no document says what was built of \($0.id)"
    }
    let unexplained = items.filter { item in
      built(item).map { $0.state.isGap && item.facts.gap == nil } ?? false
    }.map {
      "\($0.range.description): \($0.id) is \(built($0)?.state.rawValue ?? ""), and "
        + "INTENT_VS_ACTUAL.md does not say so"
    }
    let undecided = items.filter {
      built($0)?.state == .changed && input.record.drafts[$0.id] != nil
    }.map { "\($0.range.description): nobody has said how and why \($0.id) was changed" }
    let outdated = items.filter { built($0)?.isContradicted == true }.map {
      "\($0.range.description): ACTUAL_SCENARIOS.md calls \($0.id) "
        + "\($0.facts.mark?.rawValue ?? ""), and it is \(built($0)?.state.rawValue ?? "")"
    }
    return Grounds(
      "\(items.count - silent.count) of \(counted(items.count, "item")) described",
      missing + silent + unexplained + undecided + outdated)
  }

  var coverage: Grounds {
    guard let facts = input.coverage, facts.total > 0 else {
      return Grounds("", ["no report of coverage speaks of programs of the module"])
    }
    let evidence =
      "\(facts.hit) of \(counted(facts.total, "line")), \(facts.hit * 100 / facts.total) %"
    let isEnough = facts.hit * 100 >= input.settings.coverage * facts.total
    return Grounds(evidence, isEnough ? [] : ["\(input.settings.coverage) % are wanted"])
  }

  var changelog: Grounds {
    guard let outline = input.subject.outlines[.changelog] else {
      return Grounds("", ["there is no CHANGELOG.md"])
    }
    let releases = outline.sections.filter {
      $0.kind == .release && $0.id?.lowercased() != "unreleased"
        && $0.heading.text.split(whereSeparator: { " ()".contains($0) }).contains {
          isDay(String($0))
        }
        && !$0.heading.text.contains("[YANKED]")
    }
    let named = Set(
      outline.mentions.filter { mention in
        releases.contains { $0.start..<$0.end ~= Int(mention.range.span.start) }
      }.map { IDSpelling.canonical($0.id) })
    var grounds = Grounds(
      scenarios, "scenario",
      lacking: scenarios.filter { !named.contains(IDSpelling.canonical($0.id)) },
      none: Self.noScenario
    ) { "no release names \($0.id)" }
    let faults = input.findings.filter {
      $0.range.path == outline.file.path
        && ["changelog-form", "unfilled-placeholder"].contains($0.rule.id)
    }
    grounds.lacking += faults.map { "\($0.range.description): \($0.summary)" }
    return grounds
  }
}

extension BuiltItem {
  /// Documents mark it as something else than code, tests and tasks show. That it was changed is for a
  /// person to say.
  public var isContradicted: Bool {
    guard let mark = item?.facts.mark, mark != .changed else { return false }
    return mark.rawValue != state.rawValue
  }

  /// A test that names it fails.
  var hasFailures: Bool { tests.contains { $0.outcome == .failed || $0.outcome == .errored } }
}
