public import Analysis
public import SourceText
public import TraceModel

/// One module of the graph in the words of the pipeline.
public struct ModuleSubject: Sendable {
  /// A milestone of delivery.
  public struct Phase: Sendable {
    /// Its place in the graph.
    public var node: NodeIndex
    /// `PHASE-OAGW-1`.
    public var id: String
    /// As its id has it.
    public var number: Int
    /// As a document titles it.
    public var title: String
    /// Where it is first declared.
    public var range: SourceRange
  }

  /// A requirement or a scenario.
  public struct Item: Sendable {
    /// Its place in the graph.
    public var node: NodeIndex
    /// A requirement or a scenario.
    public var kind: NodeKind
    /// As written.
    public var id: String
    /// Behind the id.
    public var title: String
    /// What documents say of it.
    public var facts: SpecifiedFacts
    /// Number of the phase that brings it; `nil` in a module without phases, or where nothing says.
    public var phase: Int?
    /// Where it is declared.
    public var range: SourceRange
    /// What is demanded, in one line: the results of a scenario, the sentence of a requirement.
    public var statementLine: String

    /// Nobody may leave it out.
    public var binds: Bool { facts.level == .must }
  }

  /// A piece of work with its boxes.
  public struct Task: Sendable {
    /// `TASK-OAGW-01`.
    public var id: String
    /// Its number, from 1; `nil` for an id without one.
    public var number: Int?
    /// Behind the id.
    public var title: String
    /// Number of its phase.
    public var phase: Int?
    /// In file order.
    public var boxes: [ModuleOutline.Box]
    /// Its heading.
    public var range: SourceRange
  }

  /// Everything that is known of the project.
  public let assessment: Assessment
  /// The module itself.
  public let node: NodeIndex
  /// Its documents by the part that each plays.
  public let outlines: [ModuleDocumentKind: ModuleOutline]
  /// `OAGW`, as ids name it.
  public let code: String
  /// In the order of their numbers.
  public let phases: [Phase]
  /// In graph order; what is only built is among them, with `facts.intent` `nil`.
  public let requirements: [Item]
  /// In graph order.
  public let scenarios: [Item]
  /// In file order.
  public let tasks: [Task]

  /// `oagw`.
  public var name: String { assessment.graph[node].key.id }
  /// As the design titles it.
  public var title: String { assessment.graph[node].title }
  /// The graph of the project.
  public var graph: TraceGraph { assessment.graph }

  /// The folder that holds the documents.
  public var documentFolder: String { Self.documentFolder(of: outlines.mapValues(\.file.path)) }

  /// The folder of the design, or of what comes next to it; empty for none.
  public static func documentFolder(of paths: [ModuleDocumentKind: String]) -> String {
    let path = ModuleDocumentKind.allCases.lazy.compactMap { paths[$0] }.first ?? ""
    return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  /// The folder of the module, round its documents and programs.
  public var folder: String {
    let folder = documentFolder
    return folder.hasSuffix("/docs") ? String(folder.dropLast(5)) : folder
  }

  /// Requirements and scenarios that somebody intends.
  public var intended: [Item] { (requirements + scenarios).filter { $0.facts.intent != nil } }

  /// Intended requirements and scenarios of a phase; all for `nil`.
  public func items(ofPhase phase: Int?) -> [Item] {
    phase.map { number in intended.filter { $0.phase == number } } ?? intended
  }

  /// Intended scenarios of a phase; all for `nil`.
  public func scenarios(ofPhase phase: Int?) -> [Item] {
    scenarios.filter { $0.facts.intent != nil && (phase == nil || $0.phase == phase) }
  }

  /// Tasks of a phase; all for `nil`.
  public func tasks(ofPhase phase: Int?) -> [Task] {
    phase.map { number in tasks.filter { $0.phase == number } } ?? tasks
  }

  /// A module as its documents give it.
  ///
  /// - Parameters:
  ///   - assessment: what is known of the project.
  ///   - node: the module.
  ///   - outlines: its documents, read with `code`.
  ///   - code: the module as its ids name it.
  public init(
    _ assessment: Assessment, _ node: NodeIndex,
    outlines: [ModuleDocumentKind: ModuleOutline], code: String
  ) {
    let reading = SubjectReading(assessment.graph, assessment.graph[node].key.scope, outlines, code)
    (self.assessment, self.node, self.outlines) = (assessment, node, outlines)
    self.code = code
    phases = reading.phases
    requirements = reading.items(.requirement)
    scenarios = reading.items(.scenario)
    tasks = reading.tasks
  }

  /// The module as its ids name it, or as they would: the first that a document's ids name.
  public static func code(of node: NodeIndex, in graph: TraceGraph) -> String {
    let kinds: Set<NodeKind> = [.requirement, .scenario, .task, .phase]
    for index in graph.nodes(in: graph[node].key.scope) where kinds.contains(graph[index].key.kind)
    {
      let parts = graph[index].key.id.split(separator: "-")
      if parts.count == 3, NumberedKind(rawValue: String(parts[0])) != nil {
        return String(parts[1])
      }
    }
    return code(named: graph[node].key.id)
  }

  /// `PAYMENT` of `payment`, `PAYMENTRETRY` of `payment-retry`: ids have no hyphen inside.
  public static func code(named name: String) -> String {
    String(decoding: name.utf8.filter(isLetterOrDigit), as: UTF8.self).uppercased()
  }
}

extension ModuleSubject {
  /// Ids of this module that its documents declare, sorted.
  public var declaredIDs: [String] {
    let ids =
      phases.map(\.id) + requirements.map(\.id) + scenarios.map(\.id) + tasks.map(\.id)
    return Set(ids).sorted(by: isOrdered)
  }
}

/// Numbers as numbers.
func isOrdered(_ a: String, _ b: String) -> Bool { isNaturallyOrdered(a, before: b) }
