import SourceText
import TraceModel

/// Criteria that follow from results of unit tests, and from marks in programs.
extension GateJudgement {
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
    let hasLater = input.subject.phases.contains { $0.number > gate.phase ?? 1 }
    return Grounds(
      counted(count, "stub") + (hasLater ? "" : ", and no later phase"), lacking)
  }

  private func stubs(of phase: ModuleSubject.Phase) -> [SourceRange] {
    input.subject.graph.links(to: phase.node).filter { link in
      link.remark == "to be done" && input.subject.graph[link.source].key.kind == .sourceRange
    }.map(\.range)
  }
}
