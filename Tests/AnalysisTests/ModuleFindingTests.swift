import Analysis
import SourceText
import Testing
import TraceModel

/// A small module, made by hand.
private struct ModuleSample {
  var nodes: [TraceNode] = []
  var links: [(String, LinkKind, String, String)] = []
  let scope = Scope(root: "modules", name: "pay")

  mutating func add(
    _ kind: NodeKind, _ id: String, _ detail: NodeDetail = .plain, title: String = "T",
    attributes: [Attribute] = [], scope: Scope? = nil
  ) {
    nodes.append(
      TraceNode(
        key: NodeKey(kind: kind, scope: scope ?? self.scope, id: id), title: title,
        detail: detail, attributes: attributes, range: .file("\(scope?.path ?? "pay").md")))
  }

  var rules: [String] { diagnostics.map(\.rule.id) }
  var severities: [Severity] { diagnostics.map(\.severity).sorted { $0 > $1 } }

  private var diagnostics: [Diagnostic] {
    let nodes = self.nodes.sorted { $0.key < $1.key }
    let index = { (id: String) in
      nodes.firstIndex { $0.key.id == id }.map { NodeIndex($0) }
    }
    let links = self.links.compactMap { source, kind, target, path -> TraceLink? in
      guard let from = index(source) else { return nil }
      let to = index(target)
      return TraceLink(
        source: from, target: to.map { .node($0) } ?? .missing(target), kind: kind,
        basis: .declared, status: to == nil ? .dangling : .ok, range: .file(path))
    }
    return Assessment(of: TraceGraph(nodes: nodes, links: links)).diagnostics
  }

  static func documents(_ kinds: [ModuleDocumentKind]) -> NodeDetail {
    .module(
      ModuleFacts(documents: Dictionary(uniqueKeysWithValues: kinds.map { ($0, $0.rawValue) })))
  }

  static let intent = NodeDetail.specified(SpecifiedFacts(intent: .file("a")))
}

@Suite struct `Findings about modules` {
  @Test func `ask each scenario for a requirement, and each requirement for a scenario`() {
    var sample = ModuleSample()
    sample.add(.module, "pay", ModuleSample.documents([.intentScenarios]))
    sample.add(.requirement, "REQ-PAY-1", ModuleSample.intent)
    #expect(sample.rules.isEmpty, "scenarios come a step later")
    sample.add(.scenario, "SCEN-PAY-01", ModuleSample.intent)
    #expect(Set(sample.rules) == ["scenario-without-requirement", "requirement-without-scenario"])
    sample.links.append(("SCEN-PAY-01", .covers, "REQ-PAY-1", "x"))
    #expect(sample.rules.isEmpty)
  }

