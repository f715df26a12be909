import Analysis
import SourceText
import TraceModel

/// Looks for what programs, results of tests and tasks say of items.
struct BuiltEvidence {
  private let subject: ModuleSubject
  private let endToEnd: [Glob]
  private let graph: TraceGraph
  /// Boxes that name an id in any spelling.
  private let boxes: [String: [ModuleOutline.Box]]

  init(_ subject: ModuleSubject, _ settings: ModuleSettings) {
    (self.subject, graph) = (subject, subject.graph)
    endToEnd = settings.endToEnd.compactMap { try? Glob($0) }
    var boxes: [String: [ModuleOutline.Box]] = [:]
    for box in subject.tasks.flatMap(\.boxes) {
      for id in Set(box.ids.map(IDSpelling.canonical)) { boxes[id, default: []].append(box) }
    }
    self.boxes = boxes
  }

  func item(_ item: ModuleSubject.Item, current: Int?) -> BuiltItem {
    var built = BuiltItem(
      id: item.id, title: item.title, item: item, state: .missing, reason: "")
    for link in graph.links(to: item.node) { collect(link, into: &built) }
    for scenario in showing(item) { collect(from: scenario, into: &built) }
    let own = boxes[IDSpelling.canonical(item.id)] ?? []
    built.boxes = ProgressFacts(done: own.count(where: \.isTicked), total: own.count)
    judge(&built, current: current)
    return built
  }

  /// Scenarios that show a requirement: their tests are its tests.
  private func showing(_ item: ModuleSubject.Item) -> [NodeIndex] {
    guard graph[item.node].key.kind == .requirement else { return [] }
    return graph.links(to: item.node).map(\.source).filter { graph[$0].key.kind == .scenario }
  }

  private func collect(from scenario: NodeIndex, into built: inout BuiltItem) {
    for link in graph.links(to: scenario) {
      guard case .test = graph[link.source].detail else { continue }
      collect(link, into: &built)
    }
  }

  private func collect(_ link: TraceLink, into built: inout BuiltItem) {
    let source = graph[link.source]
    switch source.detail {
    case .test(let facts):
      built.tests.append(
        BuiltItem.Test(
          name: facts.name.isEmpty ? source.title : facts.name, outcome: facts.outcome,
          isEndToEnd: isEndToEnd(facts)))
    case .sourceRange(let facts) where link.remark == "to be done":
      if !built.stubs.contains(where: { $0.path == facts.path && $0.line == link.range.line }) {
        built.stubs.append(link.range)
      }
    case .sourceRange(let facts) where facts.role != .test: built.code.append(link.range)
    default: break
    }
  }

  /// By the file, the suite or the class that the report names.
  func isEndToEnd(_ facts: TestFacts) -> Bool {
    let words = facts.className.split(separator: ".").joined(separator: "/")
    return [facts.file, facts.suite, words].compactMap(\.self).contains { path in
      endToEnd.contains { $0.matches(path) }
    }
  }

  // MARK: what follows

  private func judge(_ built: inout BuiltItem, current: Int?) {
    guard let item = built.item else { return }
    if item.facts.intent == nil {
      (built.state, built.reason) = (.unplanned, "it is built, and no document intends it")
      return
    }
    let shown = Self.shown(built)
    let lacking = Self.lacking(built)
    switch (shown.isEmpty, lacking.isEmpty) {
    case (true, _):
      let isLater = (item.phase ?? 0) > (current ?? .max)
      let isDeferred = isLater || item.facts.mark == .deferred || !built.stubs.isEmpty
      built.state = isDeferred ? .deferred : .missing
      built.reason =
        isLater ? "its phase is not begun" : "neither code nor a test nor a ticked box shows it"
    case (false, true):
      built.state = .implemented
      built.reason = shown.joined(separator: ", ")
    case (false, false):
      built.state = .partial
      built.reason = (shown + lacking).joined(separator: ", ")
    }
    // That something is other than it was meant, only a person can see.
    if item.facts.mark == .changed, built.state != .missing { built.state = .changed }
  }

  private static func shown(_ built: BuiltItem) -> [String] {
    let passed = built.tests.count { $0.outcome == .passed }
    return [
      passed == 0 ? nil : "\(counted(passed, "test")) \(passed == 1 ? "passes" : "pass")",
      built.code.isEmpty ? nil : "\(counted(built.code.count, "place")) of code",
      built.boxes.done == 0
        ? nil : "\(built.boxes.done) of \(counted(built.boxes.total, "box", "boxes")) ticked",
    ].compactMap(\.self)
  }

  private static func lacking(_ built: BuiltItem) -> [String] {
    let failed = built.tests.count { $0.outcome == .failed || $0.outcome == .errored }
    return [
      failed == 0 ? nil : "\(counted(failed, "test")) \(failed == 1 ? "fails" : "fail")",
      built.tests.contains { $0.outcome == .passed } ? nil : "no test passes",
      built.boxes.done == built.boxes.total
        ? nil : "\(counted(built.boxes.total - built.boxes.done, "box", "boxes")) open",
      built.stubs.isEmpty ? nil : "left open at \(built.stubs[0].description)",
    ].compactMap(\.self)
  }

  /// Ids of the module that code or tests name and no document declares.
  func unplanned() -> [BuiltItem] {
    var found: [String: BuiltItem] = [:]
    for link in graph.links {
      guard case .missing(let id) = link.target, isOfModule(id),
        [.test, .sourceRange].contains(graph[link.source].key.kind)
      else { continue }
      var built =
        found[id]
        ?? BuiltItem(
          id: id, title: "", state: .unplanned, reason: "named in code or tests, declared nowhere")
      collect(link, into: &built)
      found[id] = built
    }
    return found.keys.sorted(by: isOrdered).compactMap { found[$0] }
  }

  /// Names an item of the module, or lies in its folder, or its report does.
  func isOfModule(_ test: NodeIndex, _ facts: TestFacts) -> Bool {
    let folder = subject.folder + "/"
    if graph[test].range.path.hasPrefix(folder) { return true }
    let words = facts.className.split(separator: ".").joined(separator: "/")
    if [facts.file, words].contains(where: { $0?.hasPrefix(folder) == true }) { return true }
    return graph.links(from: test).contains { link in
      guard case .node(let target) = link.target else { return false }
      return graph[target].key.scope == graph[subject.node].key.scope
    }
  }

  private func isOfModule(_ id: String) -> Bool {
    [NumberedKind.requirement, .scenario].contains { $0.number(of: id, code: subject.code) != nil }
  }
}

/// `1 box`, `2 boxes`.
func counted(_ number: Int, _ word: String, _ plural: String? = nil) -> String {
  "\(number) \(number == 1 ? word : plural ?? word + "s")"
}
