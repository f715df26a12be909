public import SourceText
public import TraceModel

/// What became of a requirement or a scenario.
public enum BuiltState: String, Sendable, CaseIterable {
  case implemented, partial, changed, deferred, missing, unplanned

  /// For people, as a heading.
  public var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }

  /// It differs from what was intended.
  public var isGap: Bool { self != .implemented }
}

/// What code, tests and tasks show of a requirement or scenario.
public struct BuiltItem: Sendable {
  /// A test that names it.
  public struct Test: Sendable {
    /// As the report names it.
    public var name: String
    /// How it ended.
    public var outcome: TestOutcome
    /// It goes through the front door.
    public var isEndToEnd: Bool
  }

  /// Its id.
  public var id: String
  /// Its title; empty for an id that nothing declares.
  public var title: String
  /// It in the graph; `nil` for an id that nothing declares.
  public var item: ModuleSubject.Item?
  /// What follows from what is known.
  public var state: BuiltState
  /// Why, as a clause: what shows it, or what lacks.
  public var reason: String
  /// Programs that name it.
  public var code: [SourceRange] = []
  /// Places that leave it open, `TODO(PHASE-OAGW-2)`.
  public var stubs: [SourceRange] = []
  /// Results of tests that name it.
  public var tests: [Test] = []
  /// Boxes that name it, ticked and all.
  public var boxes = ProgressFacts(done: 0, total: 0)

  /// At least one test passes, and none fails.
  public var passes: Bool {
    tests.contains { $0.outcome == .passed }
      && !tests.contains { $0.outcome == .failed || $0.outcome == .errored }
  }
}

/// Everything that a module intends or has, with what became of it.
public struct BuiltModule: Sendable {
  /// Requirements, then scenarios, then what nobody meant, each in the order of their ids.
  public let items: [BuiltItem]

  /// Items with each id once, for documents, which have one section for each: of two that share one,
  /// what is intended.
  var byID: [BuiltItem] {
    var places: [String: Int] = [:]
    var found: [BuiltItem] = []
    for item in items {
      let id = IDSpelling.canonical(item.id)
      if let place = places[id] {
        if found[place].item?.facts.intent == nil { found[place] = item }
      } else {
        places[id] = found.count
        found.append(item)
      }
    }
    return found
  }

  /// Items in a state.
  public func items(_ state: BuiltState) -> [BuiltItem] { items.filter { $0.state == state } }

  /// The item of an id.
  public subscript(_ id: String) -> BuiltItem? { positions[id].map { items[$0] } }

  private let positions: [String: Int]

  /// - Parameters:
  ///   - subject: the module.
  ///   - settings: which tests go through the front door.
  ///   - current: the phase that is being built; later ones are deferred, not missing.
  public init(_ subject: ModuleSubject, _ settings: ModuleSettings, current: Int?) {
    let evidence = BuiltEvidence(subject, settings)
    items =
      (subject.requirements + subject.scenarios).map { evidence.item($0, current: current) }
      + evidence.unplanned()
    positions = Dictionary(
      items.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first }
    )
  }
}