  @Test func `say once what many of a file have in common`() {
    var sample = ModuleSample()
    sample.add(.module, "pay", ModuleSample.documents([.intentScenarios]))
    for number in 1...5 {
      sample.add(.requirement, "REQ-PAY-\(number)", ModuleSample.intent)
      sample.add(.scenario, "SCEN-PAY-0\(number)", ModuleSample.intent)
    }
    #expect(
      sample.rules.sorted() == ["requirement-without-scenario", "scenario-without-requirement"])
    for number in 1...2 {
      sample.links.append(("SCEN-PAY-0\(number)", .covers, "REQ-PAY-\(number)", "x"))
    }
    #expect(sample.rules.count == 6, "three of each are named one by one")
  }

  @Test func `only note what may be done`() {
    var sample = ModuleSample()
    sample.add(.module, "pay", ModuleSample.documents([.intentScenarios]))
    sample.add(.scenario, "SCEN-PAY-01", ModuleSample.intent)
    sample.links.append(("SCEN-PAY-01", .covers, "REQ-PAY-1", "x"))
    sample.add(.requirement, "REQ-PAY-1", ModuleSample.intent)
    for (number, level) in [(2, ObligationLevel.may), (3, .should), (4, .must)] {
      sample.add(
        .requirement, "REQ-PAY-\(number)",
        .specified(SpecifiedFacts(level: level, intent: .file("a"))))
    }
    #expect(sample.severities == [.warning, .note, .note])
  }

  @Test func `ask nothing of what a change takes away`() {
    var sample = ModuleSample()
    sample.add(.change, "x", ModuleSample.documents([.openSpec]))
    sample.add(.scenario, "s", .specified(SpecifiedFacts(actual: Prose("x", at: .file("a")))))
    let delta = Attribute("Delta", Prose("removed", at: .file("a")))
    sample.add(.requirement, "r", ModuleSample.intent, attributes: [delta])
    #expect(sample.rules.isEmpty)
  }

  @Test func `compare marks with boxes`() {
    var sample = ModuleSample()
    sample.add(.module, "pay", ModuleSample.documents([.tasks]))
    sample.add(
      .scenario, "SCEN-PAY-01",
      .specified(SpecifiedFacts(actual: Prose("x", at: .file("a")), mark: .implemented)))
    sample.add(.task, "TASK-PAY-01", .progress(ProgressFacts(done: 1, total: 2)))
    sample.links.append(("TASK-PAY-01", .implements, "SCEN-PAY-01", "x"))
    #expect(sample.rules == ["marked-too-early"])
  }

  @Test(arguments: [
    ("3/8", false), ("1/2", true), ("50%", true), ("90 %", false), ("done", false),
    ("in progress", true), ("99999999999999999999%", true), ("9223372036854775807%", false),
  ])
  func `compare stated progress with boxes`(text: String, agrees: Bool) {
    var sample = ModuleSample()
    sample.add(.module, "pay", ModuleSample.documents([.tasks]))
    sample.add(
      .phase, "PHASE-PAY-1", .progress(ProgressFacts(done: 1, total: 2)),
      attributes: [Attribute("Progress", Prose(text, at: .file("a")))])
    #expect(sample.rules == (agrees ? [] : ["progress-differs"]))
  }

  struct Step: Sendable {
    var from: ModuleDocumentKind
    var to: String
    var others: [ModuleDocumentKind] = []
    var isFound: Bool
  }

  @Test(arguments: [
    Step(from: .intentDesign, to: "SCEN-PAY-01", isFound: true),
    Step(from: .intentDesign, to: "REQ-PAY-1", isFound: true),
    Step(from: .intentDesign, to: "REQ-1", isFound: false),
    Step(from: .intentDesign, to: "PHASE-PAY-1", isFound: false),
    Step(from: .intentDesign, to: "SCEN-PAY-01", others: [.intentScenarios], isFound: false),
    Step(from: .intentDesign, to: "TASK-PAY-01", others: [.intentScenarios], isFound: true),
    Step(from: .intentRequirements, to: "SCEN-PAY-01", isFound: true),
    Step(from: .intentScenarios, to: "REQ-PAY-1", isFound: false),
    Step(from: .intentScenarios, to: "TASK-PAY-01", isFound: true),
    Step(from: .tasks, to: "TASK-PAY-02", isFound: false),
  ])
  func `know which ids exist when a document is written`(step: Step) {
    var sample = ModuleSample()
    sample.add(.module, "pay", ModuleSample.documents([step.from] + step.others))
    sample.links.append(("pay", .references, step.to, step.from.rawValue))
    #expect(sample.rules == (step.isFound ? ["id-of-later-step"] : []))
  }

  @Test(arguments: [
    Step(from: .actualScenarios, to: "TASK-PAY-01", isFound: true),
    Step(from: .actualDesign, to: "TASK-PAY-01", isFound: true),
    Step(from: .actualRequirements, to: "SCEN-PAY-01", isFound: true),
    Step(from: .intentVsActual, to: "TASK-PAY-01", isFound: true),
    Step(from: .changelog, to: "PHASE-PAY-1", isFound: true),
    Step(from: .actualDesign, to: "SCEN-PAY-01", isFound: false),
    Step(from: .actualRequirements, to: "REQ-1", isFound: false),
    Step(from: .intentVsActual, to: "SCEN-PAY-01", isFound: false),
    Step(from: .intentVsActual, to: "ADR-3", isFound: false),
    Step(from: .changelog, to: "TASK-PAY-01", isFound: false),
  ])
  func `know what each kind of document refers to`(step: Step) {
    var sample = ModuleSample()
    sample.add(.module, "pay", ModuleSample.documents([step.from]))
    sample.links.append(("pay", .references, step.to, step.from.rawValue))
    #expect(sample.rules == (step.isFound ? ["reference-not-meant"] : []))
  }

  @Test func `see one number with two meanings`() {
    var sample = ModuleSample()
    sample.add(.requirement, "REQ-2", title: "Tracing", scope: Scope(name: "a"))
    sample.add(.requirement, "REQ2", title: "tracing", scope: Scope(name: "b"))
    #expect(sample.rules.isEmpty)
    sample.add(.requirement, "REQ-02", title: "Access", scope: Scope(name: "c"))
    #expect(sample.rules == ["requirement-meanings"])
  }

  @Test func `ask a release for scenarios, and an analysis for what it analyses`() {
    var sample = ModuleSample()
    sample.add(.module, "pay", ModuleSample.documents([.changelog]))
    sample.add(.release, "0.1.0")
    #expect(sample.rules.isEmpty)
    sample.add(
      .scenario, "SCEN-PAY-01", .specified(SpecifiedFacts(gap: Prose("x", at: .file("a")))))
    sample.add(.release, "Unreleased")
    #expect(Set(sample.rules) == ["release-without-scenario", "analysed-nowhere"])
  }
}
