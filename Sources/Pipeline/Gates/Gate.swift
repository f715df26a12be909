/// A step of the pipeline ends at a gate, which a person opens when its criteria are met.
public struct Gate: Sendable, Hashable {
  /// What is approved.
  public enum Kind: String, Sendable, CaseIterable {
    /// Step 1: the design, in words.
    case design
    /// Step 2: requirements and scenarios, with their ids in the design.
    case requirements
    /// Within step 3: the tasks, before any code.
    case tasks
    /// Step 3: code and unit tests of a phase, with what was built.
    case code
    /// Step 4: end-to-end tests of a phase.
    case tests

    /// There is one for each phase.
    public var isOfPhase: Bool { self == .code || self == .tests }
  }

  /// What is approved.
  public var kind: Kind
  /// Number of the phase; `nil` for gates of the whole module, and in a module without phases.
  public var phase: Int?

  /// A gate.
  public init(_ kind: Kind, phase: Int? = nil) { (self.kind, self.phase) = (kind, phase) }

  /// For people: `code and unit tests of phase 1`.
  public var label: String {
    phase.map { "\(title.lowercased()) of phase \($0)" } ?? title.lowercased()
  }

  /// For people, as a heading.
  public var title: String {
    switch kind {
    case .design: "Design"
    case .requirements: "Requirements and scenarios"
    case .tasks: "Tasks"
    case .code: "Code and unit tests"
    case .tests: "End-to-end tests"
    }
  }

  /// The step of the pipeline, from 1 to 5: all phases behind the first are step 5.
  public var step: Int {
    switch kind {
    case .design: 1
    case .requirements: 2
    case .tasks: 3
    case .code: (phase ?? 1) > 1 ? 5 : 3
    case .tests: (phase ?? 1) > 1 ? 5 : 4
    }
  }

  /// `design`, `code`, `code:2`: as an option names it.
  public var name: String { phase.map { "\(kind.rawValue):\($0)" } ?? kind.rawValue }

  /// Every gate of a module, in the order in which they are opened.
  public static func all(of subject: ModuleSubject) -> [Gate] {
    let phases = subject.phases.map(\.number)
    let numbers: [Int?] = phases.isEmpty ? [nil] : phases.map(\.self)
    return [Gate(.design), Gate(.requirements), Gate(.tasks)]
      + numbers.flatMap { [Gate(.code, phase: $0), Gate(.tests, phase: $0)] }
  }
}
