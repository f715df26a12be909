public import SourceText
public import TraceModel

/// Where a module stands on its way from design to its last phase.
public struct ModuleBoard: Sendable {
  /// One gate of the pipeline.
  public struct Gate: Sendable {
    /// How far it is.
    public enum State: String, Sendable {
      case open
      /// It was opened, and what was approved there has changed since.
      case outdated
      /// The one that comes next.
      case next
      case later
    }

    /// `Code and unit tests`.
    public var title: String
    /// From 1 to 5.
    public var step: Int
    /// `Phase 1: Basics`; empty for a gate of the whole module.
    public var phase: String
    /// How far it is.
    public var state: State
    /// Who has opened it last, and on which day; empty for nobody.
    public var person, day: String
    /// In order; empty for gates that nobody can open yet.
    public var criteria: [Criterion]

    /// A gate with what it needs.
    public init(
      title: String, step: Int, phase: String, state: State, person: String, day: String,
      criteria: [Criterion]
    ) {
      (self.title, self.step, self.phase, self.state) = (title, step, phase, state)
      (self.person, self.day, self.criteria) = (person, day, criteria)
    }
  }

  /// One thing that must be so.
  public struct Criterion: Sendable {
    /// As a clause.
    public var demand: String
    /// `met`, `unmet`, `to run`, `to attest`.
    public var state: String
    /// `computed`, `command`, `attested`.
    public var basis: String
    /// `12 of 12 boxes`; empty for nothing.
    public var evidence: String
    /// What lacks, the first few.
    public var lacking: [String]

    /// A criterion with what is known of it.
    public init(
      demand: String, state: String, basis: String, evidence: String, lacking: [String]
    ) {
      (self.demand, self.state, self.basis) = (demand, state, basis)
      (self.evidence, self.lacking) = (evidence, lacking)
    }
  }

  /// A requirement or scenario with what code, tests and tasks show of it.
  public struct Built: Sendable {
    /// Its id as written.
    public var id: String
    /// It in the graph; `nil` for an id that nothing declares.
    public var node: NodeIndex?
    /// `implemented`, `partial`, `changed`, `deferred`, `missing`, `unplanned`.
    public var state: String
    /// Why, as a clause.
    public var reason: String
    /// What documents say of it, when that is something else; empty otherwise.
    public var claim: String

    /// What became of an id.
    public init(id: String, node: NodeIndex?, state: String, reason: String, claim: String) {
      (self.id, self.node, self.state) = (id, node, state)
      (self.reason, self.claim) = (reason, claim)
    }
  }

  /// One time that a gate was opened.
  public struct Passage: Sendable {
    /// `Code and unit tests of phase 1`.
    public var gate: String
    /// Who, and on which day.
    public var person, day: String
    /// What it rested on, `tasks-ticked: 12 of 12 boxes`.
    public var grounds: [String]

    /// A gate that was opened.
    public init(gate: String, person: String, day: String, grounds: [String]) {
      (self.gate, self.person, self.day, self.grounds) = (gate, person, day, grounds)
    }
  }

  /// Lines of the module's programs that its tests run.
  public struct Coverage: Sendable {
    /// Lines that ran, of those that could; the percent that is asked for.
    public var hit, total, wanted: Int

    /// A count of lines.
    public init(hit: Int, total: Int, wanted: Int) {
      (self.hit, self.total, self.wanted) = (hit, total, wanted)
    }
  }

  /// In the order in which they are opened; empty for a module that keeps no record.
  public var gates: [Gate] = []
  /// What to do next, as a sentence without full stop; empty when all gates are open.
  public var next = ""
  /// Requirements and scenarios; those that differ first.
  public var built: [Built] = []
  /// Oldest first.
  public var passages: [Passage] = []
  /// `nil` when no report tells.
  public var coverage: Coverage?

  /// A board of nothing.
  public init() {}
}

/// Where boards of modules come from.
public struct ModuleBoards: Sendable {
  /// Covers every file that a board depends on and the graph does not.
  public var fingerprint: Fingerprint
  /// The board of a module; `nil` for one that keeps no record. Called when its page is made, on any
  /// thread.
  public var board: @Sendable (NodeIndex) -> ModuleBoard?

  /// A way to get boards.
  public init(
    fingerprint: Fingerprint, board: @escaping @Sendable (NodeIndex) -> ModuleBoard?
  ) {
    (self.fingerprint, self.board) = (fingerprint, board)
  }
}
