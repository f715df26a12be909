public import SourceText

/// The documents of a module, by the part that each plays.
public enum ModuleDocumentKind: String, Sendable, CaseIterable {
  case intentDesign = "INTENT_DESIGN"
  case intentRequirements = "INTENT_REQUIREMENTS"
  case intentScenarios = "INTENT_SCENARIOS"
  case tasks = "TASKS"
  case actualDesign = "ACTUAL_DESIGN"
  case actualRequirements = "ACTUAL_REQUIREMENTS"
  case actualScenarios = "ACTUAL_SCENARIOS"
  case intentVsActual = "INTENT_VS_ACTUAL"
  case changelog = "CHANGELOG"
  /// An OpenSpec specification, change or design.
  case openSpec = "OPENSPEC"
  /// A table of requirements or test cases.
  case table = "TABLE"
}

/// What is known of a module as a whole.
public struct ModuleFacts: Sendable, Hashable {
  /// Path of each document that was read.
  public var documents: [ModuleDocumentKind: String]
  /// Paths of those that play a part which another plays already, sorted.
  public private(set) var further: [String] = []

  /// A module of these documents.
  public init(documents: [ModuleDocumentKind: String] = [:]) { self.documents = documents }

  /// These documents with those of `more`; of two for one part the first is kept as such.
  public func merged(with more: ModuleFacts) -> ModuleFacts {
    var merged = self
    var others = Set(further).union(more.further)
    for (kind, path) in more.documents {
      if let own = merged.documents[kind], own != path { others.insert(path) }
      if merged.documents[kind] == nil { merged.documents[kind] = path }
    }
    merged.further = others.sorted()
    return merged
  }
}

/// How strongly a requirement binds, by its strongest word.
public enum ObligationLevel: String, Sendable, CaseIterable {
  case must, should, may
}

/// What the actual documents say of a scenario.
public enum ImplementationMark: String, Sendable, CaseIterable {
  case implemented, partial, deferred, changed
}

/// A requirement or scenario: one id, stated as intent and again as built.
public struct SpecifiedFacts: Sendable, Hashable {
  /// `nil` when the text binds nobody.
  public var level: ObligationLevel?
  /// Where the intent is stated; `nil` for something that was only built.
  public var intent: SourceRange?
  /// What the actual documents say; `nil` when they are silent.
  public var actual: Prose?
  /// The mark that the actual documents give.
  public var mark: ImplementationMark?
  /// What the gap analysis says of the difference.
  public var gap: Prose?

  /// A requirement or scenario; what is not given is not stated.
  public init(
    level: ObligationLevel? = nil, intent: SourceRange? = nil, actual: Prose? = nil,
    mark: ImplementationMark? = nil, gap: Prose? = nil
  ) {
    self.level = level
    self.intent = intent
    self.actual = actual
    self.mark = mark
    self.gap = gap
  }
}

/// Ticked and open boxes below a task or phase.
public struct ProgressFacts: Sendable, Hashable {
  /// Boxes that are ticked.
  public var done: Int
  /// All boxes.
  public var total: Int

  /// A count of boxes.
  public init(done: Int, total: Int) {
    self.done = done
    self.total = total
  }
}

/// A decision or incident record.
public struct DecisionFacts: Sendable, Hashable {
  /// `accepted`, `superseded`, … as written, in lower case; `nil` when none is stated.
  public var status: String?
  /// `YYYY-MM-DD`.
  public var date: String?

  /// A record with what it states of itself.
  public init(status: String? = nil, date: String? = nil) {
    self.status = status
    self.date = date
  }
}
