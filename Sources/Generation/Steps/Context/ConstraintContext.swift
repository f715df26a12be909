import TraceModel

/// What a project tells about one constraint, beside the manifold.
struct ConstraintContext: Sendable {
  let constraint: ClassifiedItem
  /// Paths of files that name it, in order.
  var code: [String] = []
  /// Alerts, panels and sections of runbooks that name it.
  var operations: [String] = []
  /// Incidents that it names, or that name it.
  var incidents: [String] = []
  /// Decisions, likewise.
  var decisions: [String] = []
  /// What nobody has written down; a sentence each.
  var gaps: [String] = []

  /// Must hold, and its violation is called critical or has happened.
  var risk: IssueSeverity {
    let cost = constraint.item.attribute("violation_cost")?.lowercased()
    let isBinding = constraint.item.constraintType != .goal
    if isBinding, cost == "critical" || cost == "high" || !incidents.isEmpty { return .high }
    return isBinding || cost == "critical" ? .medium : .low
  }

  init(_ constraint: ClassifiedItem, in graph: TraceGraph) {
    self.constraint = constraint
    let item = constraint.item
    for link in graph.links(to: item.node) { add(graph[link.source]) }
    for link in graph.links(from: item.node) {
      switch link.target {
      case .node(let target): add(graph[target])
      case .missing, .ambiguous: break
      }
    }
    // Reasons and sources name records in words.
    for text in [item.source, item.rationale, item.attribute("implementation_hint")] {
      for id in Self.records(in: text ?? "") {
        if id.hasPrefix("ADR-") {
          Self.add(id, to: &decisions)
        } else {
          Self.add(id, to: &incidents)
        }
      }
    }
    gaps = questions(item)
  }

  private mutating func add(_ node: TraceNode) {
    switch node.detail {
    case .sourceRange(let facts): Self.add(facts.path, to: &code)
    case .artifact(let facts) where !facts.path.isEmpty: Self.add(facts.path, to: &code)
    case .alert, .panel, .section: Self.add("\(node.key.kind.label) \(node.title)", to: &operations)
    default: break
    }
    switch node.key.kind {
    case .incident: Self.add(node.key.id, to: &incidents)
    case .decision: Self.add(node.key.id, to: &decisions)
    default: break
    }
  }

  private static func add(_ text: String, to list: inout [String]) {
    if !list.contains(text), list.count < 40 { list.append(text) }
  }

  /// `INC-7`, `PM-7`, `ADR-7` in a text.
  private static func records(in text: String) -> [String] {
    text.split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init).filter { word in
      ["INC-", "PM-", "ADR-"].contains { word.hasPrefix($0) } && word.last?.isNumber == true
    }
  }

  // MARK: what is not known

  private func questions(_ item: SubjectItem) -> [String] {
    var gaps = constraint.classifications.compactMap { Self.questions[$0.archetype] }
    if constraint.archetype == nil { gaps.append("what would have to be built for it") }
    let hasFigure = constraint.classifications.contains { $0.figures.limit != nil }
    if item.constraintType == .goal, hasFigure, item.attribute("current_baseline") == nil {
      gaps.append("what the figure is today")
    }
    if code.isEmpty { gaps.append("which files it touches: none names it") }
    return gaps
  }

  /// What has to be known of the surroundings before a demand of a kind can be built.
  private static let questions: [Archetype: String] = [
    .idempotency: "which call takes a key, and how long the key is remembered there",
    .timeWindow: "what starts the clock, and what stops it",
    .retryBound: "which layers below try again by themselves",
    .rateLimit: "per whom it is counted, and where the count is kept",
    .latencyGoal: "which part of the time the calls that are depended on take",
    .ratioGoal: "what is counted above and below the line",
    .atomicTransition: "where the state is kept, and what it offers to change it as a whole",
    .notification: "by which service and channel people are told",
    .classification: "which answers and errors are documented",
    .escalation: "who takes over, and by when",
    .cancellation: "what can still be undone",
    .secretHygiene: "which fields are secret, and who writes logs",
    .authorisation: "who may, and where that is decided",
    .degradation: "what is depended on, and how its absence is noticed",
    .observability: "by which tools and names events are found",
    .platform: "which version is in operation, and who runs it",
  ]
}
